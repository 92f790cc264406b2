import { expLanes } from "./lib/exp";
import { logLanes } from "./lib/log";

const EXP = 0;
const LOG = 1;

/**
 * out[i, j] = op x[i, j], computed in float64. Steps are in bytes. Elements go two by two into the lanes of a vector, so
 * that they have the same result in any layout.
 * @kernel.exp(EXP) float
 * @kernel.log(LOG) float
 * @inline
 */
function transcendental<T>(
  op: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    for (let j: usize = 0; j < cols; j += 2) {
      // An odd one out at the end is its own neighbour.
      const paired = j + 1 < cols;
      storePair<T>(o, paired ? outCol : 0, apply(op, loadPair<T>(a, paired ? xCol : 0)));
      o += 2 * outCol;
      a += 2 * xCol;
    }
    out += outRow;
    x += xRow;
  }
}

/** @inline */
function apply(op: i32, x: v128): v128 {
  return op == EXP ? expLanes(x) : logLanes(x);
}

/** @inline */
function loadPair<T>(x: usize, step: isize): v128 {
  if (sizeof<T>() == 8) return v128.load64_lane(x + step, v128.load64_zero(x), 1);
  return f64x2.promote_low_f32x4(v128.load32_lane(x + step, v128.load32_zero(x), 1));
}

/** @inline */
function storePair<T>(out: usize, step: isize, pair: v128): void {
  if (sizeof<T>() == 8) {
    v128.store64_lane(out, pair, 0);
    v128.store64_lane(out + step, pair, 1);
  } else {
    const narrow = f32x4.demote_f64x2_zero(pair);
    v128.store32_lane(out, narrow, 0);
    v128.store32_lane(out + step, narrow, 1);
  }
}
