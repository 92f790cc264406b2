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

export type PadMode = "constant" | "edge" | "reflect" | "symmetric" | "wrap";

/** Lengths before and after: the same for all, [before, after] for all axes, or for each axis one [before, after]. */
export type PadWidth = number | readonly number[] | readonly (readonly number[])[];

/** Where in an axis of `length` the element is that stands at `at`, which may be outside. */
const sources: { readonly [M in Exclude<PadMode, "constant">]: (at: number, length: number) => number } = {
  edge: (at, length) => Math.max(0, Math.min(at, length - 1)),
  wrap: (at, length) => modulo(at, length),
  symmetric(at, length) {
    const within = modulo(at, 2 * length);
    return within < length ? within : 2 * length - 1 - within;
  },
  reflect(at, length) {
    const period = Math.max(2 * length - 2, 1);
    const within = modulo(at, period);
    return within < length ? within : period - within;
  },
};

const modulo = (a: number, n: number): number => ((a % n) + n) % n;

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

/** The lengths before and after each axis. */
function widthsOf(id: string, width: PadWidth, ndim: number): (readonly number[])[] {
  const list = typeof width === "number" ? [width] : width;
  const rows = list.every((item) => typeof item === "number") ? [list as readonly number[]] : list;
  const pairs = (rows as readonly (readonly number[])[]).map((row) => {
    const pair = checkShape(id, row);
    if (pair.length === 1) return [pair[0], pair[0]];
    if (pair.length === 2) return pair;
    throw new ShapeError(`${id}: a width is [before, after], not [${row.join(", ")}]`);
  });
  if (pairs.length === 1) return Array.from({ length: ndim }, () => pairs[0]);
  if (pairs.length === ndim) return pairs;
  throw new ShapeError(`${id}: ${pairs.length} widths do not fit ${ndim} axes`);
}
