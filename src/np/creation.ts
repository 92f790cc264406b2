import { containerOf } from "../array/container.ts";
import { coerce, scalarDType, typedArrayDType } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { shareTypedArray } from "../array/data.ts";
import { convertScalar, isScalar } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, WasmArray, zeroArray } from "../array/wasm-array.ts";
import { creation, overridable } from "../dispatch/overridable.ts";
import { isObject } from "../dispatch/protocol.ts";
import {
  type Complex,
  type DType,
  isInteger,
  promote,
  realDType,
  type Scalar,
  type TypedArray,
} from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { fillDiagonal, filled } from "../ops/fill.ts";
import { grid } from "../ops/grid.ts";
import { countSteps, fillRange, fillSpace, floorElements } from "../ops/sequence.ts";
import { triangleOf } from "../ops/triangle.ts";
import { checkShape, type Shape } from "../shape.ts";
import { type CreationOptions, checkCreation, type LikeOptions } from "./creation-options.ts";
import { type Coercible, type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions, splitOptions } from "./options.ts";

export type { CreationOptions, LikeOptions } from "./creation-options.ts";

/**
 * An array of `obj`: a scalar, nested lists, a typed array, an iterable, a container, or an array, which is returned itself
 * where no copy is needed. Numbers become float64, bigints int64 (uint64 if they need it), booleans bool, `{ re, im }`
 * complex128; mixtures are promoted. Values are cast to `dtype` as by NumPy.
 *
 * Containers are objects with `data` (a typed array, a list, or what has `length` and `get(i)`), `shape`, and perhaps
 * `stride` or `strides` and `offset` in elements and a `dtype`, as the ndarrays of scijs and stdlib; Apache Arrow's vectors of numbers,
 * booleans and fixed-size lists of them; and images, which have rows, columns and channels. One over the `data` of an array
 * becomes a view of it, all others are copied once.
 *
 * `copy: true` always copies; `copy: false` never does: an array is returned itself, and a typed array that lies in linear
 * memory, or a container over one, becomes an array over the same bytes. The `data` of an array keeps these bytes in use; for any other typed array
 * over linear memory, a subarray of `data` say, the caller has to.
 *
 * Throws a ShapeError for ragged nesting and for strides that reach outside of the data, a DTypeError for scalars that `dtype`
 * does not have and for data that no dtype is for, and a TypeError for nulls, for what is no array, and for what cannot be had without a copy.
 *
 * @example np.asarray([[1, 2], [3, 4]], { dtype: np.int32 }) // array([[1, 2], [3, 4]], dtype=int32)
 */
export const asarray = /* @__PURE__ */ creation(
  "asarray",
  <A = WasmArray>(
    obj: WasmArray | Coercible,
    options: CreationOptions<A> & { copy?: boolean | null } = {},
  ): NoInfer<A> => {
    const dtype = checkCreation("asarray", options, "copy");
    const copy = checkFlag("asarray", "copy", options.copy ?? undefined);
    if (copy === false) return share("asarray", obj, dtype) as A;
    const x = coerce("asarray", obj, dtype);
    // A container over the data of an array has become a view.
    if (x !== obj) return convert("asarray", x, dtype, copy && x.storage!.references > 1) as A;
    return (x.dtype === (dtype ?? x.dtype) && !copy ? x : cast("asarray", x, dtype ?? x.dtype)) as A;
  },
);

function share(id: string, obj: unknown, dtype: DType | undefined): WasmArray {
  const typed = typedArrayDType(obj);
  const layout = isObject(obj) && !typed ? containerOf(id, obj) : undefined;
  const own = typed ?? layout?.dtype ?? (obj instanceof WasmArray ? obj.dtype : undefined);
  if (own && dtype && own !== dtype) {
    throw new TypeError(`${id}: ${own} becomes ${dtype} in a copy only, and copy is false`);
  }
  const data = layout?.data ?? obj;
  const x =
    obj instanceof WasmArray
      ? coerce(id, obj)
      : typedArrayDType(data) && shareTypedArray(id, data as TypedArray, layout);
  if (x) return x;
  throw new TypeError(
    `${id}: only arrays, and typed arrays in linear memory, need no copy, and copy is false`,
  );
}

