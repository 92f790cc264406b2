/** Iterations for one eigenvalue, or two, after which the method has failed; half a dozen is much. */
const ITERATIONS: i32 = 300;
/** Iterations after which what is small beside the whole matrix is negligible, not beside its neighbours alone: noise need not converge. */
const PATIENCE: i32 = 30;
const ROUNDOFF: f64 = 2.220446049250313e-16;

/** @inline */
function at(h: usize, ld: isize, i: isize, j: isize): f64 {
  return load<f64>(h + i * ld + (j << 3));
}

/** @inline */
function set(h: usize, ld: isize, i: isize, j: isize, value: f64): void {
  store<f64>(h + i * ld + (j << 3), value);
}

/** The sum of the sizes of a Hessenberg matrix's elements. */
export function normOf(h: usize, ld: isize, n: isize): f64 {
  let sum: f64 = 0;
  for (let i: isize = 0; i < n; i++) for (let j = max(i - 1, 0); j < n; j++) sum += abs(at(h, ld, i, j));
  return sum;
}

/** The shift of an iteration as x, y, w of EISPACK: the trailing 2 x 2 block's diagonal and its other product. */
let shiftX: f64 = 0;
let shiftY: f64 = 0;
let shiftW: f64 = 0;
/** What has been taken off the diagonal for exceptional shifts. */
let taken: f64 = 0;

/**
 * The eigenvalues of a real upper Hessenberg matrix of contiguous rows, ld bytes apart: re + i · im, a pair with im > 0 first.
 * With `vectors` the rows of v, ldv bytes apart, are multiplied by the same transformations as the columns of h, which becomes
 * its quasi-triangular Schur form. Francis' double shifts: EISPACK's hqr2, Peters and Wilkinson, "Eigenvectors of real and
 * complex matrices by LR and QR triangularizations" (1970). Returns false if it does not converge.
 */
export function hessenberg_qr(
  h: usize,
  ld: isize,
  n: isize,
  re: usize,
  im: usize,
  v: usize,
  ldv: isize,
  vectors: bool,
): bool {
  const norm = normOf(h, ld, n);
  taken = 0;
  let iteration = 0;
  for (let high = n - 1; high >= 0; ) {
    const low = findSmall(h, ld, high, norm, iteration > PATIENCE ? norm / <f64>n : 0);
    if (low == high) {
      set(h, ld, high, high, at(h, ld, high, high) + taken);
      store<f64>(re + (high << 3), at(h, ld, high, high));
      store<f64>(im + (high << 3), 0);
      high--;
      iteration = 0;
    } else if (low == high - 1) {
      splitPair(h, ld, n, high, re, im, v, ldv, vectors);
      high -= 2;
      iteration = 0;
    } else {
      if (iteration == ITERATIONS) return false;
      chooseShift(h, ld, high, ++iteration);
      sweep(h, ld, n, low, high, v, ldv, vectors);
    }
  }
  return true;
}

/** The first row of the last block that has no negligible element below its diagonal; `least` is what any is compared with at least. */
function findSmall(h: usize, ld: isize, high: isize, norm: f64, least: f64): isize {
  let l = high;
  for (; l > 0; l--) {
    let size = abs(at(h, ld, l - 1, l - 1)) + abs(at(h, ld, l, l));
    if (size == 0) size = norm;
    size = max(size, least);
    if (abs(at(h, ld, l, l - 1)) <= ROUNDOFF * size) {
      set(h, ld, l, l - 1, 0);
      break;
    }
  }
  return l;
}

/** Both eigenvalues of the last 2 x 2 block; makes it triangular if they are real. */
function splitPair(
  h: usize,
  ld: isize,
  n: isize,
  high: isize,
  re: usize,
  im: usize,
  v: usize,
  ldv: isize,
  vectors: bool,
): void {
  const before = high - 1;
  const w = at(h, ld, high, before) * at(h, ld, before, high);
  const p = (at(h, ld, before, before) - at(h, ld, high, high)) / 2;
  const q = p * p + w;
  set(h, ld, high, high, at(h, ld, high, high) + taken);
  set(h, ld, before, before, at(h, ld, before, before) + taken);
  const x = at(h, ld, high, high);
  if (q < 0) {
    store<f64>(re + (before << 3), x + p);
    store<f64>(re + (high << 3), x + p);
    store<f64>(im + (before << 3), sqrt(-q));
    store<f64>(im + (high << 3), -sqrt(-q));
    return;
  }
  const z = p + copysign(sqrt(q), p);
  store<f64>(re + (before << 3), x + z);
  store<f64>(re + (high << 3), z != 0 ? x - w / z : x + z);
  store<f64>(im + (before << 3), 0);
  store<f64>(im + (high << 3), 0);
  if (!vectors) return;
  const below = at(h, ld, high, before);
  const size = abs(below) + abs(z);
  const r = sqrt((below / size) * (below / size) + (z / size) * (z / size));
  const s = below / size / r;
  const c = z / size / r;
  rotate(h + before * ld + (before << 3), h + high * ld + (before << 3), n - before, c, s);
  for (let i: isize = 0; i <= high; i++) {
    const left = at(h, ld, i, before);
    const right = at(h, ld, i, high);
    set(h, ld, i, before, c * left + s * right);
    set(h, ld, i, high, c * right - s * left);
  }
  set(h, ld, high, before, 0);
  rotate(v + before * ldv, v + high * ldv, n, c, s);
}

/** x = c x + s y and y = c y - s x. */
function rotate(x: usize, y: usize, n: isize, c: f64, s: f64): void {
  for (; n > 0; n--) {
    const a = load<f64>(x);
    const b = load<f64>(y);
    store<f64>(x, c * a + s * b);
    store<f64>(y, c * b - s * a);
    x += 8;
    y += 8;
  }
}

