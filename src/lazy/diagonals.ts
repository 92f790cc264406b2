/** Diagonals of matrices in chunks, and their sums. */
import type { Options, Overridable } from "../dispatch/index.ts";
import * as np from "../index.ts";
import { checkAxes } from "../shape.ts";
import { boundsOf, checkKnown } from "./chunks.ts";
import { handle } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { operandOf, resultDType } from "./operands.ts";

/** A part of a diagonal: the chunk that it lies in, how far above that chunk's own diagonal, and how long it is. */
interface Stretch {
  readonly row: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

/** The stretches of the diagonal that begins in the first row or column. */
function stretchesOf(rows: readonly number[], columns: readonly number[], offset: number): Stretch[] {
  const [tops, lefts] = [boundsOf(rows), boundsOf(columns)];
  const stretches: Stretch[] = [];
  let [i, j] = [Math.max(0, -offset), Math.max(0, offset)];
  while (i < tops.at(-1)! && j < lefts.at(-1)!) {
    const [row, column] = [tops, lefts].map((bounds, k) =>
      bounds.findLastIndex((bound) => bound <= [i, j][k]),
    );
    const length = Math.min(tops[row + 1] - i, lefts[column + 1] - j);
    stretches.push({ row, column, offset: j - lefts[column] - (i - tops[row]), length });
    i += length;
    j += length;
  }
  return stretches.length ? stretches : [{ row: 0, column: 0, offset, length: 0 }];
}

function diagonal(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  const isLast = func.id === "linalg.diagonal";
  const { offset = 0, axis1 = isLast ? -2 : 0, axis2 = isLast ? -1 : 1 } = options as Record<string, number>;
  const dtype = resultDType(func, [x], options);
  const [one, other] = checkAxes(func.id, [axis1, axis2], x.ndim);
  checkKnown(func.id, [x.chunks[one], x.chunks[other]]);
  const stretches = stretchesOf(x.chunks[one], x.chunks[other], offset);
  const rest = [...x.shape.keys()].filter((axis) => axis !== one && axis !== other);
  const layer = makeLayer(func.id, [x.layer], [offset, one, other], (index, use) => {
    const stretch = stretches[index[rest.length]];
    const chunk = x.shape.map((_, axis) =>
      axis === one ? stretch.row : axis === other ? stretch.column : index[rest.indexOf(axis)],
    );
    return {
      fn: "diagonal",
      args: [use(x.layer, chunk)],
      options: { offset: stretch.offset, axis1: one, axis2: other },
    };
  });
  const chunks = [...rest.map((axis) => x.chunks[axis]), stretches.map(({ length }) => length)];
  return new LazyArray(layer, chunks, dtype);
}

function trace(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { dtype = null, ...place } = options as Options & { dtype?: np.DType | null };
  const x = operandOf(args[0]);
  const own = resultDType(func, [x], options);
  const diagonals = func.id === "trace" ? np.diagonal(x, place) : np.linalg.diagonal(x, place);
  return np.sum(dtype === null ? diagonals : np.astype(diagonals, dtype), { axis: -1, dtype: own });
}

/** Lets functions of diagonals answer for lazy arrays. */
export function handleDiagonals(): void {
  handle(["diagonal", "linalg.diagonal"], diagonal);
  handle(["trace", "linalg.trace"], trace);
}
