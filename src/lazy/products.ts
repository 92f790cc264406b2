import type { Overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { format } from "../shape.ts";
import { align, broadcastChunks, lazyOf, resultDType } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { handle } from "./handlers.ts";
import { type ChunkIndex, type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { rechunk } from "./rechunk.ts";
import { splitEvery } from "./reduction.ts";
import { at } from "./slicing.ts";

function matmul(func: Overridable, args: readonly unknown[]): LazyArray {
  const [a, b] = args.map((each) => lazyOf(each) as LazyArray);
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
  return new LazyArray(addUp(partial, inner.length), chunks, dtype);
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

/** Adds up the chunks of a layer along the second last position of its indices, a few at a time. */
function addUp(layer: Layer, count: number): Layer {
  if (count === 1) {
    return {
      ...layer,
      task: (index, use) => layer.task([...index.slice(0, -1), 0, ...index.slice(-1)], use),
    };
  }
  const isLast = count <= splitEvery;
  const width = isLast ? count : splitEvery;
  const sums = makeLayer("matmul-sum", [layer], [width, count], (index, use) => {
    const [k, j] = index.slice(-2);
    const length = Math.min(width, count - k * width);
    const terms = Array.from({ length }, (_, i) => use(layer, [...index.slice(0, -2), k * width + i, j]));
    return { fn: "lazy.total", args: [terms] };
  });
  return addUp(sums, Math.ceil(count / width));
}

function total(terms: readonly np.WasmArray[]): np.WasmArray {
  return terms.slice(1).reduce((sum, term) => np.add(sum, term), np.positive(terms[0]));
}

registerOwn("lazy.total", total as never);

/** Lets products answer for lazy arrays. */
export function handleProducts(): void {
  handle(["matmul", "linalg.matmul"], matmul);
}