function chooseShift(h: usize, ld: isize, high: isize, iteration: i32): void {
  shiftX = at(h, ld, high, high);
  shiftY = at(h, ld, high - 1, high - 1);
  shiftW = at(h, ld, high, high - 1) * at(h, ld, high - 1, high);
  if (iteration % 10 != 0) return;
  // An exceptional one, where the usual ones go round in circles.
  taken += shiftX;
  const x = shiftX;
  for (let i: isize = 0; i <= high; i++) set(h, ld, i, i, at(h, ld, i, i) - x);
  const size = abs(at(h, ld, high, high - 1)) + abs(at(h, ld, high - 1, high - 2));
  shiftX = 0.75 * size;
  shiftY = shiftX;
  shiftW = -0.4375 * size * size;
}

/** One double QR step on the rows and columns from low to high, or from where it can begin as well. */
function sweep(
  h: usize,
  ld: isize,
  n: isize,
  low: isize,
  high: isize,
  v: usize,
  ldv: isize,
  vectors: bool,
): void {
  let p: f64 = 0;
  let q: f64 = 0;
  let r: f64 = 0;
  let m = high - 2;
  for (; ; m--) {
    const z = at(h, ld, m, m);
    const x = shiftX - z;
    const y = shiftY - z;
    p = (x * y - shiftW) / at(h, ld, m + 1, m) + at(h, ld, m, m + 1);
    q = at(h, ld, m + 1, m + 1) - z - x - y;
    r = at(h, ld, m + 2, m + 1);
    const size = abs(p) + abs(q) + abs(r);
    p /= size;
    q /= size;
    r /= size;
    if (m == low) break;
    const around = abs(at(h, ld, m - 1, m - 1)) + abs(z) + abs(at(h, ld, m + 1, m + 1));
    if (abs(at(h, ld, m, m - 1)) * (abs(q) + abs(r)) < ROUNDOFF * abs(p) * around) break;
  }
  for (let i = m + 2; i <= high; i++) {
    set(h, ld, i, i - 2, 0);
    if (i > m + 2) set(h, ld, i, i - 3, 0);
  }
  const last = vectors ? n : high + 1;
  for (let k = m; k < high; k++) {
    const isLast = k == high - 1;
    let x: f64 = 1;
    if (k != m) {
      p = at(h, ld, k, k - 1);
      q = at(h, ld, k + 1, k - 1);
      r = isLast ? 0 : at(h, ld, k + 2, k - 1);
      x = abs(p) + abs(q) + abs(r);
      if (x == 0) continue;
      p /= x;
      q /= x;
      r /= x;
    }
    const s = copysign(sqrt(p * p + q * q + r * r), p);
    if (s == 0) continue;
    if (k != m) set(h, ld, k, k - 1, -s * x);
    else if (low != m) set(h, ld, k, k - 1, -at(h, ld, k, k - 1));
    p += s;
    const first: isize = vectors ? 0 : low;
    const column = h + first * ld + (k << 3);
    const rows = min(high, k + 3) + 1 - first;
    reflectRows(h + k * ld + (k << 3), ld, last - k, p / s, q / s, r / s, q / p, r / p, isLast);
    reflectColumns(column, ld, rows, p / s, q / s, r / s, q / p, r / p, isLast);
    if (vectors) reflectRows(v + k * ldv, ldv, n, p / s, q / s, r / s, q / p, r / p, isLast);
    q /= p;
    r /= p;
  }
}

/** Three rows, or two, minus (x, y, z) times what (1, q, r) makes of them, n columns. */
function reflectRows(
  a: usize,
  ld: isize,
  n: isize,
  x: f64,
  y: f64,
  z: f64,
  q: f64,
  r: f64,
  isPair: bool,
): void {
  let b = a + ld;
  // A missing row is taken for the second, with nothing to add to it.
  let c = isPair ? b : b + ld;
  for (; n >= 2; n -= 2) {
    const u = v128.load(a);
    const w = v128.load(b);
    const t = v128.load(c);
    let sum = f64x2.add(u, f64x2.mul(f64x2.splat(q), w));
    if (!isPair) sum = f64x2.add(sum, f64x2.mul(f64x2.splat(r), t));
    v128.store(a, f64x2.sub(u, f64x2.mul(sum, f64x2.splat(x))));
    v128.store(b, f64x2.sub(w, f64x2.mul(sum, f64x2.splat(y))));
    if (!isPair) v128.store(c, f64x2.sub(t, f64x2.mul(sum, f64x2.splat(z))));
    a += 16;
    b += 16;
    c += 16;
  }
  if (n > 0) {
    let sum = load<f64>(a) + q * load<f64>(b);
    if (!isPair) sum += r * load<f64>(c);
    store<f64>(a, load<f64>(a) - sum * x);
    store<f64>(b, load<f64>(b) - sum * y);
    if (!isPair) store<f64>(c, load<f64>(c) - sum * z);
  }
}

/** The same for three columns, or two, side by side. */
function reflectColumns(
  a: usize,
  ld: isize,
  rows: isize,
  x: f64,
  y: f64,
  z: f64,
  q: f64,
  r: f64,
  isPair: bool,
): void {
  for (; rows > 0; rows--) {
    let sum = x * load<f64>(a) + y * load<f64>(a, 8);
    if (!isPair) sum += z * load<f64>(a, 16);
    store<f64>(a, load<f64>(a) - sum);
    store<f64>(a, load<f64>(a, 8) - sum * q, 8);
    if (!isPair) store<f64>(a, load<f64>(a, 16) - sum * r, 16);
    a += ld;
  }
}
