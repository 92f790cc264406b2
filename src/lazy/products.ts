import type { Options, Overridable } from "../dispatch/index.ts";
import { AxisError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { checkAxes, format } from "../shape.ts";
import { align, broadcastChunks, operandOf, resultDType } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { chunkIndices } from "./chunks.ts";
import { handle } from "./handlers.ts";
import { type ChunkIndex, type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { rechunk } from "./rechunk.ts";
import { splitEvery } from "./reduction.ts";
import { at } from "./slicing.ts";

function matmul(func: Overridable, args: readonly unknown[]): LazyArray {
  const [a, b] = args.map((each) => operandOf(each));
  if (a.ndim === 0 || b.ndim === 0) throw new ShapeError(`${func.id}: a 0-d operand`);
  const [left, right] = [a.ndim === 1 ? at(a, [null]) : a, b.ndim === 1 ? at(b, [":", null]) : b];
  if (left.shape.at(-1) !== right.shape.at(-2)) {
    throw new ShapeError(
      `${func.id}: shapes ${format(a.shape)} and ${format(b.shape)} differ in the inner length`,
    );
  }
  const product = multiply(left, right, resultDType(func, [a, b]));
  if (a.ndim > 1 && b.ndim > 1) return product;
  return at(product, ["...", ...(a.ndim === 1 ? [0] : [":"]), ...(b.ndim === 1 ? [0] : [":"])]);
}

/** The product of stacks of matrices: of chunks, added up along the inner axis. */
export function multiply(a: LazyArray, b: LazyArray, dtype = a.dtype): LazyArray {
  const inner = commonInner(a, b);
  const left = rechunk(a, [...a.chunks.slice(0, -1), inner]);
  const right = rechunk(b, [...b.chunks.slice(0, -2), inner, b.chunks[b.ndim - 1]]);
  const [x, y] = alignLeading(left, right);
  const leading = broadcastChunks([x.chunks.slice(0, -2), y.chunks.slice(0, -2)]);
  const chunks = [...leading, x.chunks[x.ndim - 2], y.chunks[y.ndim - 1]];
  const partial = makeLayer("matmul", [x.layer, y.layer], null, (index, use) => {
    const [i, k, j] = index.slice(-3);
    const batch = index.slice(0, -3);
    return {
      fn: "matmul",
      args: [use(x.layer, [...batchIndex(x, batch), i, k]), use(y.layer, [...batchIndex(y, batch), k, j])],
    };
  });
  return new LazyArray(addUp(partial, inner.length, chunks.length - 1), chunks, dtype);
}

function commonInner(a: LazyArray, b: LazyArray): readonly number[] {
  const [one, other] = [a.chunks[a.ndim - 1], b.chunks[b.ndim - 2]];
  // The side with fewer chunks: fewer products, which are larger.
  return one.length <= other.length ? one : other;
}

function alignLeading(a: LazyArray, b: LazyArray): LazyArray[] {
  const outer = [a, b].map((x) => new LazyArray(x.layer, x.chunks.slice(0, -2), x.dtype));
  const aligned = align("matmul", outer);
  return [a, b].map((x, i) => rechunk(x, [...aligned[i].chunks, ...x.chunks.slice(-2)]));
}

function batchIndex(x: LazyArray, batch: ChunkIndex): number[] {
  const lead = batch.length - (x.ndim - 2);
  return x.shape.slice(0, -2).map((length, axis) => (length === 1 ? 0 : batch[axis + lead]));
}

/** Adds up the `count` chunks of a layer along one position of its indices, a few at a time; the position is gone then. */
function addUp(layer: Layer, count: number, position: number): Layer {
  const isLast = count <= splitEvery;
  const width = isLast ? count : splitEvery;
  const sums = makeLayer(
    `${layer.operation}-sum`,
    [layer],
    [width, count, position],
    (index, use) => {
      const group = isLast ? 0 : index[position];
      const before = index.slice(0, position);
      const after = index.slice(isLast ? position : position + 1);
      const length = Math.min(width, count - group * width);
      const terms = Array.from({ length }, (_, i) => use(layer, [...before, group * width + i, ...after]));
      return count === 1 ? { fn: "lazy.at", args: [terms[0], "..."] } : { fn: "lazy.total", args: [terms] };
    },
    count === 1,
  );
  return isLast ? sums : addUp(sums, Math.ceil(count / width), position);
}

function total(terms: readonly np.WasmArray[]): np.WasmArray {
  return terms.reduce((sum, term) => np.add(sum, term));
}

registerOwn("lazy.total", total);

/** Products of chunks with `axes` as np.tensordot has them, added up along the contracted ones. */
function contract(
  func: Overridable,
  a: LazyArray,
  b: LazyArray,
  axes: readonly [number[], number[]],
): LazyArray {
  const [axesA, axesB] = axes;
  const inner = axesA.map((axis, i) => {
    const [one, other] = [a.chunks[axis], b.chunks[axesB[i]]];
    return one.length <= other.length ? one : other;
  });
  const replaced = (x: LazyArray, which: readonly number[]) =>
    rechunk(
      x,
      x.chunks.map((lengths, axis) => (which.includes(axis) ? inner[which.indexOf(axis)] : lengths)),
    );
  const [x, y] = [replaced(a, axesA), replaced(b, axesB)];
  const freeA = [...x.chunks.keys()].filter((axis) => !axesA.includes(axis));
  const freeB = [...y.chunks.keys()].filter((axis) => !axesB.includes(axis));
  const counts = inner.map(({ length }) => length);
  const steps = [...chunkIndices(counts)];
  const partial = makeLayer("tensordot", [x.layer, y.layer], axes, (index, use) => {
    const contracted = steps[index[freeA.length]];
    const indexOf = (ndim: number, which: readonly number[], free: readonly number[], own: ChunkIndex) =>
      Array.from({ length: ndim }, (_, axis) =>
        which.includes(axis) ? contracted[which.indexOf(axis)] : own[free.indexOf(axis)],
      );
    return {
      fn: "tensordot",
      args: [
        use(x.layer, indexOf(x.ndim, axesA, freeA, index.slice(0, freeA.length))),
        use(y.layer, indexOf(y.ndim, axesB, freeB, index.slice(freeA.length + 1))),
      ],
      options: { axes },
    };
  });
  const chunks = [...freeA.map((axis) => x.chunks[axis]), ...freeB.map((axis) => y.chunks[axis])];
  const dtype = resultDType(func, [a, b], { axes });
  return new LazyArray(addUp(partial, steps.length, freeA.length), chunks, dtype);
}

function tensordot(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const [a, b] = args.map((each) => operandOf(each));
  const { axes = 2 } = options as { axes?: number | readonly [number | number[], number | number[]] };
  const given =
    typeof axes === "number"
      ? [a.shape.map((_, axis) => axis).slice(a.ndim - axes), b.shape.map((_, axis) => axis).slice(0, axes)]
      : axes.map((each) => (typeof each === "number" ? [each] : each));
  const count = typeof axes === "number" ? axes : given[0].length;
  if (!Number.isInteger(count) || count < 0 || count > Math.min(a.ndim, b.ndim)) {
    throw new AxisError(`${func.id}: ${count} axes of ${a.ndim} and ${b.ndim} dimensions`);
  }
  if (given[0].length !== given[1].length) {
    throw new ShapeError(`${func.id}: ${given[0].length} axes cannot meet ${given[1].length}`);
  }
  const lists = [checkAxes(func.id, given[0], a.ndim), checkAxes(func.id, given[1], b.ndim)] as const;
  for (const [i, axis] of lists[0].entries()) {
    if (a.shape[axis] === b.shape[lists[1][i]]) continue;
    throw new ShapeError(
      `${func.id}: axes ${axis} and ${lists[1][i]} of shapes ${format(a.shape)} and ${format(b.shape)} differ in length`,
    );
  }
  return contract(func, a, b, [[...lists[0]], [...lists[1]]]);
}

/** Lets products answer for lazy arrays. */
export function handleProducts(): void {
  handle(["matmul", "linalg.matmul"], matmul);
  handle(["tensordot", "linalg.tensordot"], tensordot);
}
