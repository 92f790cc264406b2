import { lanes } from "../lib/lanes";
import { MR, NR, tile, tileRows } from "./micro";
import { gather, packA, packB, scatter } from "./pack";
import { isSmall, isTiny, multiplySmall, multiplyTiny } from "./small";
import { FEW, multiplyColumns, multiplyRows, ROW_SUMS, STRIP } from "./vectors";

/**
 * Rows and columns of a block of b that stays in the second-level cache; a panel of a and one of b stay in the first, the
 * rows of a that are packed at a time in the third.
 */
export const KC: isize = 256;
export const NC: isize = 512;
export const MC: isize = 2400;

/** Rows of a from which packing b pays, were b readable in place. */
const PACKING_PAYS: isize = 32;

/** Bytes for a register tile, or for sums of rows. @inline */
export function TILE<W>(): isize {
  return max<isize>(32 * MR<W>(), ROW_SUMS);
}

/** Bytes of scratch memory that `multiply` wants: a tile of c, panels of a, a block of b; or strips. */
export function workspace<W>(m: isize, n: isize, k: isize, pair: isize): usize {
  const shorter = min(m, n);
  const longer = max(m, n);
  // Either operand may turn out to be the one that is packed in blocks, unless the other is a vector.
  const columns: isize = shorter == 1 ? 1 : min(longer, NC);
  const panels = (min(columns << pair, NC) + NR<W>() - 1) / NR<W>();
  const blocks = packedWorkspace<W>(longer, k << pair) + min(k << pair, KC) * panels * 32;
  const strips = min<i64>(STRIP, (m as i64) * n * sizeof<W>()) as usize;
  return shorter <= FEW && !pair ? max(strips, blocks) : blocks;
}

/** Bytes of scratch memory where b is packed: a tile of c, panels of a. */
export function packedWorkspace<W>(m: isize, k: isize): usize {
  // The last panel is filled up by three rows at most.
  return TILE<W>() + min(k, KC) * (min(m, MC) + 3) * sizeof<W>();
}

