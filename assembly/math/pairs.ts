import { madd } from "../lib/lanes";

/** √(x² + y²) without overflow on the way; infinite if one of them is, whatever the other. @inline */
export function hypot<T>(x: v128, y: v128): v128 {
  const isWide = sizeof<T>() == 8;
  const infinity = v128.splat<T>(<T>Infinity);
  const p = v128.abs<T>(x);
  const q = v128.abs<T>(y);
  const size = v128.pmax<T>(p, q);
  const isHuge = v128.gt<T>(size, v128.splat<T>(isWide ? <T>1e150 : <T>1e18));
  const isTiny = v128.lt<T>(size, v128.splat<T>(isWide ? <T>1e-140 : <T>1e-15));
  // 2^-600 and 2^600, or 2^-80 and 2^80.
  const less = v128.splat<T>(isWide ? <T>2.409919865102884e-181 : <T>8.271806125530277e-25);
  const more = v128.splat<T>(isWide ? <T>4.149515568880993e180 : <T>1.2089258196146292e24);
  const one = v128.splat<T>(1);
  const scale = v128.bitselect(less, v128.bitselect(more, one, isTiny), isHuge);
  const unscale = v128.bitselect(more, v128.bitselect(less, one, isTiny), isHuge);
  const a = v128.mul<T>(p, scale);
  const b = v128.mul<T>(q, scale);
  const root = v128.sqrt<T>(madd<T>(a, a, v128.mul<T>(b, b)));
  const isInfinite = v128.or(v128.eq<T>(p, infinity), v128.eq<T>(q, infinity));
  return v128.bitselect(infinity, v128.mul<T>(root, unscale), isInfinite);
}
