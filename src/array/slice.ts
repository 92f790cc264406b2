import { IndexError } from "../errors.ts";

/**
 * Every `step`-th index from `start` up to, not including, `stop`: Python's slice. Throws a TypeError for what is no
 * integer, an IndexError for a step of 0.
 */
export class Slice {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number | null;

  constructor(start: number | null, stop: number | null, step: number | null) {
    for (const bound of [start, stop, step]) {
      if (bound !== null && !Number.isInteger(bound)) {
        throw new TypeError(`slice: ${String(bound)} is neither an integer nor null`);
      }
    }
    if (step === 0) throw new IndexError("slice: the step cannot be zero");
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/**
 * Indices for `at` and `set`: `start:stop:step` of Python. Negative ones count from the end; null is Python's None, so
 * that a missing start or stop is the end of the axis at which the step begins or ends. One argument alone is the stop.
 * Throws a TypeError for what is no integer, an IndexError for a step of 0.
 *
 * @example np.asarray([0, 1, 2, 3, 4]).at(np.slice(null, null, -2)) // array([4., 2., 0.])
 */
export function slice(stop: number | null): Slice;
export function slice(start: number | null, stop: number | null, step?: number | null): Slice;
export function slice(...bounds: (number | null | undefined)[]): Slice {
  const [start, stop, step] = bounds.length === 1 ? [null, ...bounds] : bounds;
  return new Slice(start ?? null, stop ?? null, step ?? null);
}

const bound = "\\s*([+-]?\\d+)?\\s*";
const pattern = new RegExp(`^${bound}:${bound}(?::${bound})?$`);

/** The slice that a string such as "1:5" or "::-1" stands for, or null. */
export function parseSlice(text: string): Slice | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [start, stop, step] = match.slice(1).map((digits) => (digits === undefined ? null : Number(digits)));
  return slice(start, stop, step);
}

/** The indices of an axis of `length` that the slice takes: the first, how many, and how far apart. */
export function resolveSlice({ start, stop, step }: Slice, length: number): [number, number, number] {
  const by = step ?? 1;
  const [least, most] = by > 0 ? [0, length] : [-1, length - 1];
  const clamp = (index: number) => Math.min(Math.max(index < 0 ? index + length : index, least), most);
  const first = start === null ? (by > 0 ? least : most) : clamp(start);
  const end = stop === null ? (by > 0 ? most : least) : clamp(stop);
  return [first, Math.max(0, Math.ceil((end - first) / by)), by];
}
