import { madd } from "../lib/lanes";
import { expOfSum } from "./exp";
import { inAll, loadLanes, storeLanes } from "./lanes";
import { entry64, exponent64, fraction64, isRareLog64, log, rowOf, shift64 } from "./log";
import { constant, polynomial2, polynomial4 } from "./polynomial";

/** 1 / c in multiples of 2^-8, and ln c in two parts, the first a multiple of 2^-42, for the intervals of `log`. */
export const table = memory.data<f64>([
  1.453125, -0.37371640979358745, 3.364344013825529e-15, 1.4453125, -0.36832556115859916,
  -1.0849569622967912e-13, 1.4375, -0.3629054936893681, -3.6708569716349383e-16, 1.4296875,
  -0.35745588892177693, -2.6842260285856373e-14, 1.421875, -0.35197642315711164, -6.654491643324795e-14,
  1.4140625, -0.3464667673461008, -1.077574303757264e-13, 1.40625, -0.34092658697068146, 8.82452633212564e-14,
  1.3984375, -0.3353555419212171, 7.925157831386559e-14, 1.390625, -0.32975328637257917,
  1.1118671389559323e-13, 1.3828125, -0.32411946865431673, 1.0475750058776541e-13, 1.375,
  -0.31845373111855224, 1.7625431312172662e-14, 1.3671875, -0.31275571000378477, -1.1211800740360982e-13,
  1.36328125, -0.30989447772276435, -1.0033796982039214e-13, 1.35546875, -0.30414733546740536,
  1.0863828679707913e-13, 1.34765625, -0.2983669725517757, -2.159269374197349e-14, 1.33984375,
  -0.29255300268641804, 4.0599978860151284e-14, 1.33203125, -0.28670503280386583, -8.848109604006821e-14,
  1.328125, -0.28376817313073843, 9.3834172236637e-14, 1.3203125, -0.27786845100354185, 8.554360006566322e-14,
  1.3125, -0.2719337154835557, -8.604306772808733e-14, 1.3046875, -0.2659635484972114, 7.343591369867797e-14,
  1.30078125, -0.2629650455007777, -1.0364636459896663e-13, 1.29296875, -0.2569409308975992,
  9.874803015966392e-14, 1.28515625, -0.2508803062858078, -1.5973663463624904e-15, 1.28125,
  -0.2478361639045943, 1.3029797173308663e-14, 1.2734375, -0.2417199368871934, 4.8230289429940886e-14,
  1.265625, -0.23556607131286, 9.30945949519689e-14, 1.26171875, -0.23247487874300532, -8.874507297974632e-14,
  1.25390625, -0.22626367865041175, -4.1641267302872263e-14, 1.25, -0.22314355131425145,
  4.169796584527195e-14, 1.2421875, -0.21687393830052315, -9.120937249914984e-14, 1.23828125,
  -0.21372432939779173, 7.359580186440514e-14, 1.23046875, -0.20739519434596332, -1.0726867577289733e-13,
  1.2265625, -0.2042155414287663, 7.540916511956189e-14, 1.21875, -0.19782574332998593, 6.604544877082384e-14,
  1.21484375, -0.1946154676995775, -9.41653814571825e-14, 1.20703125, -0.18816383241824042,
  5.743078393200756e-14, 1.203125, -0.18492233849406148, 4.9485167661250996e-14, 1.1953125,
  -0.17840765747291698, 9.86835038673495e-14, 1.19140625, -0.17513433212775453, -9.461516580665081e-14,
  1.18359375, -0.16855536102980295, -3.714397754170472e-15, 1.1796875, -0.16524957289539088,
  8.372091099235912e-14, 1.17578125, -0.16193282026938505, 7.179390019295677e-14, 1.16796875,
  -0.15526612891108016, -4.3792508292406054e-14, 1.1640625, -0.15191604202573217, -1.0980754099855238e-13,
  1.16015625, -0.1485546943231384, 1.24915489807516e-15, 1.15234375, -0.14179791186029433,
  3.698459506697097e-14, 1.1484375, -0.13840232285906495, -5.4183331379008994e-14, 1.14453125,
  -0.13499516453748583, -1.8996158041578768e-14, 1.13671875, -0.12814582269197672, 4.668031403945796e-14,
  1.1328125, -0.1247034785010328, 7.556920687451337e-14, 1.12890625, -0.12124924363297396,
  1.0427241278273008e-13, 1.12109375, -0.11430477128010352, 4.488953352238699e-14, 1.1171875,
  -0.11081436634026431, -2.5799991283069902e-14, 1.11328125, -0.10731173578915332, 6.526678802731071e-14,
  1.109375, -0.10379679368156758, -7.598636597194141e-14, 1.1015625, -0.09672962645845473,
  -9.638067658552277e-14, 1.09765625, -0.0931772248541165, -6.678708517162898e-14, 1.09375,
  -0.08961215868976069, 7.355770219435029e-14, 1.08984375, -0.0860343373417436, -5.955922987625643e-14,
  1.0859375, -0.08244366921098845, -8.614512936087814e-14, 1.08203125, -0.07884006170775137,
  -2.465018906176612e-14, 1.07421875, -0.07159365318693744, -7.137308225343178e-14, 1.0703125,
  -0.06795066190852594, 1.8195060030168815e-14, 1.06640625, -0.06429435070549516, 9.790518511990216e-14,
  1.0625, -0.06062462181648698, 5.213620639136504e-14, 1.05859375, -0.056941376400118315,
  -2.0109399435564958e-14, 1.0546875, -0.053244514518837605, 2.532168943117445e-14, 1.05078125,
  -0.04953393512232651, 4.9880309107981426e-14, 1.04296875, -0.04207121392073532, 4.826314000551128e-14,
  1.0390625, -0.03831886430202758, -1.0902154302203302e-13, 1.03515625, -0.034552381506728125,
  6.839139742328777e-14, 1.03125, -0.03077165866670839, -4.529814257790929e-14, 1.02734375,
  -0.026976587698300136, 9.806050516843177e-14, 1.0234375, -0.023167059281604452, 7.007359704310036e-14,
  1.01953125, -0.019342962843211353, 8.041853850522586e-14, 1.015625, -0.015504186535963527,
  -1.7274567499706107e-15, 1.01171875, -0.011650617220084314, 1.0903974971735932e-13, 1.0078125,
  -0.0077821404420319595, -2.298941004620351e-14, 1.00390625, -0.0038986404156275967, -2.972634690092895e-14,
  1.0, 0.0, 0.0, 0.9921875, 0.007843177460927109, 9.878410481031469e-14, 0.984375, 0.01574835696806076,
  7.840703382506278e-14, 0.9765625, 0.023716526617363343, -4.730054772033249e-14, 0.96875,
  0.03174869831468641, -1.0610652735224087e-13, 0.9609375, 0.039845908547249564, -4.9893776716773285e-14,
  0.95703125, 0.04391923393473007, 1.0541743854342862e-13, 0.94921875, 0.05211600113898385,
  3.0171021061886944e-14, 0.94140625, 0.060380510988807146, 1.0033424888676119e-13, 0.93359375,
  0.06871389254797577, 7.603386951772729e-14, 0.92578125, 0.07711730334449385, -6.255850200176405e-14,
  0.921875, 0.08134563945395712, -4.713370778300984e-15, 0.9140625, 0.08985632912185793,
  3.1218748807418837e-15, 0.90625, 0.09844007281321865, 3.3871241029241416e-14, 0.90234375,
  0.10275973395778237, -1.3438406228830954e-14, 0.89453125, 0.11145544092528326, 3.957125899799804e-14,
  0.890625, 0.11583181552509814, 2.3568822182038756e-14, 0.8828125, 0.12464244520720058,
  7.601671269852866e-14, 0.875, 0.13353139262449076, 3.1859736349078334e-14, 0.87109375, 0.1380056730195065,
  -6.278619479555556e-14, 0.86328125, 0.14701474296180095, 8.710783796122478e-15, 0.859375, 0.151549898127314,
  -1.1307104809870373e-13, 0.8515625, 0.16068238169054894, -7.547106028244807e-14, 0.84765625,
  0.16528009093917717, -7.424679100316254e-14, 0.84375, 0.16989903679541385, -1.6376276414097503e-14,
  0.8359375, 0.17920142945763473, 7.626153677429339e-14, 0.83203125, 0.1838852787700489, 8.84637355812087e-14,
  0.82421875, 0.1933193110035063, -1.0320443688698849e-14, 0.8203125, 0.19806991376208316,
  1.0634128304268335e-14, 0.81640625, 0.20284319251481975, -6.827661787185498e-14, 0.80859375,
  0.21245865121409224, 1.0115944196590467e-13, 0.8046875, 0.21730127569003344, -5.204008743405884e-14,
  0.80078125, 0.2221674653410446, 1.0970699320566433e-13, 0.796875, 0.22705745063535687,
  -1.078736749871691e-14, 0.7890625, 0.2369097470784709, -1.1318526912023687e-13, 0.78515625,
  0.24187253642048745, -7.252318953240293e-16, 0.78125, 0.2468600779316148, -8.899851356560444e-14,
  0.77734375, 0.25187261975497677, 9.331234677945918e-14, 0.76953125, 0.26197371574153294,
  4.102651071698446e-14, 0.765625, 0.2670627852489815, 6.371947269815667e-14, 0.76171875, 0.2721778859158803,
  -6.465103064005256e-14, 0.7578125, 0.27731928541629713, -6.279055732660844e-14, 0.75390625,
  0.28248725557477883, -1.0190482133505088e-13, 0.75, 0.28768207245184385, -6.292357389008195e-14, 0.74609375,
  0.29290401643288533, 4.727452940514406e-14, 0.73828125, 0.3034304294199046, 1.548345993498083e-14, 0.734375,
  0.30873548164959175, 2.1522127491642888e-14, 0.73046875, 0.3140688276250785, -1.0263280755261064e-13,
]);

