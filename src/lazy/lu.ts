/**
 * LU factors of one matrix in chunks, and what they are for. The matrix is cut into panels, columns of its whole height: each is factored
 * with partial pivoting, and those to its right are brought up to date, one task for each panel (a right-looking algorithm: Golub
 * and Van Loan, "Matrix Computations", 3.2.11). A task holds two panels.
 */
import { find, type Options, type Overridable } from "../dispatch/index.ts";
import { type DType, realDType } from "../dtype.ts";
import { LinAlgError } from "../errors.ts";
import * as np from "../index.ts";
import type { LuOptions } from "../np/linalg/triangular-factors.ts";
import { namedTuple } from "../np/named-tuple.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, checkKnown } from "./chunks.ts";
import { eye, filled } from "./creation.ts";
import { handle } from "./handlers.ts";
import { type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { concatenate, expand } from "./manipulation.ts";
import { operandOf, resultDType, sampleResult } from "./operands.ts";
import { part } from "./parts.ts";
import { dropEmpty, rechunk } from "./rechunk.ts";
import { ofStacks, type Signature } from "./stacks.ts";
import { checkRight, inSquares, isBlocked, solveBlocks } from "./triangular.ts";

/** Factors of the rows of a panel that no other has: `order` is which row of them stands where. */
interface Panel {
  readonly L: np.WasmArray;
  readonly U: np.WasmArray;
  readonly order: np.WasmArray;
}

/** Factors a panel; refuses singular ones in the name of `id` if it is given. */
function factorPanel(panel: np.WasmArray, id: string | null): Panel {
  const { P, L, U } = np.linalg.lu(panel, { p_indices: true });
  if (id !== null && !np.all(np.diagonal(U)).item()) throw new LinAlgError(`${id}: Singular matrix`);
  return { L, U, order: np.argsort(P) };
}

/** What is left of a panel to the right: its rows of U, and the rows that are to be factored yet. */
function updatePanel({ L, order }: Panel, panel: np.WasmArray): { top: np.WasmArray; rest: np.WasmArray } {
  const rows = np.take(panel, order, { axis: 0 });
  const k = L.shape[1];
  const [above, below] = [L.at(`:${k}`), L.at(`${k}:`)];
  const top = np.linalg.solve_triangular(above, rows.at(`:${k}`), { lower: true, unit_diagonal: true });
  return { top, rest: np.subtract(rows.at(`${k}:`), np.matmul(below, top)) };
}

/** Which row of the matrix stands where after the first panels: `orders` of the rows that each of them factored. */
function joinOrders(orders: readonly np.WasmArray[]): np.WasmArray {
  return orders.reduce((whole, order) => {
    const kept = whole.size - order.size;
    return np.concat([whole.at(`:${kept}`), np.take(whole.at(`${kept}:`), order)]);
  });
}

/** The rows of a panel's L, with zeros above them, after all rows have been exchanged. */
function finishPanel({ L }: Panel, orders: readonly np.WasmArray[], at: number): np.WasmArray {
  const [now, last] = [joinOrders(orders.slice(0, at + 1)), joinOrders(orders)];
  const zeros = np.zeros([now.size - L.shape[0], L.shape[1]], { dtype: L.dtype });
  return np.take(np.concat([zeros, L]), np.take(np.argsort(now), last), { axis: 0 });
}

registerOwn("lazy.factorPanel", factorPanel);
registerOwn("lazy.updatePanel", updatePanel);
registerOwn("lazy.joinOrders", joinOrders);
registerOwn("lazy.finishPanel", finishPanel);

interface Factors {
  readonly L: LazyArray;
  readonly U: LazyArray;
  /** Which row of the matrix stands where in L U. */
  readonly order: LazyArray;
  /** L⁻¹ of the rows of another array in this order. */
  reduce(right: LazyArray): LazyArray;
}

/** The factors of one matrix; `singular` is in whose name singular ones are refused, if they are. */
export function factor(given: LazyArray, dtype: DType, singular: string | null): Factors {
  checkKnown("lu", given.chunks);
  const [m, n] = given.shape;
  const x = rechunk(np.astype(given, dtype), [[m], dropEmpty(given, [1]).chunks[1]]);
  const [, columns] = x.chunks;
  const k = Math.min(m, n);
  const steps = boundsOf(columns).filter((start) => start < k).length || 1;
  const widths = columns.slice(0, steps).map((width, i) => Math.min(width, k - boundsOf(columns)[i]));
  const updates = updatesOf(x, singular);
  const { panels } = updates;
  const orders = part(panels, "order", [columns.slice(0, steps)], "int64", (index) => index).layer;
  const ordersIn = (use: (layer: Layer, index: readonly number[]) => unknown) =>
    Array.from({ length: steps }, (_, i) => use(orders, [i])) as never[];
  const order = makeLayer("lu-order", [orders], steps, (_, use) => ({
    fn: "lazy.joinOrders",
    args: [ordersIn(use)],
  }));
  const lower = makeLayer("lu-L", [panels, orders], steps, ([, j], use) => ({
    fn: "lazy.finishPanel",
    args: [use(panels, [j]), ordersIn(use), j],
  }));
  const upper = makeLayer("lu-U", [updates.tops, panels], [columns, widths], ([i, j], use) => {
    if (i < j) return { fn: "lazy.item", args: [use(updates.tops, [i, j]), "top"] };
    if (i === j) return { fn: "lazy.item", args: [use(panels, [j]), "U"] };
    return { fn: "zeros", args: [[widths[i], columns[j]]], options: { dtype } };
  });
  return {
    L: new LazyArray(lower, [[m], widths], dtype),
    U: new LazyArray(upper, [widths, columns], dtype),
    order: new LazyArray(order, [[m]], "int64"),
    reduce: (right) => {
      const b = rechunk(np.astype(right, dtype), right.chunks.with(0, [m]));
      const { tops } = updatesOf(b, singular, panels);
      const layer = makeLayer("lu-reduce", [tops], null, ([i, j], use) => ({
        fn: "lazy.item",
        args: [use(tops, [i, j]), "top"],
      }));
      return new LazyArray(layer, [widths, b.chunks[1]], dtype);
    },
  };
}

/** The steps of the algorithm on panels: their own factors, unless those of others are given, and what these make of them. */
function updatesOf(x: LazyArray, singular: string | null, others?: Layer): { panels: Layer; tops: Layer } {
  const panelOf = (use: (layer: Layer, index: readonly number[]) => unknown, step: number, j: number) =>
    step === 0 ? use(x.layer, [0, j]) : { fn: "lazy.item", args: [use(tops, [step - 1, j]), "rest"] };
  const own: Layer = makeLayer("lu-panel", [x.layer], singular, ([j], use) => ({
    fn: "lazy.factorPanel",
    args: [panelOf(use, j, j) as never, singular],
  }));
  const panels = others ?? own;
  const tops: Layer = makeLayer("lu-update", [x.layer, panels], null, ([i, j], use) => ({
    fn: "lazy.updatePanel",
    args: [use(panels, [i]), panelOf(use, i, j) as never],
  }));
  return { panels, tops };
}

function lu(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  const { permute_l = false, p_indices = false } = options as LuOptions;
  if (!isBlocked(x)) {
    const P = p_indices ? "m" : "mm";
    const outputs = permute_l ? { L: "mk", U: "kn" } : { P, L: "mk", U: "kn" };
    return ofStacks(func, args, options, { inputs: ["mn"], outputs: outputs as Record<string, string> });
  }
  const dtype = floatingType(func, x, options);
  const { L, U, order } = factor(x, dtype, null);
  const places = np.argsort(order);
  if (permute_l) return namedTuple({ L: rowsAt(L, places), U });
  if (p_indices) return namedTuple({ P: np.astype(places, "int32"), L, U });
  const columns = np.arange(BigInt(x.shape[0]), { like: x }) as unknown as LazyArray;
  const P = np.astype(np.equal(expand(places, [1]), columns) as LazyArray, realDType(dtype));
  return namedTuple({ P, L, U });
}

/** The rows of a matrix, in one chunk along them, at lazy places. */
function rowsAt(x: LazyArray, places: LazyArray): LazyArray {
  const layer = makeLayer("take", [x.layer, places.layer], null, ([, j], use) => ({
    fn: "take",
    args: [use(x.layer, [0, j]), use(places.layer, [0])],
    options: { axis: 0 },
  }));
  return new LazyArray(layer, x.chunks, x.dtype);
}

/** What factors of a matrix of this dtype have. */
export const floatingType = (func: Overridable, x: LazyArray, options: Options = {}): DType =>
  sampleResult(func, [x], options, (result) => (result as { U: np.WasmArray }).U.dtype);

function luFactor(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  if (!isBlocked(x))
    return ofStacks(func, args, options, { inputs: ["mn"], outputs: { lu: "mn", piv: "k" } });
  const [m, n] = x.shape;
  const k = Math.min(m, n);
  const { L, U, order } = factor(x, floatingType(find("linalg.lu")!, x), null);
  const lower = np.tril(L, { k: -1 });
  const padded = (part: LazyArray, axis: number, length: number) =>
    length === 0 ? part : concatenate([part, filled(part.chunks.with(axis, [length]), 0, part.dtype)], axis);
  const both = np.add(padded(lower, 1, n - k), padded(U, 0, m - k)) as LazyArray;
  const layer = makeLayer("lu-piv", [order.layer], k, (_, use) => ({
    fn: "lazy.exchanges",
    args: [use(order.layer, [0]), k],
  }));
  return namedTuple({ lu: both, piv: new LazyArray(layer, [[k]], "int32") });
}

/** The row that each row was exchanged with, one after another, to come into this order. */
export function exchanges(order: np.WasmArray, count: number): np.WasmArray {
  const wanted = (order.toArray() as bigint[]).map(Number);
  const rows = [...wanted.keys()];
  const places = [...rows];
  const found = wanted.slice(0, count).map((row, i) => {
    const place = places[row];
    [rows[i], rows[place]] = [row, rows[i]];
    places[rows[place]] = place;
    places[row] = i;
    return place;
  });
  return np.asarray(found, { dtype: "int32" });
}

registerOwn("lazy.exchanges", exchanges);

const vectorSystem: Signature = { inputs: ["nn", "n"], outputs: "n" };
const matrixSystem: Signature = { inputs: ["nn", "nk"], outputs: "nk" };

function solve(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const [a, b] = args.map(operandOf);
  if (!isBlocked(a) || b.ndim > 2) {
    return ofStacks(func, args, options, b.ndim === 1 ? vectorSystem : matrixSystem);
  }
  checkRight(func.id, inSquares(func.id, a), b);
  const right = b.ndim === 1 ? expand(b, [1]) : b;
  const x = solveSystem(func.id, a, right, resultDType(func, [a, b]));
  return b.ndim === 1 ? np.squeeze(x, 1) : x;
}

/** x of a x = b by the factors of `a`, in b's order of rows. */
function solveSystem(id: string, a: LazyArray, b: LazyArray, dtype: DType): LazyArray {
  const { U, reduce } = factor(a, dtype, id);
  return solveBlocks(id, U, reduce(b), { lower: false, unit_diagonal: false }, dtype);
}

function inv(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  if (!isBlocked(x)) return ofStacks(func, args, options, { inputs: ["nn"], outputs: "nn" });
  const squares = inSquares(func.id, x);
  const dtype = resultDType(func, [x]);
  const [n] = x.shape;
  return solveSystem(func.id, x, eye(n, n, { chunks: [n, squares.chunks[1]], dtype }), dtype);
}

/** Lets functions that LU factors are for answer for lazy arrays. */
export function handleLu(): void {
  handle(["linalg.lu"], lu);
  handle(["linalg.lu_factor"], luFactor);
  handle(["linalg.solve"], solve);
  handle(["linalg.inv"], inv);
}
