export type { Coercible, NestedArray, NestedList } from "./array/convert.ts";
export type { Index, IndexList } from "./array/index-items.ts";
export { newaxis } from "./array/indexing.ts";
export { scope } from "./array/scope.ts";
export { Slice, slice } from "./array/slice.ts";
export { WasmArray } from "./array/wasm-array.ts";
export { type ArrayUfunc, arrayUfunc, type UfuncMethod } from "./dispatch/universal.ts";
export type { Complex, DType, Scalar, TypedArray } from "./dtype.ts";
export {
  bool,
  complex64,
  complex128,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
} from "./dtype.ts";
export { AxisError, DTypeError, IndexError, LinAlgError, ShapeError } from "./errors.ts";
export * from "./io/index.ts";
export * from "./np/average.ts";
export * from "./np/closeness.ts";
export * from "./np/complex-parts.ts";
export * from "./np/configuration.ts";
export * from "./np/constants.ts";
export * from "./np/containers.ts";
export * from "./np/covariance.ts";
export * from "./np/creation.ts";
export * from "./np/cumulative.ts";
export * from "./np/data-type.ts";
export * from "./np/diagonals.ts";
export { type DTypeKind, isdtype } from "./np/dtype-kinds.ts";
export * from "./np/dtype-limits.ts";
export * from "./np/einsum.ts";
export * from "./np/elementwise.ts";
export * as fft from "./np/fft/index.ts";
export * from "./np/float-parts.ts";
export * from "./np/histogram.ts";
export * from "./np/host.ts";
export * from "./np/indexing.ts";
export * from "./np/inspection.ts";
export * from "./np/interchange.ts";
export * from "./np/interpolation.ts";
export * as linalg from "./np/linalg/index.ts";
export * from "./np/linear-algebra.ts";
export * from "./np/logic.ts";
export * from "./np/manipulation/index.ts";
export * from "./np/nan.ts";
export * from "./np/printing.ts";
export * from "./np/quantile.ts";
export * as random from "./np/random/index.ts";
export * from "./np/rounding.ts";
export * from "./np/searching.ts";
export * from "./np/set.ts";
export * from "./np/sorting.ts";
export * from "./np/statistical.ts";
export * from "./np/utility.ts";
