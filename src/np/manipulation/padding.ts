import { coerce } from "../../array/convert.ts";
import { copyInto } from "../../array/copy.ts";
import { isScalar } from "../../array/element.ts";
import { scope } from "../../array/scope.ts";
import { partView } from "../../array/views.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import type { Scalar } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { filled } from "../../ops/fill.ts";
import { takeElements } from "../../ops/take.ts";
import { checkShape } from "../../shape.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";
import { type PadMode, type PadWidth, sources, widthsOf } from "./widths.ts";

export type { PadMode, PadWidth };

/**
 * `x` with elements before and after it along each axis: a constant (0 unless `constant_values` says otherwise), those at its edges,
 * or its own, mirrored with ("symmetric") or without ("reflect") the edge, or from the other end ("wrap").
 * @throws ShapeError for widths that are no lengths or not as many as axes, or where there is nothing to repeat; TypeError for another
 *   mode; DTypeError for a constant that the dtype does not have
 * @example np.pad([1, 2, 3], [2, 1], { mode: "reflect" }) // array([3., 2., 1., 2., 3., 2.])
 */
export const pad = /* @__PURE__ */ overridable(
  "pad",
  (x) => [x],
  <A>(
    x: A,
    pad_width: PadWidth,
    options: { mode?: PadMode | undefined; constant_values?: Scalar | undefined } = {},
  ): Like<A> => {
    const id = "pad";
    checkOptions(id, options, ["mode", "constant_values"]);
    const { mode = "constant", constant_values = 0 } = options;
    if (mode !== "constant" && !Object.hasOwn(sources, mode)) {
      throw new TypeError(`${id}: there is no mode ${String(mode)}`);
    }
    if (!isScalar(constant_values)) {
      throw new TypeError(`${id}: constant_values is a scalar, not ${String(constant_values)}`);
    }
    return scope(() => {
      const source = coerce(id, x);
      const widths = widthsOf(id, pad_width, source.ndim);
      if (mode !== "constant") return repeatOutward(id, source, widths, sources[mode]);
      const shape = checkShape(
        id,
        source.shape.map((n, axis) => n + widths[axis][0] + widths[axis][1]),
      );
      const out = filled(id, source.dtype, shape, coerce(id, constant_values, source.dtype));
      const inside = widths.reduce(
        (view, [before], axis) => partView(id, view, axis, before, source.shape[axis]),
        out,
      );
      copyInto(id, inside, source);
      return out;
    }) as Like<A>;
  },
);

function repeatOutward(
  id: string,
  x: WasmArray,
  widths: readonly (readonly number[])[],
  sourceOf: (at: number, length: number) => number,
): WasmArray {
  return widths.reduce((array, [before, after], axis) => {
    const length = array.shape[axis];
    if (length === 0 && before + after > 0) {
      throw new ShapeError(`${id}: axis ${axis} of length 0 has nothing to repeat`);
    }
    const positions = BigInt64Array.from({ length: before + length + after }, (_, i) =>
      BigInt(sourceOf(i - before, length)),
    );
    return takeElements(id, array, coerce(id, positions), axis, "wrap");
  }, x);
}