/**
 * ln 2 in two parts, the first a multiple of 2^-42; -1/2; coefficients of (ln(1 + r) - r + r² / 2) / r³ (Remez); 1; bounds of
 * numbers and of logarithms of results that are normal.
 */
const doubles = memory.data<f64>([
  0.6931471805598903, 5.497923018708371e-14, -0.5, 0.333333333333334, -0.2500000000000013,
  0.19999999987843708, -0.16666666649606968, 0.14286383385471527, -0.12500730011004874, 1,
  2.2250738585072014e-308, 1.7976931348623157e308, 708,
]);
const LN2_HIGH = 0;
const LN2_LOW = 8;
const MINUS_HALF = 16;
const SERIES = 24;
const ONE = 72;
const LEAST = 80;
const MOST = 88;
const SAFE = 96;

/** Digits of a number that are left where products of two are exact. */
const upper = memory.data<u64>([0xfffffffff8000000]);

/** @inline */
function known(offset: usize): v128 {
  return constant<f64>(doubles + offset);
}

/** @inline */
function upperOf(x: v128): v128 {
  return v128.and(x, constant<f64>(upper));
}

/** x^y, with C's special cases. @inline */
export function pow64(x: v128, y: v128): v128 {
  return power(false, x, y, 0);
}

/**
 * out[i] = x[i]^y[i] for vectors that lie side by side, up to the first that has a rare lane; how many these are. Each round of
 * the loop does a quarter of the work of four vectors, which do not wait for one another, as in `powVectors32`.
 */
