/** Functions that select elements by their places along an axis, which are found out on WasmArrays of places: errors included. */
import { find, NotImplemented } from "../dispatch/index.ts";
import type { AnyFunction } from "../dispatch/protocol.ts";
import * as np from "../index.ts";
import { checkAxis, type Shape, sizeOf } from "../shape.ts";
import { hasOther } from "./arguments.ts";

interface Selectable {
  readonly shape: Shape;
  readonly dtype: string;
}

/** What selecting takes of a library. */
export interface Selection<T extends Selectable> {
  isArray(value: unknown): value is T;
  /** Whether the library computes with an argument. */
  isCommon(value: unknown): value is T;
  read(id: string, x: T): np.WasmArray;
  /** The elements at places along an axis, or among all in row-major order. */
  take(x: T, places: Int32Array, shape: number[], axis: number | null): T;
  reshape(x: T, shape: Shape): T;
  /** The parts of these lengths, none of which is 0, if the library cuts such arrays. */
  split(x: T, lengths: number[], axis: number): T[] | typeof NotImplemented;
}

interface Options {
  readonly axis?: number | null;
  readonly [flag: string]: unknown;
}

/** Handlers for the arrays of a library. */
export function selectionFor<T extends Selectable>(library: Selection<T>) {
  const { isArray, isCommon, read, take, reshape, split } = library;

  /** What `id` makes of the places 0, 1, 2, … of elements in row-major order. */
  function placesBy<R>(id: string, shape: Shape, rest: readonly unknown[], use: (found: unknown) => R): R {
    return np.scope(() => {
      const given = rest.map((arg) => (isArray(arg) ? read(id, arg) : arg));
      const places = np.arange(sizeOf(shape), { dtype: "int32" });
      return use(find(id)!(np.reshape(places, shape), ...given));
    });
  }

  /** The elements of `x` along an axis, or among all, at the places that `id` makes of its own. */
  function gather(
    id: string,
    x: T,
    axis: number | null,
    rest: readonly unknown[],
    own: Shape = [axis === null ? sizeOf(x.shape) : x.shape[axis]],
  ): T | typeof NotImplemented {
    const [places, shape] = placesBy(id, own, rest, (found): [Int32Array, number[]] => {
      const array = found as np.WasmArray;
      return [Int32Array.from(np.astype(array, "int32").data as Int32Array), [...array.shape]];
    });
    return places.length === 0 ? NotImplemented : take(x, places, shape, axis);
  }

  /** A function that selects elements, whatever they are, of the first argument. */
  const placing =
    (id: string): AnyFunction =>
    (x: unknown, ...rest: unknown[]) =>
      isCommon(x) ? gather(id, x, null, rest, x.shape) : NotImplemented;

  /** A function that selects along one axis, among all elements without it; `keys` are its further options. */
  const selecting =
    (id: string, isFlat: boolean, ...keys: string[]): AnyFunction =>
    (x: unknown, places: unknown, options: Options = {}) => {
      if (!isCommon(x) || hasOther(options, "axis", ...keys)) return NotImplemented;
      const { axis = null, ...others } = options;
      if (axis !== null && typeof axis !== "number") return NotImplemented;
      const at = axis === null ? null : checkAxis(id, axis, x.shape.length);
      const found = gather(id, x, at, [places, others]);
      return isFlat || at !== null || found === NotImplemented ? found : reshape(found as T, x.shape);
    };

  /** The parts of `x` along an axis, cut as `id` has it. */
  function cut(id: string, x: T, cuts: unknown, axis: number): T[] | typeof NotImplemented {
    const lengths = placesBy(id, [x.shape[axis]], [cuts], (parts) =>
      (parts as np.WasmArray[]).map(({ size }) => size),
    );
    // Cuts that lie in no order repeat elements.
    const isPlain = !lengths.includes(0) && lengths.reduce((a, b) => a + b, 0) === x.shape[axis];
    return isPlain ? split(x, lengths, axis) : NotImplemented;
  }

  /** A function that cuts any axis. */
  const splitting =
    (id: string): AnyFunction =>
    (x: unknown, cuts: unknown, options: Options = {}) => {
      const { axis = 0 } = options;
      if (!isCommon(x) || x.shape.length === 0 || hasOther(options, "axis") || typeof axis !== "number")
        return NotImplemented;
      return cut(id, x, cuts, checkAxis(id, axis, x.shape.length));
    };

  /** A function that cuts one axis of matrices and more. */
  const splittingAt =
    (axis: number): AnyFunction =>
    (x: unknown, cuts: unknown, options?: object) =>
      isCommon(x) && x.shape.length > Math.max(axis, 1) && !hasOther(options)
        ? cut("split", x, cuts, axis)
        : NotImplemented;

  /** A function of numbers along one axis, or along all in row-major order for null; it has one option that is true or false. */
  const alongOne =
    (
      id: string,
      byDefault: number | null,
      flag: string,
      kernel: (x: T, axis: number | null, isSet: boolean) => T,
    ): AnyFunction =>
    (x: unknown, options: Options = {}) => {
      const { axis = byDefault, [flag]: isSet = false } = options;
      if (!isCommon(x) || x.dtype === "bool" || hasOther(options, "axis", flag)) return NotImplemented;
      if (typeof isSet !== "boolean" || (axis !== null && typeof axis !== "number")) return NotImplemented;
      return kernel(x, axis === null ? null : checkAxis(id, axis, x.shape.length), isSet);
    };

  /** A function that orders elements along an axis. Equal ones keep their order, whether that is asked for or not. */
  const ordering = (id: string, order: (x: T, axis: number | null) => T): AnyFunction =>
    alongOne(id, -1, "stable", order);

  /** A function that finds a place along an axis, which stays with length 1 if that is asked for. */
  const searching = (id: string, search: (x: T, axis: number | null) => T): AnyFunction =>
    alongOne(id, null, "keepdims", (x, axis, keepdims) => {
      const places = search(x, axis);
      const isLine = (i: number) => axis === null || i === axis;
      return keepdims
        ? reshape(
            places,
            x.shape.map((length, i) => (isLine(i) ? 1 : length)),
          )
        : places;
    });

  return { gather, placing, selecting, splitting, splittingAt, ordering, searching };
}
