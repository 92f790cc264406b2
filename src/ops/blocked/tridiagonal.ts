import { linalg } from "../../wasm/linalg.ts";
import type { Matrix } from "../shared-gemm.ts";
import { type Elements, multiplyMatrices, partOf, transposeOf } from "./matrix.ts";
import { withParts } from "./workspace.ts";

/** Columns that are reduced before the others are touched, and columns so few that all are. */
const panel = 32;
const small = 64;
/** Columns of a triangle that is computed as a square. */
const square = 96;

/**
 * Reduces a Hermitian n x n matrix to a real tridiagonal one, A = Q T Qᴴ. The matrix has contiguous columns, of which the
 * lower triangle is read, and in which the reflections are left whose product is Q: in column k below row k + 1, their τ at
 * `tau`. d and e are addresses of float64 numbers. LAPACK's xSYTRD.
 */
export function tridiagonalise(
  id: string,
  elements: Elements,
  a: Matrix,
  n: number,
  { d, e, tau }: { readonly d: number; readonly e: number; readonly tau: number },
): void {
  const { code, size } = elements;
  const reduce = linalg[`tridiagonal_panel_${code as "f64" | "c128"}`];
  const most = n <= small ? n : panel;
  const block = 2 * Math.max(most, small) * n * size;
  withParts(id, [block, block, n * size], ([left, right, buffer]) => {
    for (let j = 0; j < n; ) {
      const rows = n - j;
      const width = rows <= small ? rows : panel;
      reduce(
        ...[partOf(a, j, j).at, a.col, rows, width, d + 8 * j, e + 8 * j],
        ...[tau + size * j, left, right, buffer],
      );
      const [first, second] = [left, right].map((at) => ({
        at: at + width * size,
        row: size,
        col: rows * size,
      }));
      j += width;
      addTriangle(id, elements, partOf(a, j, j), first, transposeOf(second), n - j, 2 * width);
    }
  });
}

/** The lower triangle of c += a · b, n x n, for a of k columns. */
function addTriangle(
  id: string,
  elements: Elements,
  c: Matrix,
  a: Matrix,
  b: Matrix,
  n: number,
  k: number,
): void {
  if (n <= square) {
    multiplyMatrices(id, elements, c, a, b, { m: n, n, k, update: "add" });
    return;
  }
  const half = Math.ceil(n / 2 / panel) * panel;
  const rest = n - half;
  addTriangle(id, elements, c, a, b, half, k);
  multiplyMatrices(id, elements, partOf(c, half, 0), partOf(a, half, 0), b, {
    m: rest,
    n: half,
    k,
    update: "add",
  });
  addTriangle(id, elements, partOf(c, half, half), partOf(a, half, 0), partOf(b, 0, half), rest, k);
}
