import { exp, expOfSum } from "./exp";

/** Digits of a number that are left where products of two are exact. */
const UPPER: u64 = 0xfffffffff8000000;
/** ln 2 by its upper digits and the rest. */
const LN2_HIGH = 0.6931471675634384;
const LN2_LOW = 1.2996506893889889e-8;
const LN2 = 0.6931471805599453;

/** 2^x as e^(x ln 2): of an exact product and what it lacks, or for float32 in float64. @inline */
export function exp2<T>(x: v128): v128 {
  if (sizeof<T>() == 8) return exp2Wide(x);
  const first = exp<f64>(f64x2.mul(f64x2.promote_low_f32x4(x), f64x2.splat(LN2)));
  const upper = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  const second = exp<f64>(f64x2.mul(upper, f64x2.splat(LN2)));
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 2);
}

function exp2Wide(given: v128): v128 {
  // Beyond, results are 0 or infinite.
  const x = f64x2.pmax(f64x2.pmin(given, f64x2.splat(1100)), f64x2.splat(-1100));
  const upper = v128.and(x, i64x2.splat(UPPER));
  const rest = f64x2.add(
    f64x2.mul(f64x2.sub(x, upper), f64x2.splat(LN2_HIGH)),
    f64x2.mul(x, f64x2.splat(LN2_LOW)),
  );
  return expOfSum(f64x2.mul(upper, f64x2.splat(LN2_HIGH)), rest, false);
}
