/** Places along axes, and of new ones. */
import { type Index, parseItem } from "../../array/index-items.ts";
import { checkIndex } from "../../array/indexing.ts";
import { resolveSlice } from "../../array/slice.ts";
import { IndexError, ShapeError } from "../../errors.ts";
import { format } from "../../shape.ts";

/** What names places of an axis: an integer, a list or an array of them, a slice, or a mask as long as the axis. */
export type Places = Exclude<Index, null>;

/** The places of an axis of `length` that `obj` names, counted from the front; `end` says whether its end is one of them. */
export function placesOf(id: string, obj: Places, axis: number, length: number, end = false): number[] {
  const item = parseItem(id, obj);
  const places = end ? length + 1 : length;
  const check = (at: number) => {
    // Negative ones are counted from the axis' last element, not from its end.
    if (end && at < 0) return checkIndex(id, at, axis, length);
    return checkIndex(id, at, axis, places);
  };
  switch (item.kind) {
    case "integer":
      return [check(item.value)];
    case "integers":
      return Array.from(item.values, check);
    case "slice": {
      const [first, count, step] = resolveSlice(item.slice, length);
      return Array.from({ length: count }, (_, i) => first + i * step);
    }
    case "mask":
      if (item.shape.length === 1 && item.shape[0] === length) {
        return [...item.values.keys()].filter((i) => item.values[i]);
      }
      throw new IndexError(
        `${id}: a mask of shape ${format(item.shape)} does not fit axis ${axis} of ${length}`,
      );
    default:
      throw new IndexError(`${id}: ${String(obj)} names no places of an axis`);
  }
}

/** The axes of length 1 that `atleast_1d`, `_2d` and `_3d` add to an array of so many dimensions. */
export const addedAxes = [[], [[0]], [[0, 1], [0]], [[0, 1, 2], [0, 2], [2]]] as const;

/** Where `sections` parts begin, of which the first ones may be longer by one. */
export function evenStarts(id: string, sections: number, length: number, isEven: boolean): number[] {
  if (!Number.isInteger(sections)) throw new TypeError(`${id}: ${String(sections)} is not a number of parts`);
  if (sections < 1) throw new ShapeError(`${id}: ${sections} parts; there must be one or more`);
  const rest = length % sections;
  if (isEven && rest > 0)
    throw new ShapeError(`${id}: ${length} elements do not make ${sections} equal parts`);
  const short = Math.floor(length / sections);
  return Array.from({ length: sections }, (_, i) => i * short + Math.min(i, rest));
}
