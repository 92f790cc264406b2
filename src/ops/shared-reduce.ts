/** Reductions on several threads, whose results do not depend on how many there are. */
import { withScratch } from "../wasm/storage.ts";
import { forkJoin, threadCount } from "../wasm/threads/fork-join.ts";
import type { ReduceTile } from "./reduce-plan.ts";

/** A kernel that takes rows into results of their own, or into one; `first` tells whether these are new. */
export type FoldKernel = (
  out: number,
  outRow: number,
  x: number,
  xRow: number,
  xCol: number,
  rows: number,
  cols: number,
  first: boolean,
) => void;

/** Bytes from which a tile is shared. */
const sharingPays = 2 ** 20;
/** Bytes that a thread takes at a time where rows are long: two pieces of float64, which sums read in turns. */
const share = 2 ** 19;
/** Elements of a long row that make one partial result. */
const piece = 2 ** 15;
/** Columns from which rows that share a result have partial results of their own. */
const leastCols = 64;

/** Positions of the arguments of a kernel. */
const [OUT, X, ROWS] = [0, 2, 5];

/**
 * The tiles of `kernel`, for elements of `size` bytes and results of `resultSize`, shared if they are large. Partial results
 * are taken together by `merge`.
 */
export function sharing(
  id: string,
  kernel: FoldKernel,
  size: number,
  merge: FoldKernel,
  resultSize: number,
): ReduceTile {
  return (out, outRow, x, xRow, xCol, rows, cols, count) => {
    const first = count === 0;
    const isLarge = rows * cols * size >= sharingPays;
    const down = Math.abs(xRow) < Math.abs(xCol);
    if (isLarge && rows === 1 && cols > piece) {
      const pieces = Math.floor(cols / piece);
      withScratch(id, (pieces + 1) * resultSize, (partial) => {
        foldRows(kernel, partial, resultSize, x, piece * xCol, xCol, pieces, piece, size);
        const rest = cols - pieces * piece;
        const last = partial + pieces * resultSize;
        if (rest > 0) kernel(last, resultSize, x + pieces * piece * xCol, 0, xCol, 1, rest, true);
        merge(out, 0, partial, 0, resultSize, 1, pieces + Number(rest > 0), first);
      });
    } else if (isLarge && outRow === 0 && rows > 1 && cols >= leastCols && !down) {
      withScratch(id, rows * resultSize, (partial) => {
        foldRows(kernel, partial, resultSize, x, xRow, xCol, rows, cols, size);
        merge(out, 0, partial, 0, resultSize, 1, rows, first);
      });
    } else if (isLarge && outRow !== 0 && first) {
      foldRows(kernel, out, outRow, x, xRow, xCol, rows, cols, size);
    } else {
      kernel(out, outRow, x, xRow, xCol, rows, cols, first);
    }
  };
}

/** Each row into a new result of its own. */
function foldRows(
  kernel: FoldKernel,
  out: number,
  outRow: number,
  x: number,
  xRow: number,
  xCol: number,
  rows: number,
  cols: number,
  size: number,
): void {
  // Where rows lie closer than columns, kernels take a vector of them at a time, and have other sums for a single one.
  let most = Math.ceil(rows / threadCount() / 16) * 16;
  while (rows > most && rows % most === 1) most += 16;
  const down = Math.abs(xRow) < Math.abs(xCol);
  forkJoin(kernel as never, [out, outRow, x, xRow, xCol, rows, cols, 1], {
    count: ROWS,
    size: down ? most : Math.max(1, Math.ceil(share / (cols * size))),
    steps: [
      [OUT, outRow],
      [X, xRow],
    ],
  });
}
