import { coerce } from "../../array/convert.ts";
import { cast } from "../../array/copy.ts";
import { scope } from "../../array/scope.ts";
import { broadcastView, reshapeView } from "../../array/views.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { ShapeError } from "../../errors.ts";
import { broadcastShapes, checkShape, format, type Shape } from "../../shape.ts";
import type { Like } from "../operand.ts";
import { checkFlag, checkOptions } from "../options.ts";
import { viewing } from "./viewing.ts";

/**
 * The elements of `x` in row-major order in another shape, in which one length may be -1: what is left for it. A view
 * where the memory layout allows one, unless `copy` is true. Throws a ShapeError if the sizes differ, a TypeError if
 * `copy` is false and a copy is needed.
 *
 * @example np.reshape([0, 1, 2, 3, 4, 5], [2, -1]) // array([[0., 1., 2.], [3., 4., 5.]])
 */
export const reshape = /* @__PURE__ */ overridable(
  "reshape",
  (x) => [x],
  <A>(x: A, shape: number | Shape, options: { copy?: boolean | null } = {}): Like<A> => {
    const id = "reshape";
    checkOptions(id, options, ["copy"]);
    const copy = checkFlag(id, "copy", options.copy ?? undefined);
    return viewing(id, x, (source) => {
      const lengths = completeShape(id, shape, source);
      const view = copy ? null : reshapeView(id, source, lengths);
      if (view) return view;
      if (copy === false) {
        throw new TypeError(
          `${id}: shape ${format(lengths)} needs a copy of the elements, and copy is false`,
        );
      }
      return scope(() => reshapeView(id, cast(id, source, source.dtype), lengths)!);
    });
  },
);

/** A shape for all elements of `x`, with the length for which it has a -1. */
function completeShape(id: string, shape: number | Shape, x: WasmArray): number[] {
  const lengths = typeof shape === "number" ? [shape] : shape;
  const open = Array.isArray(lengths) ? lengths.indexOf(-1) : -1;
  if (open >= 0 && lengths.includes(-1, open + 1)) {
    throw new ShapeError(`${id}: more than one length of shape ${format(lengths)} is -1`);
  }
  const known = checkShape(id, open < 0 ? lengths : lengths.with(open, 1));
  const size = known.reduce((product, length) => product * length, 1);
  if (open >= 0 && size > 0) known[open] = x.size / size;
  if (open >= 0 ? size > 0 && Number.isInteger(known[open]) : size === x.size) return known;
  throw new ShapeError(`${id}: an array of size ${x.size} does not fit shape ${format(lengths)}`);
}

/**
 * `x` repeated to `shape` along new axes and axes of length 1, as a view that cannot be written to. Throws a ShapeError
 * if it does not broadcast to it.
 *
 * @example np.broadcast_to([1, 2], [2, 2]) // array([[1., 2.], [1., 2.]])
 */
export const broadcast_to = /* @__PURE__ */ overridable(
  "broadcast_to",
  (x) => [x],
  <A>(x: A, shape: number | Shape): Like<A> =>
    viewing("broadcast_to", x, (source) =>
      broadcastView("broadcast_to", source, checkShape("broadcast_to", shape)),
    ),
);

/**
 * The arrays broadcast against each other, as views that cannot be written to where elements are repeated. Throws a
 * ShapeError if they do not broadcast.
 *
 * @example np.broadcast_arrays([1, 2], [[3], [4]])[0] // array([[1., 2.], [1., 2.]])
 */
export const broadcast_arrays = /* @__PURE__ */ overridable(
  "broadcast_arrays",
  (...arrays) => arrays,
  <A extends readonly unknown[]>(...arrays: A): { -readonly [I in keyof A]: Like<A[I]> } =>
    scope(() => {
      const sources = arrays.map((x) => coerce("broadcast_arrays", x));
      const shape = broadcastShapes("broadcast_arrays", ...sources.map((x) => x.shape));
      return sources.map((x) => broadcastView("broadcast_arrays", x, shape));
    }) as never,
);

/**
 * The shape that arrays of these shapes broadcast to. Throws a ShapeError if they do not.
 *
 * @example np.broadcast_shapes([2, 1], [3]) // [2, 3]
 */
export function broadcast_shapes(...shapes: Shape[]): number[] {
  return broadcastShapes("broadcast_shapes", ...shapes.map((shape) => checkShape("broadcast_shapes", shape)));
}
