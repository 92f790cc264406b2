import { bytesOf, conjugate, imaginaryOf, put, realOf, take, times } from "./numbers";
import { lengthOf } from "./plan";
import { scaleLine } from "./scale";
import { source, transform } from "./transform";

/**
 * The first half and one of the transforms of `count` lines of 2h real numbers, by transforms of h complex numbers (Sorensen and others, 1987):
 * even elements are the real parts, odd ones the imaginary. `factors` are -i/2 · exp(-πi k / h) for k ≤ h / 2, or for
 * an inverse transform -i/2 · exp(πi k / h). Lines of x and of the h + 1 results are contiguous and do not overlap. `isWhole`
 * gives all 2h results: element 2h - k is the conjugate of element k.
 * @kernel f32=c64 f64=c128
 */
function rfft_lines<T>(
  out: usize,
  outPitch: isize,
  x: usize,
  pitch: isize,
  count: isize,
  plan: usize,
  factors: usize,
  scratch: usize,
  scale: f64,
  isWhole: i32,
): void {
  const h = lengthOf(plan);
  const size = bytesOf<T>();
  for (; count > 0; count--) {
    transform<T>(out, x, scratch, plan, 1);
    const re = load<T>(out);
    const im = load<T>(out, sizeof<T>());
    untangle<T>(out, out, factors, h, false);
    putReal<T>(out, re + im);
    putReal<T>(out + h * size, re - im);
    if (scale != 1) scaleLine<T>(out, 2 * h + 2, scale);
    if (isWhole) mirror<T>(out, h);
    out += outPitch;
    x += pitch;
  }
}

/**
 * The inverse: `count` lines of 2h real numbers from h + 1 complex ones, by an inverse transform of h; what is imaginary of the
 * first and the last counts for nothing. They come out times 1/2, which `scale` makes good. `factors` are -i/2 · exp(πi k / h).
 * @kernel f32=c64 f64=c128
 */
function irfft_lines<T>(
  out: usize,
  outPitch: isize,
  x: usize,
  pitch: isize,
  count: isize,
  plan: usize,
  factors: usize,
  scratch: usize,
  scale: f64,
): void {
  const h = lengthOf(plan);
  const size = bytesOf<T>();
  for (; count > 0; count--) {
    const first = load<T>(x);
    const last = load<T>(x + h * size);
    const from = source(out, scratch, plan);
    untangle<T>(from, x, factors, h, true);
    store<T>(from, (first + last) * <T>0.5);
    store<T>(from, (first - last) * <T>0.5, sizeof<T>());
    transform<T>(out, from, scratch, plan, 1);
    if (scale != 1) scaleLine<T>(out, 2 * h, scale);
    out += outPitch;
    x += pitch;
  }
}

/** @inline */
function putReal<T>(at: usize, value: T): void {
  store<T>(at, value);
  store<T>(at, <T>0, sizeof<T>());
}

/**
 * For 0 < k < h: (z(k) + conj z(h - k)) / 2 ± f(k) (z(k) - conj z(h - k)), which joins transforms of even and odd elements, or,
 * with the minus of the `inverse`, parts them. `to` is z or does not overlap it.
 */
function untangle<T>(to: usize, z: usize, factors: usize, h: usize, inverse: bool): void {
  const size = bytesOf<T>();
  const half = v128.splat<T>(0.5);
  const sign = v128.splat<T>(inverse ? -0.0 : 0);
  let low = size;
  let high = (h - 1) * size;
  for (; low <= high; low += size) {
    factors += size;
    const a = take<T>(z + low, false);
    const b = conjugate<T>(take<T>(z + high, false));
    const even = v128.mul<T>(v128.add<T>(a, b), half);
    const odd = v128.xor(times<T>(v128.sub<T>(a, b), realOf<T>(factors), imaginaryOf<T>(factors)), sign);
    put<T>(to + high, conjugate<T>(v128.sub<T>(even, odd)), false);
    put<T>(to + low, v128.add<T>(even, odd), false);
    high -= size;
  }
}

/** Makes element 2h - k the conjugate of element k, for 0 < k < h. */
function mirror<T>(z: usize, h: usize): void {
  const size = bytesOf<T>();
  let high = z + (2 * h - 1) * size;
  for (let low = z + size; low < high; low += size) {
    put<T>(high, conjugate<T>(take<T>(low, false)), false);
    high -= size;
  }
}
