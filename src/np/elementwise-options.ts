import type { WasmArray } from "../array/wasm-array.ts";

export interface ElementwiseOptions<A = WasmArray> {
  /**
   * Where the results go, and what is returned: an array to whose shape the operands broadcast, of a dtype of the same
   * kind as theirs or a higher one. It may share memory with them.
   */
  out?: A | null;
  /**
   * Bools that broadcast with the operands: results are computed where they are true. Elsewhere `out` stays as it is, and
   * a new array holds 0.
   */
  where?: unknown;
}
