import type { Complex } from "../../src/dtype.ts";
import type { Element } from "./tiles.ts";

/** Below 0 if sorting puts a before b, above 0 if after, 0 if they are equal or both NaN. */
export function compare(a: Element, b: Element, descending = false): number {
  if (typeof a !== "object") return compareReals(a, b as number | bigint, descending);
  const { re, im } = b as Complex;
  const missing = (x: Complex) => 2 * Number(Number.isNaN(x.re)) + Number(Number.isNaN(x.im));
  return (
    missing(a) - missing({ re, im }) ||
    compareReals(a.re, re, descending) ||
    compareReals(a.im, im, descending)
  );
}

/** NaN after all else. */
function compareReals(a: number | bigint, b: number | bigint, descending: boolean): number {
  const missing = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  if (missing || a === b || Number.isNaN(a)) return missing;
  return a < b !== descending ? -1 : 1;
}

/** Whether the elements are equal, which NaN never is. */
export const areEqual = (a: Element, b: Element): boolean =>
  typeof a === "object" ? a.re === (b as Complex).re && a.im === (b as Complex).im : a === b;

/** The positions of the elements in order, as a stable comparison sort has them. */
export const positions = (row: readonly Element[], descending = false): number[] =>
  [...row.keys()].sort((i, j) => compare(row[i], row[j], descending));