/**
 * An array of `shape`, a length or a list of lengths, filled with zeros; float64 by default. Throws a ShapeError if no
 * array has this shape.
 *
 * @example np.zeros([2, 2], { dtype: np.int8 }) // array([[0, 0], [0, 0]], dtype=int8)
 */
export const zeros = /* @__PURE__ */ creation(
  "zeros",
  <A = WasmArray>(shape: number | Shape, options: CreationOptions<A> = {}): NoInfer<A> =>
    zeroArray("zeros", checkCreation("zeros", options) ?? "float64", checkShape("zeros", shape)) as A,
);

/** An array of `shape` filled with ones, float64 by default. Throws as `zeros` does. @example np.ones(3) // array([1., 1., 1.]) */
export const ones = /* @__PURE__ */ creation(
  "ones",
  <A = WasmArray>(shape: number | Shape, options: CreationOptions<A> = {}): NoInfer<A> =>
    fill("ones", checkCreation("ones", options) ?? "float64", checkShape("ones", shape), 1) as A,
);

/**
 * An array of `shape` whose elements are not set: they are what the memory held before. float64 by default. Throws as
 * `zeros` does.
 *
 * @example np.empty([2, 0]) // array([], shape=(2, 0), dtype=float64)
 */
export const empty = /* @__PURE__ */ creation(
  "empty",
  <A = WasmArray>(shape: number | Shape, options: CreationOptions<A> = {}): NoInfer<A> =>
    allocateArray("empty", checkCreation("empty", options) ?? "float64", checkShape("empty", shape)) as A,
);

/**
 * An array of `shape` filled with `fill_value`, by default of the dtype that `asarray` gives it. Throws as `zeros` does, and
 * a DTypeError if `dtype` has no such value.
 *
 * @example np.full([2], 7n) // array([7, 7])
 */
export const full = /* @__PURE__ */ creation(
  "full",
  <A = WasmArray>(
    shape: number | Shape,
    fill_value: WasmArray | Coercible,
    options: CreationOptions<A> = {},
  ): NoInfer<A> => fill("full", checkCreation("full", options), checkShape("full", shape), fill_value) as A,
);

/** A new array filled with `value`, cast to `dtype` if there is one. */
function fill(id: string, dtype: DType | undefined, shape: Shape, value: unknown): WasmArray {
  return withOperand(id, value, (source) => filled(id, dtype ?? source.dtype, shape, source), dtype);
}

/**
 * A matrix with ones on a diagonal, the `k`-th above the main one, and zeros elsewhere. As many columns as rows unless
 * `n_cols` says otherwise; float64 by default. Throws a ShapeError for lengths that no array has.
 *
 * @example np.eye(2, 3, { k: 1 }) // array([[0., 1., 0.], [0., 0., 1.]])
 */
export const eye = /* @__PURE__ */ creation("eye", ((n_rows: number, ...rest: unknown[]) => {
  const [[n_cols], options] = splitOptions<EyeOptions<unknown>>("eye", rest, 1);
  const dtype = checkCreation("eye", options, "k") ?? "float64";
  const shape = checkShape("eye", [n_rows, (n_cols ?? n_rows) as number]);
  const { k = 0 } = options;
  if (!Number.isInteger(k)) throw new TypeError(`eye: k ${String(k)} is not an integer`);
  const x = zeroArray("eye", dtype, shape);
  fillDiagonal("eye", x, k, 1);
  return x;
}) as Eye);

export interface EyeOptions<A = WasmArray> extends CreationOptions<A> {
  k?: number;
}

interface Eye {
  <A = WasmArray>(n_rows: number, options?: EyeOptions<A>): NoInfer<A>;
  <A = WasmArray>(n_rows: number, n_cols: number | null, options?: EyeOptions<A>): NoInfer<A>;
}

/**
 * The numbers from `start` in steps of `step` before `stop`; one number alone is the stop, counted to from 0. int64 (or
 * uint64) if all are bigints, float64 otherwise. As in NumPy, element i is start + i · ((start + step) - start), rounded to the dtype.
 * Throws a ShapeError if the steps never reach the stop, a DTypeError for bool.
 *
 * @example np.arange(5n, -1n, -2n) // array([5, 3, 1])
 */
