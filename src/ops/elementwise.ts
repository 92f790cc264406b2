import { copyKernel } from "../array/copy.ts";
import { type Nest, visitTiles } from "../array/plan.ts";
import { scope } from "../array/scope.ts";
import { WasmArray } from "../array/wasm-array.ts";
import { type Code, type DType, dtypes, isComplex, isInteger, realDType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { core } from "../wasm/core.ts";
import { settle } from "../wasm/storage.ts";
import { commonShape, convertOperand, operand, resultType } from "./promotion.ts";
import { checkOut, computeInto } from "./result.ts";

type FloatCode = "f32" | "f64";
type ComplexCode = "c64" | "c128";
type SignedCode = "i8" | "i16" | "i32" | "i64";
type UnsignedCode = "u8" | "u16" | "u32" | "u64";
type RealCode = SignedCode | UnsignedCode | FloatCode;

type Kernel = typeof core.negative_f64 | typeof core.add_f64;

/** How a function of one or two operands treats dtypes. */
interface Row {
  /** The dtype in which it computes for operands that promote to `dtype`, undefined if it refuses them. */
  readonly compute: (dtype: DType) => DType | undefined;
  /** The kernel for the code and size of a dtype that `compute` returns. */
  readonly kernel: (code: never, size: number) => Kernel;
  /** The dtype of the results, if it is not the one in which it computes. */
  readonly result?: (dtype: DType) => DType;
  /** Complex numbers are to the kernel twice as many real ones. */
  readonly byParts?: boolean;
  /** What the message that refuses a dtype advises to use. */
  readonly instead?: string;
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

const unsigned = (code: Code): code is UnsignedCode | "bool" => code === "bool" || code.startsWith("u");

const rows = {
  positive: { compute: numeric, kernel: (_: Code, size: number) => copyKernel(size) },
  abs: {
    compute: any,
    result: realDType,
    kernel: (code: Code, size: number) => (unsigned(code) ? copyKernel(size) : core[`abs_${code}`]),
  },
  negative: {
    compute: numeric,
    kernel: (code: RealCode) => core[`negative_${code}`],
    byParts: true,
    instead: "logical_not",
  },
  sqrt: { compute: discreteAsFloat, kernel: (code: FloatCode | ComplexCode) => core[`sqrt_${code}`] },
  exp: { compute: discreteAsFloat, kernel: (code: FloatCode | ComplexCode) => core[`exp_${code}`] },
  log: { compute: discreteAsFloat, kernel: (code: FloatCode | ComplexCode) => core[`log_${code}`] },
  add: { compute: any, kernel: (code: RealCode | "bool") => core[`add_${code}`], byParts: true },
  subtract: {
    compute: numeric,
    kernel: (code: RealCode) => core[`subtract_${code}`],
    byParts: true,
    instead: "logical_xor",
  },
  multiply: { compute: any, kernel: (code: Code) => core[`multiply_${code}`] },
  divide: {
    compute: discreteAsFloat64,
    kernel: (code: FloatCode | ComplexCode) => core[`divide_${code}`],
  },
  floor_divide: { compute: real, kernel: (code: RealCode) => core[`floor_divide_${code}`] },
  remainder: { compute: real, kernel: (code: RealCode) => core[`remainder_${code}`] },
  pow: { compute: boolAsInteger, kernel: (code: RealCode | ComplexCode) => core[`pow_${code}`] },
} satisfies { readonly [id: string]: Row };

export type Elementwise = keyof typeof rows;

/** The function `id` of the elements of one or two operands, which broadcast; the results are in `out` if it is given. */
export function applyElementwise(id: Elementwise, values: readonly unknown[], out?: unknown): WasmArray {
  const row: Row = rows[id];
  // A scope would cost as much as ten elements do.
  if (!out && needNoCast(row, values)) return compute(id, row, values, out);
  return scope(() => compute(id, row, values, out));
}

/** Whether all values are arrays as the kernel takes them. */
function needNoCast(row: Row, values: readonly unknown[]): boolean {
  const [first] = values;
  if (!(first instanceof WasmArray) || row.compute(first.dtype) !== first.dtype) return false;
  return values.every((x) => x instanceof WasmArray && x.dtype === first.dtype);
}

function compute(id: Elementwise, row: Row, values: readonly unknown[], out: unknown): WasmArray {
  const operands = values.map((value) => operand(id, value));
  const dtype = computingType(id, row, resultType(operands));
  const shape = commonShape(id, operands);
  const resultDType = row.result?.(dtype) ?? dtype;
  const target = checkOut(id, out, shape, resultDType);
  const inputs = operands.map((x) => convertOperand(id, x, dtype));
  if (id === "pow" && !shape.includes(0)) checkExponents(id, inputs[1]);
  const parts = isComplex(dtype) && row.byParts === true;
  const { code, size } = dtypes[parts ? realDType(dtype) : dtype];
  const kernel = row.kernel(code as never, size);
  return computeInto(id, target, shape, resultDType, inputs, (result) => {
    visitTiles(id, result.shape, [result, ...inputs], (at, nest) => callKernel(kernel, at, nest), parts);
    settle();
  });
}

function computingType(id: string, { compute, instead }: Row, dtype: DType): DType {
  const computed = compute(dtype);
  if (computed) return computed;
  throw new DTypeError(`${id}: there is none for ${dtype}${instead ? `; use ${instead}` : ""}`);
}

/** Calls a kernel for one tile: the result's address and steps, and those of each operand. */
function callKernel(kernel: Kernel, at: readonly number[], { rowSteps, colSteps, rows, cols }: Nest): void {
  if (at.length === 2) {
    const run = kernel as typeof core.negative_f64;
    run(at[0], rowSteps[0], colSteps[0], at[1], rowSteps[1], colSteps[1], rows, cols);
  } else {
    const run = kernel as typeof core.add_f64;
    run(
      at[0],
      rowSteps[0],
      colSteps[0],
      at[1],
      rowSteps[1],
      colSteps[1],
      at[2],
      rowSteps[2],
      colSteps[2],
      rows,
      cols,
    );
  }
}

/** Throws a RangeError for integers that are negative, as exponents of integers. */
function checkExponents(id: string, exponents: WasmArray): void {
  const { kind, code } = dtypes[exponents.dtype];
  if (kind !== "int") return;
  const kernel = core[`least_${code as SignedCode}`];
  let least = 0;
  visitTiles(id, exponents.shape, [exponents], ([x], { rowSteps, colSteps, rows, cols }) => {
    least = Math.min(least, kernel(x, rowSteps[0], colSteps[0], rows, cols));
  });
  settle();
  if (least < 0) throw new RangeError(`${id}: integers to negative integer powers are not allowed: ${least}`);
}
