import { coerce } from "../array/convert.ts";
import { cast, checkCast, copyInto, copyKernel, tileCast } from "../array/copy.ts";
import { allocateArray, isContiguous, pointerOf, storageOf, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, isComplex, isFloating, realDType, type Scalar, sumDType } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { broadcastShapes, format, type Shape, sameShape } from "../shape.ts";
import { core } from "../wasm/core.ts";
import { reduce } from "../wasm/reduce.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { remember } from "./loop.ts";
import { isIntegral } from "./promotion.ts";
import { sumFloat64, withBlocks } from "./reduce-blocks.ts";
import { countOf, longest, type ReduceTile, realCode, reducedShape, reduceTiles } from "./reduce-plan.ts";
import { computeWhole, targetOf } from "./result.ts";
import { type FoldKernel, sharing } from "./shared-reduce.ts";

/** What is to be reduced how. */
export interface Reduction {
  /** Counted from the front, none of them twice. */
  readonly axes: Shape;
  readonly keepdims: boolean;
  /** The type of the results, to which elements are cast first; by default that of `out`, or the operation's own. */
  readonly dtype?: DType | undefined;
  /** What the results start from. */
  readonly initial?: Scalar | undefined;
  /** Which elements take part: bools that broadcast to the shape of the operand. */
  readonly where?: WasmArray | undefined;
  /** Where the results go, of exactly their shape. */
  readonly out?: unknown;
}

/** How elements are brought together. */
export interface Fold {
  readonly kernel: ReduceTile;
  /** The type that the kernel reads. */
  readonly load: DType;
  /** The type that it writes. */
  readonly accumulator: DType;
  /** Real and imaginary parts are folded each by itself. */
  readonly parts?: boolean;
  /** The result of nothing, if there is one. */
  readonly identity?: Scalar;
}

/** The types of results: always the same whatever is asked for, or by those of the elements if nothing is asked for. */
const types = {
  sum: { result: sumDType },
  prod: { result: sumDType },
  min: {},
  max: {},
  any: { always: "bool" },
  all: { always: "bool" },
  count_nonzero: { always: "int64" },
} satisfies { readonly [op: string]: ResultTypes };

interface ResultTypes {
  readonly always?: DType;
  readonly result?: (dtype: DType) => DType;
}

export type ReduceOp = keyof typeof types;

/** A reduction with its kernels: functions that name the row of theirs have no others in a bundle. */
export interface ReduceRow {
  readonly op: ReduceOp;
  /** The name of NumPy's binary function of which this is the reduction. */
  readonly name: string;
  readonly fold: (id: string, from: DType, to: DType) => Fold;
}

export const sumRow: ReduceRow = { op: "sum", name: "add", fold: sumOf };
export const prodRow: ReduceRow = { op: "prod", name: "multiply", fold: productOf };
export const minRow: ReduceRow = { op: "min", name: "minimum", fold: (...args) => extremum("min", ...args) };
export const maxRow: ReduceRow = { op: "max", name: "maximum", fold: (...args) => extremum("max", ...args) };
export const anyRow: ReduceRow = { op: "any", name: "logical_or", fold: () => decision("any") };
export const allRow: ReduceRow = { op: "all", name: "logical_and", fold: () => decision("all") };
export const countRow: ReduceRow = { op: "count_nonzero", name: "count_nonzero", fold: counting };

const rows: { readonly [op in ReduceOp]: ReduceRow } = {
  sum: sumRow,
  prod: prodRow,
  min: minRow,
  max: maxRow,
  any: anyRow,
  all: allRow,
  count_nonzero: countRow,
};

/**
 * The type that an operation gives for operands of a type if `asked` for another or none, undefined where it can be any,
 * and the one that it gives by itself.
 */
export function typesOf(
  op: ReduceOp,
  dtype: DType,
  asked: DType | undefined,
): [asked: DType | undefined, own: DType] {
  const { always, result }: ResultTypes = types[op];
  const own = always ?? result?.(dtype) ?? dtype;
  // Sums are as wide as what they are written to, extremes only as wide as the elements.
  return [always ?? asked ?? (result ? undefined : own), own];
}

/** The reduction of a name: all of them are in a bundle then. */
export const reduceElements = (id: string, op: ReduceOp, x: WasmArray, reduction: Reduction): WasmArray =>
  reduceBy(id, rows[op], x, reduction);

/**
 * Reduces `x` along axes. Sums and products of floats are rounded at the end only, integers wrap.
 * @throws ShapeError for results of nothing where there is no identity, and for `out` or `where` of a wrong shape;
 *   TypeError for `where` without `initial` where there is no identity; DTypeError for casts that would lose what is
 *   imaginary, complex numbers that have no order, `out` of a lower kind, `where` that is not bool
 */