export const arange = /* @__PURE__ */ creation("arange", ((start: Real, ...rest: unknown[]) => {
  const [[stop, step], options] = splitOptions<CreationOptions<unknown>>("arange", rest, 2);
  const dtype = checkCreation("arange", options);
  const none = stop === undefined || stop === null;
  return none ? range(undefined, start, step, dtype) : range(start, stop, step, dtype);
}) as Arange);

interface Arange {
  <A = WasmArray>(stop: Real, options?: CreationOptions<A>): NoInfer<A>;
  <A = WasmArray>(start: Real, stop: Real | null, options?: CreationOptions<A>): NoInfer<A>;
  <A = WasmArray>(start: Real, stop: Real | null, step: Real, options?: CreationOptions<A>): NoInfer<A>;
}

type Real = number | bigint;

function range(start: unknown, stop: unknown, step: unknown, dtype: DType | undefined): WasmArray {
  const id = "arange";
  const given = start === undefined ? [stop] : [start, stop];
  if (step !== undefined) given.push(step);
  for (const value of given) {
    if (typeof value === "number" || typeof value === "bigint") continue;
    throw new TypeError(`${id}: ${String(value)} is not a number`);
  }
  const chosen = dtype ?? (given as Real[]).map(scalarDType).reduce(promote);
  if (chosen === "bool") throw new DTypeError(`${id}: there is no range of ${chosen}`);
  const whole = given.every((value) => typeof value === "bigint");
  const [from, to, by] = [start ?? (whole ? 0n : 0), stop, step ?? (whole ? 1n : 1)] as Real[];
  const x = allocateArray(id, realDType(chosen), [countSteps(id, from, to, by)]);
  fillRange(id, x, from, by);
  return convert(id, x, chosen);
}

/**
 * `num` evenly spaced numbers from `start` to `stop`, or up to but not at `stop` with `endpoint: false`. complex128 if one
 * of them is complex, float64 otherwise; rounded down for an integer `dtype`. Rounds as NumPy does. Throws a ShapeError for a
 * count that no array has.
 *
 * @example np.linspace(0, 1, 5) // array([0.  , 0.25, 0.5 , 0.75, 1.  ])
 */
export const linspace = /* @__PURE__ */ creation(
  "linspace",
  <A = WasmArray>(
    start: Scalar,
    stop: Scalar,
    num: number,
    options: CreationOptions<A> & { endpoint?: boolean } = {},
  ): NoInfer<A> => {
    const dtype = checkCreation("linspace", options, "endpoint");
    const endpoint = checkFlag("linspace", "endpoint", options.endpoint) ?? true;
    const [from, to] = [start, stop].map((value) => {
      if (isScalar(value)) return convertScalar("linspace", value, "complex128") as Complex;
      throw new TypeError(`linspace: ${String(value)} is not a number`);
    });
    const complex = typeof start === "object" || typeof stop === "object";
    const x = allocateArray("linspace", complex ? "complex128" : "float64", checkShape("linspace", [num]));
    fillSpace("linspace", x, from, to, endpoint);
    if (dtype && isInteger(dtype)) floorElements("linspace", x);
    return convert("linspace", x, dtype) as A;
  },
);

/** `x` itself if it has the dtype and need not be copied, else a copy that has, in place of `x`. */
function convert(id: string, x: WasmArray, dtype = x.dtype, copy = false): WasmArray {
  if (x.dtype === dtype && !copy) return x;
  try {
    return cast(id, x, dtype);
  } finally {
    x.dispose();
  }
}

/** Zeros in the shape of `x`, and in its dtype unless another one is given. @example np.zeros_like([[1, 2]]) // array([[0., 0.]]) */
export const zeros_like = /* @__PURE__ */ overridable(
  "zeros_like",
  (x) => [x],
  <A>(x: A, options: LikeOptions = {}): Like<A> =>
    makeLike("zeros_like", x, options, (dtype, shape) => zeroArray("zeros_like", dtype, shape)),
);

/** Ones in the shape of `x`, and in its dtype unless another one is given. @example np.ones_like([1n, 2n]) // array([1, 1]) */
export const ones_like = /* @__PURE__ */ overridable(
  "ones_like",
  (x) => [x],
  <A>(x: A, options: LikeOptions = {}): Like<A> =>
    makeLike("ones_like", x, options, (dtype, shape) => fill("ones_like", dtype, shape, 1)),
);

