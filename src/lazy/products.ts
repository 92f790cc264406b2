import type { Options, Overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { planChain, summedAxes, type TensordotAxes } from "../np/internal.ts";
import { checkAxis, format } from "../shape.ts";
import { blockwise, fromEnd, type Label, overlay } from "./blockwise.ts";
import { contract } from "./contraction.ts";
import { type Handler, handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { flatten } from "./manipulation.ts";
import { operandOf, resultDType, taskOf } from "./operands.ts";
import { joinAxes } from "./order.ts";
import { at } from "./slicing.ts";

function matmul(func: Overridable, args: readonly unknown[]): LazyArray {
  const [a, b] = args.map((each) => operandOf(each));
  if (a.ndim === 0 || b.ndim === 0) throw new ShapeError(`${func.id}: a 0-d operand`);
  const [left, right] = [a.ndim === 1 ? at(a, [null]) : a, b.ndim === 1 ? at(b, [":", null]) : b];
  if (left.shape.at(-1) !== right.shape.at(-2)) {
    throw new ShapeError(
      `${func.id}: shapes ${format(a.shape)} and ${format(b.shape)} differ in the inner length`,
    );
  }
  const product = multiply(left, right, resultDType(func, [a, b]));
  if (a.ndim > 1 && b.ndim > 1) return product;
  return at(product, ["...", ...(a.ndim === 1 ? [0] : [":"]), ...(b.ndim === 1 ? [0] : [":"])]);
}

/** The product of stacks of matrices: of chunks, added up along the inner axis. */
export function multiply(a: LazyArray, b: LazyArray, dtype = a.dtype): LazyArray {
  const leading = Array.from({ length: Math.max(a.ndim, b.ndim) - 2 }, (_, i) => i);
  const batchOf = ({ ndim }: LazyArray) => leading.slice(leading.length - (ndim - 2));
  return contract({
    operation: "matmul",
    operands: [
      { x: a, labels: [...batchOf(a), "i", "k"] },
      { x: b, labels: [...batchOf(b), "k", "j"] },
    ],
    out: [...leading, "i", "j"],
    dtype,
    task: (chunks) => ({ fn: "matmul", args: chunks }),
  });
}

function tensordot(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const [a, b] = args.map((each) => operandOf(each));
  const { axes = 2 } = options as { axes?: TensordotAxes };
  const lists = summedAxes(func.id, a.shape, b.shape, axes);
  const [labelsA, labelsB] = [a.shape.map((_, axis) => `a${axis}`), b.shape.map((_, axis) => `b${axis}`)];
  for (const [i, axis] of lists[1].entries()) labelsB[axis] = labelsA[lists[0][i]];
  return contract({
    operation: "tensordot",
    operands: [
      { x: a, labels: labelsA },
      { x: b, labels: labelsB },
    ],
    out: [...labelsA, ...labelsB].filter((label, _, all) => all.indexOf(label) === all.lastIndexOf(label)),
    dtype: resultDType(func, [a, b], { axes: lists }),
    task: (chunks) => ({ fn: "tensordot", args: chunks, options: { axes: lists } }),
  });
}

/** The labels of the axes of two operands that broadcast, but for one axis of each, along which they are contracted. */
function labelsBut(x: LazyArray, axis: number): Label[] {
  return fromEnd(x)
    .filter((_, i) => i !== axis)
    .map((_, i, { length }): Label => i - length)
    .toSpliced(axis, 0, "k");
}

function vecdot(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const [a, b] = args.map(operandOf);
  const { axis = -1 } = options as { axis?: number };
  const [alongA, alongB] = [a, b].map((x) => checkAxis(func.id, axis, x.ndim));
  checkEqual(func.id, a.shape[alongA], b.shape[alongB], a, b);
  const longest = a.ndim > b.ndim ? a.ndim : b.ndim;
  return contract({
    operation: func.id,
    operands: [
      { x: a, labels: labelsBut(a, alongA) },
      { x: b, labels: labelsBut(b, alongB) },
    ],
    out: Array.from({ length: longest - 1 }, (_, i) => i - (longest - 1)),
    details: axis,
    dtype: resultDType(func, [a, b], options),
    task: (chunks) => ({ fn: "vecdot", args: chunks, options: { axis } }),
  });
}

function checkEqual(id: string, one: number, other: number, a: LazyArray, b: LazyArray): void {
  if (one === other) return;
  throw new ShapeError(`${id}: shapes ${format(a.shape)} and ${format(b.shape)} differ in the inner length`);
}

/** np.dot and np.inner: sums over the last axis of one, and over the last or the last but one of the other. */
const sumOver =
  (axisOf: (b: LazyArray) => number): Handler =>
  (func, args) => {
    const [a, b] = args.map(operandOf);
    if (a.ndim === 0 || b.ndim === 0) return np.multiply(a, b);
    const axis = axisOf(b);
    checkEqual(func.id, a.shape[a.ndim - 1], b.shape[axis], a, b);
    return np.tensordot(a, b, { axes: [[a.ndim - 1], [axis]] });
  };

function vdot(func: Overridable, args: readonly unknown[]): LazyArray {
  const [a, b] = args.map((x) => flatten(operandOf(x)));
  checkEqual(func.id, a.shape[0], b.shape[0], a, b);
  return np.vecdot(a, b);
}

function outer(func: Overridable, args: readonly unknown[]): LazyArray {
  const operands = args.map(operandOf);
  const other = operands.find(({ ndim }) => ndim !== 1);
  if (other && func.id === "linalg.outer") {
    throw new ShapeError(`${func.id}: takes vectors, not an array of ${other.ndim} dimensions`);
  }
  const [a, b] = operands.map((x) => (x.ndim === 1 ? x : flatten(x)));
  return np.multiply(at(a, [":", null]), b) as LazyArray;
}

/** Each chunk of the one makes a chunk with the whole of the other. */
function kron(func: Overridable, args: readonly unknown[]): LazyArray {
  const given = args.map(operandOf);
  const ndim = Math.max(...given.map((x) => x.ndim));
  const [a, b] = given.map((x) => at(x, [...new Array<null>(ndim - x.ndim).fill(null), "..."]));
  const labels: Label[] = [...a.shape.keys()];
  return blockwise({
    operation: func.id,
    operands: [
      { x: a, labels },
      { x: b, labels: labels.map((axis) => `b${axis}`) },
    ],
    out: labels,
    sizes: new Map(
      labels.map((label, axis) => [label, a.chunks[axis].map((length) => length * b.shape[axis])]),
    ),
    details: null,
    dtype: resultDType(func, given),
    task: (chunks) => ({ fn: func.id, args: chunks }),
  });
}

function cross(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { axis = -1 } = options as { axis?: number };
  const operands = args.map((value) => {
    const x = operandOf(value);
    const along = checkAxis(func.id, axis, x.ndim);
    if (x.shape[along] === 3) return joinAxes(x, [along]);
    throw new ShapeError(`${func.id}: vectors have three elements, not ${x.shape[along]}`);
  });
  const dtype = np.scope(() => {
    const vectors = operands.map((x) => np.ones([3], { dtype: x.dtype }));
    return np.linalg.cross(vectors[0], vectors[1]).dtype;
  });
  return overlay(func.id, operands, options, dtype, (chunks) => taskOf(func.id, chunks, options));
}

function multiDot(func: Overridable, args: readonly unknown[]): LazyArray {
  const { id } = func;
  const factors = [...(args[0] as Iterable<unknown>)].map(operandOf);
  if (factors.length < 2) throw new ShapeError(`${id}: a product takes two matrices, not ${factors.length}`);
  const isEnd = (i: number) => i === 0 || i === factors.length - 1;
  const wrong = factors.findIndex(({ ndim }, i) => ndim !== 2 && !(ndim === 1 && isEnd(i)));
  if (wrong >= 0) {
    throw new ShapeError(`${id}: operand ${wrong} has ${factors[wrong].ndim} dimensions, and is no matrix`);
  }
  const rows = factors.map(({ shape, ndim }, i) => (i === 0 && ndim === 1 ? 1 : shape[0]));
  const splits = planChain([...rows, factors.at(-1)!.ndim === 1 ? 1 : factors.at(-1)!.shape[1]]);
  const multiplyFrom = (from: number, to: number): LazyArray => {
    if (from === to) return factors[from];
    const split = splits[from][to];
    return np.matmul(multiplyFrom(from, split), multiplyFrom(split + 1, to));
  };
  return multiplyFrom(0, factors.length - 1);
}

function matrixPower(func: Overridable, args: readonly unknown[]): LazyArray {
  const x = operandOf(args[0]);
  const n = args[1] as number;
  resultDType(func, [x, n]);
  if (x.shape.at(-1) !== x.shape.at(-2)) {
    throw new ShapeError(`${func.id}: matrices of shape ${format(x.shape)} are not square`);
  }
  if (n < 0) return matrixPower(func, [np.linalg.inv(x), -n]);
  if (n === 0) return np.broadcast_to(np.eye(x.shape.at(-1)!, { dtype: x.dtype, like: x }), x.shape);
  let [power, result] = [x, undefined as LazyArray | undefined];
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result ? np.matmul(result, power) : power;
    if (left > 1) power = np.matmul(power, power);
  }
  return result!;
}

/** Lets products answer for lazy arrays. */
export function handleProducts(): void {
  handle(["matmul", "linalg.matmul"], matmul);
  handle(["tensordot", "linalg.tensordot"], tensordot);
  handle(["vecdot"], vecdot);
  handle(
    ["dot"],
    sumOver((b) => Math.max(0, b.ndim - 2)),
  );
  handle(
    ["inner"],
    sumOver((b) => b.ndim - 1),
  );
  handle(["vdot"], vdot);
  handle(["outer", "linalg.outer"], outer);
  handle(["kron"], kron);
  handle(["linalg.cross"], cross);
  handle(["linalg.multi_dot"], multiDot);
  handle(["linalg.matrix_power"], matrixPower);
}