/**
 * c[i, j] = Σ a[i, p] · b[p, j], or with the `sign` 1 c[i, j] += that, with -1 c[i, j] -= that. Any steps, in bytes; c overlaps
 * neither a nor b. Elements of type T are computed with as W, to which packing converts them. With `pair` 1 they are complex numbers, pairs of T: a and c are taken for matrices
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
  sign: i32,
  work: usize,
): void {
  if (m == 0 || n == 0) return;
  const element = (<isize>sizeof<T>()) << pair;
  const isPlain = sizeof<T>() == sizeof<W>() && !pair;
  const isFlat = m <= FEW && isPlain && bCol == element;
  const isColumnMajor = cRow == element && cCol != element;
  if ((m == 1 && n > 1) || (n > FEW && (isFlat || isColumnMajor))) {
    // The transposed product: few columns, or rows of c that are contiguous.
    return multiply<T, W>(c, cCol, cRow, b, bCol, bRow, a, aCol, aRow, n, m, k, pair, sign, work);
  }
  const isUpright = isPlain && aRow == element;
  if (n <= FEW && isUpright) {
    const whole = m - (m % lanes<W>());
    multiplyColumns<W>(c, cRow, cCol, a, aCol, b, bRow, bCol, whole, n, k, sign, work);
    c += whole * cRow;
    a += whole * aRow;
    m -= whole;
  }
  if (n == 1 && !pair && !isUpright)
    return multiplyRows<T, W>(c, cRow, a, aRow, aCol, b, bRow, m, k, sign, work);
  if (isPlain && sign == 0 && bCol == element && cCol == element && isSmall<W>(aCol, m, n, k)) {
    return multiplySmall<W>(c, cRow, a, aRow, aCol, b, bRow, m, n, k, work);
  }
  if (isPlain && isTiny(m, n, k)) {
    return multiplyTiny<W>(c, cRow, cCol, a, aRow, aCol, b, bRow, bCol, m, n, k, sign);
  }
  for (let i: isize = 0; i < m; i += MC) {
    const rows = min(m - i, MC);
    multiplyPanels<T, W>(c, cRow, cCol, a, aRow, aCol, b, bRow, bCol, rows, n, k, -m, pair, sign, work);
    a += rows * aRow;
    c += rows * cRow;
  }
}

/** `multiply` for at most MC rows, of which row i needs columns from i + first on. */
export function multiplyPanels<T, W>(
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
  first: isize,
  pair: isize,
  sign: i32,
  work: usize,
): void {
  const columns = NC >> pair;
  const inPlace = sizeof<T>() == sizeof<W>() && !pair && bCol == sizeof<T>() && m < PACKING_PAYS;
  const aPanels = work + TILE<W>();
  const bPanels = work + packedWorkspace<W>(m, k << pair);
  // Once through even when k is 0: an empty sum is zero.
  for (let p: isize = 0; p == 0 || p < k; p += KC >> pair) {
    const depth = min(k - p, KC >> pair);
    const sums = sign != 0 || p > 0;
    packA<T, W>(aPanels, a, aRow, aCol, m, depth, pair, sign < 0);
    for (let j = max<isize>(first, 0); j < n; j += columns) {
      const cols = min(n - j, columns);
      const whole: isize = inPlace ? cols - (cols % NR<W>()) : 0;
      const from = b + j * bCol;
      const to = c + j * cCol;
      if (whole > 0) {
        multiplyBlock<T, W>(
          to,
          cRow,
          cCol,
          aPanels,
          from,
          bRow,
          32,
          m,
          whole,
          depth,
          first - j,
          sums,
          0,
          work,
        );
      }
      if (whole == cols) continue;
      const rest = cols - whole;
      const panel: isize = (32 * depth) << pair;
      packB<T, W>(bPanels, from + whole * bCol, bRow, bCol, depth, rest, pair);
      multiplyBlock<T, W>(
        to + whole * cCol,
        cRow,
        cCol,
        aPanels,
        bPanels,
        32,
        panel,
        m,
        rest,
        depth,
        first - j - whole,
        sums,
        pair,
        work,
      );
    }
    a += depth * aCol;
    b += depth * bRow;
  }
}

/**
 * c[i, j] (+)= Σ a[i, p] · b[p, j] for a as packA leaves it and one block of b, given as panels of NR columns: rows bRow and
 * panels bPanel apart. An element's sum does not depend on which rows and columns are computed together. Row i needs columns from
 * i + first on: tiles that lie wholly before these are left out.
 */
export function multiplyBlock<T, W>(
  c: usize,
  cRow: isize,
  cCol: isize,
  a: usize,
  b: usize,
  bRow: isize,
  bPanel: isize,
  m: isize,
  n: isize,
  k: isize,
  first: isize,
  add: bool,
  pair: isize,
  work: usize,
): void {
  const size = <isize>sizeof<W>();
  const nr = NR<W>();
  const inPlace = sizeof<T>() == sizeof<W>() && cCol == size << pair;
  const depth = k << pair;
  const columns = n << pair;
  while (m > 0) {
    const width = tileRows<W>(m);
    const rows = min(m, width);
    const step = width * size;
    const skipped = max<isize>(first << pair, 0) / nr;
    let bTile = b + skipped * bPanel;
    for (let j = skipped * nr; j < columns; j += nr) {
      const cols = min(columns - j, nr);
      const at = c + (j >> pair) * cCol;
      if (inPlace && rows == width && cols == nr) {
        tile<W>(width, at, cRow, add, a, bTile, bRow, depth);
      } else {
        if (add) gather<T, W>(work, at, cRow, cCol, rows, cols, pair);
        tile<W>(width, work, 32, add, a, bTile, bRow, depth);
        scatter<T, W>(at, cRow, cCol, work, rows, cols, pair);
      }
      bTile += bPanel;
    }
    a += depth * step;
    c += rows * cRow;
    m -= rows;
    first += rows;
  }
}
