import { NR } from "./micro";
import { accumulate } from "./small";

/** Rows of a panel of a that packing fills, contiguous and `to + i * step` for row i: to[i, p] = a[i, p]. */
export function packA<T, W>(
  to: usize,
  step: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  rows: isize,
  k: isize,
): void {
  for (let p: isize = 0; p < k; p++) {
    let from = a;
    let at = to;
    for (let i: isize = 0; i < rows; i++) {
      store<W>(at, <W>load<T>(from));
      from += aRow;
      at += step;
    }
    a += aCol;
    to += sizeof<W>();
  }
}

/** Panels of NR columns of b, one after another; a panel's rows are contiguous, the last panel's are filled with zeros. */
export function packB<T, W>(to: usize, b: usize, bRow: isize, bCol: isize, k: isize, n: isize): void {
  const nr = NR<W>();
  const panel = k * nr * <isize>sizeof<W>();
  let j: isize = 0;
  if (sizeof<T>() == sizeof<W>() && bCol == sizeof<T>()) {
    // Four panels at a time: whole cache lines of b.
    for (; j + 4 * nr <= n; j += 4 * nr) {
      copyPanels(to, panel, b, bRow, k);
      to += 4 * panel;
      b += 4 * 32;
    }
  }
  for (; j < n; j += nr) {
    packPanel<T, W>(to, b, bRow, bCol, k, min(nr, n - j));
    to += panel;
    b += nr * bCol;
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

function packPanel<T, W>(to: usize, b: usize, bRow: isize, bCol: isize, k: isize, cols: isize): void {
  const nr = NR<W>();
  for (let p: isize = 0; p < k; p++) {
    let from = b;
    for (let j: isize = 0; j < nr; j++) {
      store<W>(to, j < cols ? <W>load<T>(from) : <W>0);
      from += bCol;
      to += sizeof<W>();
    }
    b += bRow;
  }
}

/** c[i, j] = t[i, j] (sign 0), or c[i, j] + sign · t[i, j]; t is a full tile of which `rows` and `cols` count. */
export function scatter<T, W>(
  c: usize,
  cRow: isize,
  cCol: isize,
  t: usize,
  rows: isize,
  cols: isize,
  sign: i32,
): void {
  for (let i: isize = 0; i < rows; i++) {
    let to = c;
    let from = t;
    for (let j: isize = 0; j < cols; j++) {
      accumulate<T, W>(to, load<W>(from), sign);
      to += cCol;
      from += sizeof<W>();
    }
    c += cRow;
    t += 32;
  }
}
