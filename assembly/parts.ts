const NAN = 0;
const INFINITE = 1;
const FINITE = 2;
const SIGN_BIT = 3;

/**
 * out[i, j] = whether x[i, j] is such a number, as a byte. Steps are in bytes.
 * @kernel.isnan(NAN) float
 * @kernel.isinf(INFINITE) float
 * @kernel.isfinite(FINITE) float
 * @kernel.signbit(SIGN_BIT) float
 * @inline
 */
function classify<T>(
  kind: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    for (let j: usize = 0; j < cols; j++) {
      store<u8>(o, <u8>is<T>(kind, load<T>(a)));
      o += outCol;
      a += xCol;
    }
    out += outRow;
    x += xRow;
  }
}

/**
 * The same of complex numbers: one part that is NaN or infinite makes them so, finite ones have two finite parts.
 * @kernel.isnan(NAN) complex
 * @kernel.isinf(INFINITE) complex
 * @kernel.isfinite(FINITE) complex
 * @inline
 */
function classifyComplex<T>(
  kind: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    for (let j: usize = 0; j < cols; j++) {
      const re = is<T>(kind, load<T>(a));
      const im = is<T>(kind, load<T>(a, sizeof<T>()));
      store<u8>(o, <u8>(kind == FINITE ? re && im : re || im));
      o += outCol;
      a += xCol;
    }
    out += outRow;
    x += xRow;
  }
}

/** @inline */
function is<T>(kind: i32, a: T): bool {
  if (kind == NAN) return a != a;
  if (kind == INFINITE) return abs<T>(a) == <T>Infinity;
  if (kind == FINITE) return abs<T>(a) < <T>Infinity;
  return copysign<T>(1, a) < 0;
}

/**
 * out[i, j] = the conjugate of x[i, j], with parts of type T. Steps are in bytes.
 * @kernel.conj complex
 */
function conjugate<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    for (let j: usize = 0; j < cols; j++) {
      store<T>(o, load<T>(a));
      store<T>(o, -load<T>(a, sizeof<T>()), sizeof<T>());
      o += outCol;
      a += xCol;
    }
    out += outRow;
    x += xRow;
  }
}

/**
 * out[i, j] = x[i, j] / |x[i, j]|, 0 of 0, with parts of type T; computed in float64. One infinite part outweighs the other, two
 * make NaN, as in NumPy. Steps are in bytes.
 * @kernel.sign complex
 */
function signComplex<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    for (let j: usize = 0; j < cols; j++) {
      const re = <f64>load<T>(a);
      const im = <f64>load<T>(a, sizeof<T>());
      const length = Math.hypot(re, im);
      store<T>(o, <T>signOfPart(re, im, length));
      store<T>(o, <T>signOfPart(im, re, length), sizeof<T>());
      o += outCol;
      a += xCol;
    }
    out += outRow;
    x += xRow;
  }
}

/** The part of the sign that belongs to `part` of a number. */
function signOfPart(part: f64, other: f64, length: f64): f64 {
  if (length == 0) return 0;
  if (!(length == Infinity)) return part / length;
  if (!(abs(part) == Infinity)) return 0;
  return abs(other) == Infinity ? NaN : copysign<f64>(1, part);
}
