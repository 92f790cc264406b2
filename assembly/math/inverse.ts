import { madd } from "../lib/lanes";
import { horner } from "./polynomial";

/** (asin s / s - 1) / s² as a polynomial in s², s ≤ 1/2: to 2^-60, and for float32 to 2^-31 (Remez). */
const arcsine64 = memory.data<f64>([
  0.1666666666666676, 0.07499999999970633, 0.044642857174779504, 0.030381942699355482, 0.022372215235322162,
  0.01735160739133664, 0.013980877936571356, 0.011398427134643058, 0.010783055851862787,
  0.0036955120238637233, 0.021734692425916132, -0.021038632391234654, 0.032653990501609255,
]);
const arcsine32 = memory.data<f32>([
  0.16666659712791443, 0.07500505447387695, 0.044516708701848984, 0.031809911131858826, 0.014429840259253979,
  0.03752937912940979,
]);

/** (atan t / t - 1) / t² as a polynomial in t², t ≤ tan(π/8): to 2^-64, and for float32 to 2^-30 (Remez). */
const arctangent64 = memory.data<f64>([
  -0.33333333333333326, 0.19999999999997603, -0.14285714285379997, 0.11111111087696948, -0.09090908127775411,
  0.07692282391898303, -0.06666221500673743, 0.058769717220595666, -0.05218090137648761, 0.04502301282901173,
  -0.03344602281677033, 0.015166849131767851,
]);
const arctangent32 = memory.data<f32>([
  -0.33333316445350647, 0.199984610080719, -0.14243310689926147, 0.10592076182365417, -0.06073605641722679,
]);

const HALF_PI = 1.5707963267948966;
const HALF_PI_REST = 6.123233995736766e-17;

/** The float64 constant nearest to π/2, or float32, and what it lacks. @inline */
function halfPi<T>(): v128 {
  return v128.splat<T>(<T>HALF_PI);
}

/** @inline */
function halfPiRest<T>(): v128 {
  return v128.splat<T>(sizeof<T>() == 8 ? <T>HALF_PI_REST : <T>(HALF_PI - <f64>(<f32>HALF_PI)));
}

/** @inline */
function signOf<T>(x: v128): v128 {
  return v128.and(x, v128.neg<T>(v128.splat<T>(0)));
}

/** asin x for `isSine`, else acos x; beyond 1/2 by √((1 - |x|) / 2), whose arcsine is half of what lacks to π/2. @inline */
export function arcsine<T>(isSine: bool, x: v128): v128 {
  const size = v128.abs<T>(x);
  const sign = signOf<T>(x);
  const half = v128.splat<T>(0.5);
  const isSmall = v128.le<T>(size, half);
  const square = v128.bitselect(
    v128.mul<T>(x, x),
    v128.mul<T>(v128.sub<T>(v128.splat<T>(1), size), half),
    isSmall,
  );
  const s = v128.bitselect(size, v128.sqrt<T>(square), isSmall);
  const series = sizeof<T>() == 8 ? horner<T>(square, arcsine64, 13) : horner<T>(square, arcsine32, 6);
  const curve = v128.mul<T>(v128.mul<T>(s, square), series);
  const angle = v128.add<T>(s, curve);
  const twice = v128.add<T>(angle, angle);
  if (isSine) {
    const large = v128.sub<T>(halfPi<T>(), v128.sub<T>(twice, halfPiRest<T>()));
    return v128.or(v128.bitselect(angle, large, isSmall), sign);
  }
  const small = v128.sub<T>(halfPi<T>(), v128.sub<T>(v128.xor(angle, sign), halfPiRest<T>()));
  const pi = v128.add<T>(halfPi<T>(), halfPi<T>());
  const restOfPi = v128.add<T>(halfPiRest<T>(), halfPiRest<T>());
  const turned = v128.sub<T>(pi, v128.sub<T>(twice, restOfPi));
  const large = v128.bitselect(turned, twice, v128.lt<T>(x, v128.splat<T>(0)));
  return v128.bitselect(small, large, isSmall);
}

