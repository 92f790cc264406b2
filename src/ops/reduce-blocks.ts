import { tileCast } from "../array/copy.ts";
import { type DType, dtypes } from "../dtype.ts";
import { core } from "../wasm/core.ts";
import { withScratch } from "../wasm/storage.ts";
import type { ReduceTile } from "./reduce-plan.ts";

/** Elements that are converted at a time: they stay in a near cache until the kernel has read them. */
const blockLength = 8192;

/** Calls `use` with a kernel that converts what it is given from one type to another, block by block, for `kernel`. */
export function withCast(
  id: string,
  from: DType,
  to: DType,
  kernel: ReduceTile,
  use: (kernel: ReduceTile) => void,
): void {
  if (from === to) {
    use(kernel);
    return;
  }
  const { size } = dtypes[to];
  const convert = tileCast(from, to);
  withScratch(id, blockLength * size, (block) => {
    use((out, outRow, x, xRow, xCol, rows, cols, count) => {
      // The block lies as x does; where it lies in columns, there are enough for the kernels' passes.
      const down = Math.abs(xRow) < Math.abs(xCol);
      const m = Math.min(rows, down ? blockLength / 8 : Math.max(1, Math.floor(blockLength / cols)));
      const n = Math.min(cols, Math.floor(blockLength / m));
      for (let i = 0; i < rows; i += m) {
        for (let j = 0; j < cols; j += n) {
          const [r, c] = [Math.min(m, rows - i), Math.min(n, cols - j)];
          const [row, col] = down ? [size, r * size] : [c * size, size];
          const before = outRow === 0 ? i * cols + j * r : j;
          convert(block, row, col, x + i * xRow + j * xCol, xRow, xCol, r, c);
          kernel(out + i * outRow, outRow, block, row, col, r, c, count + before);
        }
      }
    });
  });
}

/** Columns that are summed apart where rows lie closer than columns. */
const columns = 256;

/**
 * Sums of float64. Where rows lie closer than columns, the kernel adds eight columns a pass to the running sums; long
 * columns are split, and the parts' sums added in the same way, so that the error does not grow with their length.
 */
export function sumFloat64(id: string): ReduceTile {
  const kernel: ReduceTile = (out, outRow, x, xRow, xCol, rows, cols, count) => {
    if (cols < 2 * columns || Math.abs(xRow) >= Math.abs(xCol)) {
      core.sum_f64(out, outRow, x, xRow, xCol, rows, cols, count === 0);
      return;
    }
    const parts = Math.floor(cols / columns);
    withScratch(id, parts * rows * 8, (sums) => {
      for (let k = 0; k < parts; k++) {
        core.sum_f64(sums + k * rows * 8, 8, x + k * columns * xCol, xRow, xCol, rows, columns, true);
      }
      kernel(out, outRow, sums, 8, rows * 8, rows, parts, count);
    });
    const rest = parts * columns;
    core.sum_f64(out, outRow, x + rest * xCol, xRow, xCol, rows, cols - rest, false);
  };
  return kernel;
}
