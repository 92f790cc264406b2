import { lanes } from "../lib/lanes";
import { sumLanes } from "../lib/vector";

/** Returned for a matrix with a NaN or an infinity. */
export const NOT_FINITE: i32 = i32.MIN_VALUE;

/**
 * The power of two by which to multiply the matrix for its products neither to overflow nor to lose digits to underflow,
 * or NOT_FINITE. The matrix is of rows x cols elements of `parts` numbers each.
 */
export function scalingExponent<T>(
  a: usize,
  aRow: isize,
  aCol: isize,
  rows: isize,
  cols: isize,
  parts: isize,
): i32 {
  let largest: T = 0;
  let least: T = Infinity;
  for (let i: isize = 0; i < rows; i++) {
    for (let j: isize = 0; j < cols; j++) {
      for (let part: isize = 0; part < parts; part++) {
        const x = abs(load<T>(a + i * aRow + j * aCol + part * sizeof<T>()));
        // False for NaN too.
        if (!(x < Infinity)) return NOT_FINITE;
        if (x == 0) continue;
        largest = max(largest, x);
        least = min(least, x);
      }
    }
  }
  if (largest == 0) return 0;
  const top = exponentOf(<f64>largest);
  const bottom = exponentOf(<f64>least);
  // Squares, of sums of them too, stay in range: but for elements that lie so far apart that they only all fit as they are.
  const usual = (sizeof<T>() == 8 ? 460 : 40) - top;
  const high = (sizeof<T>() == 8 ? 1000 : 108) - top;
  return bottom + usual < (sizeof<T>() == 8 ? -900 : -90) ? high : usual;
}

/** e, where x is at least 2 to the e and less than twice that. */
export function exponentOf(x: f64): i32 {
  const bits = <i32>(reinterpret<u64>(x) >> 52);
  // Subnormal numbers have no exponent of their own.
  return bits > 0 ? bits - 1023 : exponentOf(x * 18446744073709551616.0) - 64;
}

/** x times 2 to the `exponent`, rounded once if the result is subnormal: any exponent from -2044 to 2044. */
export function timesPowerOfTwo(x: f64, exponent: i32): f64 {
  const half = exponent >> 1;
  return x * powerOfTwo(half) * powerOfTwo(exponent - half);
}

/** @inline */
export function powerOfTwo(exponent: i32): f64 {
  return reinterpret<f64>((<u64>(exponent + 1023)) << 52);
}

/**
 * The largest absolute value of rows x cols elements, or NaN if one of them is NaN or infinite. Any steps, in bytes.
 * @kernel f32 f64
 */
function largest_finite<T>(a: usize, aRow: isize, aCol: isize, rows: isize, cols: isize): f64 {
  const size = <isize>sizeof<T>();
  if (aRow == size && aCol != size) return largest_finite<T>(a, aCol, aRow, cols, rows);
  let most = v128.splat<T>(0);
  // Zero, or NaN from the first one that is not finite on.
  let blemish = most;
  let largest: f64 = 0;
  let doubt: f64 = 0;
  for (let i: isize = 0; i < rows; i++) {
    let at = a + i * aRow;
    let j = cols;
    if (aCol == size) {
      const step = <isize>lanes<T>();
      for (; j >= step; j -= step) {
        const x = v128.load(at);
        most = v128.pmax<T>(most, v128.abs<T>(x));
        blemish = v128.add<T>(blemish, v128.sub<T>(x, x));
        at += 16;
      }
    }
    for (; j > 0; j--) {
      const x = <f64>load<T>(at);
      largest = max(largest, abs(x));
      doubt += x - x;
      at += aCol;
    }
  }
  return max(largest, largestLane<T>(most)) + doubt + <f64>sumLanes<T>(blemish);
}

/** @inline */
function largestLane<T>(x: v128): f64 {
  const two = max(<f64>v128.extract_lane<T>(x, 0), <f64>v128.extract_lane<T>(x, 1));
  if (sizeof<T>() == 8) return two;
  return max(two, max(<f64>v128.extract_lane<T>(x, 2), <f64>v128.extract_lane<T>(x, 3)));
}
