import { lanes } from "../lib/lanes";
import { NR, tileRows } from "./micro";
import { put } from "./vectors";

/**
 * A panel of `lines` rows of a, or columns of b, for the register tile: to[p, i] = from[i, p], rows of `width` elements,
 * filled up with zeros.
 */
export function packPanel<T, W>(
  to: usize,
  width: isize,
  from: usize,
  line: isize,
  along: isize,
  lines: isize,
  k: isize,
): void {
  const step = width * <isize>sizeof<W>();
  let i: isize = 0;
  if (sizeof<T>() == sizeof<W>() && sizeof<W>() >= 4 && along == sizeof<T>()) {
    i = lines & -2;
    interleave<W>(to, step, from, line, i, k);
    from += i * line;
  } else if (sizeof<T>() == sizeof<W>() && line == sizeof<T>() && lines == width) {
    return copyRows(to, step, from, along, k);
  }
  for (; i < width; i++) {
    let at = to + i * sizeof<W>();
    let next = from;
    for (let p: isize = 0; p < k; p++) {
      store<W>(at, i < lines ? <W>load<T>(next) : <W>0);
      next += along;
      at += step;
    }
    from += line;
  }
}

/**
 * to[p, i] = from[i, p] for an even number of lines, all of them contiguous. They advance together: what has to be
 * fetched from afar is on its way at the same time.
 */
function interleave<W>(to: usize, step: isize, from: usize, line: isize, lines: isize, k: isize): void {
  const size = <isize>sizeof<W>();
  const bytes = lines * size;
  const block = <isize>lanes<W>();
  for (; k >= block; k -= block) {
    let x = from;
    for (let i: isize = 0; i < bytes; i += 2 * size) {
      const a = v128.load(x);
      const b = v128.load(x + line);
      let at = to + i;
      if (sizeof<W>() == 8) {
        v128.store(at, v128.shuffle<i64>(a, b, 0, 2));
        v128.store(at + step, v128.shuffle<i64>(a, b, 1, 3));
      } else {
        const low = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
        const high = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
        v128.store_lane<i64>(at, low, 0);
        at += step;
        v128.store_lane<i64>(at, low, 1);
        at += step;
        v128.store_lane<i64>(at, high, 0);
        at += step;
        v128.store_lane<i64>(at, high, 1);
      }
      x += 2 * line;
    }
    to += block * step;
    from += 16;
  }
  for (; k > 0; k--) {
    let x = from;
    for (let i: isize = 0; i < bytes; i += size) {
      store<W>(to + i, load<W>(x));
      x += line;
    }
    to += step;
    from += size;
  }
}

/** Rows of `step` bytes, one after another, of what lies `along` bytes apart. */
function copyRows(to: usize, step: isize, from: usize, along: isize, k: isize): void {
  for (; k > 0; k--) {
    let i: isize = 0;
    for (; i + 16 <= step; i += 16) v128.store(to + i, v128.load(from + i));
    for (; i + 4 <= step; i += 4) store<i32>(to + i, load<i32>(from + i));
    for (; i < step; i += 2) store<i16>(to + i, load<i16>(from + i));
    to += step;
    from += along;
  }
}

/** Panels of a, or with `negates` of -a, for register tiles of `tileRows`, one after another. The parts of pairs are columns of their own. */
export function packA<T, W>(
  to: usize,
  a: usize,
  aRow: isize,
  aCol: isize,
  m: isize,
  k: isize,
  pair: isize,
  negates: bool,
): void {
  const step = (k << pair) * sizeof<W>();
  while (m > 0) {
    const width = tileRows<W>(m);
    const rows = min(m, width);
    if (pair) packParts<T, W>(to, width, a, aRow, aCol, rows, k);
    else packPanel<T, W>(to, width, a, aRow, aCol, rows, k);
    if (negates) negate<W>(to, width * step);
    to += width * step;
    a += rows * aRow;
    m -= rows;
  }
}

function negate<W>(x: usize, bytes: isize): void {
  for (; bytes >= 16; bytes -= 16) {
    v128.store(x, v128.neg<W>(v128.load(x)));
    x += 16;
  }
  for (; bytes > 0; bytes -= sizeof<W>()) {
    store<W>(x, <W>-load<W>(x));
    x += sizeof<W>();
  }
}

