import { copyKernel } from "../array/copy.ts";
import { visitTiles } from "../array/plan.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { type Code, type DType, dtypes, isComplex, isInteger, realDType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { settle } from "../wasm/storage.ts";
import { type Ufunc, ufunc } from "../wasm/ufunc.ts";
import { type Loop, remember, runLean } from "./loop.ts";
import { resultType, typeAsIs } from "./promotion.ts";
import type { Kernel } from "./tile.ts";
import { applyLoop, type Check, type ElementwiseFunction } from "./ufunc.ts";

type FloatCode = "f32" | "f64";
type ComplexCode = "c64" | "c128";
type SignedCode = "i8" | "i16" | "i32" | "i64";
type UnsignedCode = "u8" | "u16" | "u32" | "u64";
type IntegerCode = SignedCode | UnsignedCode;
type Size = keyof typeof sized;
type RealCode = SignedCode | UnsignedCode | FloatCode;

/** How a function of one or two operands treats dtypes. */
interface Row {
  /** The dtype in which it computes for operands that promote to `dtype`, undefined if it refuses them. */
  readonly compute: (dtype: DType) => DType | undefined;
  /** The kernel for the code and size of a dtype that `compute` returns. */
  readonly kernel: (code: never, size: never) => Kernel;
  /** The dtype of the results, if it is not the one in which it computes. */
  readonly result?: (dtype: DType) => DType;
  /** Complex numbers are to the kernel twice as many real ones. */
  readonly byParts?: boolean;
  /** What the message that refuses a dtype advises to use. */
  readonly instead?: string;
  /** Refuses elements of the operands, which are of a dtype that it computes in or convert to it. */
  readonly check?: Check;
}

const any = (dtype: DType): DType => dtype;
const numeric = (dtype: DType): DType | undefined => (dtype === "bool" ? undefined : dtype);
/** Bools count as the smallest integers. */
const boolAsInteger = (dtype: DType): DType => (dtype === "bool" ? "int8" : dtype);
const real = (dtype: DType): DType | undefined => (isComplex(dtype) ? undefined : boolAsInteger(dtype));
const discreteAsFloat64 = (dtype: DType): DType => (isInteger(dtype) || dtype === "bool" ? "float64" : dtype);
/** Integers of up to 16 bits fit float32. */
const discreteAsFloat = (dtype: DType): DType =>
  dtypes[dtype].size <= 2 ? "float32" : discreteAsFloat64(dtype);

const realAsFloat = (dtype: DType): DType | undefined =>
  isComplex(dtype) ? undefined : discreteAsFloat(dtype);
const isDiscrete = (dtype: DType): boolean => isInteger(dtype) || dtype === "bool";
const discrete = (dtype: DType): DType | undefined => (isDiscrete(dtype) ? dtype : undefined);
const integer = (dtype: DType): DType | undefined => (isDiscrete(dtype) ? boolAsInteger(dtype) : undefined);
const notComplex = (dtype: DType): DType | undefined => (isComplex(dtype) ? undefined : dtype);
const isFloat = (code: Code): code is FloatCode => code === "f32" || code === "f64";

const unsigned = (code: Code): code is UnsignedCode | "bool" => code === "bool" || code.startsWith("u");

const asBool = (): DType => "bool";
const orByte = (code: RealCode | "bool"): RealCode => (code === "bool" ? "u8" : code);
const sized = { 1: "u8", 2: "u16", 4: "u32", 8: "u64" } as const;

/** Functions that have kernels for all of these types. */
type Named<Codes extends Code> = {
  [C in Codes]: (
    name: { [K in keyof Ufunc]: K extends `${infer Name}_${C}` ? Name : never }[keyof Ufunc],
  ) => void;
}[Codes] extends (name: infer Name) => void
  ? Name & string
  : never;

/** A function of floats, real and complex. */
const ofFloats = (id: Named<FloatCode | ComplexCode>) => ({
  compute: discreteAsFloat,
  kernel: (code: FloatCode | ComplexCode): Kernel => ufunc[`${id}_${code}`],
});

/** A function of real floats. */
const ofReal = (id: Named<FloatCode>) => ({
  compute: realAsFloat,
  kernel: (code: FloatCode): Kernel => ufunc[`${id}_${code}`],
});

/** Integers are round. */
const rounding = (id: "floor" | "ceil" | "trunc" | "round", compute: Row["compute"]) => ({
  compute,
  kernel: (code: Code, size: number) => (isFloat(code) ? ufunc[`${id}_${code}`] : copyKernel(size)),
});

const test = { compute: discreteAsFloat, result: asBool };

