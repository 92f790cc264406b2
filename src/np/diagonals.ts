import { coerce } from "../array/convert.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import { diagonal as diagonalOf, trace as traceOf } from "../ops/trace.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkOptions } from "./options.ts";

export interface DiagonalOptions {
  /** How far above the main diagonal; below it if negative. */
  offset?: number | undefined;
  /** The axis of the matrices' rows, the first one by default. */
  axis1?: number | undefined;
  /** The axis of their columns, the second one by default. */
  axis2?: number | undefined;
}

export interface TraceOptions extends DiagonalOptions {
  /** The type of the result, to which the elements are cast first; that of `sum` by default. */
  dtype?: DType | null | undefined;
  /** Where to write the sums: an array of their shape and of a dtype that they convert to. */
  out?: WasmArray | undefined;
}

/**
 * A view of the diagonals of the matrices along two axes; they lie along the last axis. `linalg.diagonal` is the standard's,
 * of the last two axes.
 * @throws ShapeError for fewer than two dimensions, AxisError for an axis out of range or twice the same
 * @example
 * np.diagonal([[1, 2], [3, 4]]) // array([1., 4.])
 */
export const diagonal = /* @__PURE__ */ overridable(
  "diagonal",
  (x) => [x],
  <A>(x: A, options: DiagonalOptions = {}): Like<A> => {
    checkOptions("diagonal", options, ["offset", "axis1", "axis2"]);
    const { offset = 0, axis1 = 0, axis2 = 1 } = options;
    return withOperand("diagonal", x, (source) =>
      diagonalOf("diagonal", source, { offset, axis1, axis2 }),
    ) as Like<A>;
  },
);

/**
 * The sums of the diagonals of the matrices along two axes. `linalg.trace` is the standard's, of the last two axes.
 * @throws ShapeError for fewer than two dimensions, AxisError for an axis out of range or twice the same
 * @example
 * np.trace([[1, 2], [3, 4]]) // array(5.)
 */
export const trace = /* @__PURE__ */ overridable(
  "trace",
  (x, options) => [x, options?.out],
  <A>(x: A, options: TraceOptions = {}): Like<A> => {
    checkOptions("trace", options, ["offset", "axis1", "axis2", "dtype", "out"]);
    const { offset = 0, axis1 = 0, axis2 = 1, dtype, out } = options;
    return scope(() => traceOf("trace", coerce("trace", x), { offset, axis1, axis2 }, dtype, out)) as Like<A>;
  },
);
