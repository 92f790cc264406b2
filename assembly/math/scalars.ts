/** Elementary functions of one float64: those of vectors, of a vector that holds it twice. */
import { exp as expLanes, expm1 as expm1Lanes } from "./exp";
import { exp2 as exp2Lanes } from "./exp2";
import { atanh as atanhLanes, cosh as coshLanes, sinh as sinhLanes, tanh as tanhLanes } from "./hyperbolic";
import { arcsine, arctangent, arctangent2 } from "./inverse";
import { log1p as log1pLanes, log2 as log2Lanes, log10 as log10Lanes, log as logLanes } from "./log";
import { COSINE, SINE, trigonometric } from "./trigonometric";

/** @inline */
function first(v: v128): f64 {
  return f64x2.extract_lane(v, 0);
}

/** @inline */
function both(x: f64): v128 {
  return f64x2.splat(x);
}

export function exp(x: f64): f64 {
  return first(expLanes<f64>(both(x)));
}

export function exp2(x: f64): f64 {
  return first(exp2Lanes<f64>(both(x)));
}

export function expm1(x: f64): f64 {
  return first(expm1Lanes<f64>(both(x)));
}

export function log(x: f64): f64 {
  return first(logLanes<f64>(both(x)));
}

export function log1p(x: f64): f64 {
  return first(log1pLanes<f64>(both(x)));
}

export function log2(x: f64): f64 {
  return first(log2Lanes<f64>(both(x)));
}

export function log10(x: f64): f64 {
  return first(log10Lanes<f64>(both(x)));
}

export function sin(x: f64): f64 {
  return first(trigonometric<f64>(SINE, both(x)));
}

export function cos(x: f64): f64 {
  return first(trigonometric<f64>(COSINE, both(x)));
}

export function asin(x: f64): f64 {
  return first(arcsine<f64>(true, both(x)));
}

export function acos(x: f64): f64 {
  return first(arcsine<f64>(false, both(x)));
}

export function atan(x: f64): f64 {
  return first(arctangent<f64>(both(x)));
}

export function atan2(y: f64, x: f64): f64 {
  return first(arctangent2<f64>(both(y), both(x)));
}

export function sinh(x: f64): f64 {
  return first(sinhLanes<f64>(both(x)));
}

export function cosh(x: f64): f64 {
  return first(coshLanes<f64>(both(x)));
}

export function tanh(x: f64): f64 {
  return first(tanhLanes<f64>(both(x)));
}

export function atanh(x: f64): f64 {
  return first(atanhLanes<f64>(both(x)));
}
