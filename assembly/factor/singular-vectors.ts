import { dot } from "../lib/vector";
import { addScaled, dotImaginary, scale, smallest } from "./column";
import { normOf } from "./head";
import { applyReflections } from "./householder";

/** x = the k-th unit vector of n elements. */
export function setUnit<T>(x: usize, n: isize, k: isize, parts: isize): void {
  const size = parts * <isize>sizeof<T>();
  memory.fill(x, 0, n * size);
  store<T>(x + k * size, 1);
}

/**
 * to[order[i]] = element i of column k of Q J, or its conjugate, for each of `count` columns. Q is the product of `rank`
 * reflections of length m, their τ in tau; the first `rank` columns of J, as long as that, are `step` bytes apart, the others
 * those of the identity.
 */
export function writeColumns<T>(
  to: usize,
  toRow: isize,
  toCol: isize,
  order: usize,
  count: isize,
  q: usize,
  ldq: isize,
  tau: usize,
  m: isize,
  rank: isize,
  j: usize,
  step: isize,
  parts: isize,
  conjugate: bool,
  buffer: usize,
): void {
  for (let k: isize = 0; k < count; k++) {
    setUnit<T>(buffer, m, k, parts);
    if (k < rank) memory.copy(buffer, j + k * step, rank * parts * sizeof<T>());
    applyReflections<T>(q, ldq, tau, rank, buffer, m, parts);
    writeColumn<T>(to + k * toCol, toRow, order, buffer, m, parts, conjugate);
  }
}

/**
 * Normalises orthogonal columns of n elements, whose norms descend. Those from the first on that is zero but for rounding become
 * the rest of an orthonormal basis. `buffer` has room for n numbers of float64.
 */
export function completeBasis<T>(x: usize, step: isize, n: isize, parts: isize, buffer: usize): void {
  let count: isize = 0;
  for (; count < n; count++) {
    const column = x + count * step;
    if (normOf(column) < smallest<T>()) break;
    scale<T>(column, column, n * parts, <T>(1 / normOf(column)));
  }
  if (count == n) return;
  memory.fill(buffer, 0, n << 3);
  for (let k: isize = 0; k < count; k++) addSquares<T>(buffer, x + k * step, n, parts);
  for (let k = count; k < n; k++) {
    // The unit vector of which the most is left when what lies along the others is taken off.
    let least: isize = 0;
    for (let i: isize = 1; i < n; i++)
      if (load<f64>(buffer + (i << 3)) < load<f64>(buffer + (least << 3))) least = i;
    const column = x + k * step;
    setUnit<T>(column, n, least, parts);
    // Twice is enough: Kahan, in Parlett, "The symmetric eigenvalue problem" (1980).
    for (let round = 0; round < 2; round++) {
      for (let i: isize = 0; i < k; i++) takeOff<T>(column, x + i * step, n, parts);
      scale<T>(column, column, n * parts, <T>(1 / sqrt(<f64>dot<T>(column, column, n * parts))));
    }
    addSquares<T>(buffer, column, n, parts);
  }
}

/** sums[i] += |x[i]|². */
function addSquares<T>(sums: usize, x: usize, n: isize, parts: isize): void {
  for (; n > 0; n--) {
    for (let part: isize = 0; part < parts; part++) {
      const value = <f64>load<T>(x);
      store<f64>(sums, load<f64>(sums) + value * value);
      x += sizeof<T>();
    }
    sums += 8;
  }
}

/** Takes off y what lies along x, of norm 1. */
function takeOff<T>(y: usize, x: usize, n: isize, parts: isize): void {
  const re = -dot<T>(x, y, n * parts);
  const im: T = parts == 2 ? -dotImaginary<T>(x, y, n * parts) : 0;
  addScaled<T>(y, x, n * parts, re, im, parts == 2);
}

/** to[order[i]] = element i of x, or its conjugate. */
function writeColumn<T>(
  to: usize,
  step: isize,
  order: usize,
  x: usize,
  n: isize,
  parts: isize,
  conjugate: bool,
): void {
  for (let i: isize = 0; i < n; i++) {
    const at = to + <isize>load<i32>(order + (i << 2)) * step;
    store<T>(at, load<T>(x));
    x += sizeof<T>();
    if (parts == 1) continue;
    store<T>(at, conjugate ? -load<T>(x) : load<T>(x), sizeof<T>());
    x += sizeof<T>();
  }
}
