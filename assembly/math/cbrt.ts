import { exp } from "./exp";
import { log } from "./log";

/** The cube root: e^(ln |x| / 3), then for float64 a step of Newton's from a number whose square is exact (fdlibm, s_cbrt.c). @inline */
export function cbrt<T>(x: v128): v128 {
  if (sizeof<T>() == 8) return cbrtWide(x);
  const first = near(f64x2.abs(f64x2.promote_low_f32x4(x)));
  const second = near(f64x2.abs(f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3))));
  const root = v128.shuffle<f64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 2);
  return v128.or(root, v128.and(x, f32x4.splat(-0.0)));
}

function cbrtWide(x: v128): v128 {
  const size = f64x2.abs(x);
  const t = v128.and(near(size), i64x2.splat(0xfffffffff8000000));
  const r = f64x2.div(size, f64x2.mul(t, t));
  const root = f64x2.add(t, f64x2.div(f64x2.mul(t, f64x2.sub(r, t)), f64x2.add(f64x2.add(t, t), r)));
  // 0 and infinity are their own roots, and have no step.
  const isPlain = v128.and(f64x2.gt(size, f64x2.splat(0)), f64x2.lt(size, f64x2.splat(Infinity)));
  return v128.bitselect(v128.or(root, v128.and(x, f64x2.splat(-0.0))), x, isPlain);
}

/** The cube root of what is not negative, but for some last digits. */
function near(x: v128): v128 {
  return exp<f64>(f64x2.mul(log<f64>(x), f64x2.splat(0.3333333333333333)));
}
