import { lanes, madd } from "../lib/lanes";
import { dot, sumLanes } from "../lib/vector";
import { addScaled, dotImaginary, scale, turn } from "./column";
import { reflect } from "./householder";

/**
 * The first `width` columns of a Hermitian n x n matrix of contiguous columns, lda bytes apart, are reduced to tridiagonal
 * form, from the lower triangle alone: the diagonal to d, what is below it to e, and in the columns and in tau are the
 * reflections, as `reflect` leaves them. The rest of the matrix has still to be added left · rightᵀ: matrices of n rows and
 * 2 · width contiguous columns, of which rows from `width` on count. LAPACK's xLATRD; Dongarra, Hammarling and Sorensen,
 * "Block reduction of matrices to condensed forms for eigenvalue computations" (1989). `buffer` has room for a column.
 * @kernel.tridiagonal_panel(1) f64
 * @kernel.tridiagonal_panel(2) f64=c128
 */
function reducePanel<T>(
  parts: isize,
  a: usize,
  lda: isize,
  n: isize,
  width: isize,
  d: usize,
  e: usize,
  tau: usize,
  left: usize,
  right: usize,
  buffer: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  const ld = n * size;
  // Columns of the reflections' vectors v, and of -w, for which the matrix has to be added v (-w)ᴴ + (-w) vᴴ.
  const second = left + width * ld;
  for (let j: isize = 0; j < width; j++) {
    const column = a + j * (lda + size);
    const rest = n - j - 1;
    for (let i: isize = 0; i < j; i++) {
      addMultiple<T>(parts, column, left + i * ld + j * size, n - j, second + i * ld + j * size);
      addMultiple<T>(parts, column, second + i * ld + j * size, n - j, left + i * ld + j * size);
    }
    store<f64>(d + (j << 3), <f64>load<T>(column));
    if (rest == 0) break;
    const at = (j + 1) * size;
    const x = column + size;
    reflect<T>(x, rest, tau + j * size, parts, buffer);
    store<f64>(e + (j << 3), <f64>load<T>(x));
    const v = left + j * ld + at;
    memory.copy(v, x, rest * size);
    store<T>(v, 1);
    if (parts == 2) store<T>(v, 0, sizeof<T>());
    const w = second + j * ld + at;
    if (parts == 1) multiplySymmetric<T>(w, column + lda + size, lda, v, rest);
    else multiplyHermitian<T>(w, column + lda + size, lda, v, rest);
    for (let i: isize = 0; i < j; i++) {
      addProjection<T>(parts, w, left + i * ld + at, second + i * ld + at, v, rest);
      addProjection<T>(parts, w, second + i * ld + at, left + i * ld + at, v, rest);
    }
    finishUpdate<T>(parts, w, v, rest, tau + j * size);
  }
  copyConjugate<T>(parts, right, second, width * n);
  copyConjugate<T>(parts, right + width * ld, left, width * n);
}

/** y += x times the conjugate of the element at `factor`. */
function addMultiple<T>(parts: isize, y: usize, x: usize, n: isize, factor: usize): void {
  const im: T = parts == 2 ? -load<T>(factor, sizeof<T>()) : 0;
  addScaled<T>(y, x, n * parts, load<T>(factor), im, parts == 2);
}

/** w += x · (yᴴ v). */
function addProjection<T>(parts: isize, w: usize, x: usize, y: usize, v: usize, n: isize): void {
  const im: T = parts == 2 ? dotImaginary<T>(y, v, n * parts) : 0;
  addScaled<T>(w, x, n * parts, dot<T>(y, v, n * parts), im, parts == 2);
}

/** w = -(τ w - ½ τ (τ w)ᴴ v · v), where w was A v. */
function finishUpdate<T>(parts: isize, w: usize, v: usize, n: isize, tau: usize): void {
  const re = load<T>(tau);
  const im: T = parts == 2 ? load<T>(tau, sizeof<T>()) : 0;
  if (parts == 1) scale<T>(w, w, n, -re);
  else turn<T>(w, n * parts, -re, -im);
  const along = <T>-0.5 * dot<T>(w, v, n * parts);
  const across: T = parts == 2 ? <T>-0.5 * dotImaginary<T>(w, v, n * parts) : 0;
  addScaled<T>(w, v, n * parts, re * along - im * across, re * across + im * along, parts == 2);
}

function copyConjugate<T>(parts: isize, to: usize, from: usize, n: isize): void {
  if (parts == 1) {
    memory.copy(to, from, n * sizeof<T>());
    return;
  }
  for (; n > 0; n--) {
    store<T>(to, load<T>(from));
    store<T>(to, -load<T>(from, sizeof<T>()), sizeof<T>());
    to += 2 * sizeof<T>();
    from += 2 * sizeof<T>();
  }
}

