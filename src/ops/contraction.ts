import { cast } from "../array/copy.ts";
import { permuteView, reshapeView, transposeView } from "../array/views.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { promote } from "../dtype.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { applyElementwise } from "./elementwise.ts";
import { matmul } from "./matmul.ts";
import { dotLast } from "./vecdot.ts";

/** Axes of two arrays in pairs of the same length; those in neither list are free. */
export interface Pairing {
  /** Those that the result has once. */
  readonly batch: readonly [Shape, Shape];
  /** Those that are summed over. */
  readonly summed: readonly [Shape, Shape];
}

/** An array and what its axes are for. */
interface Side {
  readonly x: WasmArray;
  readonly batch: Shape;
  readonly summed: Shape;
  readonly free: Shape;
}

/**
 * Σ x1 · x2 over the summed axes: a new array of the batch axes, then the free ones of x1, then those of x2. To be called
 * in a scope, for the views that it makes.
 */
export function contract(id: string, x1: WasmArray, x2: WasmArray, pairing: Pairing): WasmArray {
  const dtype = promote(x1.dtype, x2.dtype);
  const [a, b] = [x1, x2].map((x, k) => sideOf(x.dtype === dtype ? x : cast(id, x, dtype), pairing, k));
  if (a.summed.length === 0) return multiplyFree(id, a, b);
  if (a.free.length + b.free.length > 0) return multiplyMatrices(id, a, b);
  const [left, right] = layOutBoth(id, a, b);
  return dotLast(id, dropRow(id, left), dropRow(id, right), false);
}

function sideOf(x: WasmArray, { batch, summed }: Pairing, k: number): Side {
  const free = [...x.shape.keys()].filter((axis) => !batch[k].includes(axis) && !summed[k].includes(axis));
  return { x, batch: batch[k], summed: summed[k], free };
}

const lengths = ({ x }: Side, axes: Shape): number[] => axes.map((axis) => x.shape[axis]);
const ones = (count: number): number[] => new Array<number>(count).fill(1);

/** The shape of a contraction. */
const resultShape = (a: Side, b: Side): number[] => [
  ...lengths(a, a.batch),
  ...lengths(a, a.free),
  ...lengths(b, b.free),
];

/** Without a sum, all pairs of elements are multiplied. */
function multiplyFree(id: string, a: Side, b: Side): WasmArray {
  const out = allocateArray(id, a.x.dtype, resultShape(a, b));
  const left = permuteView(id, a.x, [...a.batch, ...a.free]);
  const right = permuteView(id, b.x, [...b.batch, ...b.free]);
  const operands = [
    insertOnes(id, left, left.ndim, b.free.length),
    insertOnes(id, right, b.batch.length, a.free.length),
  ];
  return applyElementwise("multiply", operands, out);
}

/** Axes of length 1 before the axis `at`. */
function insertOnes(id: string, x: WasmArray, at: number, count: number): WasmArray {
  return viewOf(id, x, x.shape.toSpliced(at, 0, ...ones(count)), x.strides.toSpliced(at, 0, ...ones(count)));
}

function multiplyMatrices(id: string, a: Side, b: Side): WasmArray {
  const out = allocateArray(id, a.x.dtype, resultShape(a, b));
  const [left, right] = layOutBoth(id, a, b);
  const lead = a.batch.length;
  // Axes of the result: batch, outer ones and rows of the left, outer ones of the right and columns.
  const [rows, cols] = [left, right].map((x) => x.shape.slice(lead, -1));
  const whole = reshapeView(id, out, [...out.shape.slice(0, lead), ...rows, ...cols])!;
  const row = lead + rows.length - 1;
  const axes = [...whole.shape.keys()];
  const target = permuteView(id, whole, [...axes.toSpliced(row, 1).slice(0, -1), row, axes.length - 1]);
  const stack = insertOnes(id, left, row, cols.length - 1);
  const other = transposeView(id, insertOnes(id, right, lead, rows.length - 1));
  matmul(id, stack, other, target);
  return out;
}

/** Both sides with the axes batch, outer, rows, sum: the order of the summed axes is one that takes few copies. */
function layOutBoth(id: string, a: Side, b: Side): [WasmArray, WasmArray] {
  let best = Number.POSITIVE_INFINITY;
  let chosen = [...a.summed.keys()];
  for (const order of ordersOf(a, b)) {
    const [left, right] = [layOut(id, inOrder(a, order)), layOut(id, inOrder(b, order))];
    if (left && right) return [left, right];
    const copied = (left ? 0 : a.x.size) + (right ? 0 : b.x.size);
    if (copied < best) [best, chosen] = [copied, order];
  }
  const lay = (side: Side) => layOut(id, side) ?? copyOut(id, side);
  return [lay(inOrder(a, chosen)), lay(inOrder(b, chosen))];
}

const inOrder = (side: Side, order: readonly number[]): Side => ({
  ...side,
  summed: order.map((i) => side.summed[i]),
});

/** Orders of the summed axes: as they are given, and from the longest strides of either side to the shortest. */
function* ordersOf(a: Side, b: Side): Generator<number[]> {
  const given = [...a.summed.keys()];
  yield given;
  if (given.length === 1) return;
  for (const { x, summed } of [a, b]) {
    const stride = (i: number) => Math.abs(x.strides[summed[i]]);
    yield given.toSorted((i, j) => stride(j) - stride(i));
  }
}

/**
 * Rows from which a product of matrices for each index of an outer axis is as fast as one product of a copy in which
 * that axis and the rows are one.
 */
const manyRows = 32;

/** A view with the batch axes, some outer ones of the free axes, all others as one, the summed as one; or null. */
function layOut(id: string, side: Side): WasmArray | null {
  const { x, batch, free, summed } = side;
  const permuted = permuteView(id, x, [...batch, ...free, ...summed]);
  const sum = sizeOf(lengths(side, summed));
  for (let outer = 0; outer <= Math.max(0, free.length - 1); outer++) {
    const rows = sizeOf(lengths(side, free.slice(outer)));
    if (outer > 0 && rows < manyRows) return null;
    const view = reshapeView(id, permuted, [...permuted.shape.slice(0, batch.length + outer), rows, sum]);
    if (view) return view;
  }
  return null;
}

/** `layOut` of a copy, which has no outer axes. */
function copyOut(id: string, side: Side): WasmArray {
  const { x, batch, free, summed } = side;
  const copy = cast(id, permuteView(id, x, [...batch, ...free, ...summed]), x.dtype);
  const shape = [...lengths(side, batch), sizeOf(lengths(side, free)), sizeOf(lengths(side, summed))];
  return reshapeView(id, copy, shape)!;
}

/** Without the row axis, which has length 1. */
const dropRow = (id: string, x: WasmArray): WasmArray =>
  viewOf(id, x, x.shape.toSpliced(-2, 1), x.strides.toSpliced(-2, 1));
