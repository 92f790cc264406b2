import { type Complex, type DType, isComplex, realDType, type Scalar } from "../../src/dtype.ts";
import { format, sameShape } from "../../src/shape.ts";
import { type Elements, isElements, type Outline } from "./fixtures.ts";

/** How far results may lie from those expected. */
export interface Tolerance {
  /** Units in the last place of the expected element; of a complex one, of the larger of its parts. */
  readonly ulps?: number;
  /** Instead of `ulps` for complex dtypes. */
  readonly complexUlps?: number;
  /** Counts in units of the largest expected element, where elements are sums of others that cancel. */
  readonly ofLargest?: boolean;
  /** Takes zeros of both signs for the same. */
  readonly unsignedZeros?: boolean;
}

export const exact: Tolerance = {};

/** How `actual` differs from `expected` by more than it may, or undefined. dtype and shape may not differ. */
export function difference(actual: Elements, expected: Outline, tolerance: Tolerance): string | undefined {
  const { dtype, shape } = expected;
  if (actual.dtype !== dtype) return `dtype ${actual.dtype}, not ${dtype}`;
  if (!sameShape(actual.shape, shape)) return `shape ${format(actual.shape)}, not ${format(shape)}`;
  if (!isElements(expected)) return undefined;
  if (actual.data.length !== expected.data.length) {
    return `${actual.data.length} elements, not ${expected.data.length}`;
  }
  const largest = tolerance.ofLargest ? Math.max(0, ...expected.data.map(magnitude)) : 0;
  const wrong = expected.data.findIndex((item, i) => !close(actual.data[i], item, dtype, largest, tolerance));
  if (wrong < 0) return undefined;
  return `element ${wrong} is ${show(actual.data[wrong])}, not ${show(expected.data[wrong])}`;
}

function close(
  actual: Scalar,
  expected: Scalar,
  dtype: DType,
  largest: number,
  tolerance: Tolerance,
): boolean {
  const complex = isComplex(dtype);
  const ulps = (complex && tolerance.complexUlps) || (tolerance.ulps ?? 0);
  const unit = Math.max(largest, magnitude(expected));
  const near = (x: Scalar, y: Scalar) => closePart(x, y, ulps * ulp(unit, realDType(dtype)), tolerance);
  if (!complex) return typeof actual === "number" ? near(actual, expected) : actual === expected;
  const [x, y] = [actual, expected] as [Complex, Complex];
  return near(x.re, y.re) && near(x.im, y.im);
}

/** NaN is NaN; what is not finite is the same; zeros have the same sign. */
function closePart(actual: Scalar, expected: Scalar, bound: number, tolerance: Tolerance): boolean {
  if (typeof actual !== "number" || typeof expected !== "number") return false;
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  if (actual === 0 && expected === 0) return tolerance.unsignedZeros || Object.is(actual, expected);
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return actual === expected;
  return Math.abs(actual - expected) <= bound;
}

/** The larger of the parts, NaN and infinities left out: they have no unit in the last place. */
function magnitude(value: Scalar): number {
  if (typeof value === "object") return Math.max(magnitude(value.re), magnitude(value.im));
  return Number.isFinite(value) ? Math.abs(Number(value)) : 0;
}

/** The distance of floating-point numbers of the type round `value`; 1 for integers. */
export function ulp(value: number, dtype: DType): number {
  const digits = dtype === "float32" ? 23 : dtype === "float64" ? 52 : 0;
  if (digits === 0) return 1;
  const least = digits === 23 ? -126 : -1022;
  const exponent = value === 0 ? least : Math.max(least, Math.floor(Math.log2(value)));
  return 2 ** (exponent - digits);
}

const show = (value: Scalar): string =>
  typeof value === "object"
    ? `${show(value.re)} + ${show(value.im)}i`
    : Object.is(value, -0)
      ? "-0"
      : String(value);
