/** Functions that select elements by their places along axes, which are found out on WasmArrays of places: errors included. */
import { find, NotImplemented } from "../../dispatch/index.ts";
import * as np from "../../index.ts";
import { type PadMode, type PadWidth, widthsOf } from "../../np/manipulation/widths.ts";
import { checkAxis } from "../../shape.ts";
import { type Entry, native, type Table } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { read } from "./conversion.ts";
import { isCommon, isTensor, moved } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";

const exceptions = "borrowed: complex numbers, no elements";

/** What `id` makes of the places 0, 1, 2, … along an axis of `length`. */
function placesBy<T>(id: string, length: number, rest: readonly unknown[], take: (found: unknown) => T): T {
  const given = rest.map((arg) => (isTensor(arg) ? read(id, arg) : arg));
  return np.scope(() => take(find(id)!(np.arange(length, { dtype: "int32" }), ...given)));
}

/** The elements of `x` along an axis at the places that `id` makes of its own. */
function gather(
  id: string,
  x: Tensor,
  axis: number,
  rest: readonly unknown[],
): Tensor | typeof NotImplemented {
  const [places, shape] = placesBy(id, x.shape[axis], rest, (found) => {
    const { shape } = found as np.WasmArray;
    return [Int32Array.from(np.reshape(found as np.WasmArray, [-1]).data as Int32Array), [...shape]];
  });
  if (places.length === 0) return NotImplemented;
  return moved(x, (x) => tf.gather(x, tf.tensor(places, shape, "int32"), axis));
}

interface Options {
  readonly axis?: number | null;
}

/** A function that selects along one axis, of all elements in row-major order without it; `keys` are its further options. */
const selecting = (id: string, isFlat: boolean, ...keys: string[]): Entry =>
  native((x: unknown, places: unknown, options: Options = {}) => {
    if (!isCommon(x) || hasOther(options, "axis", ...keys)) return NotImplemented;
    const { axis = null, ...others } = options;
    if (axis !== null && typeof axis !== "number") return NotImplemented;
    const source = axis === null ? tf.reshape(x, [-1]) : x;
    const found = gather(id, source, axis === null ? 0 : checkAxis(id, axis, x.rank), [places, others]);
    return isFlat || axis !== null || found === NotImplemented ? found : tf.reshape(found as Tensor, x.shape);
  }, exceptions);

/** A function that cuts an axis. */
const splitting = (id: string): Entry =>
  native((x: unknown, cuts: unknown, options: Options = {}) => {
    const { axis = 0 } = options;
    if (!isCommon(x) || x.rank === 0 || hasOther(options, "axis") || typeof axis !== "number")
      return NotImplemented;
    const at = checkAxis(id, axis, x.rank);
    const lengths = placesBy(id, x.shape[at], [cuts], (parts) =>
      (parts as np.WasmArray[]).map(({ size }) => size),
    );
    // Cuts that lie in no order repeat elements.
    const isPlain = !lengths.includes(0) && lengths.reduce((a, b) => a + b, 0) === x.shape[at];
    if (!isPlain || x.dtype === "bool") return NotImplemented;
    return tf.split(x, lengths, at);
  }, `${exceptions}, bools, empty parts`);

interface Padding {
  readonly mode?: PadMode;
  readonly constant_values?: unknown;
}

const pad = native((x: unknown, width: PadWidth, options: Padding = {}) => {
  const { mode = "constant", constant_values: value = 0 } = options;
  if (!isCommon(x) || hasOther(options, "mode", "constant_values")) return NotImplemented;
  const widths = widthsOf("pad", width, x.rank);
  if (mode !== "constant") {
    return widths.reduce<Tensor | typeof NotImplemented>(
      (padded, pair, axis) =>
        padded === NotImplemented ? padded : gather("pad", padded as Tensor, axis, [pair, { mode }]),
      x,
    );
  }
  const isFit = x.dtype === "float32" ? typeof value === "number" : x.dtype === "int32" && value === 0;
  if (!isFit || x.rank === 0) return NotImplemented;
  return tf.pad(x, widths as [number, number][], value as number);
}, `${exceptions}; bools and constants beside 0 for integers`);

export const selection: Table = {
  take: selecting("take", true, "mode"),
  repeat: selecting("repeat", true),
  roll: selecting("roll", false),
  split: splitting("split"),
  array_split: splitting("array_split"),
  pad,
};
