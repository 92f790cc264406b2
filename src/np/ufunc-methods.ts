/** The methods of universal functions, NumPy's: https://numpy.org/doc/stable/reference/ufuncs.html#methods */
import { flatEntries, isScalar } from "../array/element.ts";
import type { Index } from "../array/index-items.ts";
import { scope } from "../array/scope.ts";
import { Slice } from "../array/slice.ts";
import { reshapeView } from "../array/views.ts";
import { WasmArray } from "../array/wasm-array.ts";
import type { Overridable } from "../dispatch/index.ts";
import { type DType, type Scalar, sumDType } from "../dtype.ts";
import { AxisError, IndexError, ShapeError } from "../errors.ts";
import { applyAt } from "../ops/apply-at.ts";
import { type Folding, foldElements, foldScan, foldSegments } from "../ops/fold.ts";
import { checkIntegers } from "../ops/indices.ts";
import { operand } from "../ops/promotion.ts";
import { type ReduceRow, reduceBy } from "../ops/reduce.ts";
import { type Scan, type ScanOp, scanElements } from "../ops/scan.ts";
import type { ElementwiseFunction } from "../ops/ufunc.ts";
import { checkAxis, format } from "../shape.ts";
import type { ElementwiseOptions } from "./elementwise-options.ts";
import { type Coercible, type Like, withOperand } from "./operand.ts";
import { checkOptions } from "./options.ts";
import { checkOptionalDType, reduceAlong } from "./reduction.ts";
import type { ScanOptions } from "./scan.ts";
import type { SumOptions } from "./statistical.ts";

/** One index, or several in a list that has an array, a slice, a string or null among them. */
export type At = Index | readonly Index[];

/** What all universal functions have beside the call. */
export interface UfuncAttributes {
  /** Number of operands. */
  readonly nin: 1 | 2;
  /** Number of results. */
  readonly nout: 1;
  /** What changes nothing as the first operand: the result of reducing nothing. Null if there is none. */
  readonly identity: Scalar | null;
  /** The dtypes that are taken without conversion, and what comes out: "float32,float32->bool". */
  readonly types: readonly string[];
}

/** The method of functions of one array. */
export interface UnaryMethods {
  /** Replaces the elements of `x` at an index by what the function gives, as often as they are selected. */
  readonly at: Overridable<(x: WasmArray, index: At) => void>;
}

/** The methods of functions of two arrays. */
export interface BinaryMethods {
  /**
   * Brings the elements along axes together, from left to right: the first axis if none is given, all of them for null.
   * @throws AxisError for several axes where the order of the elements matters, and for an axis that `x` does not have;
   *   ShapeError where there are no elements, no identity and no `initial`; TypeError for `where` without any of them;
   *   DTypeError where the function does not give the type that it takes
   * @example np.subtract.reduce([[5, 7], [1, 2]], { axis: 1 }) // array([-2., -1.])
   */
  readonly reduce: Overridable<<A>(x: A, options?: SumOptions<Like<A>>) => Like<A>>;
  /**
   * The results of bringing the first elements along an axis together: one, two, and so on.
   * @throws TypeError for one of no dimensions, AxisError for an axis that `x` does not have, DTypeError as `reduce`
   * @example np.maximum.accumulate([1, 3, 2, 5]) // array([1., 3., 3., 5.])
   */
  readonly accumulate: Overridable<<A>(x: A, options?: ScanOptions<Like<A>>) => Like<A>>;
  /**
   * `reduce` of segments of an axis, which begin at `indices` and end before the next one of them, or at the end of the
   * axis; where an index is not less than the next one, the element there alone.
   * @throws IndexError for indices that are no integers or out of bounds, and what `accumulate` throws
   * @example np.add.reduceat([1, 2, 3, 4, 5], [0, 3, 1]) // array([ 6.,  4., 14.])
   */
  readonly reduceat: Overridable<<A>(x: A, indices: unknown, options?: ScanOptions<Like<A>>) => Like<A>>;
  /**
   * The function of every element of `x1` with every element of `x2`: of shape `[...x1.shape, ...x2.shape]`.
   * @example np.multiply.outer([1, 2], [3, 4]) // array([[3., 4.], [6., 8.]])
   */
  readonly outer: Overridable<<A, B>(x1: A, x2: B, options?: ElementwiseOptions<Like<A, B>>) => Like<A, B>>;
  /**
   * Replaces the elements of `x` at an index by what the function gives of them and `values`, which broadcast: one after
   * another, so that an element that is selected twice changes twice. Results are cast to the dtype of `x`.
   * @throws IndexError as `x.at` does, ShapeError if the values do not broadcast to what is selected
   * @example
   * const counts = np.zeros(3);
   * np.add.at(counts, [0, 2, 2], 1);
   * counts // array([1., 0., 2.])
   */
  readonly at: Overridable<(x: WasmArray, index: At, values: WasmArray | Coercible) => void>;
}

