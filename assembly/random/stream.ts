import { toUnit } from "./generator";
import { block, word0, word1, word2, word3 } from "./philox";

/**
 * out[i, j] = the number of Philox's stream at start + i * rowStart + j, contiguous rows of `cols`. Numbers come four to a counter, which
 * starts at 1 as in NumPy.
 */
export function philox_f64(
  out: usize,
  rows: usize,
  cols: usize,
  start: f64,
  rowStart: f64,
  key0: f64,
  key1: f64,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let place = <u64>(start + <f64>i * rowStart);
    for (let j: usize = 0; j < cols; ) {
      block((place >> 2) + 1, 0, 0, 0, <u64>key0, <u64>key1);
      for (let lane = <u32>(place & 3); lane < 4 && j < cols; lane++, j++, place++) {
        const word = lane < 2 ? (lane == 0 ? word0 : word1) : lane == 2 ? word2 : word3;
        store<f64>(out, toUnit(word));
        out += 8;
      }
    }
  }
}
