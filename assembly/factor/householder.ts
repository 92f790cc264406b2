import { dot } from "../lib/vector";
import { addScaled, dotImaginary, norm, scale, smallest, turn } from "./column";

/**
 * Makes the column x of n elements, of `parts` numbers each, the reflection H = I - τ v vᴴ for which Hᴴ x is a multiple of
 * the first unit vector, and a real one: that multiple takes the place of x₀, v that of the others; v₀ is 1. Stores τ.
 * Returns the norm of x; if that is zero but for rounding, x is left as it is, and τ is 0. This is LAPACK's xLARFG.
 */
export function reflect<T>(x: usize, n: isize, tau: usize, parts: isize, buffer: usize): f64 {
  const re = <f64>load<T>(x);
  const im = parts == 2 ? <f64>load<T>(x, sizeof<T>()) : 0;
  const next = x + parts * sizeof<T>();
  const rest = n > 1 ? norm<T>(next, (n - 1) * parts, buffer) : 0;
  const length = hypotenuse(hypotenuse(re, im), rest);
  store<T>(tau, 0);
  if (parts == 2) store<T>(tau, 0, sizeof<T>());
  if (length < smallest<T>() || (rest == 0 && im == 0)) return length;
  const beta = -copysign(length, re);
  // x₀ - β is β (w - 1), where w is x₀ / β, which is no larger than 1.
  const wRe = re / beta - 1;
  const wIm = im / beta;
  const square = wRe * wRe + wIm * wIm;
  store<T>(x, <T>beta);
  store<T>(tau, <T>-wRe);
  if (parts == 1) scale<T>(next, next, n - 1, <T>(1 / beta / wRe));
  else {
    store<T>(x, 0, sizeof<T>());
    store<T>(tau, <T>-wIm, sizeof<T>());
    turn<T>(next, (n - 1) * parts, <T>(wRe / square / beta), <T>(-wIm / square / beta));
  }
  return length;
}

/** √(x² + y²) for x and y whose quotients are no NaN. */
function hypotenuse(x: f64, y: f64): f64 {
  const a = max(abs(x), abs(y));
  if (a == 0) return 0;
  const b = min(abs(x), abs(y)) / a;
  return a * sqrt(1 + b * b);
}

/** y = H y, or with `adjoint` y = Hᴴ y, for columns of n elements, where H is as `reflect` leaves it. */
export function applyReflection<T>(
  v: usize,
  tau: usize,
  y: usize,
  n: isize,
  parts: isize,
  adjoint: bool,
): void {
  const size = parts * <isize>sizeof<T>();
  const count = (n - 1) * parts;
  const re = load<T>(y) + dot<T>(v + size, y + size, count);
  const tauRe = load<T>(tau);
  if (parts == 1) {
    const along: T = -tauRe * re;
    store<T>(y, load<T>(y) + along);
    addScaled<T>(y + size, v + size, count, along, 0, false);
    return;
  }
  const im = load<T>(y, sizeof<T>()) + dotImaginary<T>(v + size, y + size, count);
  const tauIm: T = adjoint ? -load<T>(tau, sizeof<T>()) : load<T>(tau, sizeof<T>());
  const along: T = tauIm * im - tauRe * re;
  const across: T = -tauIm * re - tauRe * im;
  store<T>(y, load<T>(y) + along);
  store<T>(y, load<T>(y, sizeof<T>()) + across, sizeof<T>());
  addScaled<T>(y + size, v + size, count, along, across, true);
}

/** y = Q y, where Q is the product of `count` reflections, the k-th in column k of v from row k on, their τ in a row. */
export function applyReflections<T>(
  v: usize,
  ldv: isize,
  tau: usize,
  count: isize,
  y: usize,
  n: isize,
  parts: isize,
): void {
  const size = parts * <isize>sizeof<T>();
  for (let k = count - 1; k >= 0; k--) {
    applyReflection<T>(v + k * (ldv + size), tau + k * size, y + k * size, n - k, parts, false);
  }
}
