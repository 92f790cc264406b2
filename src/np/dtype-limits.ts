/** Machine limits: https://data-apis.org/array-api/2025.12/API_specification/data_type_functions.html */
import { checkDType, type DType, dtypes, isFloating, isInteger, realDType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";

/** A dtype, or any kind of array that has one. */
type Typed = DType | { readonly dtype: DType };

/** What there is of numbers of a floating-point type. */
export interface FloatLimits {
  /** Bits that a real number takes. */
  readonly bits: number;
  /** What is between 1 and the next larger number. */
  readonly eps: number;
  readonly max: number;
  readonly min: number;
  /** The least positive number of full precision. */
  readonly smallest_normal: number;
  /** The type of the real numbers. */
  readonly dtype: DType;
}

/**
 * Limits of a floating-point type, or of the parts of a complex one.
 * @throws DTypeError for any other type
 * @example np.finfo("float32").eps // 1.1920928955078125e-7
 */
export function finfo(type: Typed): FloatLimits {
  const given = dtypeOf("finfo", type);
  if (!isFloating(given)) throw new DTypeError(`finfo: ${given} is not a floating-point type`);
  const dtype = realDType(given);
  // Of IEEE 754: bits of the fraction, and the largest exponent.
  const [fraction, exponent] = dtype === "float32" ? [23, 127] : [52, 1023];
  const eps = 2 ** -fraction;
  const max = (2 - eps) * 2 ** exponent;
  return { bits: 8 * dtypes[dtype].size, eps, max, min: -max, smallest_normal: 2 ** (1 - exponent), dtype };
}

/** What there is of integers of a type. */
export interface IntegerLimits {
  readonly bits: number;
  /** As elements come out of arrays: bigints for types of 64 bits. */
  readonly max: number | bigint;
  readonly min: number | bigint;
  readonly dtype: DType;
}

/**
 * Limits of an integer type.
 * @throws DTypeError for any other type
 * @example np.iinfo("uint8").max // 255
 */
export function iinfo(type: Typed): IntegerLimits {
  const dtype = dtypeOf("iinfo", type);
  if (!isInteger(dtype)) throw new DTypeError(`iinfo: ${dtype} is not an integer type`);
  const { kind, size } = dtypes[dtype];
  const bits = 8 * size;
  const values = 1n << BigInt(bits);
  const min = kind === "int" ? -values / 2n : 0n;
  const max = min + values - 1n;
  return size === 8 ? { bits, max, min, dtype } : { bits, max: Number(max), min: Number(min), dtype };
}

const dtypeOf = (id: string, type: Typed): DType =>
  checkDType(id, typeof type === "object" && type !== null ? type.dtype : type);
