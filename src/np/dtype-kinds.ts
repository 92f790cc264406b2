/** Kinds of data types: https://data-apis.org/array-api/2025.12/API_specification/data_type_functions.html */
import { checkDType, type DType, dtypes, type Kind } from "../dtype.ts";

/** The kinds that the standard has names for. */
export type DTypeKind = keyof typeof kindsOf;

const kindsOf = {
  bool: ["bool"],
  "signed integer": ["int"],
  "unsigned integer": ["uint"],
  integral: ["int", "uint"],
  "real floating": ["float"],
  "complex floating": ["complex"],
  numeric: ["int", "uint", "float", "complex"],
} satisfies { readonly [name: string]: readonly Kind[] };

/**
 * Whether `dtype` is of a kind, is the dtype given for one, or either for one of a list: "bool", "signed integer",
 * "unsigned integer", "integral", "real floating", "complex floating", or "numeric".
 * @throws DTypeError for an unknown dtype, TypeError for what is neither a kind nor a dtype
 * @example np.isdtype("int8", ["integral", "float32"]) // true
 */
export function isdtype(dtype: DType, kind: DTypeKind | DType | readonly (DTypeKind | DType)[]): boolean {
  const given = checkDType("isdtype", dtype);
  const wanted = Array.isArray(kind) ? kind : [kind];
  // All of them are looked at, so that a wrong one is always refused.
  return wanted.map((each) => isOfKind("isdtype", given, each)).includes(true);
}

/** Whether a dtype is of a kind, or the dtype given for one. */
export function isOfKind(id: string, dtype: DType, kind: unknown): boolean {
  if (Object.hasOwn(kindsOf, kind as string)) {
    return (kindsOf[kind as DTypeKind] as readonly Kind[]).includes(dtypes[dtype].kind);
  }
  if (Object.hasOwn(dtypes, kind as string)) return dtype === kind;
  throw new TypeError(
    `${id}: ${String(kind)} is neither a dtype nor one of the kinds ${Object.keys(kindsOf).join(", ")}`,
  );
}
