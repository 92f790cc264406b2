import { isEqual } from "./order";

const REAL = false;
const COMPLEX = true;

/**
 * starts[g] = where the g-th group of equal elements begins among the n contiguous elements of x, which are in order, and n after
 * the last one; returns how many there are. NaN equals nothing. Unless inverse is 0, inverse[order[k]] = the group of
 * x[k]. All are 64-bit integers.
 * @kernel.groups(REAL) real
 * @kernel.groups(COMPLEX) complex
 * @inline
 */
function groups<T>(complex: bool, starts: usize, inverse: usize, order: usize, x: usize, n: usize): usize {
  const size = complex ? 2 * sizeof<T>() : sizeof<T>();
  let count: usize = 0;
  for (let k: usize = 0; k < n; k++) {
    if (k == 0 || !isEqual<T>(complex, x - size, x)) {
      store<u64>(starts + 8 * count, k);
      count++;
    }
    if (inverse) store<u64>(inverse + 8 * <usize>load<u32>(order + 8 * k), count - 1);
    x += size;
  }
  store<u64>(starts + 8 * count, n);
  return count;
}
