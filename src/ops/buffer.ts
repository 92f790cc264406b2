import { tileCast } from "../array/copy.ts";
import { type Nest, type Visit, visitTiles } from "../array/plan.ts";
import { isContiguous, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes } from "../dtype.ts";
import { withScratch } from "../wasm/storage.ts";
import { isDown, isShared, type Kernel, runTile } from "./tile.ts";

/** Elements that are converted at a time: what they become stays in the nearest caches until it has been used. */
const rowBlock = 4096;
/** Elements and columns of blocks of operands whose rows may lie closer than columns: whole pages of them are wanted. */
const squareBlock = 32768;
const squareCols = 256;
/** Elements of a block that several threads share. */
const sharedBlock = 2 ** 17;

/**
 * Visits the elements of operands, the one that is written first, block by block as if they had the dtypes `wanted` and lay
 * in rows: those that do not are copied into scratch memory before a block, or from there after it. With `byParts` the blocks
 * are of real and imaginary parts.
 */
export function visitBuffered(
  id: string,
  operands: readonly WasmArray[],
  wanted: readonly DType[],
  byParts: boolean,
  visit: Visit,
): void {
  const sizes = wanted.map((dtype) => dtypes[dtype].size);
  const ownBlock = operands.every(isContiguous) ? rowBlock : squareBlock;
  // What casts is no kernel, which threads could share.
  const isCopied = operands.every((x, k) => x.dtype === wanted[k]);
  const blockLength = isCopied && isShared(operands[0].size) ? sharedBlock : ownBlock;
  const nbytes = blockLength * Math.max(...sizes);
  const into = operands.map((x, k) => tileCast(x.dtype, wanted[k]));
  const back = tileCast(wanted[0], operands[0].dtype);
  const parts = byParts ? 2 : 1;
  withScratch(id, nbytes * operands.length, (scratch) => {
    visitTiles(id, operands[0].shape, operands, (at, nest) => {
      const { rows, cols, rowSteps, colSteps } = nest;
      const down = operands.map((_, k) => isDown(nest, k));
      const direct = operands.map(
        ({ dtype }, k) => dtype === wanted[k] && !down[k] && (!byParts || colSteps[k] === sizes[k]),
      );
      const all = !direct.includes(false);
      const n = all ? cols : Math.min(cols, down.includes(true) ? squareCols : blockLength);
      const m = all ? rows : Math.min(rows, Math.floor(blockLength / n));
      const blockRows = rowSteps.map((step, k) => (direct[k] ? step : n * sizes[k]));
      const blockCols = colSteps.map((step, k) => (direct[k] ? step : sizes[k]) / parts);
      const from = [...at];
      const block = operands.map((_, k) => scratch + k * nbytes);
      const steps: Nest = { ...nest, rows: m, cols: n * parts, rowSteps: blockRows, colSteps: blockCols };
      for (let i = 0; i < rows; i += m) {
        for (let j = 0; j < cols; j += n) {
          const [r, c] = [Math.min(m, rows - i), Math.min(n, cols - j)];
          for (let k = 0; k < from.length; k++) {
            from[k] = at[k] + i * rowSteps[k] + j * colSteps[k];
            if (direct[k]) block[k] = from[k];
            else if (k)
              move(into[k], block[k], blockRows[k], sizes[k], from[k], rowSteps[k], colSteps[k], r, c);
          }
          visit(block, r === m && c === n ? steps : { ...steps, rows: r, cols: c * parts });
          if (!direct[0]) {
            move(back, from[0], rowSteps[0], colSteps[0], block[0], blockRows[0], sizes[0], r, c);
          }
        }
      }
    });
  });
}

/** Copies or casts a block; copies are shared by threads if it is large. */
function move(
  kernel: Kernel,
  out: number,
  outRow: number,
  outCol: number,
  x: number,
  xRow: number,
  xCol: number,
  rows: number,
  cols: number,
): void {
  runTile(kernel, [out, x], { rows, cols, rowSteps: [outRow, xRow], colSteps: [outCol, xCol] }, []);
}
