import { isScalar } from "../array/element.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { hasOnly } from "../dispatch/protocol.ts";
import { isExact } from "../dispatch/registry.ts";
import { checkDType, type DType, isComplex, type Scalar } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import type { Reduction } from "../ops/reduce.ts";
import { checkAxes, type Shape } from "../shape.ts";
import { type Coercible, type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";

export interface ReductionOptions {
  /** The axis or axes that go; all of them if not given or null, none if the list is empty. */
  axis?: number | Shape | null | undefined;
  /** Whether they stay as axes of length 1. */
  keepdims?: boolean | undefined;
}

export interface OutOption<A = WasmArray> {
  /** Where the results go, and what is returned: an array of their shape, of a dtype of their kind or a higher one. */
  out?: A | null | undefined;
}

export interface WhereOption<A = WasmArray> {
  /** Which elements take part: bools that broadcast to the shape of the operand. */
  where?: A | Coercible | undefined;
}

export interface InitialOption {
  /** What the results start from. */
  initial?: Scalar | null | undefined;
}

export interface DTypeOption {
  /** The type of the result, to which the elements are cast first. */
  dtype?: DType | null | undefined;
}

/** All that a reduction can be asked for. */
type Options<A> = ReductionOptions & OutOption<A> & WhereOption<A> & InitialOption & DTypeOption;

/** The arguments of a reduction that may be arrays. */
export const reductionArgs = <A>(x: A, options?: Options<Like<A>>): unknown[] => [
  x,
  options?.out,
  options?.where,
];

/**
 * Calls `reduce` with the arguments of the reduction `id`, checked. `extra` are the options that it has besides axis and
 * keepdims.
 */
export function reduceAlong<A>(
  id: string,
  x: A,
  options: Options<Like<A>>,
  extra: readonly string[],
  reduce: (x: WasmArray, reduction: Reduction) => WasmArray,
): Like<A> {
  checkOptions(id, options, ["axis", ...extra, "keepdims"]);
  const { out, where = true } = options;
  const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
  const dtype = checkOptionalDType(id, options.dtype);
  const initial = options.initial ?? undefined;
  if (initial !== undefined && !isScalar(initial)) {
    throw new TypeError(`${id}: initial is a scalar, not ${String(initial)}`);
  }
  return withOperand(id, x, (source) => {
    const axes = checkAxes(id, options.axis, source.ndim);
    const reduction = { axes, keepdims, dtype, initial, out };
    if (where === true) return reduce(source, reduction);
    return withOperand(id, where, (mask) => reduce(source, { ...reduction, where: mask }));
  }) as Like<A>;
}

/** Has `reduce` answer calls for all elements of a WasmArray, without options that matter. */
export const leanAlong =
  (reduce: (x: WasmArray) => WasmArray | undefined) =>
  (array: unknown, options?: object): WasmArray | undefined => {
    if (!isExact(array)) return undefined;
    const x = array as WasmArray;
    if (options === undefined) return reduce(x);
    if (!hasOnly(options, "axis")) return undefined;
    const { axis } = options;
    const isWhole = axis === null || axis === undefined || (axis === 0 && x.ndim === 1);
    return isWhole ? reduce(x) : undefined;
  };

/** An option `dtype`, undefined if it is not given. */
export const checkOptionalDType = (id: string, dtype: unknown): DType | undefined =>
  dtype === undefined || dtype === null ? undefined : checkDType(id, dtype);

/** Refuses complex numbers, which have no order. */
export function checkReal(id: string, x: WasmArray): void {
  if (isComplex(x.dtype))
    throw new DTypeError(`${id}: ${x.dtype} is not a real type, its values have no order`);
}

/** The option `correction`, 0 if it is not given. */
export function checkCorrection(id: string, correction: unknown = 0): number {
  if (typeof correction === "number") return correction;
  throw new TypeError(`${id}: correction is a number, not ${String(correction)}`);
}
