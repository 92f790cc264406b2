/** What the arguments of a call are, and what comes of them. */
import type { Options, Overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import * as np from "../index.ts";
import { encodeConstant } from "./constants.ts";
import { full } from "./creation.ts";
import { fromArray } from "./from-array.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import type { Argument, Task } from "./task.ts";

/** A lazy array of what may be an array: lists and WasmArrays become one chunk. Scalars are left as they are. */
export function lazyOf(value: unknown): unknown {
  if (!isArrayLike(value) || value instanceof LazyArray) return value;
  return value instanceof np.WasmArray ? fromArray(value, { chunks: -1 }) : fromList(value as np.Coercible);
}

/** Whether a value is an array or a list, not a scalar. */
export const isArrayLike = (value: unknown): boolean =>
  value instanceof LazyArray ||
  value instanceof np.WasmArray ||
  Array.isArray(value) ||
  ArrayBuffer.isView(value);

/** A list as plain data in the graph, which holds no memory. */
function fromList(list: np.Coercible): LazyArray {
  const constant = np.scope(() => encodeConstant(np.asarray(list)));
  const { dtype, shape } = constant.array;
  const layer = makeLayer("list", [], constant, () => ({ fn: "asarray", args: [constant] }));
  return new LazyArray(
    layer,
    shape.map((length) => [length]),
    dtype,
  );
}

/** An argument that is an array, or becomes one. */
export function operandOf(value: unknown): LazyArray {
  const array = lazyOf(value);
  return array instanceof LazyArray ? array : full([], array as np.Scalar);
}

/** Refuses a lazy array where values are wanted while the graph is built. */
export function checkEager(id: string, what: string, value: unknown): void {
  if (!(value instanceof LazyArray)) return;
  throw new TypeError(`${id}: ${what} cannot be lazy; pass the result of compute()`);
}

/**
 * The dtype that a function gives: that of its result for arrays with one element. So promotion, and refusing options that it has
 * not, are the function's own business.
 */
export function resultDType(func: Overridable, args: readonly unknown[], options: Options = {}): DType {
  return sampleResult(func, args, options, (result) => (result as np.WasmArray).dtype);
}

/** What `read` finds in the result of a function for arrays of ones, of one element each. */
export function sampleResult<T>(
  func: Overridable,
  args: readonly unknown[],
  options: Options,
  read: (result: unknown) => T,
): T {
  const sample = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sample);
    if (!(value instanceof LazyArray)) return value;
    const shape = value.shape.map(() => 1);
    return np.ones(shape, { dtype: value.dtype });
  };
  return np.scope(() => {
    const entries = Object.entries(options).map(([name, value]) => [name, sample(value)]);
    const given = args.map(sample);
    if (entries.length > 0) given.push(Object.fromEntries(entries));
    return read(func(...given));
  });
}

/** A task with options only if there are some. */
export function taskOf(fn: string, args: readonly unknown[], options: Options = {}): Task {
  const plain = args as readonly Argument[];
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? { fn, args: plain }
    : { fn, args: plain, options: Object.fromEntries(given) as { [name: string]: Argument } };
}
