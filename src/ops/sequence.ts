import { entriesOf, firstEntry } from "../array/element.ts";
import type { WasmArray } from "../array/wasm-array.ts";
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
 * elements, which are rounded to the array's dtype, a real one; integers wrap around.
 */
export function fillRange(id: string, out: WasmArray, start: Real, step: Real): void {
  const entries = entriesOf(id, out);
  const first = firstEntry(out);
  if (entries instanceof BigInt64Array || entries instanceof BigUint64Array) {
    const from = toInteger(start);
    const by = toInteger(addReal(start, step)) - from;
    for (let i = 0; i < out.size; i++) entries[first + i] = from + BigInt(i) * by;
    return;
  }
  const round = roundings[out.dtype] ?? Math.trunc;
  const from = round(Number(start));
  const next = round(Number(addReal(start, step)));
  const by = round(next - from);
  for (let i = 0; i < out.size; i++) entries[first + i] = from + round(round(i) * by);
  // from + by need not be the number of which by is the rounded distance.
  if (out.size > 1) entries[first + 1] = next;
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
 * is an endpoint, just past the last one if not. Rounds as NumPy does.
 */
export function fillSpace(
  id: string,
  out: WasmArray,
  start: Complex,
  stop: Complex,
  endpoint: boolean,
): void {
  const entries = entriesOf(id, out);
  const first = firstEntry(out);
  const complex = dtypes[out.dtype].kind === "complex";
  const parts = complex ? (["re", "im"] as const) : (["re"] as const);
  const intervals = endpoint ? out.size - 1 : out.size;
  // NumPy divides complex numbers by multiplying with the reciprocal.
  const divide = (a: number) => (complex ? a * (1 / intervals) : a / intervals);
  const steps = parts.map((part) => divide(stop[part] - start[part]));
  // Too close together for a step: the position between them is found first.
  const close = steps.every((step) => step === 0);
  parts.forEach((part, k) => {
    const [from, step, span] = [start[part], steps[k], stop[part] - start[part]];
    const last = first + (out.size - 1) * parts.length + k;
    for (let i = 0, at = first + k; at <= last; i++, at += parts.length) {
      if (intervals === 0) entries[at] = i * span + from;
      else entries[at] = (close ? divide(i) * span : i * step) + from;
    }
    if (endpoint && out.size > 1) entries[last] = stop[part];
  });
}

/** Rounds the elements of a float64 array down. */
export function floorElements(id: string, x: WasmArray): void {
  const entries = entriesOf(id, x);
  const first = firstEntry(x);
  for (let at = first; at < first + x.size; at++) entries[at] = Math.floor(entries[at] as number);
}
