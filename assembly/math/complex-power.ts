/** Powers of complex numbers. */
import { complex, divide, imaginary, multiply, real } from "../lib/complex";
import {
  add,
  divide as dividePairs,
  high,
  low,
  multiply as multiplyPairs,
  pair,
  product,
  scale,
  subtract,
} from "../lib/double-double";
import { exponential, logarithm } from "./complex";
import { expOfSum } from "./exp";
import { ln2Times, logarithmOfPair } from "./log-pair";
import { atan2, cos, sin } from "./scalars";

const PI = 3.141592653589793;
const PI_REST = 1.2246467991473532e-16;
/** Numbers whose squares are scaled first lie outside of these. */
const LEAST = 0.5;
const MOST = 2;

/** k π/32, its cosine and its sine for k = 0 … 8, each as a number and what it lacks. */
const angles = memory.data<f64>([
  0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.09817477042468103, 3.827021247335479e-18, 0.9951847266721969,
  -4.248691367830441e-17, 0.0980171403295606, -1.634582362244256e-18, 0.19634954084936207,
  7.654042494670958e-18, 0.9807852804032304, 1.8546939997825006e-17, 0.19509032201612828,
  -7.991079068461731e-18, 0.2945243112740431, 1.1481063742006436e-17, 0.9569403357322088,
  4.05538698618757e-17, 0.2902846772544624, -1.892797870777425e-17, 0.39269908169872414,
  1.5308084989341915e-17, 0.9238795325112867, 1.7645047084336677e-17, 0.3826834323650898,
  -1.0050772696461588e-17, 0.4908738521234052, 1.9135106236677395e-17, 0.881921264348355,
  -1.9843248405890562e-17, 0.47139673682599764, 6.516678136069013e-18, 0.5890486225480862,
  2.296212748401287e-17, 0.8314696123025452, 1.4073856984728024e-18, 0.5555702330196022,
  4.709410940561677e-17, 0.6872233929727672, 2.678914873134835e-17, 0.773010453362737, -3.256590703364977e-17,
  0.6343932841636455, 1.0420901929280035e-17, 0.7853981633974483, 3.061616997868383e-17, 0.7071067811865476,
  -4.833646656726457e-17, 0.7071067811865476, -4.833646656726457e-17,
]);

/**
 * a^b: by multiplication for small integers b, as in NumPy, else e^(b ln a). Where results are float64 both go through
 * numbers of twice the digits, since the exponential makes relative errors of absolute ones. @inline
 */
export function power<T>(a: v128, b: v128): v128 {
  const r = real(b);
  const isReal = imaginary(b) == 0;
  if (isReal && r == 0) return complex(1, 0);
  if (real(a) == 0 && imaginary(a) == 0) return f64x2.splat(r > 0 ? 0 : NaN);
  if (isReal && abs(r) < 100 && r == trunc(r)) return powerInteger(a, <i32>r, sizeof<T>() == 8);
  if (sizeof<T>() == 8) {
    const result = exponentialOfProduct(a, b);
    if (isFinite(real(result)) && isFinite(imaginary(result))) return result;
  }
  return exponential(multiply(b, logarithm(a)));
}

function powerInteger(a: v128, exponent: i32, isExact: bool): v128 {
  const n = abs(exponent);
  let result = isExact ? powerOfPairs(a, n) : powerOfParts(a, n);
  // What overflows or is infinite has no rest.
  if (isExact && !(isFinite(real(result)) && isFinite(imaginary(result)))) result = powerOfParts(a, n);
  return exponent < 0 ? divide(complex(1, 0), result) : result;
}

function powerOfParts(a: v128, n: i32): v128 {
  // Starting from 1 would turn infinite parts to NaN.
  for (; !(n & 1); n >>= 1) a = multiply(a, a);
  let product = a;
  for (n >>= 1; n; n >>= 1) {
    a = multiply(a, a);
    if (n & 1) product = multiply(product, a);
  }
  return product;
}

