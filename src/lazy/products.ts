import type { Options, Overridable } from "../dispatch/index.ts";
import { AxisError, ShapeError } from "../errors.ts";
import { checkAxes, format } from "../shape.ts";
import { contract } from "./contraction.ts";
import { handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { operandOf, resultDType } from "./operands.ts";
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
  const { axes = 2 } = options as { axes?: number | readonly [number | number[], number | number[]] };
  const given =
    typeof axes === "number"
      ? [a.shape.map((_, axis) => axis).slice(a.ndim - axes), b.shape.map((_, axis) => axis).slice(0, axes)]
      : axes.map((each) => (typeof each === "number" ? [each] : each));
  const count = typeof axes === "number" ? axes : given[0].length;
  if (!Number.isInteger(count) || count < 0 || count > Math.min(a.ndim, b.ndim)) {
    throw new AxisError(`${func.id}: ${count} axes of ${a.ndim} and ${b.ndim} dimensions`);
  }
  if (given[0].length !== given[1].length) {
    throw new ShapeError(`${func.id}: ${given[0].length} axes cannot meet ${given[1].length}`);
  }
  const lists = [checkAxes(func.id, given[0], a.ndim), checkAxes(func.id, given[1], b.ndim)] as const;
  for (const [i, axis] of lists[0].entries()) {
    if (a.shape[axis] === b.shape[lists[1][i]]) continue;
    throw new ShapeError(
      `${func.id}: axes ${axis} and ${lists[1][i]} of shapes ${format(a.shape)} and ${format(b.shape)} differ in length`,
    );
  }
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

/** Lets products answer for lazy arrays. */
export function handleProducts(): void {
  handle(["matmul", "linalg.matmul"], matmul);
  handle(["tensordot", "linalg.tensordot"], tensordot);
}
