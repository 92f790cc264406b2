/** The data types that arrays of jax-js have, and what takes the place of those that they have not. */
import type { DType } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";

const held = ["bool", "int32", "uint32", "float32", "float64"] as const;
export type HeldDType = (typeof held)[number];

/** What NumPy sums in 64-bit integers is summed in 32 bits. GPUs have no float64 either. */
const narrower: { readonly [dtype in DType]?: HeldDType } = { int64: "int32", uint64: "uint32" };
const withoutDoubles: { readonly [dtype in DType]?: HeldDType } = { ...narrower, float64: "float32" };

/** Whether a device computes in ordinary memory, which has float64 and is read at once. */
export const isHost = (device: string): boolean => device === "wasm" || device === "cpu";

/** A dtype that a function gives of itself, as a device has it. Throws a DTypeError if there is none in its place. */
export function narrow(id: string, dtype: DType, device: string): HeldDType {
  return (isHost(device) ? narrower : withoutDoubles)[dtype] ?? checkHeld(id, dtype);
}

/** A dtype that the user brings. */
export function checkHeld(id: string, dtype: unknown): HeldDType {
  if ((held as readonly unknown[]).includes(dtype)) return dtype as HeldDType;
  throw new DTypeError(
    `${id}: this package computes with no ${String(dtype)} of jax-js; cast the array to ${held.slice(0, -1).join(", ")} or ${held.at(-1)}`,
  );
}

/** A dtype that the user asks for on a device. */
export function checkOn(id: string, dtype: DType, device: string): HeldDType {
  const wanted = checkHeld(id, dtype);
  if (narrow(id, wanted, device) === wanted) return wanted;
  throw new DTypeError(`${id}: the device ${device} of jax-js has no ${wanted}`);
}
