/*
 * Divide and conquer for the eigenvectors of a symmetric tridiagonal matrix: Cuppen (1981), Gu and Eisenstat, "A
 * divide-and-conquer algorithm for the symmetric tridiagonal eigenproblem" (1995), LAPACK's xLAED1 to xLAED4. A node of n rows
 * is two halves, of `upper` and of the other rows, coupled by ρ u uᵀ, where u is 1 in the last row of the one and ±1 in the
 * first of the other. Eigenvectors are rows of v, contiguous, ldv bytes apart: those of the halves before, of the node after.
 */

import {
  COUNTS,
  COUPLING,
  field,
  findPlannedRoots,
  GROUPED,
  group,
  HALVES,
  index,
  insertInOrder,
  mergeOrders,
  ORIGINS,
  POLES,
  planBytes,
  ROOTS,
  real,
  SHIFTS,
  SORTED,
  setIndex,
  setReal,
  UPDATED,
  VECTORS,
  WEIGHTS,
} from "./merge-plan";
import { rotateRows } from "./tridiagonal-ql";

const ROUNDOFF: f64 = 2.220446049250313e-16;

/** Bytes of a plan for nodes of at most n rows. */
export function eigen_plan_bytes(n: i32): i32 {
  return planBytes(n);
}

/** order = the indices of n values, ascending. */
export function eigen_sort(order: usize, d: usize, n: isize): void {
  for (let k: isize = 0; k < n; k++) insertInOrder(order, d, k);
}

/**
 * The first step of a merge: fills in the plan, deflates what is as good as done, and returns the number of poles that are
 * left. d has the values of both halves, each ascending by its `order`, with indices from its own first row on.
 */
export function eigen_deflate(
  d: usize,
  order: usize,
  v: usize,
  ldv: isize,
  n: isize,
  upper: isize,
  rho: f64,
  plan: usize,
  capacity: isize,
): isize {
  const z = field(plan, capacity, COUPLING);
  const sorted = field(plan, capacity, SORTED);
  mergeOrders(d, order, upper, order + (upper << 2), upper, n - upper, sorted);
  let largest: f64 = 0;
  for (let k: isize = 0; k < n; k++) {
    const row = v + k * ldv;
    const x = k < upper ? real(row, upper - 1) : copysign(1, rho) * real(row, upper);
    setReal(z, k, x * sqrt(abs(rho)));
    largest = max(largest, max(abs(real(d, k)), x * x * abs(rho)));
  }
  const count = choosePoles(d, z, n, upper, 8 * ROUNDOFF * largest, v, ldv, plan, capacity);
  group(count, plan, capacity);
  return count;
}

/** Finds the poles: not those of small weight, nor of two that are close one, after a rotation that leaves it no weight. */
function choosePoles(
  d: usize,
  z: usize,
  n: isize,
  upper: isize,
  tolerance: f64,
  v: usize,
  ldv: isize,
  plan: usize,
  capacity: isize,
): isize {
  const rows = field(plan, capacity, VECTORS);
  const halves = field(plan, capacity, HALVES);
  const sorted = field(plan, capacity, SORTED);
  let square: f64 = 0;
  for (let k: isize = 0; k < n; k++) {
    setIndex(halves, k, k < upper ? 1 : 2);
    square += real(z, k) * real(z, k);
  }
  const norm = sqrt(square);
  let count: isize = 0;
  let end = n;
  let waiting: isize = -1;
  for (let k: isize = 0; k <= n; k++) {
    const j = k < n ? index(sorted, k) : -1;
    // Its row and column of z zᵀ are nothing beside the matrix.
    if (j >= 0 && abs(real(z, j)) * norm <= tolerance) {
      setIndex(rows, --end, j);
      continue;
    }
    if (waiting >= 0 && j >= 0 && joinPoles(d, z, waiting, j, tolerance, v, ldv, n)) {
      setIndex(halves, j, index(halves, j) | index(halves, waiting));
      setIndex(rows, --end, waiting);
    } else if (waiting >= 0) {
      setIndex(rows, count, waiting);
      setReal(field(plan, capacity, POLES), count, real(d, waiting));
      setReal(field(plan, capacity, WEIGHTS), count++, real(z, waiting));
    }
    waiting = j;
  }
  return count;
}

/** Rotates rows i and j so that i has no weight, and returns true, if what that leaves off the diagonal is negligible. */
function joinPoles(
  d: usize,
  z: usize,
  i: isize,
  j: isize,
  tolerance: f64,
  v: usize,
  ldv: isize,
  n: isize,
): bool {
  const length = sqrt(real(z, i) * real(z, i) + real(z, j) * real(z, j));
  const c = real(z, j) / length;
  const s = -real(z, i) / length;
  const low = real(d, i);
  const high = real(d, j);
  if (abs((high - low) * c * s) > tolerance) return false;
  setReal(z, j, length);
  rotateRows(v + i * ldv, v + j * ldv, n, c, s);
  setReal(d, i, low * c * c + high * s * s);
  setReal(d, j, low * s * s + high * c * c);
  return true;
}

