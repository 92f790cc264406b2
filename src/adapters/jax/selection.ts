/** Functions that select elements by their places, that find places, and that bring elements into order. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import * as np from "../../index.ts";
import { checkAxis, sizeOf } from "../../shape.ts";
import { byId, type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { selectionFor } from "../selection.ts";
import { shapeBy } from "../shapes.ts";
import { conversionFor, isJaxArray } from "./conversion.ts";
import * as nan from "./nan.ts";
import {
  isCommon,
  isFloat,
  isInteger,
  isNumeric,
  keeping,
  promoteOperands,
  withOperands,
} from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;
const exceptions = "borrowed: no elements";
const parts = `${exceptions}, empty parts`;

const read = (id: string, x: JaxArray) => conversionFor(id, [x]).to(x) as np.WasmArray;

const { placing, selecting, splitting, splittingAt, ordering, searching } = selectionFor<JaxArray>({
  isArray: isJaxArray,
  isCommon,
  read,
  take(x, places, shape, axis) {
    const indices = jnp.array(places as Int32Array<ArrayBuffer>, {
      shape,
      dtype: jnp.int32,
      device: x.device,
    });
    return alongOne((line, at) => jnp.take(line, indices, at))(x, axis);
  },
  reshape: (x, shape) => jnp.reshape(x, [...shape]),
  split: (x, lengths, axis) =>
    jnp.split(
      x.ref,
      lengths.slice(1).map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b)),
      axis,
    ),
});

type AlongOne = (x: JaxArray, axis: number) => JaxArray;

/** The first place of the extremum, or of the first NaN. */
const place =
  (kernel: AlongOne): AlongOne =>
  (x, axis) => {
    if (!isFloat(x)) return kernel(x, axis);
    const mask = nan.isnan(x.ref);
    const first = jnp.argmax(jnp.astype(mask.ref, jnp.int32), axis);
    return jnp.where(jnp.any(mask, axis), first, kernel(x, axis));
  };

/** What `kernel` makes along an axis, or of all elements in row-major order. */
const alongOne =
  (kernel: AlongOne) =>
  (x: JaxArray, axis: number | null): JaxArray =>
    axis === null ? kernel(jnp.reshape(x.ref, [-1]), 0) : kernel(x.ref, axis);

/** By places that lie on the host, so that those out of range are seen. */
const takeAlongAxis: Entry = keeping((x: unknown, places: unknown, options: { axis?: number } = {}) => {
  const { axis = -1 } = options;
  if (!isCommon(x) || !isCommon(places) || !isInteger(places) || x.device !== places.device)
    return NotImplemented;
  if (hasOther(options, "axis") || typeof axis !== "number") return NotImplemented;
  np.scope(() => shapeBy("take_along_axis", x.shape, [read("take_along_axis", places), { axis }]));
  return jnp.takeAlongAxis(x.ref, jnp.astype(places.ref, jnp.int32), axis);
}, exceptions);

/** Pairs of elements that are compared at most: the library compares all. */
const most = 2 ** 24;

const isin: Entry = keeping((x: unknown, elements: unknown, options: { invert?: boolean } = {}) => {
  const { invert = false } = options;
  if (!isCommon(x) || !isCommon(elements) || hasOther(options, "invert") || typeof invert !== "boolean")
    return NotImplemented;
  const [one, other] = [sizeOf(x.shape), sizeOf(elements.shape)];
  if (one * other > most) return NotImplemented;
  return withOperands(
    promoteOperands("isin", [x, elements]),
    ([first]) => isNumeric(first),
    (left, right) => {
      const pairs = nan.falseForNaN(jnp.equal)(jnp.reshape(left, [one, 1]), jnp.reshape(right, [1, other]));
      const isIn = jnp.reshape(jnp.any(pairs, 1), x.shape);
      return invert ? jnp.logicalNot(isIn) : isIn;
    },
  );
}, `${exceptions}, bools, more than 2^24 pairs of elements`);

const diff: Entry = keeping((x: unknown, options: { axis?: number; n?: number } = {}) => {
  const { axis = -1, n = 1 } = options;
  if (!isCommon(x) || hasOther(options, "axis", "n") || !Number.isInteger(n) || n < 1) return NotImplemented;
  const at = checkAxis("diff", axis, x.shape.length);
  return n < x.shape[at] ? jnp.diff(x.ref, n, at) : NotImplemented;
}, `${exceptions}, what is put before or behind`);

export const selection: Table = {
  take: keeping(selecting("take", true, "mode"), exceptions),
  take_along_axis: takeAlongAxis,
  delete: keeping(placing("delete"), exceptions),
  isin,
  diff,
  repeat: keeping(selecting("repeat", true), exceptions),
  roll: keeping(selecting("roll", false), exceptions),
  ...byId(["split", "array_split"], (id) => keeping(splitting(id), parts)),
  ...tableOf({ vsplit: 0, hsplit: 1, dsplit: 2 }, (_, axis) => keeping(splittingAt(axis), parts)),
  ...tableOf<AlongOne>({ argmax: place(jnp.argmax), argmin: place(jnp.argmin) }, (id, kernel) =>
    keeping(searching(id, alongOne(kernel))),
  ),
  ...tableOf<AlongOne>({ sort: nan.sort, argsort: nan.argsort }, (id, kernel) =>
    keeping(ordering(id, alongOne(kernel)), `${exceptions}, bools, \`descending\``),
  ),
};
