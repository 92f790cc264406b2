/** Logarithms of numbers of twice the digits of float64, to 2^-64 or better. */
import { add, high, low, multiply, normalized, pair, product, scale, sum } from "../lib/double-double";
import { entry64, exponent64, fraction64, shift64 } from "./log";
import { longLogarithms } from "./tables";

/** k ln 2. @inline */
export function ln2Times(k: f64): v128 {
  return scale(pair(0.6931471805599453, 2.3190468138462996e-17), k);
}

/** ln x of a positive normal number: x = 2^k c (1 + r), by the table of `pow`, and the series of ln(1 + r) for |r| < 2^-6. */
export function logarithmOfPair(x: v128): v128 {
  const shifted = shift64(f64x2.splat(high(x)));
  const k = f64x2.extract_lane(exponent64(shifted), 0);
  const z = f64x2.extract_lane(fraction64(shifted), 0);
  const row = longLogarithms + i32x4.extract_lane(entry64(shifted), 0) * 3;
  const inverse = load<f64>(row);
  const p = product(z, inverse);
  const r = sumOf3(high(p) - 1, low(p), low(x) * (z / high(x)) * inverse);
  const s = high(r);
  // 1/3 - r/4 + … - r^8/12
  let series = 1.0 / 11 - s / 12;
  for (let n: f64 = 10; n >= 3; n--) series = 1 / n - s * series;
  const curve = scale(multiply(r, r), -0.5);
  const logarithm = add(add(r, curve), pair(s * s * s * series, 0));
  const whole = add(ln2Times(k), sum(load<f64>(row, 8), load<f64>(row, 16)));
  return add(whole, logarithm);
}

/** @inline */
function sumOf3(a: f64, b: f64, c: f64): v128 {
  const s = sum(a, b);
  return normalized(high(s), low(s) + c);
}
