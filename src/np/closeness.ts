/** Whether arrays are equal, or nearly so, as in NumPy. */
import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/overridable.ts";
import { isFloating } from "../dtype.ts";
import { type Comparison, comparison } from "../ops/comparison.ts";
import { applyElementwise } from "../ops/elementwise.ts";
import { reduceElements } from "../ops/reduce.ts";
import { broadcastShapes, sameShape } from "../shape.ts";
import type { Like } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";

export interface EqualityOptions {
  /** Whether NaN equals NaN. */
  equal_nan?: boolean | undefined;
}

export interface ClosenessOptions extends EqualityOptions {
  /** How much elements may differ, as a part of the size of those of `b`: 10^-5 by default. */
  rtol?: unknown;
  /** How much they may differ besides: 10^-8 by default. */
  atol?: unknown;
}

const keys = ["rtol", "atol", "equal_nan"];

/**
 * Whether |a - b| ≤ atol + rtol |b| for elements that are finite, or they are equal, as bools. The operands and tolerances
 * broadcast.
 *
 * @example np.isclose([1, 1e10], [1 + 1e-9, 1.1e10]) // array([ True, False])
 */
export const isclose = /* @__PURE__ */ overridable(
  "isclose",
  (a, b, options) => [a, b, options?.rtol, options?.atol],
  <A, B>(a: A, b: B, options: ClosenessOptions = {}): Like<A, B> =>
    scope(() => areClose("isclose", a, b, options)) as Like<A, B>,
);

/**
 * Whether `isclose` holds for all elements.
 *
 * @example np.allclose([1, 2], [1, 2 + 1e-9]) // true
 */
export const allclose = /* @__PURE__ */ overridable(
  "allclose",
  (a, b, options) => [a, b, options?.rtol, options?.atol],
  (a: unknown, b: unknown, options: ClosenessOptions = {}): boolean =>
    scope(() => areAll("allclose", areClose("allclose", a, b, options))),
);

/**
 * Whether arrays have the same shape and equal elements.
 *
 * @example np.array_equal([1, 2], [1, 2]) // true
 */
export const array_equal = /* @__PURE__ */ overridable(
  "array_equal",
  (a1, a2) => [a1, a2],
  (a1: unknown, a2: unknown, options: EqualityOptions = {}): boolean => {
    const id = "array_equal";
    checkOptions(id, options, ["equal_nan"]);
    const equal_nan = checkFlag(id, "equal_nan", options.equal_nan) ?? false;
    return scope(() => {
      const [x, y] = [coerce(id, a1), coerce(id, a2)];
      return sameShape(x.shape, y.shape) && areAll(id, areEqual(id, x, y, equal_nan));
    });
  },
);

/**
 * Whether arrays broadcast with each other and have equal elements then.
 *
 * @example np.array_equiv([1, 1], 1) // true
 */
export const array_equiv = /* @__PURE__ */ overridable(
  "array_equiv",
  (a1, a2) => [a1, a2],
  (a1: unknown, a2: unknown): boolean => {
    const id = "array_equiv";
    return scope(() => {
      const [x, y] = [coerce(id, a1), coerce(id, a2)];
      try {
        broadcastShapes(id, x.shape, y.shape);
      } catch {
        return false;
      }
      return areAll(id, areEqual(id, x, y, false));
    });
  },
);

const areAll = (id: string, x: WasmArray): boolean =>
  reduceElements(id, "all", x, { axes: [...x.shape.keys()], keepdims: false }).item() === true;

const compare = (id: string, relation: Comparison, x: WasmArray, y: WasmArray): WasmArray =>
  comparison(relation).apply([x, y], {}, id);

/** Makes arrays that it does not dispose. */
function areEqual(id: string, x: WasmArray, y: WasmArray, equalNaN: boolean): WasmArray {
  const equal = compare(id, "equal", x, y);
  if (!equalNaN) return equal;
  const [p, q] = [x, y].map((each) => applyElementwise(id, [each], undefined, "isnan"));
  const areNaN = applyElementwise(id, [p, q], undefined, "logical_and");
  return applyElementwise(id, [equal, areNaN], undefined, "logical_or");
}

/** Makes arrays that it does not dispose. */
function areClose(id: string, a: unknown, b: unknown, options: ClosenessOptions): WasmArray {
  checkOptions(id, options, keys);
  const equalNaN = checkFlag(id, "equal_nan", options.equal_nan) ?? false;
  const { rtol = 1e-5, atol = 1e-8 } = options;
  const [x, given] = [coerce(id, a), coerce(id, b)];
  const y = isFloating(given.dtype) ? given : cast(id, given, "float64");
  const distance = applyElementwise(
    id,
    [applyElementwise(id, [x, y], undefined, "subtract")],
    undefined,
    "abs",
  );
  const size = applyElementwise(id, [y], undefined, "abs");
  const relative = applyElementwise(id, [rtol, size], undefined, "multiply");
  const near = compare(id, "less_equal", distance, applyElementwise(id, [atol, relative], undefined, "add"));
  const finite = applyElementwise(id, [y], undefined, "isfinite");
  const close = applyElementwise(id, [near, finite], undefined, "logical_and");
  return applyElementwise(id, [close, areEqual(id, x, y, equalNaN)], undefined, "logical_or");
}
