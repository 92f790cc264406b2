/*
 * Divide and conquer for the singular values and vectors of an upper bidiagonal matrix: Gu and Eisenstat, "A
 * divide-and-conquer algorithm for the bidiagonal SVD" (1995), LAPACK's xLASD0 to xLASD4. A node of the tree is n rows with
 * n + extra columns: a row, which couples two smaller nodes, of `upper` rows above it, which have a column more than rows, and
 * of `lower` ones below it. Vectors of type T are contiguous columns: u is the node's square block of left ones, v that of right
 * ones, the last of which, if there is an extra column, belongs to no value. Numbers are float64 whatever T is.
 */
import { diagonalise } from "./bidiagonal-qr";
import { rotate } from "./column";
import {
  COUNTS,
  COUPLING,
  EXPONENT,
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
import { cosine, length, makeRotation, sine } from "./rotation";
import { exponentOf, timesPowerOfTwo } from "./scaling";

/** Bytes of a plan for nodes of at most n rows. The first pole is 0, and belongs to the coupling row. */
export function plan_bytes(n: i32): i32 {
  return planBytes(n + 1);
}

/**
 * A leaf: its n values, ascending, take the place of d; u and v, identity matrices before, become its vectors. e, which has
 * n - 1 + extra elements, is not kept. Returns false if the iteration did not converge.
 * @kernel f32 f64
 */
function divide_leaf<T>(
  d: usize,
  e: usize,
  n: isize,
  extra: isize,
  order: usize,
  u: usize,
  ldu: isize,
  v: usize,
  ldv: isize,
): bool {
  // The extra column's element is rotated into the diagonal, and what that leaves there upwards.
  let rest = extra ? real(e, n - 1) : 0;
  for (let k = n - 1; k >= 0 && rest != 0; k--) {
    makeRotation(real(d, k), rest);
    setReal(d, k, length);
    rotateColumns<T>(v + k * ldv, v + n * ldv, n + 1);
    if (k == 0) break;
    rest = -sine * real(e, k - 1);
    setReal(e, k - 1, cosine * real(e, k - 1));
  }
  for (let k: isize = 0; k < n; k++) setIndex(order, k, k);
  return diagonalise<T>(d, e, n, u, ldu, n, v, ldv, n + extra, true);
}

/**
 * The first step of a merge, of a node of upper + 1 + lower rows: fills in the plan, deflates what is as good as done, and
 * returns the number of poles that are left. d has the values of both halves, each ascending by its `order`, with indices
 * from its own first row on; the elements of the coupling row are where they were in d and e.
 * @kernel f32 f64
 */
function merge_deflate<T>(
  d: usize,
  e: usize,
  order: usize,
  upper: isize,
  lower: isize,
  extra: isize,
  u: usize,
  ldu: isize,
  v: usize,
  ldv: isize,
  plan: usize,
  capacity: isize,
): isize {
  const n = upper + 1 + lower;
  const alpha = real(d, upper);
  const beta = real(e, upper);
  const z = field(plan, capacity, COUPLING);
  const sorted = field(plan, capacity, SORTED);
  setReal(d, upper, 0);
  // Without the coupling row's.
  mergeOrders(d, order, upper, order + ((upper + 1) << 2), upper + 1, lower, sorted);
  let largest = max(abs(alpha), abs(beta));
  if (n > 1) largest = max(largest, real(d, index(sorted, n - 2)));
  // To numbers of at most 2, so that no square underflows.
  const exponent = largest > 0 ? -exponentOf(largest) : 0;
  setIndex(field(plan, capacity, COUNTS), EXPONENT, exponent);
  largest = timesPowerOfTwo(largest, exponent);
  const first = timesPowerOfTwo(alpha, exponent);
  const second = timesPowerOfTwo(beta, exponent);
  for (let k: isize = 0; k < n; k++) setReal(d, k, timesPowerOfTwo(real(d, k), exponent));
  for (let k: isize = 0; k <= upper; k++) {
    setReal(z, k, first * <f64>load<T>(v + k * ldv + upper * sizeof<T>()));
  }
  for (let k = upper + 1; k < n + extra; k++) {
    setReal(z, k, second * <f64>load<T>(v + k * ldv + (upper + 1) * sizeof<T>()));
  }
  const tolerance = (sizeof<T>() == 8 ? 8 * 2.220446049250313e-16 : 8 * 1.1920928955078125e-7) * largest;
  if (extra) joinExtraColumns<T>(z, upper, n, v, ldv, tolerance);
  if (largest == 0) return keepColumns(n, plan, capacity);
  const count = choosePoles<T>(d, z, n, upper, extra, tolerance, u, ldu, v, ldv, plan, capacity);
  group(count, plan, capacity);
  return count;
}

/** Makes a plan in which all of a zero matrix is done: without poles. */
function keepColumns(n: isize, plan: usize, capacity: isize): isize {
  for (let k: isize = 0; k < n; k++) {
    setIndex(field(plan, capacity, VECTORS), k, k);
    setReal(field(plan, capacity, POLES), k, 0);
  }
  group(0, plan, capacity);
  return 0;
}

/** Rotates the two columns that belong to no value so that one has nothing to do with the coupling row. */
function joinExtraColumns<T>(z: usize, upper: isize, n: isize, v: usize, ldv: isize, tolerance: f64): void {
  makeRotation(real(z, upper), real(z, n));
  if (abs(length) <= tolerance) return;
  rotateColumns<T>(v + upper * ldv, v + n * ldv, n + 1);
  setReal(z, upper, length);
}

/** Turns columns by the rotation made last: x = c x + s y and y = c y - s x. */
function rotateColumns<T>(x: usize, y: usize, n: isize): void {
  rotate<T>(x, y, n, <T>-sine, <T>(-sine / (1 + cosine)));
}

/** Finds the poles: not those of small weight, nor of two that are close one, after a rotation that leaves it no weight. */
function choosePoles<T>(
  d: usize,
  z: usize,
  n: isize,
  upper: isize,
  extra: isize,
  tolerance: f64,
  u: usize,
  ldu: isize,
  v: usize,
  ldv: isize,
  plan: usize,
  capacity: isize,
): isize {
  const columns = field(plan, capacity, VECTORS);
  const halves = field(plan, capacity, HALVES);
  const sorted = field(plan, capacity, SORTED);
  const poles = field(plan, capacity, POLES);
  const weights = field(plan, capacity, WEIGHTS);
  for (let k: isize = 0; k < n; k++) setIndex(halves, k, k < upper ? 1 : k > upper ? 2 : 3);
  setIndex(columns, 0, upper);
  setReal(poles, 0, 0);
  setReal(weights, 0, abs(real(z, upper)) <= tolerance ? tolerance : real(z, upper));
  let count: isize = 1;
  let end = n;
  let waiting: isize = -1;
  for (let k: isize = 0; k < n; k++) {
    const j = k < n - 1 ? index(sorted, k) : -1;
    if (j >= 0 && abs(real(z, j)) <= tolerance) {
      setIndex(columns, --end, j);
      continue;
    }
    if (waiting >= 0 && j >= 0 && real(d, j) - real(d, waiting) <= tolerance) {
      makeRotation(real(z, j), -real(z, waiting));
      setReal(z, j, length);
      rotateColumns<T>(u + waiting * ldu, u + j * ldu, n);
      rotateColumns<T>(v + waiting * ldv, v + j * ldv, n + extra);
      setIndex(halves, j, index(halves, j) | index(halves, waiting));
      setIndex(columns, --end, waiting);
    } else if (waiting >= 0) {
      setIndex(columns, count, waiting);
      setReal(poles, count, real(d, waiting));
      setReal(weights, count++, real(z, waiting));
    }
    waiting = j;
  }
  if (count > 1 && real(poles, 1) <= tolerance / 2) setReal(poles, 1, tolerance / 2);
  for (let k = count; k < n; k++) setReal(poles, k, real(d, index(columns, k)));
  return count;
}

/**
 * Copies the columns of x, u or v, that belong to poles to `to`, in groups: the first upper + 1 rows of those that have any there,
 * then the `below` others of those that have any there. The columns that are done move behind the first `count` of x.
 * @kernel f32 f64
 */
function merge_gather<T>(
  to: usize,
  x: usize,
  ldx: isize,
  upper: isize,
  below: isize,
  n: isize,
  count: isize,
  plan: usize,
  capacity: isize,
): void {
  const size = <isize>sizeof<T>();
  const columns = field(plan, capacity, VECTORS);
  const grouped = field(plan, capacity, GROUPED);
  const lengths = field(plan, capacity, COUNTS);
  const above = upper + 1;
  const first = index(lengths, 0);
  const last = first + index(lengths, 1);
  for (let g: isize = 0; g < last; g++) {
    memory.copy(to, x + index(columns, index(grouped, g)) * ldx, above * size);
    to += above * size;
  }
  for (let g = first; g < count; g++) {
    memory.copy(to, x + index(columns, index(grouped, g)) * ldx + above * size, below * size);
    to += below * size;
  }
  const whole = (above + below) * size;
  for (let k = count; k < n; k++) memory.copy(to + (k - count) * whole, x + index(columns, k) * ldx, whole);
  for (let k = count; k < n; k++) memory.copy(x + k * ldx, to + (k - count) * whole, whole);
}

/** The roots of the secular equation from `first` on, `columns` of the `count`. */
export function merge_roots(count: isize, plan: usize, capacity: isize, first: isize, columns: isize): void {
  findPlannedRoots(count, plan, capacity, first, columns, true);
}

/**
 * New weights for which the roots that were found are exact, but for roundoff: so vectors are orthogonal. By Löwner's formula;
 * Gu and Eisenstat, "A stable and efficient algorithm for the rank-one modification of the symmetric eigenproblem" (1994).
 */
export function merge_weights(count: isize, plan: usize, capacity: isize): void {
  const d = field(plan, capacity, POLES);
  const w = field(plan, capacity, WEIGHTS);
  const updated = field(plan, capacity, UPDATED);
  const shifts = field(plan, capacity, SHIFTS);
  const origins = field(plan, capacity, ORIGINS);
  for (let j: isize = 0; j < count; j++) setReal(updated, j, 1);
  for (let i: isize = 0; i < count; i++) {
    const origin = real(d, index(origins, i));
    const shift = real(shifts, i);
    // The pole that the root replaces: the one above it for poles up to it, the one below it for others.
    const next = i + 1 < count ? real(d, i + 1) : 0;
    multiplyGaps(updated, d, 0, i + 1, origin, shift, next, i + 1 == count);
    multiplyGaps(updated, d, i + 1, count, origin, shift, real(d, i), false);
  }
  for (let j: isize = 0; j < count; j++) {
    setReal(updated, j, copysign(sqrt(abs(real(updated, j))), real(w, j)));
  }
}

/** updated[j] *= (σ² - d_j²) / (other² - d_j²), or by the numerator alone, for j from `from` until `until`. */
function multiplyGaps(
  updated: usize,
  d: usize,
  from: isize,
  until: isize,
  origin: f64,
  shift: f64,
  other: f64,
  alone: bool,
): void {
  const p = f64x2.splat(origin);
  const mu = f64x2.splat(shift);
  const q = f64x2.splat(other);
  let j = from;
  for (; j + 2 <= until; j += 2) {
    const pole = v128.load(d + (j << 3));
    const low = f64x2.sub(f64x2.sub(pole, p), mu);
    const high = f64x2.add(f64x2.add(pole, p), mu);
    let ratio = f64x2.mul(low, high);
    if (!alone) ratio = f64x2.div(ratio, f64x2.mul(f64x2.sub(pole, q), f64x2.add(pole, q)));
    v128.store(updated + (j << 3), f64x2.mul(v128.load(updated + (j << 3)), ratio));
  }
  for (; j < until; j++) {
    const pole = real(d, j);
    let ratio = (pole - origin - shift) * (pole + origin + shift);
    if (!alone) ratio /= (pole - other) * (pole + other);
    setReal(updated, j, real(updated, j) * ratio);
  }
}

/**
 * Columns of the left singular vectors of the row of weights and the diagonal of poles, or with `right` 1 the right ones, for the roots
 * from `first` on, `columns` of the `count`; rows in the order of the groups. `work` has room for count numbers.
 * @kernel f32 f64
 */
function merge_vectors<T>(
  q: usize,
  ldq: isize,
  count: isize,
  plan: usize,
  capacity: isize,
  right: i32,
  first: isize,
  columns: isize,
  work: usize,
): void {
  const d = field(plan, capacity, POLES);
  const w = field(plan, capacity, UPDATED);
  const grouped = field(plan, capacity, GROUPED);
  for (let i = first; i < first + columns; i++) {
    const origin = real(d, index(field(plan, capacity, ORIGINS), i));
    const shift = real(field(plan, capacity, SHIFTS), i);
    let square: f64 = 0;
    for (let j: isize = 0; j < count; j++) {
      const pole = real(d, j);
      let x = real(w, j) / ((pole - origin - shift) * (pole + origin + shift));
      if (right == 0) x = j == 0 ? -1 : x * pole;
      setReal(work, j, x);
      square += x * x;
    }
    const factor = 1 / sqrt(square);
    for (let g: isize = 0; g < count; g++) {
      store<T>(q + g * sizeof<T>(), <T>(real(work, index(grouped, g)) * factor));
    }
    q += ldq;
  }
}

/**
 * The last step of a merge: the values, those of the roots and then those that were done, to d, and their order. Returns
 * false if a root was not found.
 */
export function merge_finish(
  d: usize,
  order: usize,
  n: isize,
  count: isize,
  plan: usize,
  capacity: isize,
): bool {
  const roots = field(plan, capacity, ROOTS);
  const poles = field(plan, capacity, POLES);
  const exponent = <i32>index(field(plan, capacity, COUNTS), EXPONENT);
  for (let k: isize = 0; k < n; k++) {
    setReal(d, k, timesPowerOfTwo(real(k < count ? roots : poles, k), -exponent));
    insertInOrder(order, d, k);
    if (real(d, k) != real(d, k)) return false;
  }
  return true;
}

/** The number of columns of each group of the plan: 0 for those with upper rows alone, 1 for both, 2 for lower alone. */
export function merge_count(plan: usize, capacity: isize, turn: isize): i32 {
  return <i32>index(field(plan, capacity, COUNTS), turn);
}
