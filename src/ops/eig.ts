import { cast } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { complex64, complex128, float64, isComplex, realDType } from "../dtype.ts";
import { LinAlgError } from "../errors.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle } from "../wasm/storage.ts";
import { elementsOf, multiplyMatrices } from "./blocked/matrix.ts";
import { applyReflections, reflectionScratch } from "./blocked/reflections.ts";
import { columnStep, withParts } from "./blocked/workspace.ts";
import { matrixSteps, toSquareMatrices } from "./matrices.ts";
import { visitStack } from "./stack.ts";

/** Eigenvalues and eigenvectors, as columns, of a stack of square matrices: complex ones, whatever the dtype. */
export function eig(id: string, values: unknown): { eigenvalues: WasmArray; eigenvectors: WasmArray } {
  return scope(() => {
    const x = toSquareMatrices(id, values);
    const eigenvectors = allocateArray(id, complex128, x.shape);
    const eigenvalues = decompose(id, x, eigenvectors);
    return { eigenvalues: resultOf(id, x, eigenvalues), eigenvectors: resultOf(id, x, eigenvectors) };
  });
}

/** The eigenvalues alone. */
export function eigvals(id: string, values: unknown): WasmArray {
  return scope(() => {
    const x = toSquareMatrices(id, values);
    return resultOf(id, x, decompose(id, x));
  });
}

const resultOf = (id: string, x: WasmArray, found: WasmArray) =>
  realDType(x.dtype) === float64 ? found : cast(id, found, complex64);

/** The eigenvalues of the matrices; writes the eigenvectors if they are wanted. */
function decompose(id: string, x: WasmArray, vectors?: WasmArray): WasmArray {
  const double = isComplex(x.dtype) ? complex128 : float64;
  const n = x.shape[x.ndim - 1];
  // Single precision is computed in double: half as fast as could be, and rounded once.
  const source = x.dtype === double ? x : cast(id, x, double);
  const eigenvalues = allocateArray(id, complex128, x.shape.slice(0, -1));
  const problem = n > 0 ? decomposeStack(id, source, eigenvalues, vectors) : undefined;
  if (problem) throw new LinAlgError(`${id}: ${problem}`);
  return eigenvalues;
}

/** Addresses of scratch memory for matrices of n rows, `ld` bytes apart, and lists of n elements. */
interface Workspace {
  readonly h: number;
  readonly q: number;
  readonly z: number;
  readonly ld: number;
  readonly factors: number;
  readonly tau: number;
  /** Eigenvalues: real parts and imaginary ones, or both in turn from `re` on. */
  readonly re: number;
  readonly im: number;
  readonly scratch: number;
}

/** What is wrong, if anything. */
function decomposeStack(
  id: string,
  x: WasmArray,
  eigenvalues: WasmArray,
  vectors?: WasmArray,
): string | undefined {
  const elements = elementsOf(x.dtype);
  const code = elements.code as "f64" | "c128";
  const { size } = elements;
  const n = x.shape[x.ndim - 1];
  const { row, col } = matrixSteps(x);
  const ld = columnStep(n, size);
  const reflections = { code, size, m: n - 1, n: n - 1 };
  const scratchBytes = Math.max(3 * n * size, reflectionScratch(reflections));
  const room = [n * ld, n * ld, n * ld, 8 * n, n * size, 16 * n, 8 * n, scratchBytes];
  let problem: string | undefined;
  withParts(id, room, ([h, q, z, factors, tau, re, im, scratch]) => {
    const space = { h, q, z, ld, factors, tau, re, im, scratch };
    const operands = vectors ? [x, eigenvalues, vectors] : [x, eigenvalues];
    visitStack(id, x.shape.slice(0, -2), operands, [2, 1, 2], ([from, values, to]) => {
      if (problem) return;
      // Rows are contiguous there, as columns are in what the kernel makes.
      const exponent = linalg[`load_square_${code}`](h, ld, from, col, row, n, false);
      if (exponent < -5000) problem = "Array must not contain infs or NaNs";
      else {
        linalg[`balance_${code}`](h, ld, n, factors);
        linalg[`hessenberg_${code}`](h, ld, n, z, ld, tau, scratch);
        if (vectors) formQ(space, reflections, n);
        const isFound = code === "f64" ? solveReal(id, space, n, to) : solveComplex(id, space, n, to);
        if (!isFound) problem = "Eigenvalues did not converge";
        const [parts, step] = code === "f64" ? [im, 8] : [re + 8, 16];
        linalg.write_complex_values(values, re, parts, step, n, -exponent);
      }
    });
  });
  settle();
  return problem;
}

/** Q to the rows of q, column by column, from the reflections in z. */
function formQ(
  { q, z, ld, tau, scratch }: Workspace,
  shape: { readonly code: "f64" | "c128"; readonly size: number; readonly m: number; readonly n: number },
  n: number,
): void {
  const { code, size } = shape;
  linalg[`set_identity_rows_${code}`](q, ld, n);
  if (n < 3) return;
  const reflections = { ...shape, at: z + size, ld, tau, count: n - 2 };
  applyReflections(reflections, { at: q + ld + size, row: size, col: ld }, n - 1, scratch, true);
}

/** Eigenvalues of the real matrix in h, and if there is an address for them eigenvectors; false if it does not converge. */
function solveReal(id: string, space: Workspace, n: number, to: number | undefined): boolean {
  const { h, q, z, ld, re, im, factors } = space;
  if (!linalg.hessenberg_qr(h, ld, n, re, im, q, ld, to !== undefined)) return false;
  if (to === undefined) return true;
  linalg.schur_vectors(h, ld, n, re, im, z, ld);
  multiplyRows(id, space, n, float64);
  linalg.write_eigenvectors_f64(to, h, ld, factors, im, n);
  return true;
}

function solveComplex(id: string, space: Workspace, n: number, to: number | undefined): boolean {
  const { h, q, z, ld, re, factors } = space;
  if (!linalg.hessenberg_qr_c128(h, ld, n, re, q, ld, to !== undefined)) return false;
  if (to === undefined) return true;
  linalg.schur_vectors_c128(h, ld, n, z, ld);
  multiplyRows(id, space, n, complex128);
  linalg.write_eigenvectors_c128(to, h, ld, factors, n);
  return true;
}

/** h = z · q: the Schur form's eigenvectors become the matrix's. */
function multiplyRows(
  id: string,
  { h, q, z, ld }: Workspace,
  n: number,
  dtype: typeof float64 | typeof complex128,
): void {
  const elements = elementsOf(dtype);
  const [to, left, right] = [h, z, q].map((at) => ({ at, row: ld, col: elements.size }));
  multiplyMatrices(id, elements, to, left, right, { m: n, n, k: n });
}