export function powVectors64(
  out: usize,
  outStep: isize,
  x: usize,
  xStep: isize,
  y: usize,
  yStep: isize,
  vectors: isize,
): isize {
  // Where rare lanes are frequent, starting for nothing would cost more than they do.
  if (vectors < 1 || isRareLog64(load<u32>(x, 4)) || isRareLog64(load<u32>(x + xStep, 4))) return 0;
  // Known steps take the choices between ways to load out of the loop.
  if (outStep == 8 && xStep == 8 && yStep == 8) return powInTurns(out, 8, x, 8, y, 8, vectors);
  return powInTurns(out, outStep, x, xStep, y, yStep, vectors);
}

/** @inline */
function powInTurns(
  out: usize,
  outStep: isize,
  x: usize,
  xStep: isize,
  y: usize,
  yStep: isize,
  vectors: isize,
): isize {
  let r = f64x2.splat(0);
  let whole = r;
  let low = r;
  let sum = r;
  let rest = r;
  let exponent = r;
  let exponentRest = r;
  for (let i: isize = 0; i < vectors + 3; i++) {
    const done = i - 3;
    const result = expOfSum(exponent, exponentRest, true);
    if (done >= 0) {
      const base = x + 2 * done * xStep;
      if (isRareLog64(load<u32>(base, 4)) || isRareLog64(load<u32>(base + xStep, 4))) return done;
      if (!inAll<f64>(isSafe(exponent))) return done;
      storeLanes<f64>(out + 2 * done * outStep, outStep, result);
    }
    const power = loadLanes<f64>(y + 2 * min(max<isize>(i - 2, 0), vectors - 1) * yStep, yStep);
    exponent = exponentOf(power, sum, rest);
    exponentRest = exponentRestOf(power, sum, rest);

    sum = sumOf(whole, r);
    rest = restOf(whole, r, low);

    const base = x + 2 * min(i, vectors - 1) * xStep;
    const shifted = shift64(loadLanes<f64>(base, xStep));
    const k = exponent64(shifted);
    const first = table + rowOf(load<u32>(base, 4));
    const second = table + rowOf(load<u32>(base + xStep, 4));
    r = remainderOf(fraction64(shifted), first, second);
    whole = wholeOf(k, first, second);
    low = lowOf(k, first, second);
  }
  return vectors;
}

