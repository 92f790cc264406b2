/** Functions that select elements by their places along axes. */
import { NotImplemented } from "../../dispatch/index.ts";
import { type PadMode, type PadWidth, widthsOf } from "../../np/manipulation/widths.ts";
import { borrowedFor, byId, native, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { selectionFor } from "../selection.ts";
import { read } from "./conversion.ts";
import { isCommon, isTensor, moved } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";

const exceptions = "borrowed: complex numbers, no elements";

const { gather, selecting, splitting, splittingAt, searching } = selectionFor<Tensor>({
  isArray: isTensor,
  isCommon,
  read,
  take: (x, places, shape, axis) =>
    moved(axis === null ? tf.reshape(x, [-1]) : x, (x) =>
      tf.gather(x, tf.tensor(places, shape, "int32"), axis ?? 0),
    ),
  reshape: (x, shape) => tf.reshape(x, [...shape]),
  split: (x, lengths, axis) => (x.dtype === "bool" ? NotImplemented : tf.split(x, lengths, axis)),
});

const parts = `${exceptions}, bools, empty parts`;

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

/** The first place of the extremum, or of the first NaN. */
const place =
  (kernel: (x: Tensor, axis: number) => Tensor) =>
  (x: Tensor, axis: number | null): Tensor => {
    const [line, at] = axis === null ? [tf.reshape(x, [-1]), 0] : [x, axis];
    if (x.dtype === "int32") return kernel(line, at);
    const nan = tf.isNaN(line);
    return tf.where(tf.any(nan, at), tf.argMax(tf.cast(nan, "int32"), at), kernel(line, at));
  };

export const selection: Table = {
  take: native(selecting("take", true, "mode"), exceptions),
  repeat: native(selecting("repeat", true), exceptions),
  roll: native(selecting("roll", false), exceptions),
  ...byId(["split", "array_split"], (id) => native(splitting(id), parts)),
  ...tableOf({ vsplit: 0, hsplit: 1, dsplit: 2 }, (_, axis) => native(splittingAt(axis), parts)),
  pad,
  ...tableOf({ argmin: tf.argMin, argmax: tf.argMax }, (id, kernel) =>
    native(searching(id, place(kernel)), exceptions),
  ),
  ...byId(["sort", "argsort"], () =>
    borrowedFor("the library has topk alone, which brings NaN into no order"),
  ),
};
