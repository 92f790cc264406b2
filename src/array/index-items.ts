import { dtypes, type TypedArray } from "../dtype.ts";
import { IndexError } from "../errors.ts";
import type { Shape } from "../shape.ts";
import { coerce, typedArrayDType } from "./convert.ts";
import { flatEntries } from "./element.ts";
import { parseSlice, Slice } from "./slice.ts";
import { WasmArray } from "./wasm-array.ts";

/** Nested lists of integers or of booleans, lists of one length at each depth. */
export type IndexList = readonly (number | bigint | boolean | IndexList)[];

/** One index of several: see WasmArray.at. */
export type Index = number | bigint | boolean | string | null | Slice | WasmArray | IndexList | TypedArray;

/** An index as NumPy's rules see it. `axes` says how many axes of the array it stands for. */
export type Item =
  | { readonly kind: "newaxis"; readonly axes: 0 }
  | { readonly kind: "ellipsis"; readonly axes: 0 }
  | { readonly kind: "slice"; readonly axes: 1; readonly slice: Slice }
  | { readonly kind: "integer"; readonly axes: 1; readonly value: number; readonly ofArray: boolean }
  | { readonly kind: "integers"; readonly axes: 1; readonly shape: Shape; readonly values: Float64Array }
  | { readonly kind: "mask"; readonly axes: number; readonly shape: Shape; readonly values: TypedArray };

/** Reads one index. @throws IndexError for what does not index */
export function parseItem(id: string, item: Index): Item {
  if (item === null) return { kind: "newaxis", axes: 0 };
  if (item instanceof Slice) return { kind: "slice", axes: 1, slice: item };
  if (typeof item === "boolean") {
    return { kind: "mask", axes: 0, shape: [], values: Uint8Array.of(Number(item)) };
  }
  if (typeof item === "string") {
    if (item === "...") return { kind: "ellipsis", axes: 0 };
    const slice = parseSlice(item);
    if (slice) return { kind: "slice", axes: 1, slice };
  }
  if (typeof item === "bigint" || Number.isInteger(item)) {
    return { kind: "integer", axes: 1, value: Number(item), ofArray: false };
  }
  if (item instanceof WasmArray) return parseArray(id, item);
  if (Array.isArray(item) || typedArrayDType(item)) {
    const array = coerce(id, item);
    try {
      return Array.isArray(item) && array.dtype === "float64" ? parseList(id, array) : parseArray(id, array);
    } finally {
      array.dispose();
    }
  }
  throw new IndexError(
    `${id}: ${String(item)} is no index: integers, np.slice(…) or "1:5", "...", np.newaxis (null) and arrays of integers or booleans are`,
  );
}

function parseArray(id: string, array: WasmArray): Item {
  const { dtype, shape, ndim } = array;
  const { kind } = dtypes[dtype];
  if (kind === "bool") {
    return { kind: "mask", axes: ndim, shape, values: flatEntries(id, array).slice() };
  }
  if (kind !== "int" && kind !== "uint") {
    throw new IndexError(`${id}: arrays used as indices must be of integer (or boolean) type, not ${dtype}`);
  }
  const values = toFloats(flatEntries(id, array));
  if (ndim === 0) return { kind: "integer", axes: 1, value: values[0], ofArray: true };
  return { kind: "integers", axes: 1, shape, values };
}

/** A list of numbers: they are indices if all of them are integers. */
function parseList(id: string, array: WasmArray): Item {
  const values = toFloats(flatEntries(id, array));
  const fraction = values.find((value) => !Number.isInteger(value));
  if (fraction !== undefined) throw new IndexError(`${id}: ${fraction} in a list of indices is no integer`);
  return { kind: "integers", axes: 1, shape: array.shape, values };
}

function toFloats(entries: TypedArray): Float64Array {
  if (!(entries instanceof BigInt64Array || entries instanceof BigUint64Array))
    return new Float64Array(entries);
  const floats = new Float64Array(entries.length);
  for (let i = 0; i < floats.length; i++) floats[i] = Number(entries[i]);
  return floats;
}