const bitwise = (id: "bitwise_and" | "bitwise_or" | "bitwise_xor") => ({
  compute: discrete,
  kernel: (_: Code, size: Size) => ufunc[`${id}_${sized[size]}`],
});

const rows = {
  positive: { compute: numeric, kernel: (_: Code, size: number) => copyKernel(size) },
  abs: {
    compute: any,
    result: realDType,
    kernel: (code: Code, size: number) => (unsigned(code) ? copyKernel(size) : ufunc[`abs_${code}`]),
  },
  negative: {
    compute: numeric,
    kernel: (code: RealCode) => ufunc[`negative_${code}`],
    byParts: true,
    instead: "logical_not",
  },
  sqrt: ofFloats("sqrt"),
  exp: ofFloats("exp"),
  log: ofFloats("log"),
  expm1: ofFloats("expm1"),
  log1p: ofFloats("log1p"),
  log2: ofFloats("log2"),
  log10: ofFloats("log10"),
  sin: ofFloats("sin"),
  cos: ofFloats("cos"),
  tan: ofFloats("tan"),
  asin: ofFloats("asin"),
  acos: ofFloats("acos"),
  atan: ofFloats("atan"),
  sinh: ofFloats("sinh"),
  cosh: ofFloats("cosh"),
  tanh: ofFloats("tanh"),
  asinh: ofFloats("asinh"),
  acosh: ofFloats("acosh"),
  atanh: ofFloats("atanh"),
  exp2: ofFloats("exp2"),
  cbrt: ofReal("cbrt"),
  atan2: ofReal("atan2"),
  hypot: ofReal("hypot"),
  logaddexp: ofReal("logaddexp"),
  add: { compute: any, kernel: (code: RealCode | "bool") => ufunc[`add_${code}`], byParts: true },
  subtract: {
    compute: numeric,
    kernel: (code: RealCode) => ufunc[`subtract_${code}`],
    byParts: true,
    instead: "logical_xor",
  },
  multiply: { compute: any, kernel: (code: Code) => ufunc[`multiply_${code}`] },
  divide: {
    compute: discreteAsFloat64,
    kernel: (code: FloatCode | ComplexCode) => ufunc[`divide_${code}`],
  },
  floor_divide: { compute: real, kernel: (code: RealCode) => ufunc[`floor_divide_${code}`] },
  remainder: { compute: real, kernel: (code: RealCode) => ufunc[`remainder_${code}`] },
  pow: {
    compute: boolAsInteger,
    kernel: (code: RealCode | ComplexCode) => ufunc[`pow_${code}`],
    check: checkExponents,
  },
  square: { compute: boolAsInteger, kernel: (code: RealCode | ComplexCode) => ufunc[`square_${code}`] },
  reciprocal: {
    compute: (dtype) => (isDiscrete(dtype) ? undefined : dtype),
    kernel: (code: FloatCode | ComplexCode) => ufunc[`reciprocal_${code}`],
    instead: "divide",
  },
  sign: { compute: numeric, kernel: (code: RealCode | ComplexCode) => ufunc[`sign_${code}`] },
  conj: {
    compute: numeric,
    kernel: (code: Code, size: number) =>
      code === "c64" || code === "c128" ? ufunc[`conj_${code}`] : copyKernel(size),
  },
  floor: rounding("floor", notComplex),
  ceil: rounding("ceil", notComplex),
  trunc: rounding("trunc", notComplex),
  round: { ...rounding("round", numeric), byParts: true },
  deg2rad: ofReal("deg2rad"),
  rad2deg: ofReal("rad2deg"),
  isnan: { ...test, kernel: (code: FloatCode | ComplexCode) => ufunc[`isnan_${code}`] },
  isinf: { ...test, kernel: (code: FloatCode | ComplexCode) => ufunc[`isinf_${code}`] },
  isfinite: { ...test, kernel: (code: FloatCode | ComplexCode) => ufunc[`isfinite_${code}`] },
  signbit: { ...test, compute: realAsFloat, kernel: (code: FloatCode) => ufunc[`signbit_${code}`] },
  maximum: { compute: notComplex, kernel: (code: RealCode | "bool") => ufunc[`maximum_${orByte(code)}`] },
  minimum: { compute: notComplex, kernel: (code: RealCode | "bool") => ufunc[`minimum_${orByte(code)}`] },
  fmax: {
    compute: notComplex,
    kernel: (code: RealCode | "bool") =>
      isFloat(code) ? ufunc[`fmax_${code}`] : ufunc[`maximum_${orByte(code)}`],
  },
  fmin: {
    compute: notComplex,
    kernel: (code: RealCode | "bool") =>
      isFloat(code) ? ufunc[`fmin_${code}`] : ufunc[`minimum_${orByte(code)}`],
  },
  fmod: { compute: real, kernel: (code: RealCode) => ufunc[`fmod_${code}`] },
  copysign: ofReal("copysign"),
  nextafter: ofReal("nextafter"),
  heaviside: ofReal("heaviside"),
  ldexp: ofReal("ldexp"),
  fraction: ofReal("fraction"),
  mantissa: ofReal("mantissa"),
  exponent: ofReal("exponent"),
  gcd: { compute: integer, kernel: (code: IntegerCode) => ufunc[`gcd_${code}`] },
  lcm: { compute: integer, kernel: (code: IntegerCode) => ufunc[`lcm_${code}`] },
  bitwise_and: bitwise("bitwise_and"),
  bitwise_or: bitwise("bitwise_or"),
  bitwise_xor: bitwise("bitwise_xor"),
  bitwise_invert: {
    compute: discrete,
    kernel: (code: Code, size: Size) =>
      code === "bool" ? ufunc.logical_not_bool : ufunc[`bitwise_invert_${sized[size]}`],
  },
  bitwise_left_shift: {
    compute: integer,
    kernel: (_: Code, size: Size) => ufunc[`bitwise_left_shift_${sized[size]}`],
  },
  bitwise_right_shift: {
    compute: integer,
    kernel: (code: IntegerCode) => ufunc[`bitwise_right_shift_${code}`],
  },
  logical_and: { compute: asBool, kernel: () => ufunc.bitwise_and_u8 },
  logical_or: { compute: asBool, kernel: () => ufunc.bitwise_or_u8 },
  logical_xor: { compute: asBool, kernel: () => ufunc.bitwise_xor_u8 },
  logical_not: { compute: asBool, kernel: () => ufunc.logical_not_bool },
} satisfies { readonly [id: string]: Row };