export function reduceBy(id: string, row: ReduceRow, x: WasmArray, reduction: Reduction): WasmArray {
  const { axes, initial, where } = reduction;
  const shape = reducedShape(x.shape, axes, reduction.keepdims);
  const target = targetOf(id, reduction.out, shape, ...typesOf(row.op, x.dtype, reduction.dtype));
  const fold = row.fold(id, x.dtype, target.dtype);
  checkWhere(id, x, where);
  if (fold.identity === undefined && initial === undefined) checkNotEmpty(id, row.name, x, axes, where);
  const start = initial === undefined ? undefined : startOf(id, initial, target.dtype, fold.accumulator);
  try {
    return computeWhole(id, target, target.dtype, where ? [x, where] : [x], (result) =>
      fill(id, x, axes, result, fold, { start, where }),
    );
  } finally {
    start?.dispose();
  }
}

/** A fold for elements of a type, and the type of its results. */
interface LeanPlan {
  readonly to: DType;
  readonly fold: Fold;
}

/** An operation on all elements of an array as `leanFold` makes it. */
export function leanReduction(id: string, row: ReduceRow): (x: WasmArray) => WasmArray | undefined {
  return leanFold(id, (from) => {
    const [, to] = typesOf(row.op, from, undefined);
    return { to, fold: row.fold(id, from, to) };
  });
}

/**
 * What folds all elements of an array, without dimensions, if they lie in row-major order and need no cast, and is undefined
 * for others. `finish` works on the accumulator of `count` elements before it is cast.
 */
export function leanFold(
  id: string,
  plan: (from: DType) => LeanPlan,
  finish?: (accumulator: number, count: number) => void,
): (x: WasmArray) => WasmArray | undefined {
  const planFor = remember(plan);
  return (x) => {
    if (x.size === 0 || x.size > longest || !isContiguous(x)) return undefined;
    const { to, fold } = planFor(x.dtype);
    if (fold.load !== x.dtype || fold.parts) return undefined;
    storageOf(id, x);
    const out = allocateArray(id, to, []);
    withAccumulators(id, out, fold.accumulator, (address) => {
      fold.kernel(address, 0, pointerOf(id, x), 0, dtypes[x.dtype].size, 1, x.size, 0);
      finish?.(address, x.size);
    });
    return out;
  };
}

/** Refuses reductions of nothing, or of what may be nothing, for an operation without identity. */
export function checkNotEmpty(id: string, name: string, x: WasmArray, axes: Shape, where?: WasmArray): void {
  if (where) {
    throw new TypeError(
      `${id}: reduction operation '${name}' does not have an identity, so to use a where mask one has to specify 'initial'`,
    );
  }
  if (countOf(x.shape, axes) > 0) return;
  throw new ShapeError(
    `${id}: zero-size array to reduction operation ${name} which has no identity: shape ${format(x.shape)}`,
  );
}

/** `initial` as an accumulator that was cast to `dtype` first. */
export function startOf(id: string, initial: Scalar, dtype: DType, accumulator: DType): WasmArray {
  const given = isIntegral(initial) ? coerce(id, initial, dtype) : coerce(id, initial);
  const rounded = cast(id, given, dtype);
  const start = cast(id, rounded, accumulator);
  given.dispose();
  rounded.dispose();
  return start;
}

/** Refuses what is not a mask for `x`. */
export function checkWhere(id: string, x: WasmArray, where: WasmArray | undefined): void {
  if (!where) return;
  if (where.dtype !== "bool") throw new DTypeError(`${id}: where holds bools, not ${where.dtype}`);
  if (sameShape(broadcastShapes(id, x.shape, where.shape), x.shape)) return;
  throw new ShapeError(
    `${id}: where of shape ${format(where.shape)} does not broadcast to shape ${format(x.shape)}`,
  );
}

/** What takes part in a reduction besides the operand, checked. */
interface Extras {
  readonly start?: WasmArray | undefined;
  readonly where?: WasmArray | undefined;
  /** Works on the accumulators before they are cast. */
  readonly finish?: (accumulators: number) => void;
}

/** Reduces `x` into `out`, which is contiguous and of the type that the fold is for. */
export function fill(
  id: string,
  x: WasmArray,
  axes: Shape,
  out: WasmArray,
  fold: Fold,
  { start, where, finish }: Extras = {},
): void {
  const { accumulator, identity, load, parts = false } = fold;
  if (out.size === 0) return;
  if (x.size === 0) {
    const value = start ?? coerce(id, identity);
    copyInto(id, out, value);
    if (value !== start) value.dispose();
    return;
  }
  const { size } = dtypes[accumulator];
  // What is left out becomes the identity, or counts once more as what the results start from.
  const neutral = where && (identity === undefined ? cast(id, start!, load) : coerce(id, identity, load));
  withAccumulators(id, out, accumulator, (results) => {
    if (start) copyKernel(size)(results, 0, size, pointerOf(id, start), 0, 0, 1, out.size);
    const kernel = start ? continuing(fold.kernel) : fold.kernel;
    withBlocks(id, { from: x.dtype, to: load, parts, neutral }, kernel, (tile) =>
      reduceTiles(id, x, axes, results, parts ? size / 2 : size, tile, parts, where),
    );
    finish?.(results);
  });
  neutral?.dispose();
}

