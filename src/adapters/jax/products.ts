/** Products of vectors and matrices of floats. */
import { isPlain, NotImplemented } from "../../dispatch/protocol.ts";
import * as np from "../../index.ts";
import { parseExpression, summedAxes, type TensordotAxes } from "../../np/internal.ts";
import { namedTuple } from "../../np/named-tuple.ts";
import { checkAxis } from "../../shape.ts";
import { borrowedAsWrong, borrowedFor, byId, type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { isJaxArray } from "./conversion.ts";
import { narrow } from "./dtypes.ts";
import * as nan from "./nan.ts";
import {
  type Binary,
  broadcasts,
  exceptions,
  isCommon,
  isFloat,
  isNumeric,
  keeping,
  promoteOperands,
  type Unary,
  withOperands,
} from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;

type Fits = (one: JaxArray["shape"], other: JaxArray["shape"]) => boolean;

/** A product of two arrays whose shapes fit; others are borrowed, with their errors. */
const product = (id: string, kernel: Binary, fits: Fits): Entry =>
  keeping((x: unknown, y: unknown, options?: object) =>
    hasOther(options)
      ? NotImplemented
      : withOperands(
          promoteOperands(id, [x, y]),
          ([one, other]) => isFloat(one) && fits(one.shape, other.shape),
          kernel,
        ),
  );

const areVectors: Fits = (one, other) => one.length === 1 && other.length === 1;

/** Stacks of matrices of one rank, which broadcast: of others jax-js takes the axes for other ones. */
const areStacks: Fits = (one, other) =>
  one.length === other.length &&
  one.length > 1 &&
  one.at(-1) === other.at(-2) &&
  broadcasts(one.slice(0, -2), other.slice(0, -2));

/** A vector beside another, or beside a matrix. */
const areSmall: Fits = (one, other) =>
  [one, other].every(({ length }) => length === 1 || length === 2) &&
  one.at(-1) === other.at(Math.max(-2, -other.length));

/** The sum of products over pairs of axes: those given, or so many last ones of one array and first ones of the other. */
const tensordot: Entry = keeping((x: unknown, y: unknown, options: { axes?: TensordotAxes } = {}) => {
  const { axes = 2 } = options;
  if (!isCommon(x) || !isCommon(y) || hasOther(options, "axes")) return NotImplemented;
  const summed = summedAxes("tensordot", x.shape, y.shape, axes);
  return withOperands(
    promoteOperands("tensordot", [x, y]),
    ([one]) => isFloat(one),
    (one, other) => jnp.tensordot(one, other, summed),
  );
});

const without = (shape: readonly number[], axis: number) => shape.filter((_, i) => i !== axis);

/** The products of the vectors along an axis of both arrays, whose other axes broadcast. */
const vecdot: Entry = keeping((x: unknown, y: unknown, options: { axis?: number } = {}) => {
  const { axis = -1 } = options;
  if (!isCommon(x) || !isCommon(y) || hasOther(options, "axis")) return NotImplemented;
  const [a, b] = [x, y].map(({ shape }) => checkAxis("vecdot", axis, shape.length));
  const fits = x.shape[a] === y.shape[b] && broadcasts(without(x.shape, a), without(y.shape, b));
  return withOperands(
    promoteOperands("vecdot", [x, y]),
    ([one]) => fits && isFloat(one),
    (one, other) => jnp.vecdot(one, other, { axis }),
  );
});

const isMatrices = ({ shape }: JaxArray): boolean => shape.length > 1 && shape.at(-1) === shape.at(-2);

const luFactor: Entry = keeping((x: unknown) => {
  if (!isCommon(x) || !isFloat(x) || x.shape.length < 2) return NotImplemented;
  const [lu, piv, permutation] = jax.lax.linalg.lu(x.ref);
  permutation.dispose();
  return namedTuple({ lu, piv });
});

const matrixPower: Entry = keeping((x: unknown, n: unknown) => {
  const isPower = Number.isInteger(n) && (n as number) >= 0;
  if (!isPower || !isCommon(x) || !isFloat(x) || !isMatrices(x)) return NotImplemented;
  return jnp.linalg.matrixPower(x.ref, n as number);
}, `${exceptions}, negative powers`);

/** The products of vectors of three along an axis. */
const cross: Entry = keeping((x: unknown, y: unknown, options: { axis?: number } = {}) => {
  const { axis = -1 } = options;
  if (!isCommon(x) || !isCommon(y) || hasOther(options, "axis")) return NotImplemented;
  const isOfThree = ({ shape }: JaxArray) => shape[checkAxis("linalg.cross", axis, shape.length)] === 3;
  return withOperands(
    promoteOperands("linalg.cross", [x, y]),
    ([one, other]) =>
      isNumeric(one) && isOfThree(one) && isOfThree(other) && broadcasts(one.shape, other.shape),
    (one, other) => jnp.linalg.cross(one, other, axis),
  );
});

/** Matrices one after the other, of which the first and the last may be vectors. */
const multiDot: Entry = keeping((arrays: unknown, options?: object) => {
  if (!Array.isArray(arrays) || arrays.length < 2 || hasOther(options)) return NotImplemented;
  return withOperands(
    promoteOperands("linalg.multi_dot", arrays),
    (parts) =>
      isFloat(parts[0]) &&
      parts.every(({ shape }, i) => {
        const isEnd = i === 0 || i === parts.length - 1;
        const meets = i === 0 || parts[i - 1].shape.at(-1) === shape[0];
        return meets && (shape.length === 2 || (isEnd && shape.length === 1));
      }),
    (...parts) => jnp.linalg.multiDot(parts),
  );
});

/** What `kernel` makes of variables, each a row of a matrix; as in NumPy in float64, where there is that. */
const ofVariables = (id: string, kernel: Unary): Entry =>
  keeping((x: unknown, options: { rowvar?: boolean } = {}) => {
    const { rowvar = true } = options;
    if (!isCommon(x) || x.shape.length !== 2 || hasOther(options, "rowvar")) return NotImplemented;
    if (typeof rowvar !== "boolean" || x.shape[rowvar ? 0 : 1] === 1) return NotImplemented;
    const wide = jnp.astype(x.ref, narrow(id, "float64", x.device) as JaxArray["dtype"]);
    return kernel(rowvar ? wide : jnp.transpose(wide));
  }, "borrowed: other than one matrix, no elements, weights, other divisors");

/** By labels of the axes: of strings the library makes what not all engines can iterate over. */
const einsum: Entry = keeping((...args: unknown[]) => {
  const arrays = args.filter(isJaxArray);
  if (!arrays.every(isCommon) || args.some(isPlain)) return NotImplemented;
  const { inputs, output, sizes } = np.scope(() => {
    const hollow = args.map((x) => (isJaxArray(x) ? np.broadcast_to(true, x.shape) : x));
    const { operands, ...labels } = parseExpression("einsum", hollow);
    return labels;
  });
  const labelsOf = (term: string) => [...term].map((label) => [...sizes.keys()].indexOf(label));
  return withOperands(
    inputs.length === arrays.length ? promoteOperands("einsum", arrays) : undefined,
    (operands) =>
      isFloat(operands[0]) &&
      operands.every(({ shape }, k) => [...inputs[k]].every((label, i) => sizes.get(label) === shape[i])),
    (...operands) => jnp.einsum(...operands.flatMap((x, k) => [x, labelsOf(inputs[k])]), labelsOf(output)),
  );
}, `${exceptions}, axes of length 1 that broadcast`);

export const products: Table = {
  matmul: product("matmul", jnp.matmul, (one, other) => areStacks(one, other) || areSmall(one, other)),
  ...tableOf<Binary>({ dot: jnp.dot, inner: jnp.inner, vdot: jnp.vdot }, (id, kernel) =>
    product(id, kernel, (one, other) => areVectors(one, other) && one[0] === other[0]),
  ),
  ...tableOf<Binary>({ outer: jnp.outer, "linalg.outer": jnp.outer }, (id, kernel) =>
    product(id, kernel, areVectors),
  ),
  ...byId(["tensordot", "linalg.tensordot"], () => tensordot),
  vecdot,
  einsum,
  cov: ofVariables("cov", (x) => jnp.cov(x)),
  corrcoef: ofVariables("corrcoef", (x) => nan.keepNaN((c) => jnp.clip(c, -1, 1))(jnp.corrcoef(x))),
  "linalg.matrix_power": matrixPower,
  "linalg.lu_factor": luFactor,
  "linalg.cross": cross,
  "linalg.multi_dot": multiDot,
  ...byId(["linalg.inv", "linalg.solve", "linalg.cholesky", "linalg.solve_triangular"], () =>
    borrowedFor(
      "the library's own gives infinities or NaN for matrices that have no such result, and no error",
    ),
  ),
  "linalg.det": borrowedAsWrong("infinities where the product of some pivots is too large"),
  "linalg.slogdet": borrowedAsWrong("the signs of matrices that are singular"),
  ...byId(["linalg.eigh", "linalg.eigvalsh"], () =>
    borrowedAsWrong("matrices of small numbers, which it takes for diagonal ones"),
  ),
  ...byId(["linalg.svd", "linalg.svdvals"], () =>
    borrowedFor(
      "the library's own is that of the product of the matrix with itself, at the cost of half the digits",
    ),
  ),
  "linalg.lu": borrowedFor("the library's own gives both factors as one matrix"),
  "linalg.lstsq": borrowedFor(
    "the library's own solves the normal equations, at the cost of half the digits",
  ),
};
