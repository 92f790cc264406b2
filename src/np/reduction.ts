import type { WasmArray } from "../array/wasm-array.ts";
import { isComplex } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { checkAxes, type Shape } from "../shape.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";

export interface ReductionOptions {
  /** The axis or axes that go; all of them if not given or null, none if the list is empty. */
  axis?: number | Shape | null | undefined;
  /** Whether they stay as axes of length 1. */
  keepdims?: boolean | undefined;
}

/** Computes a reduction of an array along axes that are counted from the front and may stay. */
type Reduce = (x: WasmArray, axes: number[], keepdims: boolean) => WasmArray;

/** Calls `reduce` with the arguments of the reduction `id`, checked. `extra` are the options that it has besides. */
export function reduceAlong<A>(
  id: string,
  x: A,
  options: ReductionOptions,
  extra: readonly string[],
  reduce: Reduce,
): Like<A> {
  checkOptions(id, options, ["axis", ...extra, "keepdims"]);
  const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
  return withOperand(id, x, (source) =>
    reduce(source, checkAxes(id, options.axis, source.ndim), keepdims),
  ) as Like<A>;
}

/** Refuses complex numbers, which have no order. */
export function checkReal(id: string, x: WasmArray): void {
  if (isComplex(x.dtype))
    throw new DTypeError(`${id}: ${x.dtype} is not a real type, its values have no order`);
}
