/** The methods of universal functions that other public functions do the work of, whoever answers those. */
import { type AnyFunction, NotImplemented } from "../dispatch/protocol.ts";
import { find } from "../dispatch/registry.ts";
import { checkAxes, type Shape, sizeOf } from "../shape.ts";
import { byId, type Entry, publicIds, type Table, tableOf } from "./adapter.ts";
import { hasOther } from "./arguments.ts";

interface Options {
  readonly axis?: number | readonly number[] | null;
}

const reductions = {
  add: "sum",
  multiply: "prod",
  maximum: "max",
  minimum: "min",
  logical_and: "all",
  logical_or: "any",
};
const scans = { add: "cumulative_sum", multiply: "cumulative_prod" };

/** Methods for the arrays of a library, whose handlers are made `entry`; `release` is given what nothing is done with any longer. */
export function methods<T extends { readonly shape: Shape }>(
  isArray: (value: unknown) => value is T,
  entry: (handler: AnyFunction, note: string) => Entry,
  release: (x: T) => void,
): Table {
  /** The function `id` along the first axis, unless others are given, of which there may be `most`. */
  const along = (method: string, id: string, most: number, keys: readonly string[], note: string): Entry =>
    entry((x: unknown, options: Options = {}) => {
      if (!isArray(x) || sizeOf(x.shape) === 0 || hasOther(options, "axis", ...keys)) return NotImplemented;
      const { axis = 0 } = options;
      const rank = x.shape.length;
      const axes = rank === 0 ? [] : checkAxes(method, axis, rank);
      if (axes.length === 0 || axes.length > most) return NotImplemented;
      return find(id)!(x, { ...options, axis: axes.length > 1 ? axes : axes[0] });
    }, note);

  const outer = (id: string): Entry =>
    entry((x1: unknown, x2: unknown, options?: object) => {
      if (!isArray(x1) || !isArray(x2) || hasOther(options)) return NotImplemented;
      const left = find("reshape")!(x1, [...x1.shape, ...x2.shape.map(() => 1)]) as T;
      try {
        return find(id)!(left, x2);
      } finally {
        release(left);
      }
    }, "as the function itself; borrowed: options");

  const note = (ids: object) => `as ${list(ids)}; borrowed: those of other functions, other options`;
  const named = (kernels: { readonly [name: string]: string }, method: string) =>
    Object.fromEntries(Object.entries(kernels).map(([name, id]) => [`${name}.${method}`, id]));
  return {
    ...tableOf(named(reductions, "reduce"), (method, id) =>
      along(method, id, Number.POSITIVE_INFINITY, ["keepdims"], note(reductions)),
    ),
    ...tableOf(named(scans, "accumulate"), (method, id) => along(method, id, 1, [], note(scans))),
    ...byId(
      [...publicIds()].filter((id) => id.endsWith(".outer") && find(functionOf(id))),
      (id) => outer(functionOf(id)),
    ),
  };
}

/** The universal function that has a method. */
const functionOf = (method: string): string => method.slice(0, method.lastIndexOf("."));

const list = (ids: object): string =>
  Object.values(ids)
    .map((id) => `\`${id}\``)
    .join(", ");
