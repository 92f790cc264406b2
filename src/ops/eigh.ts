import { cast } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { complex128, float64, isComplex, realDType } from "../dtype.ts";
import { LinAlgError } from "../errors.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle } from "../wasm/storage.ts";
import { divideAndConquer } from "./blocked/eigenvectors.ts";
import { copyMatrix, elementsOf, rowsOf } from "./blocked/matrix.ts";
import { applyReflections, reflectionScratch } from "./blocked/reflections.ts";
import { tridiagonalise } from "./blocked/tridiagonal.ts";
import { columnStep, withParts } from "./blocked/workspace.ts";
import { matrixSteps, toSquareMatrices } from "./matrices.ts";
import { visitStack } from "./stack.ts";

/** Which triangle of the matrices is read. */
export type Triangle = "L" | "U";

/** Eigenvalues, ascending, and eigenvectors, as columns, of a stack of Hermitian matrices. */
export function eigh(
  id: string,
  values: unknown,
  triangle: Triangle,
): { eigenvalues: WasmArray; eigenvectors: WasmArray } {
  return scope(() => {
    const x = toSquareMatrices(id, values);
    const eigenvectors = allocateArray(id, doubleOf(x), x.shape);
    const eigenvalues = decompose(id, x, triangle, eigenvectors);
    if (eigenvectors.dtype === x.dtype) return { eigenvalues, eigenvectors };
    return { eigenvalues, eigenvectors: cast(id, eigenvectors, x.dtype) };
  });
}

/** The eigenvalues alone. */
export function eigvalsh(id: string, values: unknown, triangle: Triangle): WasmArray {
  return scope(() => decompose(id, toSquareMatrices(id, values), triangle));
}

const doubleOf = ({ dtype }: WasmArray) => (isComplex(dtype) ? complex128 : float64);

/** The eigenvalues of the matrices; writes the eigenvectors, row-major and double, if they are wanted. */
function decompose(id: string, x: WasmArray, triangle: Triangle, vectors?: WasmArray): WasmArray {
  const double = doubleOf(x);
  const n = x.shape[x.ndim - 1];
  // Single precision is computed in double: half as fast as could be, and rounded once.
  const source = x.dtype === double ? x : cast(id, x, double);
  const eigenvalues = allocateArray(id, float64, x.shape.slice(0, -1));
  const status = n > 0 ? decomposeStack(id, source, triangle, eigenvalues, vectors) : "";
  if (status) throw new LinAlgError(`${id}: Eigenvalues did not converge${status}`);
  const dtype = realDType(x.dtype);
  return dtype === float64 ? eigenvalues : cast(id, eigenvalues, dtype);
}

/** Why it failed, or nothing. */
function decomposeStack(
  id: string,
  x: WasmArray,
  triangle: Triangle,
  eigenvalues: WasmArray,
  vectors?: WasmArray,
): string {
  const elements = elementsOf(x.dtype);
  const code = elements.code as "f64" | "c128";
  const { size } = elements;
  const n = x.shape[x.ndim - 1];
  const { row, col } = matrixSteps(x);
  const ld = columnStep(n, size);
  const ldv = columnStep(n, 8);
  const reflections = { code, size, m: n - 1, n: n - 1, ld, count: n - 1 };
  const room = vectors ? [n * ldv, n * ld, reflectionScratch(reflections, n)] : [0, 0, 0];
  let status = "";
  withParts(id, [n * ld, 8 * n, 8 * n, n * size, 4 * n, ...room], ([a, d, e, tau, order, v, z, scratch]) => {
    const operands = vectors ? [x, eigenvalues, vectors] : [x, eigenvalues];
    visitStack(id, x.shape.slice(0, -2), operands, [2, 1, 2], ([from, values, to]) => {
      if (status) return;
      // The upper triangle's transpose is the conjugate of the lower one.
      const [down, right] = triangle === "L" ? [row, col] : [col, row];
      const exponent = linalg[`load_hermitian_${code}`](a, ld, from, down, right, n, triangle === "U");
      if (exponent < -5000) {
        status = ": the array holds NaN or infinity";
        return;
      }
      tridiagonalise(id, elements, { at: a, row: size, col: ld }, n, { d, e, tau });
      const isFound = vectors ? divideAndConquer(id, { d, e, order, v, ldv }, n) : findValues(d, e, order, n);
      if (!isFound) {
        status = " in the iterations allowed";
        return;
      }
      linalg.write_eigenvalues(values, d, order, n, -exponent);
      if (!vectors) return;
      linalg[`order_vectors_${code}`](z, ld, v, ldv, order, n);
      const columns = { at: z, row: size, col: ld };
      if (n > 1) {
        const below = { ...columns, at: z + size };
        applyReflections({ ...reflections, at: a + size, tau }, below, n, scratch);
      }
      copyMatrix(elements, rowsOf(to, n, elements), columns, n, n);
    });
  });
  settle();
  return status;
}

function findValues(d: number, e: number, order: number, n: number): boolean {
  const isFound = linalg.tridiagonal_ql(d, e, n, 0, 0, 0);
  linalg.eigen_sort(order, d, n);
  return Boolean(isFound);
}
