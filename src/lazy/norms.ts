/** Norms of vectors and matrices. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import type { MatrixNormOptions, NormOptions, VectorNormOptions } from "../np/linalg/norms.ts";
import { checkAxes } from "../shape.ts";
import { handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { operandOf, resultDType, taskOf } from "./operands.ts";
import { dropEmpty } from "./rechunk.ts";
import { reduceTree, splitEvery } from "./reduction.ts";
import { ofStacks } from "./stacks.ts";
import { isBlocked } from "./triangular.ts";

/** The norm of the norms of chunks, which are of numbers that are not zero where the order is 0. */
function vectorNorm(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const given = operandOf(args[0]);
  const { axis, keepdims = false, ord = 2 } = options as VectorNormOptions;
  const axes = checkAxes(id, axis, given.ndim);
  const dtype = resultDType(func, [given], options);
  if (ord === Number.NEGATIVE_INFINITY && axes.some((each) => given.shape[each] === 0)) {
    throw new ShapeError(`${id}: zero-size array to reduction operation minimum which has no identity`);
  }
  const along = (keep: boolean) => ({ axis: axes, keepdims: keep });
  const join = (block: unknown, keep: boolean) =>
    ord === 0 ? taskOf("sum", [block], along(keep)) : taskOf(id, [block], { ...along(keep), ord });
  return reduceTree(
    dropEmpty(given, axes),
    axes,
    keepdims,
    {
      operation: id,
      details: ord,
      dtype,
      chunk: (chunk) => taskOf(id, [chunk], { ...along(true), ord }),
      combine: ({ block }) => join(block, true),
      aggregate: ({ block }) => join(block, keepdims),
    },
    splitEvery,
  );
}

function matrixNorm(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  const { keepdims = false, ord = "fro" } = options as MatrixNormOptions;
  if (x.ndim < 2) throw new ShapeError(`${func.id}: an array of ${x.ndim} dimensions is not a matrix`);
  resultDType(func, [x], options);
  const last = x.ndim - 1;
  if (ord === "fro") return np.linalg.vector_norm(x, { axis: [last - 1, last], keepdims });
  if (ord === "nuc" || Math.abs(ord) === 2) return ofSingularValues(func, x, keepdims, ord);
  const sizes = np.linalg.vector_norm(x, {
    ord: 1,
    axis: Math.abs(ord) === 1 ? last - 1 : last,
    keepdims: true,
  });
  const along = { axis: [last - 1, last], keepdims };
  return ord > 0 ? np.max(sizes, { ...along, initial: 0 }) : np.min(sizes, along);
}

/** Norms by singular values: of one matrix in chunks by those of its triangular factor. */
function ofSingularValues(func: Overridable, x: LazyArray, keepdims: boolean, ord: number | "nuc"): unknown {
  if (!isBlocked(x)) {
    return ofStacks(func, [x], { ord, keepdims }, { inputs: ["mn"], outputs: keepdims ? "11" : "" });
  }
  const values = np.linalg.svdvals(x);
  const found = ord === "nuc" ? np.sum(values) : (ord > 0 ? np.max : np.min)(values);
  return keepdims ? np.reshape(found, [1, 1]) : found;
}

function norm(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  const { ord = null, axis = null, keepdims = false } = options as NormOptions;
  const axes = checkAxes(func.id, axis, x.ndim);
  resultDType(func, [x], options);
  if (axis === null && ord === null) return np.linalg.vector_norm(x, { keepdims });
  if (axes.length === 1)
    return np.linalg.vector_norm(x, { axis: axes[0], keepdims, ord: (ord ?? 2) as number });
  const moved = np.moveaxis(x, axes, [-2, -1]);
  const found = np.linalg.matrix_norm(moved, { ord: ord ?? "fro" });
  const [low, high] = [...axes].sort((a, b) => a - b);
  return keepdims ? np.expand_dims(found, [low, high]) : found;
}

/** Lets norms answer for lazy arrays. */
export function handleNorms(): void {
  handle(["linalg.vector_norm"], vectorNorm);
  handle(["linalg.matrix_norm"], matrixNorm);
  handle(["linalg.norm"], norm);
}
