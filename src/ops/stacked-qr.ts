/** The QR factorization of triangles that lie below one another, whose zeros are left alone. */
import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray, zeroArray } from "../array/wasm-array.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle } from "../wasm/storage.ts";
import { copyMatrix, elementsOf, partOf, rowsOf } from "./blocked/matrix.ts";
import { applyReflections, factorColumns, reflectionScratch } from "./blocked/reflections.ts";
import { columnStep, withParts } from "./blocked/workspace.ts";
import { fillDiagonal } from "./fill.ts";
import { matrixSteps } from "./matrices.ts";
import { visitStack } from "./stack.ts";

/**
 * Q and R of upper triangles below one another, or of trapezes no higher than wide, of one dtype and as many columns. Their rows are
 * taken in turn: so a column of p triangles has p elements for each row of R, and zeros below. That takes 2/3 (p - 1) n³ operations for R
 * and as many for Q, where a full matrix of that shape takes about 2 p n³ for each.
 */
export function stackedQr(
  id: string,
  triangles: readonly WasmArray[],
): { readonly Q: WasmArray; readonly R: WasmArray } {
  return scope(() => {
    const m = triangles.reduce((sum, { shape }) => sum + shape[0], 0);
    const [{ dtype, shape }] = triangles;
    const Q = allocateArray(id, dtype, [m, Math.min(m, shape[1])]);
    return { Q, R: factor(id, triangles, Q) };
  });
}

/** R alone. */
export const stackedTriangle = (id: string, triangles: readonly WasmArray[]): WasmArray =>
  scope(() => factor(id, triangles));

/** R of the triangles; writes Q if it is wanted. */
function factor(id: string, triangles: readonly WasmArray[], Q?: WasmArray): WasmArray {
  const [{ dtype, shape }] = triangles;
  const n = shape[1];
  const elements = elementsOf(dtype);
  const { code, size } = elements;
  const heights = triangles.map((each) => each.shape[0]);
  const rowsFor = (columns: number) => heights.reduce((sum, height) => sum + Math.min(height, columns), 0);
  const m = rowsFor(n);
  const k = Math.min(m, n);
  const R = allocateArray(id, dtype, [k, n]);
  const outputs = Q ? [Q, identity(id, Q)] : [];
  const operands = [R, ...triangles, ...outputs];
  const twos = operands.map(() => 2);
  const turns = takeTurns(heights);
  const ld = columnStep(m, size);
  withParts(id, [n * ld, k * size, reflectionScratch({ size, m, n })], ([at, tau, scratch]) => {
    visitStack(id, [], operands, twos, ([r, ...addresses]) => {
      for (const { index, first, count, place, step } of turns) {
        const to = { at: at + place * size, row: step * size, col: ld };
        const from = { at: addresses[index], ...matrixSteps(triangles[index]) };
        copyMatrix(elements, to, partOf(from, first, 0), count, n);
      }
      const reflections = { code, size, at, ld, m, n, tau, count: k, rowsFor };
      factorColumns(reflections, scratch);
      linalg[`copy_upper_${code}`](r, n * size, size, at, ld, k, n);
      if (!Q) return;
      const [result, product] = addresses.slice(-2).map((address) => rowsOf(address, k, elements));
      applyReflections(reflections, product, k, scratch, true);
      for (const { row, count, place, step } of turns) {
        const from = { ...partOf(product, place, 0), row: step * product.row };
        copyMatrix(elements, partOf(result, row, 0), from, count, k);
      }
    });
  });
  settle();
  return R;
}

/** A matrix like Q, with ones on its diagonal. */
function identity(id: string, { dtype, shape }: WasmArray): WasmArray {
  const one = zeroArray(id, dtype, shape);
  fillDiagonal(id, one, 0, 1);
  return one;
}

/** `count` rows of a triangle, from its row `first`, which is `row` of all: they come to `place` and every `step` rows after it. */
interface Stretch {
  readonly index: number;
  readonly first: number;
  readonly row: number;
  readonly count: number;
  readonly place: number;
  readonly step: number;
}

/** Where rows come to when each triangle of such a height has its turn as long as it has some. */
function takeTurns(heights: readonly number[]): Stretch[] {
  const starts = heights.map((_, i) => heights.slice(0, i).reduce((sum, height) => sum + height, 0));
  const ends = [...new Set(heights)].sort((a, b) => a - b);
  let [first, start] = [0, 0];
  return ends.flatMap((end) => {
    const members = [...heights.keys()].filter((index) => heights[index] >= end);
    const [count, step] = [end - first, members.length];
    const stretches = members.map((index, turn) => ({
      ...{ index, first, row: starts[index] + first },
      ...{ count, place: start + turn, step },
    }));
    first = end;
    start += count * step;
    return stretches;
  });
}