/** The number of rows of a group: 0 for those over the upper half alone, 1 for both, 2 for the lower half alone. */
export function eigen_group(plan: usize, capacity: isize, turn: isize): i32 {
  return <i32>index(field(plan, capacity, COUNTS), turn);
}

/**
 * Copies the rows that belong to poles to `to`, in groups: the `upper` columns of those that reach over them, then the others
 * of those that reach over these. The rows that are done move behind the first `count` of v, and their values behind those of
 * the poles. `to` has room for 2 n rows.
 */
export function eigen_gather(
  to: usize,
  d: usize,
  v: usize,
  ldv: isize,
  n: isize,
  upper: isize,
  count: isize,
  plan: usize,
  capacity: isize,
): void {
  const rows = field(plan, capacity, VECTORS);
  const grouped = field(plan, capacity, GROUPED);
  const lengths = field(plan, capacity, COUNTS);
  const poles = field(plan, capacity, POLES);
  const first = index(lengths, 0);
  const last = first + index(lengths, 1);
  const left = upper << 3;
  const right = (n - upper) << 3;
  for (let g: isize = 0; g < last; g++) {
    memory.copy(to, v + index(rows, index(grouped, g)) * ldv, left);
    to += left;
  }
  for (let g = first; g < count; g++) {
    memory.copy(to, v + index(rows, index(grouped, g)) * ldv + left, right);
    to += right;
  }
  for (let k = count; k < n; k++) {
    setReal(poles, k, real(d, index(rows, k)));
    memory.copy(to + (k - count) * (left + right), v + index(rows, k) * ldv, left + right);
  }
  for (let k = count; k < n; k++) memory.copy(v + k * ldv, to + (k - count) * (left + right), left + right);
}

/** The roots of the secular equation from `first` on, `rows` of the `count`. */
export function eigen_roots(count: isize, plan: usize, capacity: isize, first: isize, rows: isize): void {
  findPlannedRoots(count, plan, capacity, first, rows, false);
}

/**
 * New weights for which the roots that were found are exact, but for roundoff: so vectors are orthogonal. By Löwner's formula;
 * Gu and Eisenstat, "A stable and efficient algorithm for the rank-one modification of the symmetric eigenproblem" (1994).
 */
export function eigen_weights(count: isize, plan: usize, capacity: isize): void {
  const d = field(plan, capacity, POLES);
  const updated = field(plan, capacity, UPDATED);
  for (let j: isize = 0; j < count; j++) setReal(updated, j, 1);
  for (let i: isize = 0; i < count; i++) {
    const origin = real(d, index(field(plan, capacity, ORIGINS), i));
    const shift = real(field(plan, capacity, SHIFTS), i);
    for (let j: isize = 0; j < count; j++) {
      // The pole that the root replaces: the one above it for poles up to it, the one below it for others.
      const other = j > i ? i : i + 1;
      let ratio = origin - real(d, j) + shift;
      if (other < count) ratio /= real(d, other) - real(d, j);
      setReal(updated, j, real(updated, j) * ratio);
    }
  }
  for (let j: isize = 0; j < count; j++) {
    setReal(updated, j, copysign(sqrt(abs(real(updated, j))), real(field(plan, capacity, WEIGHTS), j)));
  }
}

/**
 * The eigenvectors of the diagonal of poles and the coupling, as rows of `count` numbers in the order of the groups, for the
 * roots from `first` on, `rows` of them.
 */
export function eigen_vectors(
  q: usize,
  count: isize,
  plan: usize,
  capacity: isize,
  first: isize,
  rows: isize,
): void {
  const d = field(plan, capacity, POLES);
  const w = field(plan, capacity, UPDATED);
  const grouped = field(plan, capacity, GROUPED);
  for (let i = first; i < first + rows; i++) {
    const origin = real(d, index(field(plan, capacity, ORIGINS), i));
    const shift = real(field(plan, capacity, SHIFTS), i);
    let square: f64 = 0;
    for (let g: isize = 0; g < count; g++) {
      const j = index(grouped, g);
      const x = real(w, j) / (real(d, j) - origin - shift);
      setReal(q, g, x);
      square += x * x;
    }
    const factor = 1 / sqrt(square);
    for (let g: isize = 0; g < count; g++) setReal(q, g, real(q, g) * factor);
    q += count << 3;
  }
}

/** The last step of a merge: values to d, their order. Returns false if a root was not found. */
export function eigen_finish(
  d: usize,
  order: usize,
  n: isize,
  count: isize,
  plan: usize,
  capacity: isize,
): bool {
  for (let k: isize = 0; k < n; k++) {
    const value = real(field(plan, capacity, k < count ? ROOTS : POLES), k);
    if (value != value) return false;
    setReal(d, k, value);
  }
  eigen_sort(order, d, n);
  return true;
}

/**
 * Takes the coupling of the rows k and k + 1 out of the matrix, so that it falls apart there, and returns it: what is left is
 * the matrix without ρ u uᵀ.
 */
export function eigen_split(d: usize, e: usize, k: isize): f64 {
  const rho = real(e, k);
  setReal(d, k, real(d, k) - abs(rho));
  setReal(d, k + 1, real(d, k + 1) - abs(rho));
  return rho;
}
