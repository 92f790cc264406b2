import { divide, loadComplex } from "../lib/complex";
import { addScaled, swap } from "./column";

/**
 * P A = L U by elimination with the largest element of each column for its pivot, for `n` columns from `first` on, and
 * the m rows from `first` on; a is the matrix's first element, its rows contiguous, of which columns until `end` take part.
 * L, but for its diagonal of ones, and U take the elements' place; behind them is what multiplying by L⁻¹ P makes. To pivots[k], for these columns, goes the row that row k is exchanged with. Returns 0, or 1 more
 * than the index of the first pivot that is 0.
 * @kernel.lu(1) f32 f64
 * @kernel.lu(2) f32=c64 f64=c128
 */
export function factorPanel<T>(
  parts: isize,
  a: usize,
  row: isize,
  m: isize,
  first: isize,
  n: isize,
  end: isize,
  pivots: usize,
): i32 {
  let status = 0;
  const size = parts * <isize>sizeof<T>();
  const left = a + first * size;
  for (let k = first; k < first + n; k++) {
    const pivot = rowOfLargest<T>(a + k * size, row, k, m, parts);
    store<i32>(pivots + (k << 2), <i32>pivot);
    const source = a + k * row;
    if (pivot != k) swap<T>(left + k * row, left + pivot * row, (end - first) * parts);
    const diagonal = source + k * size;
    if (load<T>(diagonal) != 0 || (parts == 2 && load<T>(diagonal, sizeof<T>()) != 0)) {
      eliminate<T>(diagonal, row, m - k - 1, (end - k - 1) * parts, parts);
    } else if (!status) status = <i32>k + 1;
  }
  return status;
}

/** Subtracts from each of the `rows` below the multiple of the row from `pivot` on that clears its first element. */
function eliminate<T>(pivot: usize, row: isize, rows: isize, rest: isize, parts: isize): void {
  const next = pivot + parts * sizeof<T>();
  let x = pivot;
  if (parts == 1) {
    const value = load<T>(pivot);
    for (; rows > 0; rows--) {
      x += row;
      const factor = load<T>(x) / value;
      store<T>(x, factor);
      addScaled<T>(x + sizeof<T>(), next, rest, -factor, 0, false);
    }
    return;
  }
  const value = loadComplex<T>(pivot);
  for (; rows > 0; rows--) {
    x += row;
    const factor = divide(loadComplex<T>(x), value);
    const re = <T>f64x2.extract_lane(factor, 0);
    const im = <T>f64x2.extract_lane(factor, 1);
    store<T>(x, re);
    store<T>(x, im, sizeof<T>());
    addScaled<T>(x + 2 * sizeof<T>(), next, rest, -re, -im, true);
  }
}

/** The row from k on whose element of the column x has the largest |re| + |im|; the first NaN is larger than all. */
function rowOfLargest<T>(x: usize, row: isize, k: isize, m: isize, parts: isize): isize {
  let at = k;
  let largest: T = -1;
  x += k * row;
  for (let i = k; i < m; i++) {
    let size = abs(load<T>(x));
    if (parts == 2) size += abs(load<T>(x, sizeof<T>()));
    x += row;
    if (size <= largest) continue;
    at = i;
    if (size != size) break;
    largest = size;
  }
  return at;
}

/** Exchanges row k of a, of which `nbytes` bytes, with row pivots[k], for k from `from` until `until`; backwards if from > until. */
export function swap_rows(a: usize, row: isize, nbytes: i32, pivots: usize, from: i32, until: i32): void {
  const step = from < until ? 1 : -1;
  for (let k = from; k != until; k += step) {
    // Backwards from the last one before `from`.
    const i: isize = step > 0 ? k : k - 1;
    const pivot: isize = load<i32>(pivots + (i << 2));
    if (pivot != i) swap<i32>(a + i * row, a + pivot * row, nbytes >> 2);
  }
}
