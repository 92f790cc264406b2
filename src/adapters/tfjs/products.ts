/** Products of vectors and matrices. */
import { type AnyFunction, NotImplemented } from "../../dispatch/protocol.ts";
import { summedAxes, type TensordotAxes } from "../../np/internal.ts";
import { broadcastShapes, checkAxis } from "../../shape.ts";
import { borrowedFor, type Entry, native, type Table } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { isCommon, promoteOperands } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";

const exceptions = "borrowed: all but float32, no elements";

type Product = (x: Tensor, y: Tensor, options: { axis?: number; axes?: TensordotAxes }) => Tensor | undefined;

/** A product of two arrays of floats; what `kernel` gives nothing for is borrowed, with its errors. */
const ofTwo = (id: string, kernel: Product, ...keys: string[]): Entry =>
  native((x1: unknown, x2: unknown, options: object = {}) => {
    const operands = hasOther(options, ...keys) ? undefined : promoteOperands(id, [x1, x2]);
    if (!operands?.every((x) => isCommon(x) && x.dtype === "float32")) return NotImplemented;
    return kernel(operands[0], operands[1], options) ?? NotImplemented;
  }, exceptions);

/** The product of stacks of matrices that broadcast; a vector is a row on the left and a column on the right. */
const matmul: Product = (x, y) => {
  if (x.rank === 0 || y.rank === 0) return undefined;
  const left = x.rank === 1 ? tf.reshape(x, [1, -1]) : x;
  const right = y.rank === 1 ? tf.reshape(y, [-1, 1]) : y;
  if (left.shape.at(-1) !== right.shape.at(-2)) return undefined;
  const stacks = broadcastShapes("matmul", left.shape.slice(0, -2), right.shape.slice(0, -2));
  const ends = [
    ...(x.rank === 1 ? [] : left.shape.slice(-2, -1)),
    ...(y.rank === 1 ? [] : right.shape.slice(-1)),
  ];
  // The kernel takes stacks of one shape: of two that broadcast only to a third it makes the wrong number.
  const [first, second] = [left, right].map((each) =>
    tf.broadcastTo(each, [...stacks, ...each.shape.slice(-2)]),
  );
  return tf.reshape(tf.matMul(first, second), [...stacks, ...ends]);
};

const dot: Product = (x, y) => {
  if (x.rank === 0 || y.rank === 0) return tf.mul(x, y);
  return y.rank < 3 ? contract(x, y, [x.rank - 1], [Math.max(y.rank - 2, 0)]) : undefined;
};

const inner: Product = (x, y) =>
  x.rank === 0 || y.rank === 0 ? tf.mul(x, y) : contract(x, y, [x.rank - 1], [y.rank - 1]);

/** Sums of products over pairs of axes, as one product of matrices. */
function contract(x: Tensor, y: Tensor, ofX: readonly number[], ofY: readonly number[]): Tensor | undefined {
  if (ofX.length !== ofY.length || ofX.some((axis, i) => x.shape[axis] !== y.shape[ofY[i]])) return undefined;
  const [othersX, othersY] = [rest(x, ofX), rest(y, ofY)];
  const count = ofX.reduce((size, axis) => size * x.shape[axis], 1);
  const left = tf.reshape(tf.transpose(x, [...othersX, ...ofX]), [-1, count]);
  const right = tf.reshape(tf.transpose(y, [...ofY, ...othersY]), [count, -1]);
  const lengths = [...othersX.map((axis) => x.shape[axis]), ...othersY.map((axis) => y.shape[axis])];
  return tf.reshape(tf.matMul(left, right), lengths);
}

const rest = (x: Tensor, axes: readonly number[]): number[] =>
  x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));

const tensordot: Product = (x, y, { axes = 2 }) =>
  contract(x, y, ...summedAxes("tensordot", x.shape, y.shape, axes));

const vecdot: Product = (x, y, { axis = -1 }) => {
  const [a, b] = [x, y].map(({ rank }) => (rank ? checkAxis("vecdot", axis, rank) : 0));
  if (x.rank === 0 || y.rank === 0 || x.shape[a] !== y.shape[b]) return undefined;
  const [left, right] = [tf.transpose(x, [...rest(x, [a]), a]), tf.transpose(y, [...rest(y, [b]), b])];
  broadcastShapes("vecdot", left.shape, right.shape);
  return tf.sum(tf.mul(left, right), -1);
};

const outer: Product = (x, y) => tf.mul(tf.reshape(x, [-1, 1]), tf.reshape(y, [1, -1]));

/** Of two operands, with letters for all axes, none twice in an operand, and those of the result named. */
const plain = /^\s*([a-zA-Z]*)\s*,\s*([a-zA-Z]*)\s*->\s*([a-zA-Z]*)\s*$/;

const einsum: AnyFunction = (subscripts: string, ...operands: unknown[]) => {
  const terms = plain.exec(String(subscripts))?.slice(1);
  const tensors = operands.filter((x): x is Tensor => isCommon(x) && x.dtype === "float32");
  if (!terms || tensors.length !== 2 || operands.length !== 2) return NotImplemented;
  const lengths = new Map<string, number>();
  const fits = tensors.every(
    ({ shape, rank }, i) =>
      rank === terms[i].length &&
      [...terms[i]].every((letter, axis) => {
        const known = lengths.get(letter) ?? shape[axis];
        lengths.set(letter, known);
        return known === shape[axis];
      }),
  );
  const isPlain = terms.every(
    (term) => new Set(term).size === term.length && [...term].every((x) => lengths.has(x)),
  );
  return fits && isPlain ? tf.einsum(`${terms.slice(0, 2).join()}->${terms[2]}`, ...tensors) : NotImplemented;
};

export const products: Table = {
  matmul: ofTwo("matmul", matmul),
  dot: ofTwo("dot", dot),
  inner: ofTwo("inner", inner),
  outer: ofTwo("outer", outer),
  vdot: ofTwo("vdot", (x, y) =>
    x.size === y.size ? tf.sum(tf.mul(tf.reshape(x, [-1]), tf.reshape(y, [-1]))) : undefined,
  ),
  tensordot: ofTwo("tensordot", tensordot, "axes"),
  vecdot: ofTwo("vecdot", vecdot, "axis"),
  einsum: native(
    einsum,
    "borrowed: all but two float32 operands with letters for all axes, none twice in one, and `->`",
  ),
  "linalg.outer": ofTwo("linalg.outer", (x, y, options) =>
    x.rank === 1 && y.rank === 1 ? outer(x, y, options) : undefined,
  ),
  "linalg.qr": borrowedFor(
    "the library's own makes NaN of columns of zeros, takes the shapes of stacks for others, and is slow",
  ),
};