/** Functions that have kernels to reduce by: the reductions that they are, which are functions too. */
export const reductions: { readonly [name: string]: ScanOp } = {
  add: "sum",
  multiply: "prod",
  minimum: "min",
  maximum: "max",
  logical_and: "all",
  logical_or: "any",
};

const identities: { readonly [name: string]: Scalar } = {
  add: 0,
  multiply: 1,
  hypot: 0,
  logaddexp: Number.NEGATIVE_INFINITY,
  gcd: 0,
  bitwise_and: -1n,
  bitwise_or: 0,
  bitwise_xor: 0,
  logical_and: true,
  logical_or: false,
  logical_xor: false,
};

/** Functions without identity for which the order of elements does not matter. */
const unordered = ["maximum", "minimum", "fmax", "fmin"];

export const identityOf = (name: string): Scalar | null => identities[name] ?? null;

/** What a function of two arrays reduces by. */
const foldingOf = (name: string, { loopFor, check }: ElementwiseFunction): Folding => ({
  name,
  loopFor,
  check,
  identity: identities[name],
  reorderable: name in identities || unordered.includes(name),
  result: name === "add" || name === "multiply" ? sumDType : (dtype) => dtype,
});

type Implementations<Methods> = {
  [M in keyof Methods]: Methods[M] extends Overridable<infer F> ? F : never;
};

export const unaryMethods = (name: string, func: ElementwiseFunction): Implementations<UnaryMethods> => ({
  at: (x, index) => changeAt(`${name}.at`, func, x, index),
});

/** The implementations of the methods of a function of two arrays. */
export function binaryMethods(
  name: string,
  func: ElementwiseFunction,
  row: ReduceRow | undefined,
): Implementations<BinaryMethods> {
  const folding = foldingOf(name, func);
  return {
    reduce: (x, options = {}) => reduce(folding, row, x, options),
    accumulate: (x, options = {}) => accumulate(folding, x, options),
    reduceat: (x, indices, options = {}) => reduceSegments(folding, x, indices, options),
    outer: (x1, x2, options = {}) => outer(`${name}.outer`, func, x1, x2, options),
    at: (x, index, values) => changeAt(`${name}.at`, func, x, index, values),
  };
}

function reduce<A>(
  folding: Folding,
  row: ReduceRow | undefined,
  x: A,
  options: SumOptions<Like<A>>,
): Like<A> {
  const id = `${folding.name}.reduce`;
  const isSingle = isScalar(x) || (x instanceof WasmArray && x.ndim === 0);
  const { axis = 0 } = options;
  // NumPy lets what has no dimensions be reduced along its first or last one.
  const given = isSingle && (axis === 0 || axis === -1) ? [] : axis;
  return reduceAlong(
    id,
    x,
    { ...options, axis: given },
    ["dtype", "initial", "out", "where"],
    (source, reduction) => {
      const hasKernel = row && kernelFor(folding.name, reduction.dtype);
      return hasKernel ? reduceBy(id, row, source, reduction) : foldElements(id, folding, source, reduction);
    },
  );
}