/** atan x. @inline */
export function arctangent<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const one = v128.splat<T>(1);
  const isLarge = v128.gt<T>(size, one);
  const angle = angleOf<T>(v128.bitselect(one, size, isLarge), v128.bitselect(size, one, isLarge));
  return v128.or(v128.bitselect(complement<T>(angle), angle, isLarge), signOf<T>(x));
}

/** The angle of the point (x, y) from the positive x axis, with C's special cases: signs of zeros count. @inline */
export function arctangent2<T>(y: v128, x: v128): v128 {
  const across = v128.abs<T>(y);
  const along = v128.abs<T>(x);
  const isSteep = v128.gt<T>(across, along);
  let low = v128.bitselect(along, across, isSteep);
  let high = v128.bitselect(across, along, isSteep);
  // Sums of both must not overflow.
  const scale = v128.splat<T>(sizeof<T>() == 8 ? 9.313225746154785e-10 : 0.0009765625);
  const isHuge = v128.gt<T>(high, v128.splat<T>(sizeof<T>() == 8 ? <T>1e300 : <T>1e37));
  low = v128.bitselect(v128.mul<T>(low, scale), low, isHuge);
  high = v128.bitselect(v128.mul<T>(high, scale), high, isHuge);
  // Two infinities are as equal as 1 and 1; the angle of 0 and 0 is that of 0 and 1.
  const one = v128.splat<T>(1);
  const isInfinite = v128.eq<T>(low, v128.splat<T>(<T>Infinity));
  low = v128.bitselect(one, low, isInfinite);
  high = v128.bitselect(one, high, v128.or(isInfinite, v128.eq<T>(high, v128.splat<T>(0))));
  // An infinite sum would divide infinity.
  const isFar = v128.eq<T>(high, v128.splat<T>(<T>Infinity));
  low = v128.bitselect(v128.mul<T>(low, v128.splat<T>(0)), low, isFar);
  high = v128.bitselect(one, high, isFar);
  const acute = angleOf<T>(low, high);
  const upward = v128.bitselect(complement<T>(acute), acute, isSteep);
  const pi = v128.add<T>(halfPi<T>(), halfPi<T>());
  const restOfPi = v128.add<T>(halfPiRest<T>(), halfPiRest<T>());
  const backward = v128.sub<T>(pi, v128.sub<T>(upward, restOfPi));
  // By its bits: the sign of -0 counts.
  const isBehind = sizeof<T>() == 8 ? i64x2.lt_s(x, i64x2.splat(0)) : i32x4.lt_s(x, i32x4.splat(0));
  const angle = v128.bitselect(backward, upward, isBehind);
  const isNaN = v128.or(v128.ne<T>(x, x), v128.ne<T>(y, y));
  return v128.bitselect(v128.add<T>(x, y), v128.or(angle, signOf<T>(y)), isNaN);
}

/** What an angle lacks to π/2. @inline */
function complement<T>(angle: v128): v128 {
  return v128.sub<T>(halfPi<T>(), v128.sub<T>(angle, halfPiRest<T>()));
}

/** atan(low / high) for 0 ≤ low ≤ high, by the difference to π/4 where it is beyond π/8. @inline */
function angleOf<T>(low: v128, high: v128): v128 {
  const isBeyond = v128.gt<T>(low, v128.mul<T>(high, v128.splat<T>(<T>0.4142135623730951)));
  const t = v128.div<T>(
    v128.bitselect(v128.sub<T>(low, high), low, isBeyond),
    v128.bitselect(v128.add<T>(low, high), high, isBeyond),
  );
  const square = v128.mul<T>(t, t);
  const series = sizeof<T>() == 8 ? horner<T>(square, arctangent64, 12) : horner<T>(square, arctangent32, 5);
  const curve = v128.mul<T>(v128.mul<T>(t, square), series);
  const half = v128.splat<T>(0.5);
  const rest = v128.and(isBeyond, v128.mul<T>(halfPiRest<T>(), half));
  const base = v128.and(isBeyond, v128.mul<T>(halfPi<T>(), half));
  return v128.add<T>(base, v128.add<T>(t, v128.add<T>(curve, rest)));
}
