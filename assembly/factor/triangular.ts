import { divide, loadComplex, storeComplex } from "../lib/complex";
import { dot } from "../lib/vector";
import { addScaled } from "./column";

/**
 * X = T⁻¹ X for the lower triangle T, n x n, and n rows of X of `cols` contiguous elements. The conjugate of T if
 * `conjugate`; with `unit` its diagonal is taken for ones and not read. Any steps, negative ones too: from the last
 * element on, an upper triangle is a lower one. Returns 0, or 1 more than the index of the first zero of the diagonal, at
 * which it stops.
 * @kernel.solve_lower(1) f32 f64
 * @kernel.solve_lower(2) f32=c64 f64=c128
 */
export function substitute<T>(
  parts: isize,
  t: usize,
  tRow: isize,
  tCol: isize,
  x: usize,
  xRow: isize,
  n: isize,
  cols: isize,
  unit: bool,
  conjugate: bool,
): i32 {
  const size = <isize>sizeof<T>();
  const isVector = cols == 1 && parts == 1 && tCol == xRow && (tCol == size || tCol == -size);
  let at = x;
  for (let i: isize = 0; i < n; i++) {
    if (isVector) {
      // Backwards the products are the same in the other order.
      const back: isize = tCol < 0 && i > 0 ? (i - 1) * size : 0;
      store<T>(at, load<T>(at) - dot<T>(t - back, x - back, i));
    } else {
      let factor = t;
      let from = x;
      for (let p: isize = 0; p < i; p++) {
        const im: T = parts == 2 ? load<T>(factor, size) : 0;
        addScaled<T>(at, from, cols * parts, -load<T>(factor), conjugate ? im : -im, parts == 2);
        factor += tCol;
        from += xRow;
      }
    }
    if (!unit) {
      const diagonal = t + i * tCol;
      if (load<T>(diagonal) == 0 && (parts == 1 || load<T>(diagonal, size) == 0)) return <i32>i + 1;
      divideRow<T>(at, cols, diagonal, conjugate, parts);
    }
    t += tRow;
    at += xRow;
  }
  return 0;
}

/** x /= the element at `divisor`, or its conjugate. */
function divideRow<T>(x: usize, cols: isize, divisor: usize, conjugate: bool, parts: isize): void {
  if (parts == 1) {
    const value = load<T>(divisor);
    for (; cols > 0; cols--) {
      store<T>(x, load<T>(x) / value);
      x += sizeof<T>();
    }
    return;
  }
  let value = loadComplex<T>(divisor);
  if (conjugate) value = f64x2.replace_lane(value, 1, -f64x2.extract_lane(value, 1));
  for (; cols > 0; cols--) {
    storeComplex<T>(x, divide(loadComplex<T>(x), value));
    x += 2 * sizeof<T>();
  }
}