export type Elementwise = keyof typeof rows;

/** The function `id` of the elements of one or two operands. */
export function elementwise(id: Elementwise): ElementwiseFunction {
  const row: Row = rows[id];
  const loopFor = remember((dtype) => loopOf(id, row, dtype));
  return {
    takes: (dtype) => row.compute(dtype) === dtype,
    loopFor: (name, dtype) => loopOf(name, row, dtype),
    check: row.check,
    apply: (values, placement, name = id) =>
      applyLoop(name, values, placement, (operands) => {
        const loop = loopFor(resultType(operands));
        return { loop, operands, check: row.check };
      }),
    lean(x, y, out) {
      const dtype = typeAsIs(x, y);
      if (!dtype || row.check) return undefined;
      const loop = loopFor(dtype);
      return loop.reads[0] === dtype ? runLean(id, loop, x, y, out) : undefined;
    },
  };
}

/** The function `name` of arrays or scalars, in `out` if it is given; errors name the function `id`. */
export function applyElementwise(
  id: string,
  values: readonly unknown[],
  out?: unknown,
  name = id as Elementwise,
): WasmArray {
  return applyLoop(id, values, { out }, (operands) => ({
    loop: loopOf(id, rows[name], resultType(operands)),
    operands,
  }));
}

/** The loop for operands that promote to `dtype`. */
function loopOf(id: string, { compute, kernel, result, byParts = false, instead }: Row, dtype: DType): Loop {
  const computed = compute(dtype);
  if (!computed) {
    throw new DTypeError(`${id}: there is none for ${dtype}${instead ? `; use ${instead}` : ""}`);
  }
  const parts = byParts && isComplex(computed);
  const { code, size } = dtypes[parts ? realDType(computed) : computed];
  return {
    kernel: kernel(code as never, size as never),
    reads: [computed, computed],
    writes: result?.(computed) ?? computed,
    byParts: parts,
  };
}

/** Throws a RangeError for integers that are negative, as exponents of integers. */
function checkExponents(id: string, [base, exponents]: readonly WasmArray[]): void {
  const { kind, code } = dtypes[exponents.dtype];
  if (kind !== "int" || !isDiscrete(base.dtype)) return;
  const kernel = ufunc[`least_${code as SignedCode}`];
  let least = 0;
  visitTiles(id, exponents.shape, [exponents], ([x], { rowSteps, colSteps, rows, cols }) => {
    least = Math.min(least, kernel(x, rowSteps[0], colSteps[0], rows, cols));
  });
  settle();
  if (least < 0) throw new RangeError(`${id}: integers to negative integer powers are not allowed: ${least}`);
}
