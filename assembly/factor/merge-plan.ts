/**
 * The plan of a merge, by which divide and conquer couples two halves, of singular values or eigenvalues: fields of 8 bytes for
 * each of `capacity` vectors, then what is counted. The poles of the secular equation ascend.
 */
import { findRoots } from "./secular";

export const POLES: isize = 0;
export const WEIGHTS: isize = 1;
export const ROOTS: isize = 2;
export const SHIFTS: isize = 3;
export const UPDATED: isize = 4;
export const ORIGINS: isize = 5;
/** The vector of each pole; past them those that are done. */
export const VECTORS: isize = 6;
/** The poles in the order of vectors that reach over the upper half alone, both, the lower half alone. */
export const GROUPED: isize = 7;
/** The vectors by ascending values. */
export const SORTED: isize = 8;
/** Which halves a vector reaches over: 1 for the upper, 2 for the lower, 3 for both. */
export const HALVES: isize = 9;
/** The components of what couples the halves. */
export const COUPLING: isize = 10;
/** Behind the fields: 32-bit numbers, the lengths of the three groups first. */
export const COUNTS: isize = 11;
/** The place among these of the exponent of a scaling. */
export const EXPONENT: isize = 3;

/** Bytes of a plan. */
export function planBytes(capacity: i32): i32 {
  return (capacity * <i32>COUNTS + 2) << 3;
}

/** @inline */
export function field(plan: usize, capacity: isize, index: isize): usize {
  return plan + ((index * capacity) << 3);
}

/** @inline */
export function real(at: usize, k: isize): f64 {
  return load<f64>(at + (k << 3));
}

/** @inline */
export function setReal(at: usize, k: isize, value: f64): void {
  store<f64>(at + (k << 3), value);
}

/** @inline */
export function index(at: usize, k: isize): isize {
  return load<i32>(at + (k << 2));
}

/** @inline */
export function setIndex(at: usize, k: isize, value: isize): void {
  store<i32>(at + (k << 2), <i32>value);
}

/**
 * sorted = the vectors of both halves in the order of their values in d. `first` orders the `upper` ones, `second` the `lower`
 * ones, which begin with `start`.
 */
export function mergeOrders(
  d: usize,
  first: usize,
  upper: isize,
  second: usize,
  start: isize,
  lower: isize,
  sorted: usize,
): void {
  let i: isize = 0;
  let j: isize = 0;
  for (let k: isize = 0; k < upper + lower; k++) {
    const left = i < upper ? index(first, i) : -1;
    const right = j < lower ? start + index(second, j) : -1;
    if (right < 0 || (left >= 0 && real(d, left) <= real(d, right))) {
      setIndex(sorted, k, left);
      i++;
    } else {
      setIndex(sorted, k, right);
      j++;
    }
  }
}

/** Puts the k-th value where it belongs in the order of those before it, from the end: most are in order in a few runs. */
export function insertInOrder(order: usize, d: usize, k: isize): void {
  let at = k;
  for (; at > 0 && real(d, index(order, at - 1)) > real(d, k); at--) {
    setIndex(order, at, index(order, at - 1));
  }
  setIndex(order, at, k);
}

/** Groups the poles by the halves that their vectors reach over. */
export function group(count: isize, plan: usize, capacity: isize): void {
  const vectors = field(plan, capacity, VECTORS);
  const halves = field(plan, capacity, HALVES);
  const grouped = field(plan, capacity, GROUPED);
  const lengths = field(plan, capacity, COUNTS);
  let at: isize = 0;
  for (let turn: isize = 0; turn < 3; turn++) {
    const half: isize = turn == 0 ? 1 : turn == 1 ? 3 : 2;
    const first = at;
    for (let p: isize = 0; p < count; p++) {
      if (index(halves, index(vectors, p)) == half) setIndex(grouped, at++, p);
    }
    setIndex(lengths, turn, at - first);
  }
}

/** The roots of the secular equation from `first` on, `some` of the `count`; of squares, where values are singular. */
export function findPlannedRoots(
  count: isize,
  plan: usize,
  capacity: isize,
  first: isize,
  some: isize,
  squares: bool,
): void {
  findRoots(
    field(plan, capacity, POLES),
    field(plan, capacity, WEIGHTS),
    count,
    field(plan, capacity, ROOTS),
    field(plan, capacity, SHIFTS),
    field(plan, capacity, ORIGINS),
    first,
    some,
    squares,
  );
}
