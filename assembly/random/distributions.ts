import { next32, next64, nextUnit } from "./generator";
import {
  boundsF32,
  boundsF64,
  densitiesF32,
  densitiesF64,
  exponentialEdge,
  exponentialTables,
  normalEdge,
  normalTables,
  widthsF32,
  widthsF64,
} from "./ziggurat";

const normalEdgeInverse: f64 = 0.27366123732975827203338247596;

/**
 * out[i] = numbers from 0 up to, not including, 1.
 * @kernel f32 f64
 */
function random<T>(out: usize, count: usize, state: usize): void {
  const end = out + count * sizeof<T>();
  for (; out < end; out += sizeof<T>()) store<T>(out, nextUnit<T>(state));
}

/**
 * out[i] = numbers of the standard normal distribution.
 * @kernel f32 f64
 */
function standard_normal<T>(out: usize, count: usize, state: usize): void {
  const end = out + count * sizeof<T>();
  for (; out < end; out += sizeof<T>()) store<T>(out, nextNormal<T>(state));
}

/**
 * out[i] = numbers of the exponential distribution of mean 1.
 * @kernel f32 f64
 */
function standard_exponential<T>(out: usize, count: usize, state: usize): void {
  const end = out + count * sizeof<T>();
  for (; out < end; out += sizeof<T>()) store<T>(out, nextExponential<T>(state));
}

function nextNormal<T>(state: usize): T {
  const isDouble = sizeof<T>() == 8;
  const bounds = normalTables + (isDouble ? boundsF64 : boundsF32);
  const widths = normalTables + (isDouble ? widthsF64 : widthsF32);
  while (true) {
    const bits = isDouble ? next64(state) : <u64>next32(state);
    const layer = <usize>(bits & 0xff);
    const magnitude = (bits >> 9) & (isDouble ? 0x000fffffffffffff : 0x007fffff);
    let x = <T>magnitude * load<T>(widths + layer * sizeof<T>());
    if (bits & 0x100) x = -x;
    const bound = isDouble ? load<u64>(bounds + layer * 8) : <u64>load<u32>(bounds + layer * 4);
    if (magnitude < bound) return x;
    if (layer == 0) return tail<T>(state, ((magnitude >> 8) & 1) != 0);
    const height = between<T>(normalTables, layer, state);
    // As in C, where float · double is double: the comparison is one of doubles.
    if (<f64>height < Math.exp(-0.5 * <f64>x * <f64>x)) return x;
  }
}

/** A normal number beyond the last layer, by Marsaglia's method (1964). */
function tail<T>(state: usize, isNegative: bool): T {
  while (true) {
    const x = <T>-normalEdgeInverse * log1p<T>(-nextUnit<T>(state));
    const y = -log1p<T>(-nextUnit<T>(state));
    if (y + y > x * x) return isNegative ? -(<T>normalEdge + x) : <T>normalEdge + x;
  }
}

function nextExponential<T>(state: usize): T {
  const isDouble = sizeof<T>() == 8;
  const bounds = exponentialTables + (isDouble ? boundsF64 : boundsF32);
  const widths = exponentialTables + (isDouble ? widthsF64 : widthsF32);
  while (true) {
    const bits = isDouble ? next64(state) >> 3 : <u64>(next32(state) >> 1);
    const layer = <usize>(bits & 0xff);
    const magnitude = bits >> 8;
    const x = <T>magnitude * load<T>(widths + layer * sizeof<T>());
    const bound = isDouble ? load<u64>(bounds + layer * 8) : <u64>load<u32>(bounds + layer * 4);
    if (magnitude < bound) return x;
    if (layer == 0) return <T>exponentialEdge - log1p<T>(-nextUnit<T>(state));
    if (between<T>(exponentialTables, layer, state) < exp<T>(-x)) return x;
  }
}

/** A number between the densities at the edges of a layer. @inline */
function between<T>(tables: usize, layer: usize, state: usize): T {
  const densities = tables + (sizeof<T>() == 8 ? densitiesF64 : densitiesF32);
  const low = load<T>(densities + layer * sizeof<T>());
  const high = load<T>(densities + (layer - 1) * sizeof<T>());
  return (high - low) * nextUnit<T>(state) + low;
}

/** @inline */
function log1p<T>(x: T): T {
  return sizeof<T>() == 8 ? <T>NativeMath.log1p(x) : <T>NativeMathf.log1p(x);
}

/** @inline */
function exp<T>(x: T): T {
  return sizeof<T>() == 8 ? <T>NativeMath.exp(x) : <T>NativeMathf.exp(x);
}