/** A kernel for results that hold something from the start. */
const continuing =
  (kernel: ReduceTile): ReduceTile =>
  (out, outRow, x, xRow, xCol, rows, cols, count) =>
    kernel(out, outRow, x, xRow, xCol, rows, cols, count + 1);

/** A kernel that is told whether its results are new, as one that is told how many elements they hold. */
function folding(kernel: FoldKernel): ReduceTile {
  return (out, outRow, x, xRow, xCol, rows, cols, count) =>
    kernel(out, outRow, x, xRow, xCol, rows, cols, count === 0);
}

export function sumOf(id: string, from: DType, to: DType): Fold {
  checkCast(id, from, to);
  if (to === "bool") return counting();
  const identity = 0;
  if (isComplex(from)) {
    const kernel = from === "complex64" ? sharing(id, core.sum_f32, 4, core.sum_f64, 8) : sumFloat64(id);
    return { kernel, load: from, accumulator: "complex128", identity, parts: true };
  }
  const { load, accumulator } = wideTypes(from, to);
  if (load === "float64") return { kernel: sumFloat64(id), load, accumulator, identity };
  const kernel = core[`sum_${wrappingCode(load)}`];
  const merge = accumulator === "float64" ? core.sum_f64 : core.sum_i64;
  return { kernel: sharing(id, kernel, dtypes[load].size, merge, 8), load, accumulator, identity };
}

function productOf(id: string, from: DType, to: DType): Fold {
  checkCast(id, from, to);
  if (to === "bool") return decision("all");
  const identity = 1;
  if (isComplex(from)) {
    const kernel = folding(from === "complex64" ? core.prod_c64 : core.prod_c128);
    return { kernel, load: from, accumulator: "complex128", identity };
  }
  const { load, accumulator } = wideTypes(from, to);
  return { kernel: folding(core[`prod_${wrappingCode(load)}`]), load, accumulator, identity };
}

/** What is read of real elements, and what their sums and products are; they stay real until the result is cast. */
function wideTypes(from: DType, to: DType): { load: DType; accumulator: DType } {
  const real = realDType(to);
  const accumulator = isFloating(real) ? "float64" : dtypes[real].kind === "uint" ? "uint64" : "int64";
  const load = isFloating(real) === isFloating(from) ? from : isFloating(real) ? "float64" : real;
  return { load, accumulator };
}

/** Suffix of the kernels whose results wrap round, so that the sign of 64-bit integers does not matter. */
function wrappingCode(dtype: DType): Exclude<ReturnType<typeof realCode>, "u64"> {
  const code = realCode(dtype);
  return code === "u64" ? "i64" : code;
}

function extremum(op: "min" | "max", id: string, from: DType, to: DType): Fold {
  checkCast(id, from, to);
  if (isComplex(to)) throw new DTypeError(`${id}: ${to} is not a real type, its values have no order`);
  const kernel = reduce[`${op}_${realCode(to)}`];
  const { size } = dtypes[to];
  return { kernel: sharing(id, kernel, size, kernel, size), load: to, accumulator: to };
}

/** Of bools the greatest tells whether any is true, the least whether all are. */
function decision(op: "any" | "all"): Fold {
  const kernel = folding(op === "any" ? reduce.max_u8 : reduce.min_u8);
  return { kernel, load: "bool", accumulator: "bool", identity: op === "all" };
}

function counting(): Fold {
  return { kernel: folding(core.sum_u8), load: "bool", accumulator: "int64", identity: 0 };
}

/** Has `fill` compute what `out` is to hold, at an address where it lies in row-major order as type `dtype`. */
export function withAccumulators(
  id: string,
  out: WasmArray,
  dtype: DType,
  fill: (address: number) => void,
): void {
  if (out.dtype === dtype) fill(pointerOf(id, out));
  else {
    withScratch(id, out.size * dtypes[dtype].size, (address) => {
      fill(address);
      const parts = isComplex(dtype) && isComplex(out.dtype) ? 2 : 1;
      const [from, to] = parts === 2 ? [realDType(dtype), realDType(out.dtype)] : [dtype, out.dtype];
      const steps = [dtypes[to].size, dtypes[from].size];
      tileCast(from, to)(pointerOf(id, out), 0, steps[0], address, 0, steps[1], 1, out.size * parts);
    });
  }
  settle();
}
