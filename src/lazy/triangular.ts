/** Cholesky factors and triangular systems of one matrix in chunks: by square blocks, each from those before it. */
import type { Options, Overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import { LinAlgError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import type { SolveTriangularOptions } from "../np/linalg/solving.ts";
import { format } from "../shape.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, checkKnown } from "./chunks.ts";
import { handle, inNameOf } from "./handlers.ts";
import { type ChunkIndex, type Layer, makeLayer, type Use } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { permute } from "./manipulation.ts";
import { operandOf, resultDType } from "./operands.ts";
import { rechunk } from "./rechunk.ts";
import { ofStacks } from "./stacks.ts";

/** Whether an argument is one matrix in several chunks. */
export const isBlocked = (value: unknown): value is LazyArray =>
  value instanceof LazyArray && value.ndim === 2 && value.npartitions > 1;

/** A square matrix in chunks as long as they are wide. */
export function inSquares(id: string, x: LazyArray): LazyArray {
  checkKnown(id, x.chunks);
  const [m, n] = x.shape;
  if (m !== n) throw new ShapeError(`${id}: matrices of shape ${format(x.shape)} are not square`);
  const [rows, columns] = x.chunks;
  const lengths = rows.length <= columns.length ? rows : columns;
  return rechunk(x, [lengths, lengths]);
}

export function adjoint(x: LazyArray): LazyArray {
  return np.conj(permute(x, [1, 0])) as LazyArray;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** What is left of a block after products of others are subtracted from it. */
function subtractProducts(
  block: np.WasmArray,
  left: readonly np.WasmArray[],
  right: readonly np.WasmArray[],
): np.WasmArray {
  return left.reduce((rest, factor, i) => np.subtract(rest, np.matmul(factor, right[i])), block);
}

const adjoints = (blocks: readonly np.WasmArray[]): np.WasmArray[] =>
  blocks.map((block) => np.conj(np.matrix_transpose(block)));

/** L of a block on the diagonal, where `first` rows lie before it. */
function choleskyDiagonal(
  block: np.WasmArray,
  row: readonly np.WasmArray[],
  id: string,
  first: number,
): np.WasmArray {
  const rest = subtractProducts(block, row, adjoints(row));
  try {
    return np.linalg.cholesky(rest);
  } catch (error) {
    if (!(error instanceof LinAlgError)) throw error;
    throw new LinAlgError(
      `${id}: Matrix is not positive definite: a leading minor of order ${first + 1} to ${first + block.shape[0]} is not`,
    );
  }
}

/** A block below the diagonal: (A - Σ L Lᴴ) L⁻ᴴ. */
function choleskyBelow(
  block: np.WasmArray,
  row: readonly np.WasmArray[],
  other: readonly np.WasmArray[],
  diagonal: np.WasmArray,
): np.WasmArray {
  const rest = subtractProducts(block, row, adjoints(other));
  const [right] = adjoints([rest]);
  return np.conj(np.matrix_transpose(np.linalg.solve_triangular(diagonal, right, { lower: true })));
}

registerOwn("lazy.choleskyDiagonal", choleskyDiagonal);
registerOwn("lazy.choleskyBelow", choleskyBelow);

function cholesky(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const { id } = func;
  const given = operandOf(args[0]);
  if (!isBlocked(given)) return ofStacks(func, args, options, { inputs: ["nn"], outputs: "nn" });
  const dtype = resultDType(func, [given], options);
  const squares = inSquares(id, np.astype(given, dtype));
  if (!options.upper) return choleskyFactor(id, squares, dtype);
  return adjoint(choleskyFactor(id, adjoint(squares), dtype));
}

function choleskyFactor(id: string, x: LazyArray, dtype: DType): LazyArray {
  const [lengths] = x.chunks;
  const bounds = boundsOf(lengths);
  const layer: Layer = makeLayer(id, [x.layer], null, ([i, j], use) => {
    if (i < j) return { fn: "zeros", args: [[lengths[i], lengths[j]]], options: { dtype } };
    const row = (of: number) => range(0, j).map((k) => use(layer, [of, k]));
    const block = use(x.layer, [i, j]);
    if (i === j) return { fn: "lazy.choleskyDiagonal", args: [block, row(i), id, bounds[i]] };
    return { fn: "lazy.choleskyBelow", args: [block, row(i), row(j), use(layer, [j, j])] };
  });
  return new LazyArray(layer, x.chunks, dtype);
}

interface Triangle {
  readonly lower: boolean;
  readonly unit_diagonal: boolean;
}

/** The rows of a solution that a block on the diagonal determines. */
function substitute(
  diagonal: np.WasmArray,
  right: np.WasmArray,
  row: readonly np.WasmArray[],
  known: readonly np.WasmArray[],
  triangle: Triangle,
  id: string,
): np.WasmArray {
  return inNameOf(id, () =>
    np.linalg.solve_triangular(diagonal, subtractProducts(right, row, known), { ...triangle }),
  );
}

registerOwn("lazy.substitute", substitute);

/** The solution of a x = b for a triangle of `a`, which is in square chunks. */
export function solveBlocks(
  id: string,
  a: LazyArray,
  right: LazyArray,
  triangle: Triangle,
  dtype: DType,
): LazyArray {
  const b = rechunk(right, right.chunks.with(0, a.chunks[0]));
  const count = a.numblocks[0];
  const layer: Layer = makeLayer(id, [a.layer, b.layer], triangle, (index: ChunkIndex, use: Use) => {
    const [i, ...columns] = index;
    const known = triangle.lower ? range(0, i) : range(i + 1, count);
    return {
      fn: "lazy.substitute",
      args: [
        use(a.layer, [i, i]),
        use(b.layer, index),
        known.map((k) => use(a.layer, [i, k])),
        known.map((k) => use(layer, [k, ...columns])),
        { ...triangle },
        id,
      ],
    };
  });
  return new LazyArray(layer, b.chunks, dtype);
}

/** np.linalg's options by what they ask of the matrix. */
function solveTriangular(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const { id } = func;
  const [a, b] = args.map(operandOf);
  if (!isBlocked(a) || b.ndim > 2) {
    return ofStacks(
      func,
      args,
      options,
      b.ndim === 1 ? { inputs: ["nn", "n"], outputs: "n" } : { inputs: ["nn", "nk"], outputs: "nk" },
    );
  }
  const dtype = resultDType(func, [a, b], options);
  const { trans = 0, lower = false, unit_diagonal = false } = options as SolveTriangularOptions;
  const squares = inSquares(id, a);
  checkRight(id, squares, b);
  const isTurned = trans !== 0 && trans !== "N";
  const turned = trans === 2 || trans === "C" ? adjoint(squares) : permute(squares, [1, 0]);
  const triangle = { lower: isTurned ? !lower : lower, unit_diagonal };
  return solveBlocks(id, isTurned ? turned : squares, b, triangle, dtype);
}

export function checkRight(id: string, a: LazyArray, b: LazyArray): void {
  if (b.ndim > 0 && b.shape[0] === a.shape[0]) return;
  throw new ShapeError(`${id}: shapes ${format(a.shape)} and ${format(b.shape)} do not fit`);
}

/** Lets Cholesky factors and triangular systems answer for lazy arrays. */
export function handleTriangular(): void {
  handle(["linalg.cholesky"], cholesky);
  handle(["linalg.solve_triangular"], solveTriangular);
}
