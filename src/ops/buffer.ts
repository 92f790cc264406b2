import { tileCast } from "../array/copy.ts";
import { type Visit, visitTiles } from "../array/plan.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes } from "../dtype.ts";
import { withScratch } from "../wasm/storage.ts";

/** Elements that are converted at a time: what they become stays in a near cache until it has been used. */
const blockLength = 2048;
/** Columns of a block where rows lie closer than columns. */
const narrow = 64;

/**
 * Visits the elements of operands, the one that is written first, block by block as if they had the dtypes `wanted`: those
 * that do not are converted into scratch memory before a block, or from there after it. With `byParts` the blocks are of
 * real and imaginary parts.
 */
export function visitBuffered(
  id: string,
  operands: readonly WasmArray[],
  wanted: readonly DType[],
  byParts: boolean,
  visit: Visit,
): void {
  const sizes = wanted.map((dtype) => dtypes[dtype].size);
  const into = operands.map((x, k) => tileCast(x.dtype, wanted[k]));
  const back = tileCast(wanted[0], operands[0].dtype);
  const bytes = blockLength * Math.max(...sizes);
  withScratch(id, bytes * operands.length, (scratch) => {
    visitTiles(id, operands[0].shape, operands, (at, nest) => {
      const { rows, cols, rowSteps, colSteps } = nest;
      const isDown = colSteps.some((step, k) => Math.abs(rowSteps[k]) < Math.abs(step));
      const n = Math.min(cols, isDown && rows > 1 ? narrow : blockLength);
      const m = Math.min(rows, Math.floor(blockLength / n));
      const direct = operands.map(
        ({ dtype }, k) => dtype === wanted[k] && (!byParts || colSteps[k] === sizes[k]),
      );
      for (let i = 0; i < rows; i += m) {
        for (let j = 0; j < cols; j += n) {
          const [r, c] = [Math.min(m, rows - i), Math.min(n, cols - j)];
          const from = at.map((pointer, k) => pointer + i * rowSteps[k] + j * colSteps[k]);
          const blocks = from.map((pointer, k) => (direct[k] ? pointer : scratch + k * bytes));
          const blockRows = rowSteps.map((step, k) => (direct[k] ? step : c * sizes[k]));
          const blockCols = colSteps.map((step, k) => (direct[k] ? step : sizes[k]));
          for (let k = 1; k < operands.length; k++) {
            if (direct[k]) continue;
            into[k](blocks[k], blockRows[k], blockCols[k], from[k], rowSteps[k], colSteps[k], r, c);
          }
          const parts = byParts ? 2 : 1;
          const partCols = blockCols.map((step) => step / parts);
          visit(blocks, { ...nest, rows: r, cols: c * parts, rowSteps: blockRows, colSteps: partCols });
          if (!direct[0])
            back(from[0], rowSteps[0], colSteps[0], blocks[0], blockRows[0], blockCols[0], r, c);
        }
      }
    });
  });
}
