import { madd, nmadd } from "../lib/lanes";
import { bytesOf, imaginaryOf, put, realOf, take, times, turn } from "./numbers";

/**
 * One pass of Stockham's transform (self-sorting, decimation in frequency): for p < m, q < s, with r the radix,
 *
 *   to[q + s (r p + k)] = w(p, k) Σ from[q + s (p + m j)] exp(∓2πi jk / r),  j, k < r
 *
 * where w(p, k), k > 0, are the twiddle factors at `w`, one row for each p. `row` is the bytes of s numbers.
 */
export function pass<T>(
  radix: u32,
  to: usize,
  from: usize,
  w: usize,
  m: usize,
  row: usize,
  quarter: v128,
): void {
  if (radix == 4) walk<T>(4, to, from, w, m, row, quarter);
  else if (radix == 2) walk<T>(2, to, from, w, m, row, quarter);
  else if (radix == 3) walk<T>(3, to, from, w, m, row, quarter);
  else if (radix == 5) walk<T>(5, to, from, w, m, row, quarter);
  else walk<T>(7, to, from, w, m, row, quarter);
}

/** The factors of a row are read once for all its numbers. @inline */
function walk<T>(radix: usize, to: usize, from: usize, w: usize, m: usize, row: usize, quarter: v128): void {
  const size = bytesOf<T>();
  const far = m * row;
  for (let p: usize = 0; p < m; p++) {
    const r1 = realOf<T>(w);
    const i1 = imaginaryOf<T>(w);
    const r2 = radix > 2 ? realOf<T>(w + size) : r1;
    const i2 = radix > 2 ? imaginaryOf<T>(w + size) : i1;
    const r3 = radix > 3 ? realOf<T>(w + 2 * size) : r1;
    const i3 = radix > 3 ? imaginaryOf<T>(w + 2 * size) : i1;
    const r4 = radix > 4 ? realOf<T>(w + 3 * size) : r1;
    const i4 = radix > 4 ? imaginaryOf<T>(w + 3 * size) : i1;
    const r5 = radix > 5 ? realOf<T>(w + 4 * size) : r1;
    const i5 = radix > 5 ? imaginaryOf<T>(w + 4 * size) : i1;
    const r6 = radix > 5 ? realOf<T>(w + 5 * size) : r1;
    const i6 = radix > 5 ? imaginaryOf<T>(w + 5 * size) : i1;
    const last = row & -16;
    for (let q: usize = 0; q < last; q += 16) {
      butterfly<T>(
        radix,
        to + q,
        from + q,
        r1,
        i1,
        r2,
        i2,
        r3,
        i3,
        r4,
        i4,
        r5,
        i5,
        r6,
        i6,
        row,
        far,
        quarter,
        true,
      );
    }
    if (sizeof<T>() == 4 && last < row) {
      butterfly<T>(
        radix,
        to + last,
        from + last,
        r1,
        i1,
        r2,
        i2,
        r3,
        i3,
        r4,
        i4,
        r5,
        i5,
        r6,
        i6,
        row,
        far,
        quarter,
        false,
      );
    }
    w += (radix - 1) * size;
    from += row;
    to += radix * row;
  }
}

/** The transform of `radix` numbers, or of as many pairs side by side. @inline */
function butterfly<T>(
  radix: usize,
  to: usize,
  from: usize,
  r1: v128,
  i1: v128,
  r2: v128,
  i2: v128,
  r3: v128,
  i3: v128,
  r4: v128,
  i4: v128,
  r5: v128,
  i5: v128,
  r6: v128,
  i6: v128,
  row: usize,
  far: usize,
  quarter: v128,
  whole: bool,
): void {
  if (radix == 2) butterfly2<T>(to, from, r1, i1, row, far, whole);
  else if (radix == 3) butterfly3<T>(to, from, r1, i1, r2, i2, row, far, quarter, whole);
  else if (radix == 4) butterfly4<T>(to, from, r1, i1, r2, i2, r3, i3, row, far, quarter, whole);
  else if (radix == 5) butterfly5<T>(to, from, r1, i1, r2, i2, r3, i3, r4, i4, row, far, quarter, whole);
  else butterfly7<T>(to, from, r1, i1, r2, i2, r3, i3, r4, i4, r5, i5, r6, i6, row, far, quarter, whole);
}