/**
 * ln x to 2^-64 as a sum of two numbers, multiplied by y and raised: a table of c with few digits, so that r = x / c - 1 is
 * exact (Arm's optimized routines, pow.c). Rare lanes, where x or the result is no
 * normal number, are done alone, unless x is one but for 2^`lacking` and results may be `any`. @inline
 */
function power(any: bool, x: v128, y: v128, lacking: f64): v128 {
  const shifted = shift64(x);
  const k = any ? f64x2.sub(exponent64(shifted), f64x2.splat(lacking)) : exponent64(shifted);
  const entry = entry64(shifted);
  const first = table + i32x4.extract_lane(entry, 0) * 3;
  const second = table + i32x4.extract_lane(entry, 2) * 3;
  const r = remainderOf(fraction64(shifted), first, second);
  const whole = wholeOf(k, first, second);
  const sum = sumOf(whole, r);
  const rest = restOf(whole, r, lowOf(k, first, second));
  const exponent = exponentOf(y, sum, rest);
  const exponentRest = exponentRestOf(y, sum, rest);
  if (any) return expOfSum(exponent, exponentRest, false);
  const result = expOfSum(exponent, exponentRest, true);
  const isNormal = v128.and(f64x2.le(known(LEAST), x), f64x2.le(x, known(MOST)));
  const isOrdinary = v128.and(isNormal, isSafe(exponent));
  return inAll<f64>(isOrdinary) ? result : replaceRare64(x, y, result, isOrdinary);
}

/** r = z / c - 1, from the rows of the table. @inline */
function remainderOf(z: v128, first: usize, second: usize): v128 {
  const inverse = v128.shuffle<f64>(v128.load(first), v128.load(second), 0, 2);
  const zHigh = upperOf(z);
  const rHigh = f64x2.sub(f64x2.mul(zHigh, inverse), known(ONE));
  return madd<f64>(f64x2.sub(z, zHigh), inverse, rHigh);
}

/** The larger part of ln(2^k c). @inline */
function wholeOf(k: v128, first: usize, second: usize): v128 {
  return madd<f64>(k, known(LN2_HIGH), v128.shuffle<f64>(v128.load(first), v128.load(second), 1, 3));
}

/** The smaller part. @inline */
function lowOf(k: v128, first: usize, second: usize): v128 {
  return madd<f64>(k, known(LN2_LOW), v128.load64_lane(second, v128.load64_zero(first, 16), 1, 16));
}

/** The larger part of ln x: of `whole` + r - r² / 2. @inline */
function sumOf(whole: v128, r: v128): v128 {
  return f64x2.add(f64x2.add(whole, r), curveOf(r));
}

