/** Variances: number, mean and sum of squares of each chunk, joined as by Chan, Golub and LeVeque (1979). */
import type { Options, Overridable } from "../dispatch/index.ts";
import { type DType, isComplex } from "../dtype.ts";
import * as np from "../index.ts";
import { momentsAlong } from "../np/internal.ts";
import { registerOwn } from "./chunk-functions.ts";
import { handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { type Reducer, reduceTree } from "./reduction.ts";
import { readCall } from "./statistical.ts";

/** Number, mean (0 of none) and sum of squared differences from it, along axes that stay with length 1. */
interface Moments {
  readonly count: np.WasmArray;
  readonly mean: np.WasmArray;
  readonly squares: np.WasmArray;
}

function moments(chunk: np.WasmArray, axes: readonly number[], mask?: np.WasmArray): Moments {
  const isPlain = !mask && chunk instanceof np.WasmArray && !isComplex(chunk.dtype) && chunk.size > 0;
  if (!isPlain) return momentsOfSome(chunk, axes, mask);
  return { count: countAlong(chunk, axes), ...momentsAlong("var", chunk, axes) };
}

/** How many elements make one result, in an array of as many dimensions. */
function countAlong({ shape }: np.WasmArray, axes: readonly number[]): np.WasmArray {
  const size = axes.reduce((product, axis) => product * shape[axis], 1);
  return np.full(
    shape.map(() => 1),
    BigInt(size),
  );
}

/** By functions that chunks of all kinds have, and of what there may be none. */
function momentsOfSome(chunk: np.WasmArray, axes: readonly number[], mask?: np.WasmArray): Moments {
  const x = np.astype(chunk, isComplex(chunk.dtype) ? "complex128" : "float64", { copy: false });
  const along = { axis: axes, keepdims: true };
  const count = mask ? np.count_nonzero(mask, along) : countAlong(chunk, axes);
  const some = { ...along, where: mask ?? true };
  const isEmpty = np.equal(count, 0n);
  return {
    count,
    mean: np.where(isEmpty, 0, np.mean(x, some)),
    squares: np.where(isEmpty, 0, np.multiply(np.var(x, some), count)),
  };
}

function joinMoments(parts: readonly Moments[]): Moments {
  return parts.reduce((a, b) => {
    const count = np.add(a.count, b.count);
    const share = np.divide(b.count, np.maximum(count, 1n));
    const difference = np.subtract(b.mean, a.mean);
    const between = np.multiply(np.square(np.abs(difference)), np.multiply(a.count, share));
    return {
      count,
      mean: np.add(a.mean, np.multiply(difference, share)),
      squares: np.add(np.add(a.squares, b.squares), between),
    };
  });
}

function varianceOf(
  parts: readonly Moments[],
  axes: readonly number[],
  options: { correction: number; keepdims: boolean; root: boolean; dtype: DType },
): np.WasmArray {
  const { count, squares } = joinMoments(parts);
  const variance = np.divide(squares, np.maximum(np.subtract(count, options.correction), 0));
  const kept = options.keepdims ? variance : np.squeeze(variance, axes);
  return np.astype(options.root ? np.sqrt(kept) : kept, options.dtype);
}

registerOwn("lazy.moments", moments);
registerOwn("lazy.joinMoments", joinMoments);
registerOwn("lazy.varianceOf", varianceOf);

function variance(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { x, axes, keepdims, every, dtype, mask, rest } = readCall(func, args, options);
  const given = { correction: (rest.correction as number) ?? 0, keepdims, root: func.id === "std", dtype };
  const reducer: Reducer = {
    operation: func.id,
    details: rest,
    dtype,
    beside: mask ? [mask] : [],
    chunk: (chunk, _, beside) => ({ fn: "lazy.moments", args: [chunk, axes, ...beside] }),
    combine: ({ list }) => ({ fn: "lazy.joinMoments", args: [list] }),
    aggregate: ({ list }) => ({ fn: "lazy.varianceOf", args: [list, axes, given] }),
  };
  return reduceTree(x, axes, keepdims, reducer, every);
}

/** Lets variances answer for lazy arrays. */
export function handleMoments(): void {
  handle(["var", "std"], variance);
}
