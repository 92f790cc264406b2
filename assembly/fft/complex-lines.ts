import { bytesOf } from "./numbers";
import { lengthOf } from "./plan";
import { scaleLine } from "./scale";
import { source, transform } from "./transform";

/**
 * Transforms `count` lines of contiguous complex numbers, `pitch` bytes apart in x and in the result, and multiplies them by
 * `scale`. The result is x or does not overlap it.
 * @kernel f32=c64 f64=c128
 */
function fft_lines<T>(
  out: usize,
  x: usize,
  pitch: isize,
  count: isize,
  plan: usize,
  scratch: usize,
  scale: f64,
): void {
  const numbers = lengthOf(plan) * 2;
  for (; count > 0; count--) {
    transform<T>(out, x, scratch, plan, 1);
    if (scale != 1) scaleLine<T>(out, numbers, scale);
    out += pitch;
    x += pitch;
  }
}

/**
 * The same for `count` columns side by side, whose elements are `pitch` bytes apart. `batch` of them at a time are brought
 * together in `scratch`, which has that much more room.
 * @kernel f32=c64 f64=c128
 */
function fft_columns<T>(
  out: usize,
  x: usize,
  pitch: isize,
  count: isize,
  plan: usize,
  scratch: usize,
  batch: isize,
  scale: f64,
): void {
  const n = <isize>lengthOf(plan);
  for (; count > 0; count -= batch) {
    const columns = min(batch, count);
    const row = columns * bytesOf<T>();
    const rest = scratch + n * row;
    const from = source(scratch, rest, plan);
    copyRows(from, row, x, pitch, n, row);
    transform<T>(scratch, from, rest, plan, columns);
    if (scale != 1) scaleLine<T>(scratch, 2 * n * columns, scale);
    copyRows(out, pitch, scratch, row, n, row);
    out += row;
    x += row;
  }
}

/** Copies `count` rows of `nbytes`, a multiple of 8. */
function copyRows(
  to: usize,
  toPitch: isize,
  from: usize,
  fromPitch: isize,
  count: isize,
  nbytes: isize,
): void {
  for (; count > 0; count--) {
    let q: isize = 0;
    for (; q + 16 <= nbytes; q += 16) v128.store(to + q, v128.load(from + q));
    if (q < nbytes) store<u64>(to + q, load<u64>(from + q));
    to += toPitch;
    from += fromPitch;
  }
}
