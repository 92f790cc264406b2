import { scale, smallest } from "./column";
import { applyReflection, applyReflections, reflect } from "./householder";
import { normOf } from "./jacobi";

/** x = the k-th unit vector of n elements. */
export function setUnit<T>(x: usize, n: isize, k: isize, parts: isize): void {
  const size = parts * <isize>sizeof<T>();
  memory.fill(x, 0, n * size);
  store<T>(x + k * size, 1);
}

/**
 * to[order[i]] = element i of column k of Q J, for each of `count` columns. Q is the product of `rank` reflections of
 * length m, their τ in tau; the first `rank` columns of J, as long as that, are `step` bytes apart, the others those of the identity.
 */
export function writeLeft<T>(
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
  buffer: usize,
): void {
  for (let k: isize = 0; k < count; k++) {
    setUnit<T>(buffer, m, k, parts);
    if (k < rank) memory.copy(buffer, j + k * step, rank * parts * sizeof<T>());
    applyReflections<T>(q, ldq, tau, rank, buffer, m, parts);
    writeColumn<T>(to + k * toCol, toRow, order, buffer, m, parts, false);
  }
}

/**
 * to[k, order[i]] = the conjugate of element i of column k of x, normalised, for n columns of n elements. Those from the
 * first on that is zero but for rounding, `rank` of them at most, become the rest of an orthonormal basis. x is not kept;
 * tau has room for n elements.
 */
export function writeRight<T>(
  to: usize,
  toRow: isize,
  toCol: isize,
  order: usize,
  x: usize,
  step: isize,
  n: isize,
  rank: isize,
  tau: usize,
  parts: isize,
  buffer: usize,
): void {
  let count: isize = 0;
  for (let column = x; count < rank; count++) {
    const length = normOf(column);
    if (length < smallest<T>()) break;
    scale<T>(column, column, n * parts, <T>(1 / length));
    writeColumn<T>(to + count * toRow, toCol, order, column, n, parts, true);
    column += step;
  }
  if (count < n) reflectColumns<T>(x, step, n, count, tau, parts, buffer);
  for (let k = count; k < n; k++) {
    setUnit<T>(buffer, n, k, parts);
    applyReflections<T>(x, step, tau, count, buffer, n, parts);
    writeColumn<T>(to + k * toRow, toCol, order, buffer, n, parts, true);
  }
}

/** Replaces orthonormal columns by the reflections that map them, one after another, to multiples of unit vectors. */
function reflectColumns<T>(
  x: usize,
  step: isize,
  n: isize,
  count: isize,
  tau: usize,
  parts: isize,
  buffer: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  for (let k: isize = 0; k < count; k++) {
    const at = x + k * (step + size);
    reflect<T>(at, n - k, tau + k * size, parts, buffer);
    for (let j: isize = 1; j < count - k; j++) {
      applyReflection<T>(at, tau + k * size, at + j * step, n - k, parts, true);
    }
  }
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