/** Stores a number times its twiddle factor. @inline */
function twiddle<T>(to: usize, v: v128, real: v128, imaginary: v128, whole: bool): void {
  put<T>(to, times<T>(v, real, imaginary), whole);
}

/** @inline */
function butterfly2<T>(
  to: usize,
  from: usize,
  r1: v128,
  i1: v128,
  row: usize,
  far: usize,
  whole: bool,
): void {
  const x0 = take<T>(from, whole);
  const x1 = take<T>(from + far, whole);
  put<T>(to, v128.add<T>(x0, x1), whole);
  twiddle<T>(to + row, v128.sub<T>(x0, x1), r1, i1, whole);
}

/** @inline */
function butterfly3<T>(
  to: usize,
  from: usize,
  r1: v128,
  i1: v128,
  r2: v128,
  i2: v128,
  row: usize,
  far: usize,
  quarter: v128,
  whole: bool,
): void {
  const x0 = take<T>(from, whole);
  const x1 = take<T>(from + far, whole);
  const x2 = take<T>(from + 2 * far, whole);
  const sum = v128.add<T>(x1, x2);
  const a = nmadd<T>(sum, v128.splat<T>(<T>0.5), x0);
  const b = turn<T>(v128.mul<T>(v128.sub<T>(x1, x2), v128.splat<T>(<T>SIN_3)), quarter);
  put<T>(to, v128.add<T>(x0, sum), whole);
  twiddle<T>(to + row, v128.add<T>(a, b), r1, i1, whole);
  twiddle<T>(to + 2 * row, v128.sub<T>(a, b), r2, i2, whole);
}

/** @inline */
function butterfly4<T>(
  to: usize,
  from: usize,
  r1: v128,
  i1: v128,
  r2: v128,
  i2: v128,
  r3: v128,
  i3: v128,
  row: usize,
  far: usize,
  quarter: v128,
  whole: bool,
): void {
  const x0 = take<T>(from, whole);
  const x1 = take<T>(from + far, whole);
  const x2 = take<T>(from + 2 * far, whole);
  const x3 = take<T>(from + 3 * far, whole);
  const even = v128.add<T>(x0, x2);
  const odd = v128.add<T>(x1, x3);
  const a = v128.sub<T>(x0, x2);
  const b = turn<T>(v128.sub<T>(x1, x3), quarter);
  put<T>(to, v128.add<T>(even, odd), whole);
  twiddle<T>(to + row, v128.add<T>(a, b), r1, i1, whole);
  twiddle<T>(to + 2 * row, v128.sub<T>(even, odd), r2, i2, whole);
  twiddle<T>(to + 3 * row, v128.sub<T>(a, b), r3, i3, whole);
}

/** @inline */
function butterfly5<T>(
  to: usize,
  from: usize,
  r1: v128,
  i1: v128,
  r2: v128,
  i2: v128,
  r3: v128,
  i3: v128,
  r4: v128,
  i4: v128,
  row: usize,
  far: usize,
  quarter: v128,
  whole: bool,
): void {
  const x0 = take<T>(from, whole);
  const x1 = take<T>(from + far, whole);
  const x2 = take<T>(from + 2 * far, whole);
  const x3 = take<T>(from + 3 * far, whole);
  const x4 = take<T>(from + 4 * far, whole);
  const s1 = v128.add<T>(x1, x4);
  const s2 = v128.add<T>(x2, x3);
  const d1 = v128.sub<T>(x1, x4);
  const d2 = v128.sub<T>(x2, x3);
  const cos1 = v128.splat<T>(<T>COS_5);
  const cos2 = v128.splat<T>(<T>COS_10);
  const sin1 = v128.splat<T>(<T>SIN_5);
  const sin2 = v128.splat<T>(<T>SIN_10);
  const a1 = madd<T>(s2, cos2, madd<T>(s1, cos1, x0));
  const a2 = madd<T>(s2, cos1, madd<T>(s1, cos2, x0));
  const b1 = turn<T>(madd<T>(d2, sin2, v128.mul<T>(d1, sin1)), quarter);
  const b2 = turn<T>(nmadd<T>(d2, sin1, v128.mul<T>(d1, sin2)), quarter);
  put<T>(to, v128.add<T>(x0, v128.add<T>(s1, s2)), whole);
  twiddle<T>(to + row, v128.add<T>(a1, b1), r1, i1, whole);
  twiddle<T>(to + 2 * row, v128.add<T>(a2, b2), r2, i2, whole);
  twiddle<T>(to + 3 * row, v128.sub<T>(a2, b2), r3, i3, whole);
  twiddle<T>(to + 4 * row, v128.sub<T>(a1, b1), r4, i4, whole);
}