/** -r² / 2 of the upper digits of r, exactly. @inline */
function curveOf(r: v128): v128 {
  const upperR = upperOf(r);
  return f64x2.mul(upperR, f64x2.mul(upperR, known(MINUS_HALF)));
}

/** The smaller part: what the sum lacks, and all terms that are small. @inline */
function restOf(whole: v128, r: v128, low: v128): v128 {
  const linear = f64x2.add(whole, r);
  const linearRest = f64x2.add(f64x2.sub(whole, linear), r);
  const curve = curveOf(r);
  const sumRest = f64x2.add(f64x2.sub(linear, f64x2.add(linear, curve)), curve);
  const upperR = upperOf(r);
  const halves = f64x2.add(f64x2.mul(r, known(MINUS_HALF)), f64x2.mul(upperR, known(MINUS_HALF)));
  const square = f64x2.mul(r, r);
  const high = polynomial2<f64>(r, doubles + SERIES + 32);
  const series = madd<f64>(f64x2.mul(square, square), high, polynomial4<f64>(r, square, doubles + SERIES));
  const cubic = f64x2.mul(f64x2.mul(square, r), series);
  const small = madd<f64>(f64x2.sub(r, upperR), halves, low);
  return f64x2.add(f64x2.add(small, cubic), f64x2.add(linearRest, sumRest));
}

/** The larger part of y ln x. @inline */
function exponentOf(y: v128, sum: v128, rest: v128): v128 {
  return f64x2.mul(upperOf(y), upperOf(f64x2.add(sum, rest)));
}

/** The smaller part. @inline */
function exponentRestOf(y: v128, sum: v128, rest: v128): v128 {
  const log = f64x2.add(sum, rest);
  const logLow = f64x2.add(f64x2.sub(sum, log), rest);
  const logHigh = upperOf(log);
  const smaller = f64x2.mul(y, f64x2.add(f64x2.sub(log, logHigh), logLow));
  return madd<f64>(f64x2.sub(y, upperOf(y)), logHigh, smaller);
}

/** Whether e to an exponent is a normal number. @inline */
function isSafe(exponent: v128): v128 {
  return f64x2.lt(f64x2.abs(exponent), known(SAFE));
}

function replaceRare64(x: v128, y: v128, result: v128, isOrdinary: v128): v128 {
  if (!i64x2.extract_lane(isOrdinary, 0)) {
    result = f64x2.replace_lane(result, 0, powRare(f64x2.extract_lane(x, 0), f64x2.extract_lane(y, 0)));
  }
  if (!i64x2.extract_lane(isOrdinary, 1)) {
    result = f64x2.replace_lane(result, 1, powRare(f64x2.extract_lane(x, 1), f64x2.extract_lane(y, 1)));
  }
  return result;
}

/** x^y for x or results that are not positive normal numbers (C99, F.9.4.4). */
export function powRare(x: f64, y: f64): f64 {
  if (y == 0 || x == 1) return 1;
  if (x != x || y != y) return NaN;
  const size = abs(x);
  if (abs(y) == Infinity) return size == 1 ? 1 : size > 1 == y > 0 ? Infinity : 0;
  const isWhole = y == trunc(y);
  const isNegative = reinterpret<i64>(x) < 0;
  if (x < 0 && x > -Infinity && !isWhole) return NaN;
  const isOdd = isWhole && abs(y) < 9007199254740992 && (<i64>y & 1) != 0;
  const power = size == 0 || size == Infinity ? (size > 1 == y > 0 ? Infinity : 0) : powOfSize(size, y);
  return isNegative && isOdd ? -power : power;
}

/** x^y for x > 0. */
function powOfSize(x: f64, y: f64): f64 {
  const exponent = y * f64x2.extract_lane(log<f64>(f64x2.splat(x)), 0);
  if (abs(exponent) > 800) return exponent > 0 ? Infinity : 0;
  const isTiny = x < 2.2250738585072014e-308;
  const normal = isTiny ? x * 18014398509481984 : x;
  return f64x2.extract_lane(power(true, f64x2.splat(normal), f64x2.splat(y), isTiny ? 54 : 0), 0);
}
