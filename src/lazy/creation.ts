import { checkDType, type DType, dtypes, isInteger, realDType } from "../dtype.ts";
import * as np from "../index.ts";
import { countSteps, rangePart, spacePart } from "../np/internal.ts";
import { checkShape } from "../shape.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, type Chunks, chunkShape, normalizeChunks, shapeOf } from "./chunks.ts";
import type { ChunkOptions } from "./from-array.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import type { Argument, Task } from "./task.ts";

export interface CreationOptions extends ChunkOptions {
  dtype?: DType | undefined;
}

/** A lazy array whose chunks are made from nothing but where they lie. */
export function create(
  id: string,
  given: number | readonly number[],
  { chunks: wanted = "auto", dtype: asked }: CreationOptions,
  details: unknown,
  task: (starts: number[], lengths: number[], dtype: DType) => Task,
): LazyArray {
  const dtype = checkDType(id, asked ?? "float64");
  const shape = checkShape(id, given);
  const chunks: Chunks = normalizeChunks(id, wanted, shape, dtypes[dtype].size);
  const bounds = chunks.map(boundsOf);
  const layer = makeLayer(id, [], [chunks, dtype, details], (index) =>
    task(
      index.map((i, axis) => bounds[axis][i]),
      chunkShape(chunks, index),
      dtype,
    ),
  );
  return new LazyArray(layer, chunks, dtype);
}

const constant =
  (id: "zeros" | "ones") =>
  (shape: number | readonly number[], options: CreationOptions = {}): LazyArray =>
    create(id, shape, options, null, (_, lengths, dtype) => ({
      fn: id,
      args: [lengths],
      options: { dtype },
    }));

/** Zeros, float64 by default; see np.zeros. @example (await lazy.zeros([3], { chunks: 2 }).compute()) // array([0., 0., 0.]) */
export const zeros = constant("zeros");
/** Ones, float64 by default; see np.ones. @example (await lazy.ones([3], { chunks: 2 }).compute()) // array([1., 1., 1.]) */
export const ones = constant("ones");

/** Filled with a scalar; see np.full. @example (await lazy.full([3], 7, { chunks: 2 }).compute()) // array([7., 7., 7.]) */
export function full(
  shape: number | readonly number[],
  fill_value: np.Scalar,
  options: CreationOptions = {},
): LazyArray {
  const dtype = options.dtype ?? np.scope(() => np.asarray(fill_value).dtype);
  return create("full", shape, { ...options, dtype }, fill_value, (_, lengths) => ({
    fn: "full",
    args: [lengths, fill_value as Argument],
    options: { dtype },
  }));
}

/** An array of these chunks, filled with a scalar. */
export function filled(chunks: Chunks, value: np.Scalar, dtype: DType): LazyArray {
  return full(shapeOf(chunks), value, { chunks, dtype });
}

/**
 * The numbers from `start` in steps of `step` before `stop`, as np.arange has them. float64 by default, int64 where all are bigints.
 * @example (await lazy.arange(0, 5, 2, { chunks: 2 }).compute()) // array([0., 2., 4.])
 */
export function arange(
  start: number | bigint,
  stop: number | bigint,
  step: number | bigint = typeof start === "bigint" ? 1n : 1,
  options: CreationOptions = {},
): LazyArray {
  const count = countSteps("arange", start, stop, step);
  const natural = [start, stop, step].every((value) => typeof value === "bigint") ? "int64" : "float64";
  const dtype = checkDType("arange", options.dtype ?? natural);
  return create("arange", [count], { ...options, dtype }, [start, step], ([first], [length]) => ({
    fn: "lazy.arange",
    args: [realDType(dtype), start, step, first, length, dtype],
  }));
}

function arangeChunk(
  real: DType,
  start: number,
  step: number,
  first: number,
  length: number,
  dtype: DType,
): np.WasmArray {
  return np.astype(rangePart("arange", real, start, step, first, length), dtype, { copy: false });
}

/**
 * `num` evenly spaced numbers from `start` to `stop`, or up to but not at it, as np.linspace has them.
 * @example (await lazy.linspace(0, 1, 5, { chunks: 3 }).compute()) // array([0.  , 0.25, 0.5 , 0.75, 1.  ])
 */
export function linspace(
  start: number | np.Complex,
  stop: number | np.Complex,
  num: number,
  options: CreationOptions & { endpoint?: boolean | undefined } = {},
): LazyArray {
  const { endpoint = true } = options;
  const ends = [start, stop].map((value) => (typeof value === "number" ? { re: value, im: 0 } : value));
  const isComplex = typeof start === "object" || typeof stop === "object";
  const own = isComplex ? "complex128" : "float64";
  const given = { ...options, dtype: options.dtype ?? own };
  return create("linspace", [num], given, [ends, num, endpoint], ([first], [length], dtype) => ({
    fn: "lazy.linspace",
    args: [own, ends, endpoint, { first, length, total: num }, dtype],
  }));
}

function linspaceChunk(
  own: "float64" | "complex128",
  ends: readonly [np.Complex, np.Complex],
  endpoint: boolean,
  part: { first: number; length: number; total: number },
  dtype: DType,
): np.WasmArray {
  const x = spacePart("linspace", own, ends, endpoint, part);
  return np.astype(isInteger(dtype) ? np.floor(x) : x, dtype, { copy: false });
}

/**
 * A matrix with ones on a diagonal, the `k`-th above the main one; see np.eye.
 * @example (await lazy.eye(3, 3, { chunks: 2, k: 1 }).compute()).at(0) // array([0., 1., 0.])
 */
export function eye(
  n_rows: number,
  n_cols: number = n_rows,
  options: CreationOptions & { k?: number } = {},
): LazyArray {
  const { k = 0 } = options;
  return create("eye", [n_rows, n_cols], options, k, ([row, column], [rows, columns], dtype) => ({
    fn: "eye",
    args: [rows, columns],
    options: { k: k + row - column, dtype },
  }));
}

/**
 * An array made chunk by chunk by a registered function, or one that is registered here under its own name: it gets the indices
 * of the chunk's first element and the chunk's shape.
 * @example
 * lazy.register("docs.rows", ([row], shape) => np.full(shape, row));
 * const x = lazy.fromFunction("docs.rows", [4, 2], { chunks: 2 });
 * (await x.compute()).at(":", 0) // array([0., 0., 2., 2.])
 */
export function fromFunction(
  name: string,
  shape: number | readonly number[],
  options: CreationOptions = {},
): LazyArray {
  return create("fromFunction", shape, options, name, (starts, lengths) => ({
    fn: name,
    args: [starts, lengths],
  }));
}

registerOwn("lazy.arange", arangeChunk);
registerOwn("lazy.linspace", linspaceChunk);