/** @inline */
function butterfly7<T>(
  to: usize,
  from: usize,
  r1: v128,
  i1: v128,
  r2: v128,
  i2: v128,
  r3: v128,
  i3: v128,
  r4: v128,
  i4: v128,
  r5: v128,
  i5: v128,
  r6: v128,
  i6: v128,
  row: usize,
  far: usize,
  quarter: v128,
  whole: bool,
): void {
  const x0 = take<T>(from, whole);
  const x1 = take<T>(from + far, whole);
  const x2 = take<T>(from + 2 * far, whole);
  const x3 = take<T>(from + 3 * far, whole);
  const x4 = take<T>(from + 4 * far, whole);
  const x5 = take<T>(from + 5 * far, whole);
  const x6 = take<T>(from + 6 * far, whole);
  const s1 = v128.add<T>(x1, x6);
  const s2 = v128.add<T>(x2, x5);
  const s3 = v128.add<T>(x3, x4);
  const d1 = v128.sub<T>(x1, x6);
  const d2 = v128.sub<T>(x2, x5);
  const d3 = v128.sub<T>(x3, x4);
  const cos1 = v128.splat<T>(<T>COS_7);
  const cos2 = v128.splat<T>(<T>COS_14);
  const cos3 = v128.splat<T>(<T>COS_21);
  const sin1 = v128.splat<T>(<T>SIN_7);
  const sin2 = v128.splat<T>(<T>SIN_14);
  const sin3 = v128.splat<T>(<T>SIN_21);
  const a1 = madd<T>(s3, cos3, madd<T>(s2, cos2, madd<T>(s1, cos1, x0)));
  const a2 = madd<T>(s3, cos1, madd<T>(s2, cos3, madd<T>(s1, cos2, x0)));
  const a3 = madd<T>(s3, cos2, madd<T>(s2, cos1, madd<T>(s1, cos3, x0)));
  const b1 = turn<T>(madd<T>(d3, sin3, madd<T>(d2, sin2, v128.mul<T>(d1, sin1))), quarter);
  const b2 = turn<T>(nmadd<T>(d3, sin1, nmadd<T>(d2, sin3, v128.mul<T>(d1, sin2))), quarter);
  const b3 = turn<T>(madd<T>(d3, sin2, nmadd<T>(d2, sin1, v128.mul<T>(d1, sin3))), quarter);
  put<T>(to, v128.add<T>(v128.add<T>(x0, s1), v128.add<T>(s2, s3)), whole);
  twiddle<T>(to + row, v128.add<T>(a1, b1), r1, i1, whole);
  twiddle<T>(to + 2 * row, v128.add<T>(a2, b2), r2, i2, whole);
  twiddle<T>(to + 3 * row, v128.add<T>(a3, b3), r3, i3, whole);
  twiddle<T>(to + 4 * row, v128.sub<T>(a3, b3), r4, i4, whole);
  twiddle<T>(to + 5 * row, v128.sub<T>(a2, b2), r5, i5, whole);
  twiddle<T>(to + 6 * row, v128.sub<T>(a1, b1), r6, i6, whole);
}

// cos and sin of 2π j / r.
const SIN_3: f64 = 0.8660254037844386;
const COS_5: f64 = 0.30901699437494745;
const COS_10: f64 = -0.8090169943749475;
const SIN_5: f64 = 0.9510565162951535;
const SIN_10: f64 = 0.5877852522924731;
const COS_7: f64 = 0.6234898018587335;
const COS_14: f64 = -0.2225209339563144;
const COS_21: f64 = -0.9009688679024191;
const SIN_7: f64 = 0.7818314824680298;
const SIN_14: f64 = 0.9749279121818236;
const SIN_21: f64 = 0.4338837391175581;
