import { MR, NR, tile } from "./micro";
import { packA, packB, scatter } from "./pack";
import { multiplyVector, STRIP } from "./small";

/** A block of b, KC x NC elements, stays in the second-level cache; a panel of a and one of b in the first. */
const KC: isize = 256;
const NC: isize = 512;

/** Rows of a from which packing b pays, were b readable in place. */
const PACKING_PAYS: isize = 32;

/** Bytes of a register tile. */
const TILE: isize = MR * 32;

/** Bytes of scratch memory that `multiply` wants: a strip for a vector; or a tile of c, a panel of a, a block of b. */
export function workspace<W>(m: isize, n: isize, k: isize): usize {
  if (m == 1 || n == 1) return STRIP;
  const panels = (min(n, NC) + NR<W>() - 1) / NR<W>();
  return TILE + min(k, KC) * (MR + panels * NR<W>()) * sizeof<W>();
}

/**
 * c[i, j] = Σ a[i, p] · b[p, j] (sign 0), or c[i, j] + sign · Σ. Any steps, in bytes; c overlaps neither a nor b.
 * Elements of type T are computed with as W, to which packing converts them.
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
  sign: i32,
  work: usize,
): void {
  if (n == 1) return multiplyVector<T, W>(c, cRow, a, aRow, aCol, b, bRow, m, k, sign, work);
  if (m == 1) return multiplyVector<T, W>(c, cCol, b, bCol, bRow, a, aCol, n, k, sign, work);
  const nr = NR<W>();
  const size = <isize>sizeof<W>();
  const inPlace = sizeof<T>() == sizeof<W>() && bCol == size && m < PACKING_PAYS;
  const panels = work + TILE + MR * min(k, KC) * size;
  for (let j: isize = 0; j < n; j += NC) {
    const cols = min(n - j, NC);
    const whole: isize = inPlace ? cols - (cols % nr) : 0;
    // Once through even when k is 0: an empty sum is zero.
    for (let p: isize = 0; p == 0 || p < k; p += KC) {
      const depth = min(k - p, KC);
      const blockSign = sign == 0 && p > 0 ? 1 : sign;
      const aBlock = a + p * aCol;
      const bBlock = b + p * bRow + j * bCol;
      const cBlock = c + j * cCol;
      if (whole > 0) {
        multiplyBlock<T, W>(
          cBlock,
          cRow,
          cCol,
          aBlock,
          aRow,
          aCol,
          bBlock,
          bRow,
          32,
          m,
          whole,
          depth,
          blockSign,
          work,
        );
      }
      if (whole == cols) continue;
      const rest = cols - whole;
      packB<T, W>(panels, bBlock + whole * bCol, bRow, bCol, depth, rest);
      const at = cBlock + whole * cCol;
      multiplyBlock<T, W>(
        at,
        cRow,
        cCol,
        aBlock,
        aRow,
        aCol,
        panels,
        32,
        32 * depth,
        m,
        rest,
        depth,
        blockSign,
        work,
      );
    }
  }
}

/** `multiply` for one block of b that is given as panels of NR columns, rows bRow and panels bPanel apart. */
function multiplyBlock<T, W>(
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
  sign: i32,
  work: usize,
): void {
  const nr = NR<W>();
  const size = <isize>sizeof<W>();
  const same = sizeof<T>() == sizeof<W>();
  const aInPlace = same && aCol == size;
  const cInPlace = same && cCol == size && sign >= 0;
  for (let i: isize = 0; i < m; i += MR) {
    const rows = min(m - i, MR);
    let aPanel = a;
    let aStep = aRow;
    if (!aInPlace) {
      aPanel = work + TILE;
      aStep = k * size;
      packA<T, W>(aPanel, aStep, a, aRow, aCol, rows, k);
    }
    let to = c;
    let bTile = b;
    for (let j: isize = 0; j < n; j += nr) {
      const cols = min(n - j, nr);
      if (cInPlace && rows == MR && cols == nr) {
        tile<W>(to, cRow, aPanel, aStep, rows, bTile, bRow, k, sign > 0);
      } else {
        tile<W>(work, 32, aPanel, aStep, rows, bTile, bRow, k, false);
        scatter<T, W>(to, cRow, cCol, work, rows, cols, sign);
      }
      to += nr * cCol;
      bTile += bPanel;
    }
    a += MR * aRow;
    c += MR * cRow;
  }
}
