import { complex, imaginary, multiply, real } from "../lib/complex";
import { timesPowerOfTwo } from "./scaling";

/** to[k] = re + i · im, times 2 to the `exponent`: from float64 numbers `step` bytes apart. */
export function write_complex_values(
  to: usize,
  re: usize,
  im: usize,
  step: isize,
  n: isize,
  exponent: i32,
): void {
  for (let k: isize = 0; k < n; k++) {
    store<f64>(to + (k << 4), timesPowerOfTwo(load<f64>(re + k * step), exponent));
    store<f64>(to + (k << 4), timesPowerOfTwo(load<f64>(im + k * step), exponent), 8);
  }
}

/**
 * The columns of `to`, n x n complex numbers in row-major order: the rows of z, ldz bytes apart, their elements times
 * `factors`, made vectors of norm 1 whose largest element is real, as LAPACK does.
 */
export function write_eigenvectors_c128(to: usize, z: usize, ldz: isize, factors: usize, n: isize): void {
  for (let k: isize = 0; k < n; k++)
    writeColumn(to + (k << 4), z + k * ldz, z + k * ldz + 8, 16, factors, n, false);
}

/**
 * The same for real rows: where im[k] > 0, row k has the real parts of a vector and row k + 1 the imaginary ones, and the
 * next column is the conjugate; where im[k] is 0, the vector is real.
 */
export function write_eigenvectors_f64(
  to: usize,
  z: usize,
  ldz: isize,
  factors: usize,
  im: usize,
  n: isize,
): void {
  for (let k: isize = 0; k < n; k++) {
    const row = z + k * ldz;
    const column = to + (k << 4);
    if (load<f64>(im + (k << 3)) == 0) {
      writeColumn(column, row, 0, 8, factors, n, false);
      continue;
    }
    writeColumn(column, row, row + ldz, 8, factors, n, false);
    writeColumn(column + 16, row, row + ldz, 8, factors, n, true);
    k++;
  }
}

/** One column, from parts `step` bytes apart; im is 0 for a real vector, which keeps its sign. */
function writeColumn(
  to: usize,
  re: usize,
  im: usize,
  step: isize,
  factors: usize,
  n: isize,
  conjugate: bool,
): void {
  let largest: f64 = 0;
  let size: f64 = 0;
  let turn = complex(1, 0);
  let at: isize = -1;
  for (let i: isize = 0; i < n; i++) {
    const f = load<f64>(factors + (i << 3));
    size = max(size, max(abs(load<f64>(re + i * step)), im ? abs(load<f64>(im + i * step)) : 0) * f);
  }
  const unit = size > 0 ? 1 / size : 1;
  let square: f64 = 0;
  for (let i: isize = 0; i < n; i++) {
    const f = load<f64>(factors + (i << 3)) * unit;
    const p = load<f64>(re + i * step) * f;
    const q = im ? load<f64>(im + i * step) * f : 0;
    square += p * p + q * q;
    if (im && p * p + q * q > largest) {
      largest = p * p + q * q;
      turn = complex(p / sqrt(largest), -q / sqrt(largest));
      at = i;
    }
  }
  const scale = square > 0 ? unit / sqrt(square) : 0;
  for (let i: isize = 0; i < n; i++) {
    const f = load<f64>(factors + (i << 3)) * scale;
    let x = complex(load<f64>(re + i * step) * f, im ? load<f64>(im + i * step) * f : 0);
    if (im) x = multiply(turn, x);
    const part = i == at ? 0 : imaginary(x);
    store<f64>(to, real(x));
    store<f64>(to, conjugate ? -part : part, 8);
    to += n << 4;
  }
}
