import { dot } from "../lib/vector";
import { leastSafe, mostSafe } from "./column";
import { normOf, setAngle, setNorm } from "./head";

/** The square of a norm is kept along while this share of it is left, and else computed anew. */
export const SHARE: f64 = 0.01;

/** A rotation by an angle of smaller tangent changes nothing but the direction of the shorter column. @inline */
export function smallestTangent<T>(): f64 {
  return sizeof<T>() == 8 ? 1e-32 : 1e-15;
}

/**
 * Finds the rotations that make x0 orthogonal to y0 and x1 to y1, both at once, as each is a chain of quotients and roots. Notes the norms
 * that the columns will have, the sine with x and tan of half the angle with y. The sine is 0 if they are orthogonal, and NaN, with
 * the norms as they were, where digits would be lost this way.
 */
export function findAngles<T>(
  x0: usize,
  y0: usize,
  x1: usize,
  y1: usize,
  length: isize,
  tolerance: f64,
): void {
  const one = f64x2.splat(1);
  const a = both(normOf(x0), normOf(x1));
  const b = both(normOf(y0), normOf(y1));
  const aa = f64x2.mul(a, a);
  const bb = f64x2.mul(b, b);
  const product = both(<f64>dot<T>(x0, y0, length), <f64>dot<T>(x1, y1, length));
  const isSafe = v128.and(
    f64x2.gt(f64x2.pmin(aa, bb), f64x2.splat(leastSafe<T>())),
    f64x2.lt(f64x2.pmax(aa, bb), f64x2.splat(mostSafe<T>())),
  );
  const isOblique = f64x2.gt(f64x2.abs(product), f64x2.mul(f64x2.splat(tolerance), f64x2.mul(a, b)));
  const isOrthogonal = v128.andnot(isSafe, isOblique);
  if (i64x2.all_true(isOrthogonal)) {
    setAngle(x0, 0);
    setAngle(x1, 0);
    return;
  }
  const cotangent = f64x2.div(f64x2.sub(bb, aa), f64x2.add(product, product));
  const root = f64x2.sqrt(f64x2.add(one, f64x2.mul(cotangent, cotangent)));
  const size = f64x2.div(one, f64x2.add(f64x2.abs(cotangent), root));
  const t = v128.or(size, v128.and(cotangent, f64x2.splat(-0.0)));
  const secant = f64x2.sqrt(f64x2.add(one, f64x2.mul(t, t)));
  const aaAfter = f64x2.sub(aa, f64x2.mul(t, product));
  const bbAfter = f64x2.add(bb, f64x2.mul(t, product));

  const turns = f64x2.ge(size, f64x2.splat(smallestTangent<T>()));
  const share = f64x2.splat(SHARE);
  const keepsDigits = v128.and(
    f64x2.gt(aaAfter, f64x2.mul(share, aa)),
    f64x2.gt(bbAfter, f64x2.mul(share, bb)),
  );
  const isUsual = v128.and(v128.and(isSafe, isOblique), v128.and(turns, keepsDigits));

  const otherwise = v128.andnot(f64x2.splat(NaN), isOrthogonal);
  const sine = v128.bitselect(f64x2.div(t, secant), otherwise, isUsual);
  const half = f64x2.div(t, f64x2.add(one, secant));
  const aAfter = v128.bitselect(f64x2.sqrt(aaAfter), a, isUsual);
  const bAfter = v128.bitselect(f64x2.sqrt(bbAfter), b, isUsual);
  note(x0, f64x2.extract_lane(aAfter, 0), f64x2.extract_lane(sine, 0));
  note(y0, f64x2.extract_lane(bAfter, 0), f64x2.extract_lane(half, 0));
  note(x1, f64x2.extract_lane(aAfter, 1), f64x2.extract_lane(sine, 1));
  note(y1, f64x2.extract_lane(bAfter, 1), f64x2.extract_lane(half, 1));
}

/** @inline */
function both(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** @inline */
function note(column: usize, norm: f64, angle: f64): void {
  setNorm(column, norm);
  setAngle(column, angle);
}
