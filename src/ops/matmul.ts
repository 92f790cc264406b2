import { coerce } from "../array/convert.ts";
import { cast, copyInto } from "../array/copy.ts";
import { sharesMemory } from "../array/overlap.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, promote } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { broadcastShapes, format, type Shape, sameShape } from "../shape.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { checkOut, computeInto } from "./result.ts";
import { type GemmCode, isShared, multiplyShared, sharedScratch } from "./shared-gemm.ts";
import { visitStack } from "./stack.ts";

const signature = "(n?,k),(k,m?)->(n?,m?)";

/**
 * The matrix product of the last two axes, the others broadcast. A 1-d operand is a row on the left, a column on the
 * right, and its axis is absent from the result, which is in `out` if that is given.
 */
export function matmul(id: string, left: unknown, right: unknown, out?: unknown): WasmArray {
  return scope(() => {
    const operands = [coerce(id, left), coerce(id, right)];
    const dtype = promote(operands[0].dtype, operands[1].dtype);
    const batch = broadcastShapes(id, ...operands.map((x) => x.shape.slice(0, -2)));
    const shape = [...batch, ...productShape(id, operands[0], operands[1])];
    const target = checkOut(id, out, shape, dtype);
    if (target && !sameShape(target.shape, shape)) {
      throw new ShapeError(`${id}: out has shape ${format(target.shape)}, the product ${format(shape)}`);
    }
    const [x1, x2] = operands.map((x) => (x.dtype === dtype ? x : cast(id, x, dtype)));
    const compute = (to: WasmArray) => multiply(id, batch, to, x1, x2);
    // Every element of the product wants whole rows and columns, so that no overlap is harmless.
    const shared = target !== undefined && [x1, x2].some((x) => sharesMemory(target, x));
    const result = computeInto(id, shared ? undefined : target, shape, dtype, [], compute);
    if (shared) copyInto(id, target, result);
    return target ?? result;
  });
}

/** The last axes of the product. */
function productShape(id: string, x1: WasmArray, x2: WasmArray): Shape {
  const [left, right] = [matrixOf(id, x1, 0), matrixOf(id, x2, 1)];
  if (left.cols !== right.rows) {
    throw new ShapeError(
      `${id}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ${signature} ` +
        `(size ${right.rows} is different from ${left.cols})`,
    );
  }
  return [...(x1.ndim > 1 ? [left.rows] : []), ...(x2.ndim > 1 ? [right.cols] : [])];
}

/** Products of matrices of one dtype and of shapes that fit. */
function multiply(id: string, batch: Shape, out: WasmArray, x1: WasmArray, x2: WasmArray): void {
  const [left, right] = [matrixOf(id, x1, 0), matrixOf(id, x2, 1)];
  const [m, n, k] = [left.rows, right.cols, left.cols];
  const { size } = dtypes[out.dtype];
  const steps = out.strides.slice(batch.length).map((stride) => stride * size);
  const outRow = x1.ndim > 1 ? steps[0] : 0;
  const outCol = x2.ndim > 1 ? steps[steps.length - 1] : 0;
  const product = { code: codeOf(out.dtype), size, m, n, k };
  const kernel = linalg[`gemm_${product.code}`];
  const core = [steps.length, Math.min(x1.ndim, 2), Math.min(x2.ndim, 2)];
  const { rowStep: xRow, colStep: xCol } = left;
  const { rowStep: yRow, colStep: yCol } = right;
  const shared = isShared(product);
  withScratch(id, shared ? sharedScratch(product) : linalg.gemm_work(m, n, k), (work) => {
    visitStack(id, batch, [out, x1, x2], core, ([c, a, b]) => {
      if (shared) {
        const y = { at: b, row: yRow, col: yCol };
        multiplyShared(
          product,
          { at: c, row: outRow, col: outCol },
          { at: a, row: xRow, col: xCol },
          y,
          work,
        );
      } else {
        kernel(c, outRow, outCol, a, xRow, xCol, b, yRow, yCol, m, n, k, work);
      }
    });
  });
  settle();
}

/** Suffix of the kernels for a dtype: sums of products wrap, so that signed and unsigned ones are the same bits. */
function codeOf(dtype: DType): GemmCode {
  const { code } = dtypes[dtype];
  return (code.startsWith("u") ? code.replace("u", "i") : code) as GemmCode;
}

/** Lengths and byte steps of an operand's matrices. */
interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly rowStep: number;
  readonly colStep: number;
}

/** Longest axis of a matrix: the kernels count in 32 bits. */
const longest = 2 ** 31 - 1;

function matrixOf(id: string, x: WasmArray, operand: 0 | 1): Matrix {
  if (x.ndim === 0) {
    throw new ShapeError(
      `${id}: Input operand ${operand} does not have enough dimensions ` +
        `(has 0, gufunc core with signature ${signature} requires 1)`,
    );
  }
  const shape = x.shape.slice(-2);
  const steps = x.strides.slice(-2).map((stride) => stride * dtypes[x.dtype].size);
  if (x.ndim === 1) {
    const end = operand === 0 ? 0 : 1;
    shape.splice(end, 0, 1);
    steps.splice(end, 0, 0);
  }
  const [rows, cols] = shape;
  if (rows > longest || cols > longest) {
    throw new RangeError(`${id}: operand ${operand} has an axis longer than ${longest}`);
  }
  return { rows, cols, rowStep: steps[0], colStep: steps[1] };
}
