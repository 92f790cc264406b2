import { bytesOf, conjugate, imaginaryOf, put, quarterTurn, realOf, take, times } from "./numbers";
import { pass } from "./passes";
import { convolutionOf, factorsOf, isInverse, lengthOf, passesOf, radixOf } from "./plan";

/**
 * Transforms `batch` lines: element j of line b is the complex number (j · batch + b) · size after `from`, and after `to`. By passes
 * of radix 2, 3, 4, 5 and 7, or where other primes divide the length by a convolution. `scratch` has room for as many
 * numbers, with a convolution for `batch` times twice its length. `from` is left as it is, or is where `source` says, or is `to`,
 * which an odd number of passes copies first.
 */
export function transform<T>(to: usize, from: usize, scratch: usize, plan: usize, batch: usize): void {
  if (convolutionOf(plan)) convolve<T>(to, from, scratch, plan, batch);
  else runPasses<T>(to, from, scratch, plan, batch);
}

/** Where numbers are best put, of `to` and `scratch`, that are to be transformed to `to`. */
export function source(to: usize, scratch: usize, plan: usize): usize {
  return passesOf(plan) & 1 ? scratch : to;
}

/** Each pass takes the numbers to the other of `to` and `scratch`, so that the last one ends in `to`. */
function runPasses<T>(to: usize, from: usize, scratch: usize, plan: usize, batch: usize): void {
  const quarter = quarterTurn<T>(isInverse(plan));
  const passes = passesOf(plan);
  let m = lengthOf(plan);
  let row = batch * bytesOf<T>();
  let w = factorsOf(plan);
  let next = passes & 1 ? to : scratch;
  if (from == next || !passes) {
    memory.copy(passes ? scratch : to, from, m * row);
    from = scratch;
  }
  for (let i: u32 = 0; i < passes; i++) {
    const radix = radixOf(plan, i);
    m /= radix;
    pass<T>(radix, next, from, w, m, row, quarter);
    w += m * (radix - 1) * bytesOf<T>();
    row *= radix;
    from = next;
    next = to + scratch - next;
  }
}

/**
 * Bluestein's transform (1970): with c(j) = exp(∓πi j² / n), the chirp, line k of the result is c(k) Σ (x(j) c(j)) conj(c(k - j)),
 * a convolution by transforms of a length without large primes. The second of these is the inverse one by way of conjugates.
 */
function convolve<T>(to: usize, from: usize, scratch: usize, plan: usize, batch: usize): void {
  const n = lengthOf(plan);
  const inner = convolutionOf(plan);
  const m = lengthOf(inner);
  const row = batch * bytesOf<T>();
  const chirp = factorsOf(plan);
  const spectrum = chirp + n * bytesOf<T>();
  const rest = scratch + m * row;
  modulate<T>(scratch, from, chirp, n, row, PLAIN);
  memory.fill(scratch + n * row, 0, (m - n) * row);
  runPasses<T>(scratch, scratch, rest, inner, batch);
  modulate<T>(scratch, scratch, spectrum, m, row, CONJUGATE_AFTER);
  runPasses<T>(scratch, scratch, rest, inner, batch);
  modulate<T>(to, scratch, chirp, n, row, CONJUGATE_FIRST);
}

const PLAIN = 0;
const CONJUGATE_FIRST = 1;
const CONJUGATE_AFTER = 2;

/** Rows of complex numbers, each times its factor. */
function modulate<T>(to: usize, from: usize, factors: usize, count: usize, row: usize, mode: i32): void {
  for (let j: usize = 0; j < count; j++) {
    const c = realOf<T>(factors);
    const d = imaginaryOf<T>(factors);
    let q: usize = 0;
    for (; q + 16 <= row; q += 16) multiply<T>(to + q, from + q, c, d, mode, true);
    if (q < row) multiply<T>(to + q, from + q, c, d, mode, false);
    factors += bytesOf<T>();
    from += row;
    to += row;
  }
}

/** @inline */
function multiply<T>(to: usize, from: usize, c: v128, d: v128, mode: i32, whole: bool): void {
  let v = take<T>(from, whole);
  if (mode == CONJUGATE_FIRST) v = conjugate<T>(v);
  v = times<T>(v, c, d);
  if (mode == CONJUGATE_AFTER) v = conjugate<T>(v);
  put<T>(to, v, whole);
}
