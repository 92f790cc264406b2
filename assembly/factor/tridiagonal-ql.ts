/** Iterations for one eigenvalue after which the method has failed; two or three are usual. */
const ITERATIONS: i32 = 60;
const ROUNDOFF: f64 = 2.220446049250313e-16;

/** @inline */
function real(x: usize, k: isize): f64 {
  return load<f64>(x + (k << 3));
}

/** @inline */
function setReal(x: usize, k: isize, value: f64): void {
  store<f64>(x + (k << 3), value);
}

/**
 * The eigenvalues of a symmetric tridiagonal matrix, in no order, take the place of its diagonal d; e, what is beside it, is
 * not kept, and has room for n numbers. The n rows of v, ldv bytes apart, of which `cols` numbers, are rotated with it. Implicit
 * QL: Dubrulle, Martin and Wilkinson, "The implicit QL algorithm" (1968). Returns false if it does not converge.
 */
export function tridiagonal_ql(d: usize, e: usize, n: isize, v: usize, ldv: isize, cols: isize): bool {
  if (n > 0) setReal(e, n - 1, 0);
  for (let l: isize = 0; l < n; l++) {
    for (let iteration = 0; ; iteration++) {
      let m = l;
      for (; m + 1 < n; m++) {
        const size = abs(real(d, m)) + abs(real(d, m + 1));
        if (abs(real(e, m)) <= ROUNDOFF * size) break;
      }
      if (m == l) break;
      if (iteration == ITERATIONS) return false;
      step(d, e, l, m, v, ldv, cols);
    }
  }
  return true;
}

/** One step on the rows from l to m, with Wilkinson's shift. */
function step(d: usize, e: usize, l: isize, m: isize, v: usize, ldv: isize, cols: isize): void {
  const half = (real(d, l + 1) - real(d, l)) / (2 * real(e, l));
  let g = real(d, m) - real(d, l) + real(e, l) / (half + copysign(hypotenuse(half, 1), half));
  let s: f64 = 1;
  let c: f64 = 1;
  let p: f64 = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * real(e, i);
    const b = c * real(e, i);
    const r = hypotenuse(f, g);
    setReal(e, i + 1, r);
    if (r == 0) {
      // It falls apart here.
      setReal(d, i + 1, real(d, i + 1) - p);
      setReal(e, m, 0);
      return;
    }
    s = f / r;
    c = g / r;
    g = real(d, i + 1) - p;
    const t = (real(d, i) - g) * s + 2 * c * b;
    p = s * t;
    setReal(d, i + 1, g + p);
    g = c * t - b;
    if (cols > 0) rotateRows(v + (i + 1) * ldv, v + i * ldv, cols, c, s);
  }
  setReal(d, l, real(d, l) - p);
  setReal(e, l, g);
  setReal(e, m, 0);
}

/** Numbers are of moderate size, so that squares neither overflow nor matter where they underflow. @inline */
function hypotenuse(x: f64, y: f64): f64 {
  return sqrt(x * x + y * y);
}

/** x = c x + s y and y = c y - s x. */
export function rotateRows(x: usize, y: usize, n: isize, c: f64, s: f64): void {
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s);
  for (; n >= 2; n -= 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(x, f64x2.add(f64x2.mul(cc, a), f64x2.mul(ss, b)));
    v128.store(y, f64x2.sub(f64x2.mul(cc, b), f64x2.mul(ss, a)));
    x += 16;
    y += 16;
  }
  if (n > 0) {
    const a = load<f64>(x);
    const b = load<f64>(y);
    store<f64>(x, c * a + s * b);
    store<f64>(y, c * b - s * a);
  }
}
