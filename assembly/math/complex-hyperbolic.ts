/** sinh, cosh and tanh of complex numbers, with C99's special cases (Annex G); sin, cos and tan by them, turned. */
import { complex, imaginary, real } from "../lib/complex";
import {
  cosh as coshReal,
  cos as cosReal,
  exp,
  sinh as sinhReal,
  sin as sinReal,
  tanh as tanhReal,
} from "./scalars";

/** From here on e^-x is nothing beside e^x; beyond the second bound e^x overflows. */
const FAR = 22;
const HUGE = 709;

/** sinh x cos y + i cosh x sin y. */
export function sinh(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  // Real numbers stay real, and imaginary ones imaginary, also infinity and NaN.
  if (y == 0) return complex(sinhReal(x), y);
  const isFinite = abs(y) < Infinity;
  if (x == 0) return complex(isFinite ? x * cosReal(y) : x, sinReal(y));
  if (abs(x) == Infinity)
    return isFinite ? complex(x * cosReal(y), abs(x) * sinReal(y)) : complex(abs(x), NaN);
  if (abs(x) > HUGE) return grown(abs(x), copysign(1, x) * cosReal(y), sinReal(y));
  return complex(sinhReal(x) * cosReal(y), coshReal(x) * sinReal(y));
}

/** cosh x cos y + i sinh x sin y. */
export function cosh(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  if (y == 0) return complex(coshReal(x), x == x ? y * copysign(1, x) : y);
  const isFinite = abs(y) < Infinity;
  if (x == 0) return complex(cosReal(y), isFinite ? x * sinReal(y) : x);
  if (abs(x) == Infinity)
    return isFinite ? complex(abs(x) * cosReal(y), x * sinReal(y)) : complex(abs(x), NaN);
  if (abs(x) > HUGE) return grown(abs(x), cosReal(y), copysign(1, x) * sinReal(y));
  return complex(coshReal(x) * cosReal(y), sinhReal(x) * sinReal(y));
}

/** e^x / 2 (c + i s) where e^x overflows though the product need not. */
function grown(x: f64, c: f64, s: f64): v128 {
  const quarter = f64x2.splat(exp(x * 0.25));
  const half = f64x2.mul(f64x2.splat(0.5), complex(c, s));
  return f64x2.mul(quarter, f64x2.mul(quarter, f64x2.mul(quarter, f64x2.mul(quarter, half))));
}

/** (sinh x cosh x + i sin y cos y) / (sinh² x + cos² y), whose terms never cancel. */
export function tanh(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  if (y == 0) return complex(tanhReal(x), y);
  if (x != x) return complex(x, x);
  const isFinite = abs(y) < Infinity;
  const twice = isFinite ? sinReal(y) * cosReal(y) : copysign(0, y);
  if (abs(x) == Infinity || (abs(x) > FAR && isFinite)) {
    // Where x is infinite so is its exponential, and the imaginary part zero.
    return complex(copysign(1, x), 4 * twice * exp(-2 * abs(x)));
  }
  if (!isFinite) return complex(x == 0 ? x : NaN, NaN);
  const s = sinhReal(x);
  const c = cosReal(y);
  const size = s * s + c * c;
  return complex((s * coshReal(x)) / size, twice / size);
}

/** i z. @inline */
function turned(z: v128): v128 {
  return complex(-imaginary(z), real(z));
}

/** -i z. @inline */
function turnedBack(z: v128): v128 {
  return complex(imaginary(z), -real(z));
}

export function sin(z: v128): v128 {
  return turnedBack(sinh(turned(z)));
}

export function cos(z: v128): v128 {
  return cosh(turned(z));
}

export function tan(z: v128): v128 {
  return turnedBack(tanh(turned(z)));
}
