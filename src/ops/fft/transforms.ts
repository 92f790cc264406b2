import { cast, copyInto } from "../../array/copy.ts";
import { scope } from "../../array/scope.ts";
import { flipView, partView, permuteView } from "../../array/views.ts";
import { allocateArray, isContiguous, viewOf, type WasmArray, zeroArray } from "../../array/wasm-array.ts";
import { type DType, isComplex, promote, realDType } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";
import { sameShape } from "../../shape.ts";
import { conjugate } from "../conjugate.ts";
import { applyElementwise } from "../elementwise.ts";
import { restoreReal, transformAlong, transformReal } from "./lines.ts";

/** Which of a transform and its inverse is divided by n, or both by √n. */
export type Norm = "backward" | "ortho" | "forward";

/** What is transformed how: axes counted from the front, each with the length to which it is cropped or padded with zeros. */
export interface Transform {
  readonly axes: readonly number[];
  readonly lengths: readonly number[];
  readonly norm: Norm;
  readonly isInverse: boolean;
}

/** The discrete Fourier transform of all that `coerce` gives, as complex numbers. */
export function transform(id: string, x: WasmArray, asked: Transform): WasmArray {
  const { axes, lengths, norm, isInverse } = asked;
  return scope(() => {
    const at = isComplex(x.dtype) ? -1 : axes.indexOf(x.ndim - 1);
    if (at !== -1 && lengths[at] % 2 === 0) return transformByHalf(id, x, asked, at);
    const source = fitted(id, x, complexOf(x.dtype), axes, lengths);
    return transformAxes(id, x, source, axes, isInverse, scaleOf(lengths, norm, isInverse));
  });
}

/** The transform of real numbers of which `axes[at]` is the last one of `x`, of even length: half of it determines the rest. */
function transformByHalf(
  id: string,
  x: WasmArray,
  { axes, lengths, norm, isInverse }: Transform,
  at: number,
): WasmArray {
  const source = fitted(id, x, realDType(complexOf(x.dtype)), axes, lengths);
  const [last, n] = [x.ndim - 1, lengths[at]];
  const others = axes.toSpliced(at, 1);
  const width = others.length ? n / 2 + 1 : n;
  const half = allocateArray(id, complexOf(x.dtype), source.shape.with(-1, width));
  transformReal(id, half, source, isInverse, scaleOf(lengths, norm, isInverse));
  if (!others.length) return half;
  transformAxes(id, x, half, others, isInverse);
  const whole = allocateArray(id, half.dtype, source.shape);
  copyInto(id, viewOf(id, whole, half.shape, whole.strides), half);
  const [to, from] = [partView(id, whole, last, width, n - width), partView(id, half, last, 1, n - width)];
  // An axis of one or two elements has each of them opposite itself.
  const turned = others.filter((axis) => source.shape[axis] > 2);
  mirror(id, to, flipView(id, from, [last]), turned);
  return whole;
}

/**
 * Makes the elements of `to` conjugates of those of `from` that lie opposite: at n - k for index k of each of `axes`, where 0 lies
 * opposite itself.
 */
function mirror(id: string, to: WasmArray, from: WasmArray, axes: readonly number[]): void {
  if (to.size === 0) return;
  if (axes.length === 0) {
    applyElementwise(id, [from], to, "conj");
    return;
  }
  const [axis, ...rest] = axes;
  for (const [first, count] of [
    [0, 1],
    [1, to.shape[axis] - 1],
  ]) {
    const [out, x] = [to, from].map((array) => partView(id, array, axis, first, count));
    mirror(id, out, flipView(id, x, [axis]), rest);
  }
}

/** Transforms complex numbers along `axes`, out of place if `source` is the operand `x`, else where they are. */
function transformAxes(
  id: string,
  x: WasmArray,
  source: WasmArray,
  axes: readonly number[],
  isInverse: boolean,
  scale = 1,
): WasmArray {
  if (axes.length === 0) return source;
  const out = source === x ? allocateArray(id, x.dtype, x.shape) : source;
  for (const [i, axis] of axes.entries()) {
    transformAlong(id, out, i === 0 ? source : out, axis, isInverse, i === 0 ? scale : 1);
  }
  return out;
}

/**
 * The transform of real numbers, of which the last of `axes` keeps the non-redundant half.
 * @throws DTypeError for complex numbers
 */
export function realTransform(id: string, x: WasmArray, { axes, lengths, norm }: Transform): WasmArray {
  if (isComplex(x.dtype)) throw new DTypeError(`${id}: ${x.dtype} is not a real type`);
  return scope(() => {
    const last = axes.at(-1)!;
    const real = realDType(complexOf(x.dtype));
    const source = lastAxis(id, fitted(id, x, real, axes, lengths), last);
    const half = halfTransform(id, source, scaleOf(lengths, norm, false));
    const result = restoredAxis(id, half, last);
    return transformAxes(id, x, result, axes.slice(0, -1), false);
  });
}

