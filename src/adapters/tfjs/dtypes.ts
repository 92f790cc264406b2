/** The data types that tensors have, and what takes the place of those that they have not. */
import type { DType } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";

const held = ["bool", "int32", "float32", "complex64"] as const;
export type TensorDType = (typeof held)[number];

/**
 * The dtypes that functions give by default are the library's own, as the Array API has it: what NumPy sums in int64 is an
 * int32, and what it makes a float64 or complex128 is a float32 or complex64.
 */
const narrower: { readonly [dtype in DType]?: TensorDType } = {
  int64: "int32",
  float64: "float32",
  complex128: "complex64",
};

const isHeld = (dtype: unknown): dtype is TensorDType => (held as readonly unknown[]).includes(dtype);

/** A dtype that a function gives of itself. Throws a DTypeError if tensors have none in its place. */
export function narrow(id: string, dtype: DType): TensorDType {
  return narrower[dtype] ?? checkHeld(id, dtype);
}

/** A dtype that the user asks for or brings. */
export function checkHeld(id: string, dtype: unknown): TensorDType {
  if (isHeld(dtype)) return dtype;
  throw new DTypeError(
    `${id}: TensorFlow.js has no ${String(dtype)}; its tensors are ${held.slice(0, -1).join(", ")} or ${held.at(-1)}`,
  );
}
