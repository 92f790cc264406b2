import { dataOwners } from "./data-owners.ts";
import type { WasmArray } from "./wasm-array.ts";

/** Arrays made since the innermost open scope began. */
let made: Set<WasmArray> | null = null;

/** Notes a new array for the scope that is open, if any. */
export function track(array: WasmArray): void {
  made?.add(array);
}

/** Forgets an array that has been disposed. */
export function untrack(array: WasmArray): void {
  made?.delete(array);
}

/**
 * Calls `run` and disposes the arrays made meanwhile but for those in its result, or whose `data` is, however deep in
 * lists and objects; these belong to the scope outside, if there is one. If `run` throws, all are disposed.
 * @throws TypeError if `run` returns a promise: what it awaits would run outside the scope
 * @example
 * const x = np.asarray([3, 4]);
 * np.scope(() => x.multiply(x).add(1)) // array([10., 17.])
 */
export function scope<T>(run: () => T): T {
  const outer = made;
  const inner = new Set<WasmArray>();
  made = inner;
  const kept = new Set<WasmArray>();
  try {
    const result = run();
    if (typeof (result as { then?: unknown } | null)?.then === "function") {
      throw new TypeError("scope: the function returned a promise; await outside, a scope is synchronous");
    }
    findArrays(result, inner, kept, new Set());
    return result;
  } finally {
    made = outer;
    for (const array of inner) {
      if (kept.has(array)) outer?.add(array);
      else array.dispose();
    }
  }
}

/** Adds to `found` those of `arrays` that `value` is, or is the data of, or holds. */
function findArrays(
  value: unknown,
  arrays: ReadonlySet<WasmArray>,
  found: Set<WasmArray>,
  seen: Set<unknown>,
): void {
  if (typeof value !== "object" || value === null) return;
  const array = dataOwners.get(value) ?? (value as WasmArray);
  if (arrays.has(array)) {
    found.add(array);
    return;
  }
  if (ArrayBuffer.isView(value) || seen.has(value)) return;
  seen.add(value);
  const listed = Array.isArray(value) || value instanceof Map || value instanceof Set;
  for (const item of listed ? value : Object.values(value)) {
    // Lists of numbers can be long: a call for each would be felt.
    if (typeof item === "object") findArrays(item, arrays, found, seen);
  }
}
