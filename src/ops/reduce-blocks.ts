import { tileCast } from "../array/copy.ts";
import { pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes } from "../dtype.ts";
import { core } from "../wasm/core.ts";
import { withScratch } from "../wasm/storage.ts";
import type { ReduceTile } from "./reduce-plan.ts";
import { sharing } from "./shared-reduce.ts";

/** Elements that are converted at a time: they stay in a near cache until the kernel has read them. */
const blockLength = 8192;

/** What is done to the elements of an operand before a kernel gets them. */
interface Preparation {
  readonly from: DType;
  readonly to: DType;
  /** Whether the tiles are of real and imaginary parts. */
  readonly parts: boolean;
  /** What takes the place of elements that are left out: one of type `to`. */
  readonly neutral: WasmArray | undefined;
}

/** Calls `use` with a kernel that prepares the elements it is given, block by block, for `kernel`. */
export function withBlocks(
  id: string,
  { from, to, parts, neutral }: Preparation,
  kernel: ReduceTile,
  use: (kernel: ReduceTile) => void,
): void {
  if (from === to && !neutral) {
    use(kernel);
    return;
  }
  const size = dtypes[to].size / (parts ? 2 : 1);
  const convert = from === to ? undefined : tileCast(from, to);
  const select = core[selections[size as keyof typeof selections]];
  withScratch(id, blockLength * size, (block) => {
    use((out, outRow, x, xRow, xCol, rows, cols, count, mask = 0, maskRow = 0, maskCol = 0) => {
      // The block lies as x does; where it lies in columns, there are enough for the kernels' passes.
      const down = Math.abs(xRow) < Math.abs(xCol);
      const m = Math.min(rows, down ? blockLength / 8 : Math.max(1, Math.floor(blockLength / cols)));
      const n = Math.min(cols, Math.floor(blockLength / m));
      for (let i = 0; i < rows; i += m) {
        for (let j = 0; j < cols; j += n) {
          const [r, c] = [Math.min(m, rows - i), Math.min(n, cols - j)];
          const [row, col] = down ? [size, r * size] : [c * size, size];
          const before = outRow === 0 ? i * cols + j * r : j;
          let [a, aRow, aCol] = [x + i * xRow + j * xCol, xRow, xCol];
          if (convert) {
            convert(block, row, col, a, aRow, aCol, r, c);
            [a, aRow, aCol] = [block, row, col];
          }
          if (neutral) {
            const [w, zero] = [mask + i * maskRow + j * maskCol, pointerOf(id, neutral)];
            // As rows of what lies together, which the kernel does in vectors.
            if (down) select(block, col, row, w, maskCol, maskRow, a, aCol, aRow, zero, 0, 0, c, r);
            else select(block, row, col, w, maskRow, maskCol, a, aRow, aCol, zero, 0, 0, r, c);
          }
          kernel(out + i * outRow, outRow, block, row, col, r, c, count + before);
        }
      }
    });
  });
}

const selections = {
  1: "where_u8",
  2: "where_u16",
  4: "where_u32",
  8: "where_u64",
  16: "where_v128",
} as const;

/** Columns that are summed apart where rows lie closer than columns. */
const columns = 256;

/**
 * Sums of float64. Where rows lie closer than columns, the kernel adds eight columns a pass to the running sums; long
 * columns are split, and the parts' sums added in the same way, so that the error does not grow with their length.
 */
export function sumFloat64(id: string): ReduceTile {
  const sum = sharing(id, core.sum_f64, 8, core.sum_f64, 8);
  const kernel: ReduceTile = (out, outRow, x, xRow, xCol, rows, cols, count) => {
    if (rows === 1 || outRow === 0 || cols < 2 * columns || Math.abs(xRow) >= Math.abs(xCol)) {
      sum(out, outRow, x, xRow, xCol, rows, cols, count);
      return;
    }
    const parts = Math.floor(cols / columns);
    withScratch(id, parts * rows * 8, (sums) => {
      for (let k = 0; k < parts; k++) {
        sum(sums + k * rows * 8, 8, x + k * columns * xCol, xRow, xCol, rows, columns, 0);
      }
      kernel(out, outRow, sums, 8, rows * 8, rows, parts, count);
    });
    const rest = parts * columns;
    sum(out, outRow, x + rest * xCol, xRow, xCol, rows, cols - rest, count + rest);
  };
  return kernel;
}
