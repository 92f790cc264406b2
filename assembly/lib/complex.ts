/** Arithmetic of complex numbers: vectors that hold the real and the imaginary part as float64. */
/** A number with parts of type T as a vector of its real and imaginary part. @inline */
export function loadComplex<T>(x: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(x);
  return f64x2.promote_low_f32x4(v128.load64_zero(x));
}

/** @inline */
export function storeComplex<T>(out: usize, value: v128): void {
  if (sizeof<T>() == 8) v128.store(out, value);
  else v128.store64_lane(out, f32x4.demote_f64x2_zero(value), 0);
}

/** @inline */
export function real(z: v128): f64 {
  return f64x2.extract_lane(z, 0);
}

/** @inline */
export function imaginary(z: v128): f64 {
  return f64x2.extract_lane(z, 1);
}

/** @inline */
export function complex(re: f64, im: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(re), 1, im);
}

/** @inline */
export function multiply(a: v128, b: v128): v128 {
  const straight = f64x2.mul(a, v128.shuffle<f64>(b, b, 0, 0));
  const crossed = f64x2.mul(v128.shuffle<f64>(a, a, 1, 0), v128.shuffle<f64>(b, b, 1, 1));
  // [-p, q] by turning the first lane's sign.
  return f64x2.add(straight, v128.xor(crossed, i64x2(i64.MIN_VALUE, 0)));
}

/** Scaled by the larger part of b (Smith, CACM 5, 1962), so that nothing overflows on the way. */
export function divide(a: v128, b: v128): v128 {
  const p = real(a);
  const q = imaginary(a);
  const r = real(b);
  const s = imaginary(b);
  if (abs(r) >= abs(s)) {
    if (r == 0) return f64x2.div(a, f64x2.splat(abs(r)));
    const ratio = s / r;
    return f64x2.div(complex(p + q * ratio, q - p * ratio), f64x2.splat(r + s * ratio));
  }
  const ratio = r / s;
  return f64x2.div(complex(p * ratio + q, q * ratio - p), f64x2.splat(s + r * ratio));
}

/** Principal value, with C99's special cases: the branch cut is the negative real axis. */
export function squareRoot(z: v128): v128 {
  let x = real(z);
  let y = imaginary(z);
  if (x == 0 && y == 0) return complex(0, y);
  if (abs(y) == Infinity) return complex(Infinity, y);
  if (x != x) return complex(x, NaN);
  // y - y is 0, or NaN for NaN.
  if (x == Infinity) return complex(x, copysign(y - y, y));
  if (x == -Infinity) return complex(abs(y - y), copysign(Infinity, y));
  // 2^-2 and 2^108 keep |z| and its square root away from overflow and underflow; exact, and so are their roots.
  let unscale = 1.0;
  const size = max(abs(x), abs(y));
  if (size > 4e307 || size < 1e-290) {
    const scale = size > 1 ? 0.25 : 3.2451855365842673e32;
    unscale = size > 1 ? 2 : 5.551115123125783e-17;
    x *= scale;
    y *= scale;
  }
  const root = sqrt((abs(x) + Math.hypot(x, y)) * 0.5);
  const other = y / (2 * root);
  if (x >= 0) return complex(root * unscale, other * unscale);
  return complex(abs(other) * unscale, copysign(root * unscale, y));
}
