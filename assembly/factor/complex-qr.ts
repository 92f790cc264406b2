/** Complex upper Hessenberg matrices of float64 numbers: contiguous rows, ld bytes apart. */
import { complex, divide, imaginary as im, multiply, real as re, squareRoot } from "../lib/complex";

/** Iterations for one eigenvalue after which the method has failed; three are usual. */
const ITERATIONS: i32 = 300;
const ROUNDOFF: f64 = 2.220446049250313e-16;
/** 2⁻⁹⁷⁰: what is no larger is negligible beside elements of 2⁴⁶⁰, to which `load_square` scales, and its reciprocal might overflow. */
const SMALLEST: f64 = 1.0020841800044864e-292;

/** @inline */
function element(h: usize, ld: isize, i: isize, j: isize): v128 {
  return v128.load(h + i * ld + (j << 4));
}

/** |re| + |im|. @inline */
function sizeOf(z: v128): f64 {
  return abs(re(z)) + abs(im(z));
}

/**
 * The eigenvalues of a complex upper Hessenberg matrix to `values`. With `vectors` the rows of v, ldv bytes apart, are
 * multiplied by the same transformations as the columns of h, which becomes its triangular Schur form. Single shifts,
 * Wilkinson's; LAPACK's xLAHQR does the same work. Returns false if it does not converge.
 */
export function hessenberg_qr_c128(
  h: usize,
  ld: isize,
  n: isize,
  values: usize,
  v: usize,
  ldv: isize,
  vectors: bool,
): bool {
  let iteration = 0;
  for (let high = n - 1; high >= 0; ) {
    let low = high;
    for (; low > 0; low--) {
      const size = sizeOf(element(h, ld, low - 1, low - 1)) + sizeOf(element(h, ld, low, low));
      if (sizeOf(element(h, ld, low, low - 1)) <= max(ROUNDOFF * size, SMALLEST)) break;
    }
    if (low > 0) v128.store(h + low * ld + ((low - 1) << 4), f64x2.splat(0));
    if (low == high) {
      v128.store(values + (high << 4), element(h, ld, high, high));
      high--;
      iteration = 0;
      continue;
    }
    if (iteration == ITERATIONS) return false;
    sweep(h, ld, n, low, high, shiftOf(h, ld, high, ++iteration), v, ldv, vectors);
  }
  return true;
}

/** The eigenvalue of the last 2 x 2 block that is nearer to its last element; now and then another number. */
function shiftOf(h: usize, ld: isize, high: isize, iteration: i32): v128 {
  const d = element(h, ld, high, high);
  const c = element(h, ld, high, high - 1);
  if (iteration % 10 == 0) return f64x2.add(d, complex(0.75 * sizeOf(c), 0));
  const b = element(h, ld, high - 1, high);
  const difference = f64x2.sub(element(h, ld, high - 1, high - 1), d);
  // Products of the elements themselves may underflow.
  const scale = sizeOf(b) + sizeOf(c) + sizeOf(difference);
  const toUnit = f64x2.splat(1 / scale);
  const half = f64x2.mul(f64x2.mul(difference, toUnit), f64x2.splat(0.5));
  const w = multiply(f64x2.mul(c, toUnit), f64x2.mul(b, toUnit));
  let root = squareRoot(f64x2.add(multiply(half, half), w));
  if (re(half) * re(root) + im(half) * im(root) < 0) root = f64x2.neg(root);
  const larger = f64x2.add(half, root);
  if (sizeOf(larger) == 0) return d;
  return f64x2.sub(d, f64x2.mul(divide(w, larger), f64x2.splat(scale)));
}