/**
 * An array of the shape of `x`, and of its dtype unless another one is given, whose elements are not set.
 *
 * @example np.empty_like([]) // array([], dtype=float64)
 */
export const empty_like = /* @__PURE__ */ overridable(
  "empty_like",
  (x) => [x],
  <A>(x: A, options: LikeOptions = {}): Like<A> =>
    makeLike("empty_like", x, options, (dtype, shape) => allocateArray("empty_like", dtype, shape)),
);

/**
 * `fill_value` in the shape of `x`, and in its dtype unless another one is given. Throws a DTypeError if that has no such
 * value.
 *
 * @example np.full_like([[1, 2]], 0.5) // array([[0.5, 0.5]])
 */
export const full_like = /* @__PURE__ */ overridable(
  "full_like",
  (x) => [x],
  <A>(x: A, fill_value: WasmArray | Coercible, options: LikeOptions = {}): Like<A> =>
    makeLike("full_like", x, options, (dtype, shape) => fill("full_like", dtype, shape, fill_value)),
);

/** Calls `make` with the dtype and shape of what `x` is or becomes. */
function makeLike<A>(
  id: string,
  x: A,
  options: LikeOptions,
  make: (dtype: DType, shape: Shape) => WasmArray,
): Like<A> {
  const wanted = checkCreation(id, options);
  return withOperand(id, x, ({ dtype, shape }) => make(wanted ?? dtype, shape)) as Like<A>;
}

/**
 * The matrices in the last two axes of `x` with zeros above the `k`-th diagonal above the main one. Throws a ShapeError for fewer
 * axes, a TypeError for a `k` that is no integer.
 *
 * @example np.tril([[1, 2], [3, 4]]) // array([[1., 0.], [3., 4.]])
 */
export const tril = /* @__PURE__ */ overridable(
  "tril",
  (x) => [x],
  <A>(x: A, options: { k?: number | undefined } = {}): Like<A> => triangle("tril", x, options, false),
);

/**
 * The matrices in the last two axes of `x` with zeros below the `k`-th diagonal above the main one. Throws a ShapeError for fewer
 * axes, a TypeError for a `k` that is no integer.
 *
 * @example np.triu([[1, 2], [3, 4]], { k: 1 }) // array([[0., 2.], [0., 0.]])
 */
export const triu = /* @__PURE__ */ overridable(
  "triu",
  (x) => [x],
  <A>(x: A, options: { k?: number | undefined } = {}): Like<A> => triangle("triu", x, options, true),
);

function triangle<A>(id: string, x: A, options: { k?: number | undefined }, upper: boolean): Like<A> {
  checkOptions(id, options, ["k"]);
  const { k = 0 } = options;
  if (!Number.isInteger(k)) throw new TypeError(`${id}: k ${String(k)} is not an integer`);
  return withOperand(id, x, (source) => {
    if (source.ndim < 2) throw new ShapeError(`${id}: an array of ${source.ndim} dimensions is no matrix`);
    return triangleOf(id, source, k, upper);
  }) as Like<A>;
}

/**
 * An array for each of the one-dimensional ones, with its elements along an axis of its own and repeated along the others: coordinates
 * of the points of a grid. With `indexing: "xy"` (default) the first array goes along the second axis and the second along the
 * first, as in a plot; with "ij" each along its own. Throws a ShapeError for more than one dimension; scalars count as one element.
 *
 * @example np.meshgrid([1, 2], [3, 4, 5])[0] // array([[1., 2.], [1., 2.], [1., 2.]])
 */
export const meshgrid = /* @__PURE__ */ overridable(
  "meshgrid",
  (...arrays) => arrays,
  <A extends readonly unknown[]>(...args: A): { -readonly [I in keyof A]: Like<A[I]> } =>
    scope(() => {
      const id = "meshgrid";
      const [arrays, { indexing = "xy", ...others }] = splitOptions<{ indexing?: string }>(
        id,
        args,
        args.length,
      );
      checkOptions(id, others, ["indexing"]);
      if (indexing !== "xy" && indexing !== "ij") {
        throw new TypeError(`${id}: indexing is "xy" or "ij", not ${String(indexing)}`);
      }
      return grid(
        id,
        arrays.map((x) => coerce(id, x)),
        indexing === "xy",
      );
    }) as never,
);
