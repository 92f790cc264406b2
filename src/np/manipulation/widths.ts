/** What is put around an array: how much, and where it comes from. */
import { ShapeError } from "../../errors.ts";
import { checkShape } from "../../shape.ts";

export type PadMode = "constant" | "edge" | "reflect" | "symmetric" | "wrap";

/** Lengths before and after: the same for all, [before, after] for all axes, or for each axis one [before, after]. */
export type PadWidth = number | readonly number[] | readonly (readonly number[])[];

/** Where in an axis of `length` the element is that stands at `at`, which may be outside. */
export const sources: {
  readonly [M in Exclude<PadMode, "constant">]: (at: number, length: number) => number;
} = {
  edge: (at, length) => Math.max(0, Math.min(at, length - 1)),
  wrap: (at, length) => modulo(at, length),
  symmetric(at, length) {
    const within = modulo(at, 2 * length);
    return within < length ? within : 2 * length - 1 - within;
  },
  reflect(at, length) {
    const period = Math.max(2 * length - 2, 1);
    const within = modulo(at, period);
    return within < length ? within : period - within;
  },
};

const modulo = (a: number, n: number): number => ((a % n) + n) % n;

/** The lengths before and after each axis. */
export function widthsOf(id: string, width: PadWidth, ndim: number): (readonly number[])[] {
  const list = typeof width === "number" ? [width] : width;
  const rows = list.every((item) => typeof item === "number") ? [list as readonly number[]] : list;
  const pairs = (rows as readonly (readonly number[])[]).map((row) => {
    const pair = checkShape(id, row);
    if (pair.length === 1) return [pair[0], pair[0]];
    if (pair.length === 2) return pair;
    throw new ShapeError(`${id}: a width is [before, after], not [${row.join(", ")}]`);
  });
  if (pairs.length === 1) return Array.from({ length: ndim }, () => pairs[0]);
  if (pairs.length === ndim) return pairs;
  throw new ShapeError(`${id}: ${pairs.length} widths do not fit ${ndim} axes`);
}
