/** Sums of products: of chunks, added up along the axes that are contracted. */
import type { DType } from "../dtype.ts";
import * as np from "../index.ts";
import { alignLabels, blockLayer, type Label, type Labelled } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { chunkIndices } from "./chunks.ts";
import { type ChunkIndex, type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { rechunk } from "./rechunk.ts";
import { splitEvery } from "./reduction.ts";
import type { Reference, Task } from "./task.ts";

export interface Contraction {
  readonly operation: string;
  readonly operands: readonly Labelled[];
  /** Labels of the result; axes of all others are summed over. */
  readonly out: readonly Label[];
  /** What tells it from others of the same operation and labels. */
  readonly details?: unknown;
  readonly dtype: DType;
  /** Part of the sum, of chunks that meet. */
  task(chunks: readonly Reference[]): Task;
}

export function contract({ operation, out, details = null, dtype, task, ...call }: Contraction): LazyArray {
  const gone = [...new Set(call.operands.flatMap(({ labels }) => labels))].filter(
    (label) => !out.includes(label),
  );
  const { operands, lengths } = alignLabels(operation, inFewest(call.operands, gone));
  const steps = [...chunkIndices(gone.map((label) => lengths.get(label)!.length))];
  const all = blockLayer(operation, operands, [...out, ...gone], details, task);
  const partial: Layer = {
    ...all,
    task: (index, use) => all.task([...index.slice(0, -1), ...steps[index[out.length]]], use),
  };
  const chunks = out.map((label) => lengths.get(label)!);
  return new LazyArray(addUp(partial, steps.length), chunks, dtype);
}

/** The operands cut along contracted axes as the one with the fewest chunks is: fewer products, which are larger. */
function inFewest(operands: readonly Labelled[], gone: readonly Label[]): readonly Labelled[] {
  const fewest = new Map<Label, readonly number[]>();
  for (const { x, labels } of operands) {
    for (const [axis, label] of labels.entries()) {
      if (!gone.includes(label) || x.shape[axis] === 1) continue;
      const known = fewest.get(label);
      if (!known || x.chunks[axis].length < known.length) fewest.set(label, x.chunks[axis]);
    }
  }
  return operands.map(({ x, labels }) => {
    const chunks = x.chunks.map((own, axis) =>
      x.shape[axis] === 1 ? own : (fewest.get(labels[axis]) ?? own),
    );
    return { x: rechunk(x, chunks), labels };
  });
}

/** Adds up the `count` chunks of a layer along the last position of its indices, a few at a time; the position is gone then. */
function addUp(layer: Layer, count: number): Layer {
  const isLast = count <= splitEvery;
  const width = isLast ? count : splitEvery;
  const sums = makeLayer(
    `${layer.operation}-sum`,
    [layer],
    [width, count],
    (index, use) => {
      const group = isLast ? 0 : index[index.length - 1];
      const before: ChunkIndex = isLast ? index : index.slice(0, -1);
      const length = Math.min(width, count - group * width);
      const terms = Array.from({ length }, (_, i) => use(layer, [...before, group * width + i]));
      return count === 1 ? { fn: "lazy.at", args: [terms[0], "..."] } : { fn: "lazy.total", args: [terms] };
    },
    count === 1,
  );
  return isLast ? sums : addUp(sums, Math.ceil(count / width));
}

function total(terms: readonly np.WasmArray[]): np.WasmArray {
  return terms.reduce((sum, term) => np.add(sum, term));
}

registerOwn("lazy.total", total);