/** The real numbers of which the last of `axes` holds half of the transform: `lengths` are those of the result. */
export function inverseRealTransform(
  id: string,
  x: WasmArray,
  { axes, lengths, norm }: Transform,
): WasmArray {
  return scope(() => {
    const [last, n] = [axes.at(-1)!, lengths.at(-1)!];
    const kept = [...lengths.slice(0, -1), Math.floor(n / 2) + 1];
    const spectrum = fitted(id, x, complexOf(x.dtype), axes, kept);
    const source = lastAxis(id, transformAxes(id, x, spectrum, axes.slice(0, -1), true), last);
    return restoredAxis(id, wholeOf(id, source, n, scaleOf(lengths, norm, true)), last);
  });
}

/** h + 1 numbers for each line of 2h or 2h + 1 real ones, along the last axis. */
function halfTransform(id: string, x: WasmArray, scale: number): WasmArray {
  const n = x.shape.at(-1)!;
  const shape = x.shape.with(-1, Math.floor(n / 2) + 1);
  const out = allocateArray(id, complexOf(x.dtype), shape);
  if (n % 2 === 0) transformReal(id, out, x, false, scale);
  else {
    const whole = cast(id, x, out.dtype);
    transformAlong(id, whole, whole, x.ndim - 1, false, scale);
    copyInto(id, out, viewOf(id, whole, shape, whole.strides));
  }
  return out;
}

/** Lines of n real numbers from their half transforms, along the last axis. */
function wholeOf(id: string, x: WasmArray, n: number, scale: number): WasmArray {
  const out = allocateArray(id, realDType(x.dtype), x.shape.with(-1, n));
  if (n % 2 === 0) {
    restoreReal(id, out, x, scale);
    return out;
  }
  const whole = allocateArray(id, x.dtype, out.shape);
  const h = x.shape.at(-1)!;
  copyInto(id, viewOf(id, whole, x.shape, whole.strides), x);
  // Element n - k is the conjugate of element k.
  const size = whole.nbytes / whole.size;
  const mirror = x.shape.with(-1, h - 1);
  const end = viewOf(id, whole, mirror, whole.strides.with(-1, -1), (n - 1) * size);
  copyInto(id, end, conjugate(id, viewOf(id, x, mirror, x.strides, size)));
  transformAlong(id, whole, whole, x.ndim - 1, true, scale);
  copyInto(
    id,
    out,
    viewOf(
      id,
      whole,
      out.shape,
      whole.strides.map((step) => 2 * step),
      0,
      out.dtype,
    ),
  );
  return out;
}

/** The complex type for the transform of `dtype`. */
const complexOf = (dtype: DType): DType =>
  promote(realDType(dtype) === "float32" ? "float32" : "float64", "complex64");

/** 1, 1 / n or 1 / √n, where n is the product of lengths. */
function scaleOf(lengths: readonly number[], norm: Norm, isInverse: boolean): number {
  const n = lengths.reduce((product, length) => product * length, 1);
  if (norm === "ortho") return 1 / Math.sqrt(n);
  return (norm === "backward") === isInverse ? 1 / n : 1;
}

/** `x` as `dtype`, in row-major order, with these lengths of axes, cropped or filled up with zeros: itself, or else a copy. */
function fitted(
  id: string,
  x: WasmArray,
  dtype: DType,
  axes: readonly number[],
  lengths: readonly number[],
): WasmArray {
  const shape = [...x.shape];
  for (const [i, axis] of axes.entries()) shape[axis] = lengths[i];
  if (dtype === x.dtype && isContiguous(x) && sameShape(shape, x.shape)) return x;
  const common = shape.map((length, axis) => Math.min(length, x.shape[axis]));
  const isPadded = shape.some((length, axis) => length > x.shape[axis]);
  const result = (isPadded ? zeroArray : allocateArray)(id, dtype, shape);
  copyInto(id, viewOf(id, result, common, result.strides), viewOf(id, x, common, x.strides));
  return result;
}

/** `x` as a row-major array with `axis` last. */
const lastAxis = (id: string, x: WasmArray, axis: number): WasmArray =>
  rowMajorOf(id, permuteView(id, x, [...x.shape.keys()].toSpliced(axis, 1).concat(axis)));

/** The inverse of `lastAxis`. */
const restoredAxis = (id: string, x: WasmArray, axis: number): WasmArray =>
  rowMajorOf(id, permuteView(id, x, [...x.shape.keys()].slice(0, -1).toSpliced(axis, 0, x.ndim - 1)));

const rowMajorOf = (id: string, x: WasmArray): WasmArray => (isContiguous(x) ? x : cast(id, x, x.dtype));