/** w = A v from the lower triangle of a symmetric A of contiguous columns: each element is read once for both its places. */
function multiplySymmetric<T>(w: usize, a: usize, lda: isize, v: usize, n: isize): void {
  const size = <isize>sizeof<T>();
  memory.fill(w, 0, n * size);
  let c: isize = 0;
  for (; c + 4 <= n; c += 4) {
    multiplyCorner<T>(w + c * size, a, lda, v + c * size, 4);
    multiplyColumns<T>(w + c * size, a, lda, v + c * size, n - c);
    a += 4 * (lda + size);
  }
  multiplyCorner<T>(w + c * size, a, lda, v + c * size, n - c);
}

/** w += A v for a symmetric A of few rows. */
function multiplyCorner<T>(w: usize, a: usize, lda: isize, v: usize, n: isize): void {
  const size = <isize>sizeof<T>();
  for (let j: isize = 0; j < n; j++) {
    let sum: T = 0;
    for (let i: isize = 0; i < n; i++) {
      const x = i < j ? load<T>(a + i * lda + j * size) : load<T>(a + j * lda + i * size);
      sum += x * load<T>(v + i * size);
    }
    store<T>(w + j * size, load<T>(w + j * size) + sum);
  }
}

/** What the rows from the fifth on of four columns add to all of w. */
function multiplyColumns<T>(w: usize, a: usize, lda: isize, v: usize, n: isize): void {
  const size = <isize>sizeof<T>();
  const step = <isize>lanes<T>();
  let a0 = a + 4 * size;
  let a1 = a0 + lda;
  let a2 = a1 + lda;
  let a3 = a2 + lda;
  const v0 = v128.load_splat<T>(v);
  const v1 = v128.load_splat<T>(v + size);
  const v2 = v128.load_splat<T>(v + 2 * size);
  const v3 = v128.load_splat<T>(v + 3 * size);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let y = w + 4 * size;
  let x = v + 4 * size;
  let left = n - 4;
  for (; left >= step; left -= step) {
    const u = v128.load(x);
    let t = v128.load(y);
    let b = v128.load(a0);
    t = madd<T>(b, v0, t);
    s0 = madd<T>(b, u, s0);
    b = v128.load(a1);
    t = madd<T>(b, v1, t);
    s1 = madd<T>(b, u, s1);
    b = v128.load(a2);
    t = madd<T>(b, v2, t);
    s2 = madd<T>(b, u, s2);
    b = v128.load(a3);
    t = madd<T>(b, v3, t);
    s3 = madd<T>(b, u, s3);
    v128.store(y, t);
    a0 += 16;
    a1 += 16;
    a2 += 16;
    a3 += 16;
    x += 16;
    y += 16;
  }
  let r0 = sumLanes<T>(s0);
  let r1 = sumLanes<T>(s1);
  let r2 = sumLanes<T>(s2);
  let r3 = sumLanes<T>(s3);
  for (; left > 0; left--) {
    const u = load<T>(x);
    let t = load<T>(y);
    t += load<T>(a0) * load<T>(v) + load<T>(a1) * load<T>(v + size);
    t += load<T>(a2) * load<T>(v + 2 * size) + load<T>(a3) * load<T>(v + 3 * size);
    store<T>(y, t);
    r0 += load<T>(a0) * u;
    r1 += load<T>(a1) * u;
    r2 += load<T>(a2) * u;
    r3 += load<T>(a3) * u;
    a0 += size;
    a1 += size;
    a2 += size;
    a3 += size;
    x += size;
    y += size;
  }
  store<T>(w, load<T>(w) + r0);
  store<T>(w + size, load<T>(w + size) + r1);
  store<T>(w + 2 * size, load<T>(w + 2 * size) + r2);
  store<T>(w + 3 * size, load<T>(w + 3 * size) + r3);
}

/** The same for a Hermitian A. */
function multiplyHermitian<T>(w: usize, a: usize, lda: isize, v: usize, n: isize): void {
  const size: isize = 2 * sizeof<T>();
  memory.fill(w, 0, n * size);
  for (let rest: isize = 2 * (n - 1); rest >= 0; rest -= 2) {
    const re = load<T>(v);
    const im = load<T>(v, sizeof<T>());
    const diagonal = load<T>(a);
    const along = dot<T>(a + size, v + size, rest);
    const across = dotImaginary<T>(a + size, v + size, rest);
    store<T>(w, load<T>(w) + diagonal * re + along);
    store<T>(w, load<T>(w, sizeof<T>()) + diagonal * im + across, sizeof<T>());
    addScaled<T>(w + size, a + size, rest, re, im, true);
    a += lda + size;
    v += size;
    w += size;
  }
}