/** The same by numbers of twice the digits. */
function powerOfPairs(a: v128, n: i32): v128 {
  let x = pair(real(a), 0);
  let y = pair(imaginary(a), 0);
  let p = pair(1, 0);
  let q = pair(0, 0);
  for (; n > 0; n >>= 1) {
    if (n & 1) {
      const next = subtract(multiplyPairs(p, x), multiplyPairs(q, y));
      q = add(multiplyPairs(p, y), multiplyPairs(q, x));
      p = next;
    }
    // One square more than is needed may overflow: it does not reach the product.
    const square = subtract(multiplyPairs(x, x), multiplyPairs(y, y));
    y = scale(multiplyPairs(x, y), 2);
    x = square;
  }
  return complex(high(p), high(q));
}

/** e^(b ln a); not finite where a, b or what lies between is not. */
function exponentialOfProduct(a: v128, b: v128): v128 {
  const x = real(a);
  const y = imaginary(a);
  if (!(abs(x) < Infinity && abs(y) < Infinity)) return f64x2.splat(NaN);
  const size = logarithmOfSize(x, y);
  const turn = argument(x, y);
  const re = subtract(scale(size, real(b)), scale(turn, imaginary(b)));
  const im = add(scale(turn, real(b)), scale(size, imaginary(b)));
  const growth = high(re);
  const angle = high(im);
  const c = cos(angle);
  const s = sin(angle);
  const direction = complex(c - s * low(im), s + c * low(im));
  // In two steps, as e^x may overflow where its product does not.
  const root = expOfSum(f64x2.splat(growth * 0.5), f64x2.splat(low(re) * 0.5), false);
  return f64x2.mul(root, f64x2.mul(root, direction));
}

/** ln √(x² + y²) of finite numbers, not both 0. */
function logarithmOfSize(x: f64, y: f64): v128 {
  const most = max(abs(x), abs(y));
  if (most >= LEAST && most < MOST) return scale(logarithmOfPair(squareOfSize(x, y)), 0.5);
  const k = exponentOf(most);
  const scaled = squareOfSize(times2To(x, -k), times2To(y, -k));
  const rest = scale(logarithmOfPair(scaled), 0.5);
  return add(ln2Times(<f64>k), rest);
}

/** @inline */
function squareOfSize(x: f64, y: f64): v128 {
  return add(product(x, x), product(y, y));
}

/** The exponent of a positive number. */
function exponentOf(x: f64): i32 {
  if (x < 2.2250738585072014e-308) return exponentOf(x * 18014398509481984) - 54;
  return <i32>((reinterpret<u64>(x) >> 52) & 0x7ff) - 1023;
}

/** x 2^k for |k| up to 1100, in two steps. */
function times2To(x: f64, k: i32): f64 {
  const half = k >> 1;
  return x * reinterpret<f64>((<u64>(half + 1023)) << 52) * reinterpret<f64>((<u64>(k - half + 1023)) << 52);
}

/** The angle of the point (x, y), finite and not 0: turned by the nearest of the table's, what is left by the series. */
function argument(x: f64, y: f64): v128 {
  const isSteep = abs(y) > abs(x);
  const k = -exponentOf(max(abs(x), abs(y)));
  const a = times2To(isSteep ? abs(y) : abs(x), k);
  const b = times2To(isSteep ? abs(x) : abs(y), k);
  const row = angles + <usize>nearest(atan2(b, a) * (32 / PI)) * 48;
  const c = v128.load(row, 16);
  const s = v128.load(row, 32);
  const t = dividePairs(subtract(scale(c, b), scale(s, a)), add(scale(c, a), scale(s, b)));
  const first = high(t);
  const square = first * first;
  // -1/3 + t²/5 - … - t^12/15
  let series = -1.0 / 15;
  for (let n: f64 = 13, sign = 1.0; n >= 3; n -= 2, sign = -sign) series = sign / n + square * series;
  let turn = add(v128.load(row), add(t, pair(first * square * series, 0)));
  if (isSteep) turn = subtract(pair(PI * 0.5, PI_REST * 0.5), turn);
  if (x < 0 || (x == 0 && reinterpret<i64>(x) < 0)) turn = subtract(pair(PI, PI_REST), turn);
  return reinterpret<i64>(y) < 0 ? f64x2.neg(turn) : turn;
}
