import { type DType, dtypes } from "../dtype.ts";

/** Codes of NumPy's array interface, as version 2 and .npy files name dtypes. */
const codes: { readonly [D in DType]: string } = {
  bool: "b1",
  int8: "i1",
  int16: "i2",
  int32: "i4",
  int64: "i8",
  uint8: "u1",
  uint16: "u2",
  uint32: "u4",
  uint64: "u8",
  float32: "f4",
  float64: "f8",
  complex64: "c8",
  complex128: "c16",
};
const byCode = new Map(Object.entries(codes).map(([dtype, code]) => [code, dtype as DType]));

/** The dtype and the order of bytes that a code such as "<f8" means; undefined if there is no such dtype here. */
export function parseCode(code: unknown): { readonly dtype: DType; readonly isSwapped: boolean } | undefined {
  const [, order, name] = /^([<>=|]?)(.+)$/.exec(String(code)) ?? [];
  const dtype = byCode.get(name === "?" ? "b1" : name);
  return dtype && { dtype, isSwapped: order === ">" };
}

/** The code of a dtype, with its elements as they lie in memory. */
export const codeOf = (dtype: DType): string => `${dtypes[dtype].size === 1 ? "|" : "<"}${codes[dtype]}`;
