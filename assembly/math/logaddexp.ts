import { add, high, low, pair, sum } from "../lib/double-double";
import { lanes } from "../lib/lanes";
import { exp as expLanes } from "./exp";
import { log1p as log1pLanes } from "./log";
import { logarithmOfPair } from "./log-pair";
import { exp, log1p } from "./scalars";

/**
 * ln(e^x + e^y) = max(x, y) + ln(1 + e^-|x - y|). Lanes in which these two cancel are done again with more digits. @inline
 */
export function logaddexp<T>(x: v128, y: v128): v128 {
  const difference = v128.neg<T>(v128.abs<T>(v128.sub<T>(x, y)));
  // Equal infinities have no difference.
  const distance = v128.andnot(difference, v128.eq<T>(x, y));
  const most = v128.max<T>(x, y);
  const result = v128.add<T>(most, log1pLanes<T>(expLanes<T>(distance)));
  const half = v128.mul<T>(v128.abs<T>(most), v128.splat<T>(0.5));
  const cancels = v128.lt<T>(v128.abs<T>(result), half);
  return v128.any_true(cancels) ? replaceCancelled<T>(x, y, result, cancels) : result;
}

function replaceCancelled<T>(x: v128, y: v128, result: v128, cancels: v128): v128 {
  for (let lane: usize = 0; lane < lanes<T>(); lane++) {
    if (i32x4.extract_lane(cancels, 0)) {
      result = v128.replace_lane<T>(
        result,
        0,
        ofOne<T>(v128.extract_lane<T>(x, 0), v128.extract_lane<T>(y, 0)),
      );
    }
    // All have their turn in the first lane.
    x = turned<T>(x);
    y = turned<T>(y);
    result = turned<T>(result);
    cancels = turned<T>(cancels);
  }
  return result;
}

/** @inline */
function turned<T>(v: v128): v128 {
  return sizeof<T>() == 8 ? v128.shuffle<f64>(v, v, 1, 0) : v128.shuffle<f32>(v, v, 1, 2, 3, 0);
}

/** @inline */
function ofOne<T>(x: T, y: T): T {
  const most = max<f64>(<f64>x, <f64>y);
  const least = min<f64>(<f64>x, <f64>y);
  return <T>(sizeof<T>() == 8 ? ofPairs(most, least) : most + log1p(exp(least - most)));
}

/** With e^(y - x) to twice the digits: the exponential, put right by its logarithm. */
function ofPairs(x: f64, y: f64): f64 {
  const difference = sum(y, -x);
  const power = exp(high(difference));
  if (power < 2.2250738585072014e-308) return x + power;
  const rest = add(difference, f64x2.neg(logarithmOfPair(pair(power, 0))));
  const growth = add(pair(1, 0), pair(power, power * (high(rest) + low(rest))));
  return high(add(pair(x, 0), logarithmOfPair(growth)));
}
