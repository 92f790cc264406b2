/** Functions that select elements by their places, that find places, and that bring elements into order. */
import type * as np from "../../index.ts";
import { byId, type Table, tableOf } from "../adapter.ts";
import { selectionFor } from "../selection.ts";
import { conversionFor, isJaxArray } from "./conversion.ts";
import * as nan from "./nan.ts";
import { isCommon, isFloat, keeping } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;
const exceptions = "borrowed: no elements";
const parts = `${exceptions}, empty parts`;

const { selecting, splitting, splittingAt, ordering, searching } = selectionFor<JaxArray>({
  isArray: isJaxArray,
  isCommon,
  read: (id, x) => conversionFor(id, [x]).to(x) as np.WasmArray,
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

export const selection: Table = {
  take: keeping(selecting("take", true, "mode"), exceptions),
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
