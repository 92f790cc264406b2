/**
 * Factorizations of tall matrices in chunks of rows: QR of each chunk, then of the triangles below one another, as deep as it
 * takes (TSQR: Demmel, Grigori, Hoemmen and Langou, 2012). Other chunks are made so first.
 */
import type { Options, Overridable } from "../dispatch/index.ts";
import { type DType, dtypes, isComplex, realDType } from "../dtype.ts";
import * as np from "../index.ts";
import { stackedQr, stackedTriangle } from "../np/internal.ts";
import { namedTuple } from "../np/named-tuple.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, checkKnown, regular } from "./chunks.ts";
import { handle } from "./handlers.ts";
import { again, isSimple, type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { concatenate, transposeMatrices } from "./manipulation.ts";
import { operandOf } from "./operands.ts";
import { part } from "./parts.ts";
import { multiply } from "./products.ts";
import { rechunk } from "./rechunk.ts";
import { splitEvery } from "./reduction.ts";
import { at } from "./slicing.ts";
import { ofStacks } from "./stacks.ts";
import type { Task } from "./task.ts";
import { adjoint, isBlocked } from "./triangular.ts";

/** The factors of x = Q R, of which Q is (m, k) and R (k, n). */
interface Factors {
  readonly Q: LazyArray;
  readonly R: LazyArray;
}

/** What factors of a matrix of this dtype have: integers are taken as float64. */
export const factorDType = (dtype: DType): DType =>
  isComplex(dtype) || dtypes[dtype].kind === "float" ? dtype : "float64";

/** The matrix with one chunk along its columns, and chunks of rows that are no shorter than that is wide, where they can be. */
function inRows(x: LazyArray): LazyArray {
  const [m, n] = x.shape;
  const [rows] = x.chunks;
  const isTall = rows.length === 1 || Math.min(...rows.slice(0, -1)) >= n;
  const side = Math.max(n, Math.floor((Math.max(...rows) * Math.max(...x.chunks[1])) / Math.max(n, 1)), 1);
  return rechunk(x, [isTall && x.numblocks[1] === 1 ? rows : regular(m, side), [n]]);
}

/** QR of a tall matrix. */
export function tallFactors(given: LazyArray): Factors {
  const x = inRows(given);
  const [rows, [n]] = x.chunks;
  const dtype = factorDType(x.dtype);
  const heights = rows.map((length) => Math.min(length, n));
  const isTwice = x.nbytes > mostKept && isSimple(x.layer);
  const both = factorLayer("qr", isTwice ? again(x.layer) : x.layer);
  const Q = part(both, "Q", [rows, heights], dtype, ([i]) => [i]);
  const triangles = [heights, [n]];
  const R = isTwice
    ? new LazyArray(factorLayer("qr-R", x.layer, { mode: "r" }), triangles, dtype)
    : part(both, "R", triangles, dtype, ([i]) => [i]);
  return joinFactors({ Q, R });
}

/**
 * Bytes of a matrix that is read, or made, once for R and again for Q: else all of Q would wait, in memory or on disk, until R of the
 * whole matrix is known.
 */
const mostKept = 2 ** 30;

/** A task for each chunk of rows. */
const factorLayer = (operation: string, x: Layer, options?: Task["options"]): Layer =>
  makeLayer(
    operation,
    [x],
    null,
    ([i], use) => ({ fn: "linalg.qr", args: [use(x, [i, 0])], ...(options && { options }) }),
    true,
  );

/** The factors of a matrix by those of its chunks: blocks of Q below one another, and the triangles that belong to them. */
function joinFactors({ Q, R }: Factors): Factors {
  const [rows, heights] = Q.chunks;
  if (rows.length === 1) return { Q, R };
  const second = joinTriangles(R, Math.max(...rows));
  // The blocks of Q lie on a diagonal: each is multiplied by its own rows of the second Q alone.
  const k = second.Q.shape[1];
  const tail = rechunk(second.Q, [heights, [k]]);
  const layer = makeLayer("qr-Q", [Q.layer, tail.layer], null, ([i], use) => ({
    fn: "matmul",
    args: [use(Q.layer, [i, 0]), use(tail.layer, [i, 0])],
  }));
  return { Q: new LazyArray(layer, [rows, [k]], Q.dtype), R: second.R };
}

/**
 * QR of triangles that lie below one another: together in one task where they fit a chunk, else several at a time, and again. R is computed
 * by itself: what follows need not wait for Q, nor Q be there at all.
 */
function joinTriangles(triangles: LazyArray, mostRows: number): Factors {
  const [heights, [n]] = triangles.chunks;
  const most = Math.max(splitEvery, Math.floor(mostRows / Math.max(n, 1)));
  const groups = regular(heights.length, heights.length <= 2 * most ? heights.length : most);
  const bounds = boundsOf(groups);
  const layer = (operation: string, fn: string) =>
    makeLayer(operation, [triangles.layer], most, ([group], use) => ({
      fn,
      args: [Array.from({ length: groups[group] }, (_, i) => use(triangles.layer, [bounds[group] + i, 0]))],
    }));
  const rows = groups.map((length, group) =>
    heights.slice(bounds[group], bounds[group] + length).reduce((sum, height) => sum + height, 0),
  );
  const lower = rows.map((length) => Math.min(length, n));
  const both = layer("qr-stacked", "lazy.stackedQr");
  return joinFactors({
    Q: part(both, "Q", [rows, lower], triangles.dtype, ([i]) => [i]),
    R: new LazyArray(layer("qr-triangle", "lazy.stackedTriangle"), [lower, [n]], triangles.dtype),
  });
}

const areOurs = (triangles: readonly np.WasmArray[]): boolean =>
  triangles.every((each) => each instanceof np.WasmArray);

registerOwn("lazy.stackedQr", (triangles: readonly np.WasmArray[]) =>
  areOurs(triangles) ? stackedQr("linalg.qr", triangles) : np.linalg.qr(np.concat(triangles)),
);
registerOwn("lazy.stackedTriangle", (triangles: readonly np.WasmArray[]) =>
  areOurs(triangles)
    ? stackedTriangle("linalg.qr", triangles)
    : np.linalg.qr(np.concat(triangles), { mode: "r" }),
);

/** QR of any matrix: of a wide one that of its first columns, and Qᴴ x for the others. */
function factors(x: LazyArray): Factors {
  const [m, n] = x.shape;
  if (m >= n) return tallFactors(x);
  const { Q, R } = tallFactors(at(x, [":", `:${m}`]));
  const rest = multiply(adjoint(Q), at(x, [":", `${m}:`]), Q.dtype);
  return { Q, R: concatenate([R, rest], 1) };
}

function qr(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const { mode = "reduced" } = options;
  const x = operandOf(args[0]);
  if (!isBlocked(x)) {
    const outputs = mode === "r" ? "kn" : mode === "complete" ? { Q: "mm", R: "mn" } : { Q: "mk", R: "kn" };
    return ofStacks(func, args, options, { inputs: ["mn"], outputs });
  }
  checkKnown(func.id, x.chunks);
  if (mode === "r") return factors(x).R;
  if (mode === "reduced") return namedTuple({ ...factors(x) });
  throw new TypeError(
    `${func.id}: a matrix in several chunks has the modes "reduced" and "r", not ${String(mode)}`,
  );
}

function svd(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  const isFull = options.full_matrices ?? true;
  if (!isBlocked(x)) {
    const outputs = isFull ? { U: "mm", S: "k", Vh: "nn" } : { U: "mk", S: "k", Vh: "kn" };
    return ofStacks(func, args, options, { inputs: ["mn"], outputs });
  }
  checkKnown(func.id, x.chunks);
  const [m, n] = x.shape;
  if (isFull && m !== n) {
    throw new TypeError(
      `${func.id}: full matrices of a lazy array would be of ${Math.max(m, n)} rows and columns: pass { full_matrices: false }`,
    );
  }
  return namedTuple(thinSvd(x));
}

/** The thin singular value decomposition: that of R, with the left vectors multiplied by Q. */
export function thinSvd(x: LazyArray): { U: LazyArray; S: LazyArray; Vh: LazyArray } {
  const [m, n] = x.shape;
  if (m < n) {
    const { U, S, Vh } = thinSvd(adjoint(x));
    return { U: adjoint(Vh), S, Vh: adjoint(U) };
  }
  const { Q, R } = tallFactors(x);
  const small = makeLayer("svd", [R.layer], null, (_, use) => ({
    fn: "linalg.svd",
    args: [use(R.layer, [0, 0])],
    options: { full_matrices: false },
  }));
  const square = [[n], [n]];
  const U = part(small, "U", square, Q.dtype, () => []);
  const S = part(small, "S", [[n]], realDType(Q.dtype), () => []);
  const Vh = part(small, "Vh", square, Q.dtype, () => []);
  return { U: multiply(Q, U, Q.dtype), S, Vh };
}

function svdvals(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const given = operandOf(args[0]);
  if (!isBlocked(given)) return ofStacks(func, args, options, { inputs: ["mn"], outputs: "k" });
  checkKnown(func.id, given.chunks);
  const x = given.shape[0] < given.shape[1] ? transposeMatrices(given, func.id) : given;
  const { R } = tallFactors(x);
  const layer = makeLayer("svdvals", [R.layer], null, (_, use) => ({
    fn: func.id,
    args: [use(R.layer, [0, 0])],
  }));
  return new LazyArray(layer, [R.chunks[1]], realDType(R.dtype));
}

/** Lets factorizations by orthogonal matrices answer for lazy arrays. */
export function handleFactors(): void {
  handle(["linalg.qr"], qr);
  handle(["linalg.svd"], svd);
  handle(["linalg.svdvals"], svdvals);
}
