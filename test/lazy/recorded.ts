import * as np from "ndwasm";
import type * as lazy from "ndwasm/lazy";

/** An array as test/fixtures/stores.py records it: its elements in the order of rows, in base64. */
export interface Recorded {
  readonly name: string;
  readonly dtype: np.DType;
  readonly shape: number[];
  readonly elements: string;
}

export async function elementsOf(
  x: lazy.LazyArray,
  options: lazy.ComputeOptions = {},
): Promise<Omit<Recorded, "name">> {
  using whole = await x.compute(options);
  using copy = np.asarray(whole, { copy: true });
  const { data, dtype, shape } = copy;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { dtype, shape: [...shape], elements: bytes.toString("base64") };
}
