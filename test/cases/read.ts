import type { Scalar } from "../../src/dtype.ts";
import type * as np from "../../src/index.ts";
import type { Elements } from "./fixtures.ts";

/** An array as data. */
export function read(x: np.WasmArray): Elements {
  const nested = x.toArray() as Scalar | unknown[];
  const data = Array.isArray(nested) ? nested.flat(Number.POSITIVE_INFINITY) : [nested];
  return { dtype: x.dtype, shape: x.shape, data: data as Scalar[] };
}
