/** Functions that select elements by their places, that find places, and that bring elements into order. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import type * as np from "../../index.ts";
import { checkAxis } from "../../shape.ts";
import { byId, type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { selectionFor } from "../selection.ts";
import { conversionFor, isJaxArray } from "./conversion.ts";
import * as nan from "./nan.ts";
import { isCommon, isFloat, isNumeric, keeping } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;
const exceptions = "borrowed: no elements";
const parts = `${exceptions}, empty parts`;

const { selecting, splitting, splittingAt } = selectionFor<JaxArray>({
  isArray: isJaxArray,
  isCommon,
  read: (id, x) => conversionFor(id, [x]).to(x) as np.WasmArray,
  take(x, places, shape, axis) {
    const indices = jnp.array(places as Int32Array<ArrayBuffer>, {
      shape,
      dtype: jnp.int32,
      device: x.device,
    });
    return jnp.take(axis === null ? jnp.reshape(x.ref, [-1]) : x.ref, indices, axis ?? 0);
  },
  reshape: (x, shape) => jnp.reshape(x, [...shape]),
  split: (x, lengths, axis) =>
    jnp.split(
      x.ref,
      lengths.slice(1).map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b)),
      axis,
    ),
});

type Place = (x: JaxArray, axis?: number, options?: { keepdims?: boolean }) => JaxArray;

interface PlaceOptions {
  readonly axis?: number | null;
  readonly keepdims?: boolean;
}

/** The first place of the extremum, or of the first NaN, along one axis, or of all elements in row-major order. */
const place = (id: string, kernel: Place): Entry =>
  keeping((x: unknown, options: PlaceOptions = {}) => {
    const { axis = null, keepdims = false } = options;
    if (!isCommon(x) || !isNumeric(x) || hasOther(options, "axis", "keepdims")) return NotImplemented;
    if (typeof keepdims !== "boolean" || (axis !== null && typeof axis !== "number")) return NotImplemented;
    const at = axis === null ? undefined : checkAxis(id, axis, x.shape.length);
    if (!isFloat(x)) return kernel(x.ref, at, { keepdims });
    const mask = nan.isnan(x.ref);
    const first = jnp.argmax(jnp.astype(mask.ref, jnp.int32), at, { keepdims });
    return jnp.where(jnp.any(mask, at, { keepdims }), first, kernel(x.ref, at, { keepdims }));
  });

/** A function that orders elements along an axis, the least first. */
const ordering = (id: string, kernel: (x: JaxArray, axis: number) => JaxArray): Entry =>
  keeping((x: unknown, options: { axis?: number | null; stable?: boolean } = {}) => {
    const { axis = -1, stable = true } = options;
    if (!isCommon(x) || !isNumeric(x) || x.shape.length === 0 || hasOther(options, "axis", "stable"))
      return NotImplemented;
    if (typeof axis !== "number" || typeof stable !== "boolean") return NotImplemented;
    return kernel(x.ref, checkAxis(id, axis, x.shape.length));
  }, `${exceptions}, bools, \`descending\``);

export const selection: Table = {
  take: keeping(selecting("take", true, "mode"), exceptions),
  repeat: keeping(selecting("repeat", true), exceptions),
  roll: keeping(selecting("roll", false), exceptions),
  ...byId(["split", "array_split"], (id) => keeping(splitting(id), parts)),
  ...tableOf({ vsplit: 0, hsplit: 1, dsplit: 2 }, (_, axis) => keeping(splittingAt(axis), parts)),
  ...tableOf<Place>({ argmax: jnp.argmax, argmin: jnp.argmin }, place),
  ...tableOf({ sort: nan.sort, argsort: nan.argsort }, ordering),
};
