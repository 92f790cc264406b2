import { coerce } from "../array/convert.ts";
import { cast, copyInto } from "../array/copy.ts";
import { sharesMemory } from "../array/overlap.ts";
import { scope } from "../array/scope.ts";
import { reshapeView } from "../array/views.ts";
import { allocateArray, pointerOf, WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, promote } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { broadcastShapes, format, type Shape, sameShape, sizeOf } from "../shape.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { checkOut } from "./result.ts";
import { type GemmCode, type Matrix, multiplyInto, multiplyStack, productScratch } from "./shared-gemm.ts";
import { visitRuns } from "./stack.ts";

/** Suffixes of the kernels: sums of products wrap, so that signed and unsigned ones are the same bits. */
export const gemmCodes: { readonly [D in DType]: GemmCode } = {
  bool: "bool",
  int8: "i8",
  int16: "i16",
  int32: "i32",
  int64: "i64",
  uint8: "i8",
  uint16: "i16",
  uint32: "i32",
  uint64: "i64",
  float32: "f32",
  float64: "f64",
  complex64: "c64",
  complex128: "c128",
};

/** Of a product that is no stack. */
const noBatch: Shape = [];

const signature = "(n?,k),(k,m?)->(n?,m?)";

/**
 * The matrix product of the last two axes, the others broadcast. A 1-d operand is a row on the left, a column on the
 * right, and its axis is absent from the result, which is in `out` if that is given.
 */
export function matmul(id: string, left: unknown, right: unknown, out?: unknown): WasmArray {
  // Small products take no longer than a scope, which nothing here would need.
  if (out === undefined && isArray(left) && isArray(right) && left.dtype === right.dtype) {
    return multiplyNew(id, coerce(id, left), coerce(id, right));
  }
  return scope(() => {
    const operands = [coerce(id, left), coerce(id, right)];
    const dtype = promote(operands[0].dtype, operands[1].dtype);
    const shape = productShape(id, operands[0], operands[1]);
    const target = checkOut(id, out, shape, dtype);
    if (target && !sameShape(target.shape, shape)) {
      throw new ShapeError(`${id}: out has shape ${format(target.shape)}, the product ${format(shape)}`);
    }
    const [x1, x2] = operands.map((x) => (x.dtype === dtype ? x : cast(id, x, dtype)));
    if (!target) return multiplyNew(id, x1, x2);
    // Every element of the product wants whole rows and columns, so that no overlap is harmless.
    if (target.dtype !== dtype || [x1, x2].some((x) => sharesMemory(target, x))) {
      copyInto(id, target, multiplyNew(id, x1, x2));
    } else multiply(id, target, x1, x2);
    return target;
  });
}

const isArray = (value: unknown): value is WasmArray => value instanceof WasmArray;

/** The shape of the product, for operands whose lengths fit. */
function productShape(id: string, x1: WasmArray, x2: WasmArray): Shape {
  checkOperand(id, x1, 0);
  checkOperand(id, x2, 1);
  const inner = x1.shape[x1.ndim - 1];
  const other = x2.shape[Math.max(x2.ndim - 2, 0)];
  if (inner !== other) {
    throw new ShapeError(
      `${id}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ${signature} ` +
        `(size ${other} is different from ${inner})`,
    );
  }
  // The usual way without slices and pushes, which a small product would feel.
  if (x1.ndim === 2 && x2.ndim === 2) return [x1.shape[0], x2.shape[1]];
  const isStack = x1.ndim > 2 || x2.ndim > 2;
  const shape = isStack ? broadcastShapes(id, x1.shape.slice(0, -2), x2.shape.slice(0, -2)) : [];
  if (x1.ndim > 1) shape.push(x1.shape[x1.ndim - 2]);
  if (x2.ndim > 1) shape.push(x2.shape[x2.ndim - 1]);
  return shape;
}

/** Longest axis of a matrix: the kernels count in 32 bits. */
const longest = 2 ** 31 - 1;

function checkOperand(id: string, x: WasmArray, operand: 0 | 1): void {
  if (x.ndim === 0) {
    throw new ShapeError(
      `${id}: Input operand ${operand} does not have enough dimensions ` +
        `(has 0, gufunc core with signature ${signature} requires 1)`,
    );
  }
  for (let axis = Math.max(x.ndim - 2, 0); axis < x.ndim; axis++) {
    if (x.shape[axis] <= longest) continue;
    throw new RangeError(`${id}: operand ${operand} has an axis longer than ${longest}`);
  }
}

/** The product of arrays of one dtype, as a new array. */
function multiplyNew(id: string, x1: WasmArray, x2: WasmArray): WasmArray {
  const out = allocateArray(id, x1.dtype, productShape(id, x1, x2));
  try {
    multiply(id, out, x1, x2);
  } catch (error) {
    out.dispose();
    throw error;
  }
  return out;
}

/** Products of matrices of one dtype and of shapes that fit. */
function multiply(id: string, out: WasmArray, x1: WasmArray, x2: WasmArray): void {
  if (x1.ndim > 2 && x2.ndim <= 2 && multiplyAllRows(id, out, x1, x2)) return;
  const left = Math.min(x1.ndim, 2);
  const right = Math.min(x2.ndim, 2);
  const code = gemmCodes[out.dtype];
  const { size } = dtypes[out.dtype];
  const n = right === 2 ? lengthOf(x2, 0) : 1;
  const product = { code, size, m: lengthOf(x1, 1), n, k: lengthOf(x1, 0) };
  const core = left + right - 2;
  const batch = out.ndim === core ? noBatch : out.shape.slice(0, out.ndim - core);
  withScratch(id, productScratch(product, sizeOf(batch)), (scratch) => {
    const c = matrixAt(id, out, left === 2 ? right - 1 : -1, right === 2 ? 0 : -1, size);
    const a = matrixAt(id, x1, 1, 0, size);
    const b = matrixAt(id, x2, right - 1, right === 2 ? 0 : -1, size);
    if (batch === noBatch) return multiplyInto(product, c, a, b, scratch);
    visitRuns(id, batch, [out, x1, x2], [core, left, right], (at, steps, count) => {
      const [to, x, y] = [c, a, b].map((matrix, i) => ({ ...matrix, at: at[i], step: steps[i] }));
      multiplyStack(product, count, to, x, y, scratch);
    });
  });
  settle();
}

/** The length of an axis, counted from the last one; those that the array lacks are one long. */
const lengthOf = (x: WasmArray, axis: number): number => (axis < x.ndim ? x.shape[x.ndim - 1 - axis] : 1);

/** The matrix whose rows and columns are those axes, counted from the last one; there is one where the array lacks the axis. */
function matrixAt(id: string, x: WasmArray, rows: number, cols: number, size: number): Matrix {
  return { at: pointerOf(id, x), row: stepOf(x, rows) * size, col: stepOf(x, cols) * size };
}

const stepOf = (x: WasmArray, axis: number): number =>
  axis >= 0 && axis < x.ndim ? x.strides[x.ndim - 1 - axis] : 0;

/** `multiply` for a stack on the left alone, as one matrix of all its rows; false if their steps do not allow that. */
function multiplyAllRows(id: string, out: WasmArray, x1: WasmArray, x2: WasmArray): boolean {
  const rows = sizeOf(x1.shape.slice(0, -1));
  if (rows > longest) return false;
  return scope(() => {
    const whole = reshapeView(id, x1, [rows, x1.shape[x1.ndim - 1]]);
    const target = whole && reshapeView(id, out, [rows, ...x2.shape.slice(1)]);
    if (target) multiply(id, target, whole, x2);
    return target !== null;
  });
}