/** A panel of a, whose elements are pairs. */
function packParts<T, W>(
  to: usize,
  width: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  rows: isize,
  k: isize,
): void {
  const size = <isize>sizeof<T>();
  if (aCol == 2 * size) return packPanel<T, W>(to, width, a, aRow, size, rows, 2 * k);
  for (; k > 0; k--) {
    packPanel<T, W>(to, width, a, aRow, size, rows, 2);
    to += 2 * width * sizeof<W>();
    a += aCol;
  }
}

/** Panels of NR columns of b, one after another; a panel's rows are contiguous, the last panel's are filled with zeros. */
export function packB<T, W>(
  to: usize,
  b: usize,
  bRow: isize,
  bCol: isize,
  k: isize,
  n: isize,
  pair: isize,
): void {
  const nr = NR<W>() >> pair;
  const panel: isize = (32 * k) << pair;
  let j: isize = 0;
  if (sizeof<T>() == sizeof<W>() && bCol == sizeof<T>() && !pair) {
    // Four panels at a time: whole cache lines of b.
    for (; j + 4 * nr <= n; j += 4 * nr) {
      copyPanels(to, panel, b, bRow, k);
      to += 4 * panel;
      b += 4 * 32;
    }
  }
  for (; j < n; j += nr) {
    if (pair) packPairs<T>(to, b, bRow, bCol, k, min(nr, n - j));
    else packPanel<T, W>(to, nr, b, bCol, bRow, min(nr, n - j), k);
    to += panel;
    b += nr * bCol;
  }
}

/** For each row of pairs two of a panel: what a real part is multiplied by, and what an imaginary part is. */
function packPairs<T>(to: usize, b: usize, bRow: isize, bCol: isize, k: isize, cols: isize): void {
  const size = <isize>sizeof<T>();
  for (; k > 0; k--) {
    let from = b;
    for (let j: isize = 0; j < 32; j += 2 * size) {
      const isInside = j < cols * 2 * size;
      const re: T = isInside ? load<T>(from) : 0;
      const im: T = isInside ? load<T>(from + size) : 0;
      store<T>(to + j, re);
      store<T>(to + j + size, im);
      store<T>(to + 32 + j, -im);
      store<T>(to + 32 + j + size, re);
      from += bCol;
    }
    b += bRow;
    to += 64;
  }
}

/** Four panels whose rows of 32 bytes lie side by side in b. */
function copyPanels(to: usize, panel: isize, b: usize, bRow: isize, k: isize): void {
  for (let p: isize = 0; p < k; p++) {
    let from = b;
    let at = to;
    for (let panels = 4; panels > 0; panels--) {
      v128.store(at, v128.load(from));
      v128.store(at, v128.load(from, 16), 16);
      from += 32;
      at += panel;
    }
    b += bRow;
    to += 32;
  }
}

/** c[i, j] = t[i, j] for the first `rows` and `cols`, real ones, of a full tile t. */
export function scatter<T, W>(
  c: usize,
  cRow: isize,
  cCol: isize,
  t: usize,
  rows: isize,
  cols: isize,
  pair: isize,
): void {
  const size = <isize>sizeof<W>();
  const isFull = sizeof<T>() == sizeof<W>() && cCol == size << pair && cols == NR<W>();
  for (let i: isize = 0; i < rows; i++) {
    if (isFull) {
      v128.store(c, v128.load(t));
      v128.store(c, v128.load(t, 16), 16);
    } else {
      for (let j: isize = 0; j < cols; j++) {
        put<T, W>(c + (j >> pair) * cCol + (j & pair) * sizeof<T>(), load<W>(t + j * size));
      }
    }
    c += cRow;
    t += 32;
  }
}

/** t[i, j] = c[i, j] for the first `rows` and `cols`, real ones, of a full tile t. */
export function gather<T, W>(
  t: usize,
  c: usize,
  cRow: isize,
  cCol: isize,
  rows: isize,
  cols: isize,
  pair: isize,
): void {
  for (let i: isize = 0; i < rows; i++) {
    for (let j: isize = 0; j < cols; j++) {
      store<W>(t + j * sizeof<W>(), <W>load<T>(c + (j >> pair) * cCol + (j & pair) * sizeof<T>()));
    }
    c += cRow;
    t += 32;
  }
}
