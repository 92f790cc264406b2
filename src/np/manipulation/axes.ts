import { expandView, flipView, permuteView } from "../../array/views.ts";
import { viewOf } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { AxisError, ShapeError } from "../../errors.ts";
import { checkAxes, checkAxis, format, type Shape } from "../../shape.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";
import { viewing } from "./viewing.ts";

/**
 * The axes of `x` in the order of `axes`, as a view. Throws an AxisError unless each axis is in there once.
 *
 * @example np.permute_dims([[1, 2, 3]], [1, 0]) // array([[1.], [2.], [3.]])
 */
export const permute_dims = /* @__PURE__ */ overridable(
  "permute_dims",
  (x) => [x],
  <A>(x: A, axes: Shape): Like<A> =>
    viewing("permute_dims", x, (source) => {
      const order = checkAxes("permute_dims", axes, source.ndim);
      if (order.length === source.ndim) return permuteView("permute_dims", source, order);
      throw new AxisError(
        `permute_dims: axes ${format(axes)} are not those of an array of dimension ${source.ndim}`,
      );
    }),
);

/**
 * `x` with its axes at `source`, one or several, moved to `destination`, and the others in their order, as a view. Throws an
 * AxisError for one out of range or named twice, or for lists that are not as long as each other.
 *
 * @example np.moveaxis([[[1, 2, 3]]], 2, 0).shape // [3, 1, 1]
 */
export const moveaxis = /* @__PURE__ */ overridable(
  "moveaxis",
  (x) => [x],
  <A>(x: A, source: number | Shape, destination: number | Shape): Like<A> =>
    viewing("moveaxis", x, (array) => {
      const from = checkAxes("moveaxis", listOf(source), array.ndim);
      const to = checkAxes("moveaxis", listOf(destination), array.ndim);
      if (from.length !== to.length) {
        throw new AxisError(`moveaxis: ${from.length} axes cannot move to ${to.length} places`);
      }
      const rest = [...array.shape.keys()].filter((axis) => !from.includes(axis));
      const order = Array.from(array.shape, (_, place) => {
        const moved = to.indexOf(place);
        return moved < 0 ? rest.shift()! : from[moved];
      });
      return permuteView("moveaxis", array, order);
    }),
);

const listOf = (axes: number | Shape): Shape => (typeof axes === "number" ? [axes] : axes);

/**
 * `x` with two axes exchanged, as a view. Throws an AxisError for one out of range.
 *
 * @example np.swapaxes([[1, 2, 3]], 0, 1) // array([[1.], [2.], [3.]])
 */
export const swapaxes = /* @__PURE__ */ overridable(
  "swapaxes",
  (x) => [x],
  <A>(x: A, axis1: number, axis2: number): Like<A> =>
    viewing("swapaxes", x, (array) => {
      const [one, other] = [axis1, axis2].map((axis) => checkAxis("swapaxes", axis, array.ndim));
      const order = [...array.shape.keys()];
      [order[one], order[other]] = [other, one];
      return permuteView("swapaxes", array, order);
    }),
);

/**
 * `x` with new axes of length 1, as a view; `axis`, one or several, is where they are in the result. Throws an AxisError
 * for one out of range or named twice.
 *
 * @example np.expand_dims([1, 2], 1) // array([[1.], [2.]])
 */
export const expand_dims = /* @__PURE__ */ overridable(
  "expand_dims",
  (x) => [x],
  <A>(x: A, axis: number | Shape): Like<A> => {
    const id = "expand_dims";
    const axes = Array.isArray(axis) ? axis : [axis];
    return viewing(id, x, (source) => expandView(id, source, checkAxes(id, axes, source.ndim + axes.length)));
  },
);

/**
 * `x` without the axes named, which have length 1, or without all of length 1 if none is named; as a view. Throws a
 * ShapeError for an axis of another length, an AxisError for one out of range or named twice.
 *
 * @example np.squeeze([[[1], [2]]], 0) // array([[1.], [2.]])
 */
export const squeeze = /* @__PURE__ */ overridable(
  "squeeze",
  (x) => [x],
  <A>(x: A, axis: number | Shape | null = null): Like<A> =>
    viewing("squeeze", x, (source) => {
      const { shape, strides, ndim } = source;
      const named = axis === null ? [] : checkAxes("squeeze", axis, ndim);
      const long = named.find((i) => shape[i] !== 1);
      if (long !== undefined) {
        throw new ShapeError(`squeeze: axis ${long} of an array of shape ${format(shape)} has not length 1`);
      }
      const stays = (_: number, i: number) => (axis === null ? shape[i] !== 1 : !named.includes(i));
      return viewOf("squeeze", source, shape.filter(stays), strides.filter(stays));
    }),
);

/**
 * `x` with the order of its elements reversed along one axis, several, or all of them (null), as a view. Throws an
 * AxisError for an axis out of range or named twice.
 *
 * @example np.flip([[1, 2], [3, 4]], { axis: 0 }) // array([[3., 4.], [1., 2.]])
 */
export const flip = /* @__PURE__ */ overridable(
  "flip",
  (x) => [x],
  <A>(x: A, options: { axis?: number | Shape | null } = {}): Like<A> => {
    checkOptions("flip", options, ["axis"]);
    return viewing("flip", x, (source) =>
      flipView("flip", source, checkAxes("flip", options.axis, source.ndim)),
    );
  },
);

/** A matrix with its rows in reverse order, as a view. Throws an AxisError for no dimensions. @example np.flipud([[1], [2]]) // array([[2.], [1.]]) */
export const flipud = /* @__PURE__ */ flipOf("flipud", 0);

/** A matrix with its columns in reverse order, as a view. Throws an AxisError for less than two dimensions. @example np.fliplr([[1, 2]]) // array([[2., 1.]]) */
export const fliplr = /* @__PURE__ */ flipOf("fliplr", 1);

function flipOf(id: string, axis: number) {
  return overridable(
    id,
    (x) => [x],
    <A>(x: A): Like<A> =>
      viewing(id, x, (source) => flipView(id, source, [checkAxis(id, axis, source.ndim)])),
  );
}

/**
 * `x` turned by `k` quarters of a circle in the plane of two axes, from the first towards the second, as a view. Throws an AxisError for
 * axes that are not two different ones of `x`, a TypeError for a `k` that is no integer.
 *
 * @example np.rot90([[1, 2], [3, 4]]) // array([[2., 4.], [1., 3.]])
 */
export const rot90 = /* @__PURE__ */ overridable(
  "rot90",
  (x) => [x],
  <A>(x: A, options: { k?: number | undefined; axes?: Shape | undefined } = {}): Like<A> => {
    const id = "rot90";
    checkOptions(id, options, ["k", "axes"]);
    const { k = 1, axes = [0, 1] } = options;
    if (!Number.isInteger(k)) throw new TypeError(`${id}: k ${String(k)} is not an integer`);
    return viewing(id, x, (source) => {
      const plane = checkAxes(id, axes, source.ndim);
      if (plane.length !== 2) throw new AxisError(`${id}: a plane has two axes, not ${plane.length}`);
      const turns = ((k % 4) + 4) % 4;
      if (turns === 0 || turns === 2) return flipView(id, source, turns === 0 ? [] : plane);
      const order = [...source.shape.keys()];
      [order[plane[0]], order[plane[1]]] = [plane[1], plane[0]];
      const flipped = flipView(id, source, [plane[turns === 1 ? 1 : 0]]);
      const turned = permuteView(id, flipped, order);
      flipped.dispose();
      return turned;
    });
  },
);
