/** Householder's reflections: QR factorizations, and products with Q, by blocks of them and on several threads. */
import { linalg } from "../../wasm/linalg.ts";
import { forkJoin, threadCount } from "../../wasm/threads/fork-join.ts";
import type { Matrix } from "../shared-gemm.ts";

/** Types of elements that factorizations know. */
export type FloatCode = "f32" | "f64" | "c64" | "c128";

/**
 * A matrix of m x n elements of `size` bytes, the columns contiguous and `ld` bytes apart. Column k has a reflection below row
 * k, and its τ is the k-th at `tau`: for `count` columns.
 */
export interface Reflections {
  readonly code: FloatCode;
  readonly size: number;
  readonly at: number;
  readonly ld: number;
  readonly m: number;
  readonly n: number;
  readonly tau: number;
  readonly count: number;
  /** Rows below which the first columns, so many, are zero; m if it is not given. */
  readonly rowsFor?: ((columns: number) => number) | undefined;
}

/** Reflections that are applied together. */
const blockWidth = 32;
/** Multiplications from which a block is applied by several threads. */
const sharingPays = 96 ** 3;
/** Columns that a thread takes at a time. */
const stripWidth = 64;

/** Bytes of scratch memory for all functions here, if reflections are applied to matrices of `cols` columns. */
export function reflectionScratch({ size, m, n }: Pick<Reflections, "size" | "m" | "n">, cols = n): number {
  const longest = Math.max(m, n, cols, 2);
  const gemm = linalg.gemm_work(longest, longest, longest);
  const panel = linalg.qr_panel_work(m, blockWidth, size);
  return blockBytes(m, size) + Math.max(panel, stripBytes(cols, size, gemm) * threadCount());
}

const blockBytes = (m: number, size: number): number => (2 * m + blockWidth) * blockWidth * size;
const stripBytes = (cols: number, size: number, gemm: number): number => 2 * blockWidth * cols * size + gemm;

/** The QR factorization in place: R in the upper triangle, and the reflections whose product is Q. */
export function factorColumns(a: Reflections, scratch: number): void {
  const { code, size, at, ld, n, tau, count } = a;
  for (let j = 0; j < count; j += blockWidth) {
    const width = Math.min(blockWidth, count - j);
    const corner = at + j * (ld + size);
    linalg[`qr_panel_${code}`](corner, ld, rowsOf(a, j, width), width, tau + j * size, scratch);
    const rest = n - j - width;
    if (rest > 0) applyBlock(a, j, true, { at: corner + width * ld, row: size, col: ld }, rest, scratch);
  }
}

/**
 * c = Q c for a matrix of m rows and `cols` columns; of an identity matrix, with `isIdentity`, only what has changed is
 * computed with.
 */
export function applyReflections(
  a: Reflections,
  c: Matrix,
  cols: number,
  scratch: number,
  isIdentity = false,
): void {
  const last = Math.max(0, Math.ceil(a.count / blockWidth) - 1) * blockWidth;
  for (let j = last; j >= 0; j -= blockWidth) {
    const first = isIdentity ? j : 0;
    const at = c.at + j * c.row + first * c.col;
    applyBlock(a, j, false, { ...c, at }, cols - first, scratch);
  }
}

/** Rows from row j on in which `width` columns from the j-th on are not zero. */
const rowsOf = ({ m, rowsFor }: Reflections, j: number, width: number): number =>
  (rowsFor?.(j + width) ?? m) - j;

/** Applies the block of reflections from column j on, or its adjoint, to `cols` columns of m - j rows. */
function applyBlock(
  a: Reflections,
  j: number,
  adjoint: boolean,
  c: Matrix,
  cols: number,
  scratch: number,
): void {
  const { code, size, at, ld, m, tau, count } = a;
  const width = Math.min(blockWidth, count - j);
  const rows = rowsOf(a, j, width);
  const work = scratch + blockBytes(m, size);
  const block = linalg[`block_reflector_${code}`];
  block(scratch, at + j * (ld + size), ld, tau + j * size, rows, width, adjoint, work);
  const args = [c.at, c.row, c.col, rows, cols, scratch, width, work];
  const longest = Math.max(rows, cols, 2);
  forkJoin(linalg[`reflect_block_${code}`], args, {
    count: 4,
    size: rows * cols * width < sharingPays ? cols : stripWidth,
    steps: [[0, c.col]],
    once: true,
    scratch: [7, stripBytes(cols, size, linalg.gemm_work(longest, longest, longest))],
  });
}
