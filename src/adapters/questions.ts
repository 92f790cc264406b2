/** Functions that no array comes of, answered alike for all libraries. */
import type { AnyFunction } from "../dispatch/protocol.ts";
import { find } from "../dispatch/registry.ts";
import { borrowedFor, byId, type Entry, type Table } from "./adapter.ts";

/** Functions of data types, which no elements are read for. */
export const typing = (
  isArray: (value: unknown) => value is { readonly dtype: string },
  entry: (handler: AnyFunction) => Entry,
): Table =>
  byId(["result_type", "can_cast"], (id) =>
    entry((...args: unknown[]) => find(id)!(...args.map((x) => (isArray(x) ? x.dtype : x)))),
  );

const onHost = [
  ...["allclose", "array_equal", "array_equiv", "array2string", "array_repr", "array_str"],
  ...["save", "savez", "savez_compressed", "savetxt", "safetensors.save_file"],
  ...["toArrow", "toImageData", "toNdarray", "toStdlib"],
];

/** Functions whose results lie on the host. */
export const readings: Table = byId(onHost, () =>
  borrowedFor("the result is no array of the library: the elements are read in any case"),
);
