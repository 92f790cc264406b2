import { lanes } from "../lib/lanes";
import { MR, NR, tile } from "./micro";
import { gather, packA, packB, scatter } from "./pack";
import { FEW, multiplyColumns, multiplyRows, STRIP } from "./small";

/** Rows and columns of a block of b that stays in the second-level cache; a panel of a and one of b in the first. */
export const KC: isize = 256;
export const NC: isize = 512;

/** Rows of a from which packing b pays, were b readable in place. */
const PACKING_PAYS: isize = 32;

/** A register tile of zeros, were its rows 0 bytes apart. */
const zeros = memory.data<u64>([0, 0, 0, 0]);

/** Bytes of a register tile. @inline */
function TILE<W>(): isize {
  return 32 * MR<W>();
}

/** Bytes of scratch memory that `multiply` wants: a tile of c, a panel of a, a block of b; or strips. */
export function workspace<W>(m: isize, n: isize, k: isize, pair: isize): usize {
  const shorter = min(m, n);
  // Either operand may turn out to be the one that is packed in blocks, unless the other is a vector.
  const columns: isize = shorter == 1 ? 1 : min(max(m, n), NC);
  const panels = (min(columns << pair, NC) + NR<W>() - 1) / NR<W>();
  const blocks = TILE<W>() + min(k << pair, KC) * (MR<W>() * sizeof<W>() + panels * 32);
  const strips = min<i64>(STRIP, (m as i64) * n * sizeof<W>()) as usize;
  return shorter <= FEW && !pair ? max(strips, blocks) : blocks;
}

/**
 * c[i, j] = Σ a[i, p] · b[p, j], or with `add` c[i, j] += that. Any steps, in bytes; c overlaps neither a nor b. Elements of
 * type T are computed with as W, to which packing converts them. With `pair` 1 they are complex numbers, pairs of T: a and c are taken for matrices
 * of twice as many real columns, and packing makes two rows of each of b's, one for either part of a.
 *
 * The loops are those of Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008), but for the
 * innermost two: the panel of a is the outer one, so that a row-major c is walked in order.
 */
export function multiply<T, W>(
  c: usize,
  cRow: isize,
  cCol: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  b: usize,
  bRow: isize,
  bCol: isize,
  m: isize,
  n: isize,
  k: isize,
  pair: isize,
  add: bool,
  work: usize,
): void {
  if (m == 0 || n == 0) return;
  const element = (<isize>sizeof<T>()) << pair;
  const isPlain = sizeof<T>() == sizeof<W>() && !pair;
  const isFlat = m <= FEW && isPlain && bCol == element;
  const isColumnMajor = cRow == element && cCol != element;
  if ((m == 1 && n > 1) || (n > FEW && (isFlat || isColumnMajor))) {
    // The transposed product: few columns, or rows of c that are contiguous.
    return multiply<T, W>(c, cCol, cRow, b, bCol, bRow, a, aCol, aRow, n, m, k, pair, add, work);
  }
  const isUpright = isPlain && aRow == element;
  if (n <= FEW && isUpright) {
    const whole = m - (m % lanes<W>());
    multiplyColumns<W>(c, cRow, cCol, a, aCol, b, bRow, bCol, whole, n, k, add, work);
    c += whole * cRow;
    a += whole * aRow;
    m -= whole;
  }
  if (n == 1 && !pair && !isUpright) return multiplyRows<T, W>(c, cRow, a, aRow, aCol, b, bRow, m, k, add);
  const inPlace = isPlain && bCol == element && m < PACKING_PAYS;
  const panels = work + TILE<W>() + MR<W>() * min(k << pair, KC) * sizeof<W>();
  for (let j: isize = 0; j < n; j += NC >> pair) {
    const cols = min(n - j, NC >> pair);
    const whole: isize = inPlace ? cols - (cols % NR<W>()) : 0;
    const cBlock = c + j * cCol;
    // Once through even when k is 0: an empty sum is zero.
    for (let p: isize = 0; p == 0 || p < k; p += KC >> pair) {
      const depth = min(k - p, KC >> pair);
      const at = a + p * aCol;
      const from = b + p * bRow + j * bCol;
      if (whole > 0) {
        multiplyBlock<T, W>(
          cBlock,
          cRow,
          cCol,
          at,
          aRow,
          aCol,
          from,
          bRow,
          32,
          m,
          whole,
          depth,
          add || p > 0,
          0,
          work,
        );
      }
      if (whole == cols) continue;
      const to = cBlock + whole * cCol;
      const rest = cols - whole;
      const bPanel: isize = (32 * depth) << pair;
      packB<T, W>(panels, from + whole * bCol, bRow, bCol, depth, rest, pair);
      multiplyBlock<T, W>(
        to,
        cRow,
        cCol,
        at,
        aRow,
        aCol,
        panels,
        32,
        bPanel,
        m,
        rest,
        depth,
        add || p > 0,
        pair,
        work,
      );
    }
  }
}

/**
 * c[i, j] (+)= Σ a[i, p] · b[p, j] for one block of b, given as panels of NR columns: rows bRow and panels bPanel apart. An
 * element's sum does not depend on which rows and columns are computed together.
 */
export function multiplyBlock<T, W>(
  c: usize,
  cRow: isize,
  cCol: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  b: usize,
  bRow: isize,
  bPanel: isize,
  m: isize,
  n: isize,
  k: isize,
  add: bool,
  pair: isize,
  work: usize,
): void {
  const nr = NR<W>();
  const mr = MR<W>();
  const inPlace = sizeof<T>() == sizeof<W>() && cCol == (<isize>sizeof<W>()) << pair;
  const panel = work + TILE<W>();
  const depth = k << pair;
  const columns = n << pair;
  for (let i: isize = 0; i < m; i += mr) {
    const rows = min(m - i, mr);
    packA<T, W>(panel, a, aRow, aCol, rows, k, pair);
    let bTile = b;
    for (let j: isize = 0; j < columns; j += nr) {
      const cols = min(columns - j, nr);
      const at = c + (j >> pair) * cCol;
      if (inPlace && rows == mr && cols == nr) {
        tile<W>(at, cRow, add ? at : zeros, add ? cRow : 0, panel, bTile, bRow, depth);
      } else {
        if (add) gather<T, W>(work, at, cRow, cCol, rows, cols, pair);
        tile<W>(work, 32, add ? work : zeros, add ? 32 : 0, panel, bTile, bRow, depth);
        scatter<T, W>(at, cRow, cCol, work, rows, cols, pair);
      }
      bTile += bPanel;
    }
    a += mr * aRow;
    c += mr * cRow;
  }
}
