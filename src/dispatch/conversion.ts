import { call, isObject, isPlain, NotImplemented, type Options, type Overridable } from "./protocol.ts";
import { callImplementation, inheritsDefault, methodOf } from "./registry.ts";

/** How a class borrows the default array's implementations. */
export interface Conversion<T> {
  /** The default array for `x`. */
  to(x: T): object;
  /** The class's own array for a result. */
  from(result: never): T;
}

/**
 * Calls `func` on default arrays in place of the class's own, and makes its results arrays of the class. Lists, object
 * literals and named tuples are gone through on the way in and out.
 */
export function callConverted<T>(
  { to, from }: Conversion<T>,
  isOurs: (value: object) => boolean,
  func: Overridable,
  args: readonly unknown[],
  options: Options,
): unknown {
  // What is written to a converted `out` would never reach the array that the caller holds.
  if (replaceArrays(options.out, isOurs, to) !== options.out) return NotImplemented;
  const given: [readonly unknown[], Options] = [args, options];
  const converted = replaceArrays(given, isOurs, to);
  // Nothing to convert: a creation function, which gets its `like` no more. Calling it again could go on for ever.
  const result = converted === given ? callImplementation(func, args, options) : call(func, ...converted);
  return replaceArrays(result, inheritsDefault, from);
}

/** `value` with each array replaced; `value` itself if there is none. */
function replaceArrays<V>(
  value: V,
  isArray: (value: object) => boolean,
  replace: (array: never) => unknown,
): V {
  let count = 0;
  const visit = (value: unknown): unknown => {
    if (!isObject(value)) return value;
    if (isArray(value)) {
      count++;
      return replace(value as never);
    }
    const before = count;
    let copy: unknown;
    if (Array.isArray(value)) copy = value.map(visit);
    // An iterable object may be a named tuple. Arrays of other classes stay whole.
    else if (isPlain(value) || (Symbol.iterator in value && !ArrayBuffer.isView(value) && !methodOf(value))) {
      const fields = Object.getOwnPropertyDescriptors(value);
      for (const field of Object.values(fields)) if ("value" in field) field.value = visit(field.value);
      copy = Object.create(Object.getPrototypeOf(value), fields);
    }
    return count > before ? copy : value;
  };
  return visit(value) as V;
}