/** One QR step on the rows and columns from low to high: rotations that chase an element down below the diagonal. */
function sweep(
  h: usize,
  ld: isize,
  n: isize,
  low: isize,
  high: isize,
  shift: v128,
  v: usize,
  ldv: isize,
  vectors: bool,
): void {
  const last = vectors ? n : high + 1;
  const first: isize = vectors ? 0 : low;
  for (let k = low; k < high; k++) {
    const column = max(k - 1, low);
    const above = h + k * ld + (column << 4);
    const below = above + ld;
    const x = k > low ? v128.load(above) : f64x2.sub(v128.load(above), shift);
    const y = v128.load(below);
    const size = max(sizeOf(x), sizeOf(y));
    if (size < SMALLEST) continue;
    const p = f64x2.mul(x, f64x2.splat(1 / size));
    const q = f64x2.mul(y, f64x2.splat(1 / size));
    const pp = re(p) * re(p) + im(p) * im(p);
    const length = sqrt(pp + re(q) * re(q) + im(q) * im(q));
    // c is real; the rotation is [c, s; -conj(s), c], which takes x to x / c and y to 0.
    const absolute = sqrt(pp);
    const c = absolute / length;
    const phase = absolute > 0 ? f64x2.mul(p, f64x2.splat(1 / absolute)) : complex(1, 0);
    const s = f64x2.mul(multiply(phase, complex(re(q), -im(q))), f64x2.splat(1 / length));
    const start = k > low ? k - 1 : k;
    rotateRows(h + k * ld + (start << 4), h + (k + 1) * ld + (start << 4), last - start, c, s);
    if (k > low) v128.store(below, f64x2.splat(0));
    const end = min(k + 2, high) + 1;
    for (let i = first; i < end; i++) {
      const left = h + i * ld + (k << 4);
      const a = v128.load(left);
      const b = v128.load(left, 16);
      const conjugate = complex(re(s), -im(s));
      v128.store(left, f64x2.add(f64x2.mul(f64x2.splat(c), a), multiply(conjugate, b)));
      v128.store(left, f64x2.sub(f64x2.mul(f64x2.splat(c), b), multiply(s, a)), 16);
    }
    if (vectors) rotateRows(v + k * ldv, v + (k + 1) * ldv, n, c, complex(re(s), -im(s)));
  }
}

/** x = c x + s y and y = c y - conj(s) x, of n elements. */
function rotateRows(x: usize, y: usize, n: isize, c: f64, s: v128): void {
  const cc = f64x2.splat(c);
  const straight = f64x2.splat(re(s));
  const crossed = complex(-im(s), im(s));
  for (; n > 0; n--) {
    const a = v128.load(x);
    const b = v128.load(y);
    const swappedA = v128.shuffle<f64>(a, a, 1, 0);
    const swappedB = v128.shuffle<f64>(b, b, 1, 0);
    const sy = f64x2.add(f64x2.mul(straight, b), f64x2.mul(crossed, swappedB));
    const sx = f64x2.sub(f64x2.mul(straight, a), f64x2.mul(crossed, swappedA));
    v128.store(x, f64x2.add(f64x2.mul(cc, a), sy));
    v128.store(y, f64x2.sub(f64x2.mul(cc, b), sx));
    x += 16;
    y += 16;
  }
}

/**
 * The eigenvectors of a complex upper triangular matrix, as the rows of x, ldx bytes apart: row k up to its k-th element, which
 * is 1 but for a factor, then zeros. By back-substitution, LAPACK's xTREVC.
 */
export function schur_vectors_c128(h: usize, ld: isize, n: isize, x: usize, ldx: isize): void {
  let norm: f64 = 0;
  for (let i: isize = 0; i < n; i++)
    for (let j = i; j < n; j++) norm = max(norm, sizeOf(element(h, ld, i, j)));
  for (let k: isize = 0; k < n; k++) {
    const row = x + k * ldx;
    memory.fill(row, 0, n << 4);
    v128.store(row + (k << 4), complex(1, 0));
    const value = element(h, ld, k, k);
    const least = max(ROUNDOFF * norm, SMALLEST);
    for (let i = k - 1; i >= 0; i--) {
      let sum = f64x2.splat(0);
      for (let j = i + 1; j <= k; j++)
        sum = f64x2.add(sum, multiply(element(h, ld, i, j), v128.load(row + (j << 4))));
      let gap = f64x2.sub(value, element(h, ld, i, i));
      if (sizeOf(gap) < least) gap = complex(least, 0);
      const found = divide(sum, gap);
      v128.store(row + (i << 4), found);
      if (sizeOf(found) > 1e100) shrink(row, k + 1, 1 / sizeOf(found));
    }
  }
}

function shrink(x: usize, n: isize, factor: f64): void {
  for (; n > 0; n--) {
    v128.store(x, f64x2.mul(v128.load(x), f64x2.splat(factor)));
    x += 16;
  }
}
