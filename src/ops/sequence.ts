import { entriesOf, firstEntry } from "../array/element.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { type Complex, type DType, dtypes } from "../dtype.ts";
import { ShapeError } from "../errors.ts";

type Real = number | bigint;

/** Number of values from `start` in steps of `step` before `stop`, as NumPy counts them. */
export function countSteps(id: string, start: Real, stop: Real, step: Real): number {
  const exact = typeof start === "bigint" && typeof stop === "bigint" && typeof step === "bigint";
  if (exact && step !== 0n) {
    const [span, by] = step > 0n ? [stop - start, step] : [start - stop, -step];
    return span > 0n ? Number((span + by - 1n) / by) : 0;
  }
  const count = Math.ceil((Number(stop) - Number(start)) / Number(step));
  if (Number.isFinite(count) && Number(step) !== 0) return Math.max(0, count);
  throw new ShapeError(`${id}: from ${start} to ${stop} in steps of ${step} is no finite number of elements`);
}

/**
 * Sets every element of a new array to start + i · step. As in NumPy the step is the difference of the first two
 * elements, which are rounded to the array's dtype, a real one; integers wrap around. The first element of all is number `at`.
 */
export function fillRange(id: string, out: WasmArray, start: Real, step: Real, at = 0): void {
  const entries = entriesOf(id, out);
  const first = firstEntry(out);
  if (entries instanceof BigInt64Array || entries instanceof BigUint64Array) {
    const from = toInteger(start);
    const by = toInteger(addReal(start, step)) - from;
    for (let i = 0; i < out.size; i++) entries[first + i] = from + BigInt(at + i) * by;
    return;
  }
  const round = roundings[out.dtype] ?? Math.trunc;
  const from = round(Number(start));
  const next = round(Number(addReal(start, step)));
  const by = round(next - from);
  for (let i = 0; i < out.size; i++) entries[first + i] = from + round(round(at + i) * by);
  // from + by need not be the number of which by is the rounded distance.
  if (at <= 1 && at + out.size > 1) entries[first + 1 - at] = next;
}

/** How numbers are rounded to a dtype that is not an integer's. */
const roundings: { readonly [D in DType]?: (value: number) => number } = {
  float32: Math.fround,
  float64: (value) => value,
};

const addReal = (a: Real, b: Real): Real =>
  typeof a === "bigint" && typeof b === "bigint" ? a + b : Number(a) + Number(b);

const toInteger = (value: Real): bigint => (typeof value === "bigint" ? value : BigInt(Math.trunc(value)));

/**
 * Sets the elements of a new float64 or complex128 array to evenly spaced values: `start` first, and `stop` last if it
 * is an endpoint, just past the last one if not. Rounds as NumPy does. `part` says which of how many elements are set.
 */
export function fillSpace(
  id: string,
  out: WasmArray,
  start: Complex,
  stop: Complex,
  endpoint: boolean,
  part = { first: 0, total: out.size },
): void {
  const entries = entriesOf(id, out);
  const first = firstEntry(out);
  const complex = dtypes[out.dtype].kind === "complex";
  const parts = complex ? (["re", "im"] as const) : (["re"] as const);
  const intervals = endpoint ? part.total - 1 : part.total;
  // NumPy divides complex numbers by multiplying with the reciprocal.
  const divide = (a: number) => (complex ? a * (1 / intervals) : a / intervals);
  const steps = parts.map((name) => divide(stop[name] - start[name]));
  // Too close together for a step: the position between them is found first.
  const close = steps.every((step) => step === 0);
  const { total } = part;
  const isLast = part.first + out.size === total;
  parts.forEach((name, k) => {
    const [from, step, span] = [start[name], steps[k], stop[name] - start[name]];
    const last = first + (out.size - 1) * parts.length + k;
    for (let i = part.first, at = first + k; at <= last; i++, at += parts.length) {
      if (intervals === 0) entries[at] = i * span + from;
      else entries[at] = (close ? divide(i) * span : i * step) + from;
    }
    if (endpoint && isLast && total > 1) entries[last] = stop[name];
  });
}

/** `length` elements of a range from number `first` on, in a real dtype. */
export function rangePart(
  id: string,
  dtype: DType,
  start: Real,
  step: Real,
  first: number,
  length: number,
): WasmArray {
  const out = allocateArray(id, dtype, [length]);
  fillRange(id, out, start, step, first);
  return out;
}

/** `length` of `total` evenly spaced values from number `first` on, as `fillSpace` has them. */
export function spacePart(
  id: string,
  dtype: "float64" | "complex128",
  [start, stop]: readonly [Complex, Complex],
  endpoint: boolean,
  part: { first: number; length: number; total: number },
): WasmArray {
  const out = allocateArray(id, dtype, [part.length]);
  fillSpace(id, out, start, stop, endpoint, part);
  return out;
}

/** Rounds the elements of a float64 array down. */
export function floorElements(id: string, x: WasmArray): void {
  const entries = entriesOf(id, x);
  const first = firstEntry(x);
  for (let at = first; at < first + x.size; at++) entries[at] = Math.floor(entries[at] as number);
}
