import { type Coercible, coerce } from "../array/convert.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { isComplex } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { checkAxes, type Shape } from "../shape.ts";
import { checkOptions } from "./options.ts";

export interface ReductionOptions {
  /** The axis or axes that go; all of them if not given or null, none if the list is empty. */
  axis?: number | Shape | null | undefined;
  /** Whether they stay as axes of length 1. */
  keepdims?: boolean | undefined;
}

/** What a reduction works on: the array, its axes counted from the front, whether they stay. */
export type Reduction = readonly [x: WasmArray, axes: number[], keepdims: boolean];

/** The arguments of the reduction `id`, checked. `extra` are the options that it has besides. */
export function reductionOf(
  id: string,
  x: unknown,
  options: ReductionOptions,
  ...extra: readonly string[]
): Reduction {
  checkOptions(id, options, ["axis", ...extra, "keepdims"]);
  const array = coerce(id, x as Coercible);
  return [array, checkAxes(id, options.axis, array.ndim), checkKeepdims(id, options.keepdims)];
}

export function checkKeepdims(id: string, keepdims: unknown = false): boolean {
  if (typeof keepdims !== "boolean") {
    throw new TypeError(`${id}: keepdims is true or false, not ${String(keepdims)}`);
  }
  return keepdims;
}

/** Refuses complex numbers, which have no order. */
export function checkReal(id: string, x: WasmArray): void {
  if (isComplex(x.dtype))
    throw new DTypeError(`${id}: ${x.dtype} is not a real type, its values have no order`);
}
