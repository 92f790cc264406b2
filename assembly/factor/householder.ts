import { dot } from "../lib/vector";
import { addScaled, dotImaginary, norm, scale, smallest } from "./column";

/**
 * Makes the column x of n numbers the vector v of the reflection I - v vᴴ / |v₀| that maps it to a multiple of the first
 * unit vector, and stores that multiple at `diagonal`. Returns false, and changes nothing, if x is zero but for rounding.
 */
export function reflect<T>(x: usize, n: isize, diagonal: usize, complex: bool, buffer: usize): bool {
  const length = norm<T>(x, n, buffer);
  if (length < smallest<T>()) return false;
  scale<T>(x, x, n, <T>(1 / length));
  const re = <f64>load<T>(x);
  const im = complex ? <f64>load<T>(x, sizeof<T>()) : 0;
  const size = sqrt(re * re + im * im);
  const phaseRe = size > 0 ? re / size : 1;
  const phaseIm = size > 0 ? im / size : 0;
  store<T>(x, <T>(re + phaseRe));
  store<T>(diagonal, <T>(-phaseRe * length));
  if (complex) {
    store<T>(x, <T>(im + phaseIm), sizeof<T>());
    store<T>(diagonal, <T>(-phaseIm * length), sizeof<T>());
  }
  return true;
}

/** y -= v (vᴴ y) / |v₀|. */
export function applyReflection<T>(v: usize, y: usize, n: isize, complex: bool): void {
  const re = load<T>(v);
  const im: T = complex ? load<T>(v, sizeof<T>()) : 0;
  const factor: T = <T>-1 / sqrt<T>(re * re + im * im);
  const along = factor * dot<T>(v, y, n);
  const across: T = complex ? factor * dotImaginary<T>(v, y, n) : 0;
  addScaled<T>(y, v, n, along, across, complex);
}

/** y = Q y, where Q is the product of `count` reflections, the vector of the k-th in column k of v from row k on. */
export function applyReflections<T>(
  v: usize,
  ldv: isize,
  count: isize,
  y: usize,
  n: isize,
  complex: bool,
): void {
  const step: isize = <isize>sizeof<T>() * (complex ? 2 : 1);
  const parts: isize = complex ? 2 : 1;
  for (let k = count - 1; k >= 0; k--) {
    applyReflection<T>(v + k * ldv + k * step, y + k * step, (n - k) * parts, complex);
  }
}