function accumulate<A>(folding: Folding, x: A, options: ScanOptions<Like<A>>): Like<A> {
  return alongAxis(folding, "accumulate", x, options, (id, source, scan) => {
    const op = kernelFor(folding.name, scan.dtype);
    return op ? scanElements(id, op, source, scan) : foldScan(id, folding, source, scan);
  });
}

function reduceSegments<A>(folding: Folding, x: A, indices: unknown, options: ScanOptions<Like<A>>): Like<A> {
  return alongAxis(folding, "reduceat", x, options, (id, source, scan) => {
    const segment = (starts: WasmArray): WasmArray => {
      checkStarts(id, starts, source.shape[scan.axis]);
      return foldSegments(id, folding, source, starts, scan);
    };
    return withOperand(id, indices, segment, "int64");
  });
}

/** The operation that has kernels to do what a function does, if its results are of the type that is asked for. */
function kernelFor(name: string, asked: DType | undefined): ScanOp | undefined {
  const op = reductions[name];
  const isDecision = op === "all" || op === "any";
  return isDecision && asked !== undefined && asked !== "bool" ? undefined : op;
}

/** Calls `use` with the arguments of a method that goes along one axis, checked. */
function alongAxis<A>(
  { name }: Folding,
  method: "accumulate" | "reduceat",
  x: A,
  options: ScanOptions<Like<A>>,
  use: (id: string, source: WasmArray, scan: Scan) => WasmArray,
): Like<A> {
  const id = `${name}.${method}`;
  checkOptions(id, options, ["axis", "dtype", "out"]);
  const dtype = checkOptionalDType(id, options.dtype);
  return withOperand(id, x, (source) => {
    const { axis = 0, out } = options;
    if (source.ndim === 0) throw new TypeError(`${id}: cannot ${method} on a scalar`);
    if (axis === null && source.ndim > 1) throw new AxisError(`${id}: does not allow multiple axes`);
    return use(id, source, { axis: checkAxis(id, axis ?? 0, source.ndim), dtype, out });
  }) as Like<A>;
}

/** Refuses what is not a list of indices from the front of an axis. */
function checkStarts(id: string, starts: WasmArray, length: number): void {
  checkIntegers(id, starts);
  if (starts.ndim !== 1) {
    throw new ShapeError(`${id}: indices are of one dimension, not of shape ${format(starts.shape)}`);
  }
  for (const start of flatEntries(id, starts)) {
    if (start < 0 || start >= length) {
      throw new IndexError(`${id}: index ${start} out-of-bounds in ${id} [0, ${length})`);
    }
  }
}

function outer<A, B>(
  id: string,
  { apply }: ElementwiseFunction,
  x1: A,
  x2: B,
  options: ElementwiseOptions<Like<A, B>>,
): Like<A, B> {
  checkOptions(id, options, ["out", "where"]);
  return scope(() => {
    const [first, second] = [operand(id, x1), operand(id, x2)];
    if (isScalar(first) || isScalar(second)) return apply([first, second], options, id);
    const shape = [...first.shape, ...second.shape.map(() => 1)];
    return apply([reshapeView(id, first, shape), second], options, id);
  }) as Like<A, B>;
}

function changeAt(
  id: string,
  func: ElementwiseFunction,
  x: WasmArray,
  index: At,
  ...values: unknown[]
): void {
  if (!(x instanceof WasmArray))
    throw new TypeError(`${id}: the first operand is an array, not ${String(x)}`);
  applyAt(id, func, x, isSeveral(index) ? index : [index], ...values);
}

/** Whether a list is several indices, not an index array. */
const isSeveral = (index: At): index is readonly Index[] =>
  Array.isArray(index) &&
  index.some(
    (item) =>
      item === null ||
      typeof item === "string" ||
      item instanceof Slice ||
      item instanceof WasmArray ||
      ArrayBuffer.isView(item),
  );
