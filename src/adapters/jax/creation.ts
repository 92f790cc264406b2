/**
 * Functions that make arrays, of the option `like` or of an array's shape, and `astype`. By `like` they lie on the library's default
 * device, as by its own functions: a function is not told more of `like` than its class.
 */
import { NotImplemented } from "../../dispatch/protocol.ts";
import type { DType } from "../../dtype.ts";
import { checkShape, type Shape } from "../../shape.ts";
import { borrowedAsWrong, borrowedFor, byId, type Entry, native, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { eyeOf, fromElements, integersOf } from "../creation.ts";
import { isJaxArray, toJax } from "./conversion.ts";
import { checkOn, narrow } from "./dtypes.ts";
import { toBool } from "./nan.ts";
import { isCommon, isFloat, keeping } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;

interface Options {
  readonly dtype?: DType | null;
  readonly copy?: boolean | null;
}

type Place = Pick<JaxArray, "dtype" | "device">;

/** Of which dtype an array is made, and where: by the option, or else by what there is in the place of `byDefault`. */
function placeOf(id: string, { dtype }: Options, byDefault: string, device = jax.defaultDevice()): Place {
  const held = dtype ? checkOn(id, dtype, device) : narrow(id, byDefault as DType, device);
  return { dtype: held as JaxArray["dtype"], device };
}

const fill = (shape: readonly number[], value: number, place: Place): JaxArray =>
  jnp.full([...shape], place.dtype === "bool" ? value !== 0 : value, place);

const filled = (id: string, value: number): Entry =>
  native((shape: number | Shape, options: Options = {}) =>
    hasOther(options, "dtype")
      ? NotImplemented
      : fill(checkShape(id, shape), value, placeOf(id, options, "float64")),
  );

const filledLike = (id: string, value: number): Entry =>
  native((x: JaxArray, options: Options = {}) =>
    hasOther(options, "dtype")
      ? NotImplemented
      : fill(x.shape, value, placeOf(id, options, x.dtype, x.device)),
  );

const floatsAlone = "borrowed: other dtypes than floats, other values than numbers";

const full = native((shape: number | Shape, value: unknown, options: Options = {}) => {
  const place = placeOf("full", options, "float64");
  if (!isFloat(place) || typeof value !== "number" || hasOther(options, "dtype")) return NotImplemented;
  return fill(checkShape("full", shape), value, place);
}, floatsAlone);

const fullLike = native((x: JaxArray, value: unknown, options: Options = {}) => {
  const place = placeOf("full_like", options, x.dtype, x.device);
  if (!isFloat(place) || typeof value !== "number" || hasOther(options, "dtype")) return NotImplemented;
  return fill(x.shape, value, place);
}, floatsAlone);

const eye = native((...args: unknown[]) => {
  const [m, n, options] = eyeOf<Options>(args);
  return hasOther(options, "dtype") ? NotImplemented : jnp.eye(m, n, placeOf("eye", options, "float64"));
}, "borrowed: other diagonals than the main one");

const arange = native((...args: unknown[]) => {
  const [range, options] = integersOf<Options>(args);
  const place = placeOf("arange", options, "float64");
  if (!range || place.dtype === "bool" || (place.dtype === "uint32" && range[0] < 0)) return NotImplemented;
  return hasOther(options, "dtype") ? NotImplemented : jnp.arange(...range, place);
}, "borrowed: other than integers below 2^24");

/** Elements without a dtype of their own are narrowed like results; arrays keep theirs, or it is an error. */
const asarray = native((obj: unknown, options: Options = {}) => {
  if (isJaxArray(obj)) return NotImplemented;
  const device = jax.defaultDevice();
  return fromElements(obj, options, (source, isTyped) => {
    const dtypeOf = isTyped ? checkOn : narrow;
    return toJax(source, dtypeOf("asarray", source.dtype, device), device);
  });
});

const astype = keeping((x: unknown, dtype: DType, options: Options = {}) => {
  if (!isCommon(x) || hasOther(options, "copy") || typeof (options.copy ?? true) !== "boolean")
    return NotImplemented;
  const wanted = checkOn("astype", dtype, x.device);
  return wanted === "bool" ? toBool(x.ref) : jnp.astype(x.ref, wanted as JaxArray["dtype"]);
}, "borrowed: no elements");

export const creation: Table = {
  ...tableOf({ zeros: 0, ones: 1, empty: 0 }, filled),
  ...tableOf({ zeros_like: 0, ones_like: 1, empty_like: 0 }, filledLike),
  full,
  full_like: fullLike,
  eye,
  arange,
  asarray,
  astype,
  linspace: borrowedAsWrong("the last number, but for rounding"),
  ...byId(["fft.fftfreq", "fft.rfftfreq"], () => borrowedFor("the library's own are of float32 alone")),
};
