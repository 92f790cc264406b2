import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, promote } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { broadcastShapes } from "../shape.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { cast } from "./copy.ts";
import { visitStack } from "./stack.ts";

/** Sums of products wrap, so that signed and unsigned ones are the same bits. */
const kernels: { readonly [D in DType]: typeof linalg.gemm_f64 } = {
  bool: linalg.gemm_bool,
  int8: linalg.gemm_i8,
  int16: linalg.gemm_i16,
  int32: linalg.gemm_i32,
  int64: linalg.gemm_i64,
  uint8: linalg.gemm_i8,
  uint16: linalg.gemm_i16,
  uint32: linalg.gemm_i32,
  uint64: linalg.gemm_i64,
  float32: linalg.gemm_f32,
  float64: linalg.gemm_f64,
  complex64: linalg.gemm_c64,
  complex128: linalg.gemm_c128,
};

const signature = "(n?,k),(k,m?)->(n?,m?)";

/**
 * The matrix product of the last two axes, the others broadcast. A 1-d operand is a row on the left, a column on the
 * right, and its axis is absent from the result.
 */
export function matmul(id: string, x1: WasmArray, x2: WasmArray): WasmArray {
  const [left, right] = [matrixOf(id, x1, 0), matrixOf(id, x2, 1)];
  const [m, k, n] = [left.rows, left.cols, right.cols];
  if (k !== right.rows) {
    throw new ShapeError(
      `${id}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ${signature} ` +
        `(size ${right.rows} is different from ${k})`,
    );
  }
  const batch = broadcastShapes(id, x1.shape.slice(0, -2), x2.shape.slice(0, -2));
  const kept = [...(x1.ndim > 1 ? [m] : []), ...(x2.ndim > 1 ? [n] : [])];
  const dtype = promote(x1.dtype, x2.dtype);
  const out = allocateArray(id, dtype, [...batch, ...kept]);
  const operands = [x1, x2].map((x) => (x.dtype === dtype ? x : cast(id, x, dtype)));
  const [a, b] = [matrixOf(id, operands[0], 0), matrixOf(id, operands[1], 1)];
  const { size } = dtypes[dtype];
  const kernel = kernels[dtype];
  const core = [kept.length, Math.min(x1.ndim, 2), Math.min(x2.ndim, 2)];
  withScratch(id, linalg.gemm_work(n, k), (work) => {
    visitStack(id, batch, [out, ...operands], core, ([to, x, y]) => {
      kernel(to, n * size, size, x, a.rowStep, a.colStep, y, b.rowStep, b.colStep, m, n, k, work);
    });
  });
  settle();
  for (const x of operands) if (x !== x1 && x !== x2) x.dispose();
  return out;
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
