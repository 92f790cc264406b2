/** Functions that select elements by their places along axes. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { type PadMode, type PadWidth, widthsOf } from "../../np/manipulation/widths.ts";
import { checkAxis } from "../../shape.ts";
import { borrowedAsWrong, borrowedFor, byId, type Entry, native, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { selectionFor } from "../selection.ts";
import { read } from "./conversion.ts";
import { isCommon, isTensor, moved } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";

const exceptions = "borrowed: complex numbers, no elements";

export const { gather, placing, selecting, splitting, splittingAt, searching } = selectionFor<Tensor>({
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

/** The sums of diagonals, which `id` of their axes selects; integers for bools. */
const trace = (id: string): Entry =>
  native((x: unknown, options: object = {}) => {
    if (hasOther(options, "offset", "axis1", "axis2")) return NotImplemented;
    const diagonals: Tensor | typeof NotImplemented = placing(id)(x, options);
    if (diagonals === NotImplemented) return NotImplemented;
    return tf.sum(diagonals.dtype === "bool" ? tf.cast(diagonals, "int32") : diagonals, -1);
  }, exceptions);

const diff = native((x: unknown, options: { axis?: number; n?: number } = {}) => {
  const { axis = -1, n = 1 } = options;
  if (!isCommon(x) || x.dtype === "bool" || hasOther(options, "axis", "n")) return NotImplemented;
  const at = checkAxis("diff", axis, x.rank);
  if (!Number.isInteger(n) || n < 1 || n >= x.shape[at]) return NotImplemented;
  return Array.from({ length: n }).reduce<Tensor>((line) => {
    const lengths = line.shape.map((length, i) => (i === at ? length - 1 : length));
    const from = (start: number) => lengths.map((_, i) => (i === at ? start : 0));
    return tf.sub(tf.slice(line, from(1), lengths), tf.slice(line, from(0), lengths));
  }, x);
}, `${exceptions}, bools, what is put before or behind`);

export const selection: Table = {
  take: native(selecting("take", true, "mode"), exceptions),
  ...byId(["take_along_axis", "delete", "diagonal", "linalg.diagonal"], (id) =>
    native(placing(id), exceptions),
  ),
  trace: trace("diagonal"),
  "linalg.trace": trace("linalg.diagonal"),
  diff,
  repeat: native(selecting("repeat", true), exceptions),
  roll: native(selecting("roll", false), exceptions),
  ...byId(["split", "array_split"], (id) => native(splitting(id), parts)),
  ...tableOf({ vsplit: 0, hsplit: 1, dsplit: 2 }, (_, axis) => native(splittingAt(axis), parts)),
  pad,
  ...tableOf({ argmin: tf.argMin, argmax: tf.argMax }, (id, kernel) =>
    native(searching(id, place(kernel)), exceptions),
  ),
  ...byId(["sort", "argsort", "partition", "argpartition"], () =>
    borrowedFor("the library has topk alone, which brings NaN into no order"),
  ),
  ...byId(["searchsorted", "digitize"], () => borrowedAsWrong("the places of NaN")),
  ...byId(["unique", "unique_all", "unique_counts", "unique_inverse", "unique_values"], () =>
    borrowedFor("the library's own gives values in the order in which they appear"),
  ),
  ...byId(["nonzero", "argwhere", "flatnonzero", "compress", "extract", "setdiff1d"], () =>
    borrowedFor("the library's own is asynchronous, as elements tell the shape of the result"),
  ),
  bincount: borrowedFor("elements tell the length of the result: they are read in any case"),
};
