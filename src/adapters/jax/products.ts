/** Products of vectors and matrices of floats. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { summedAxes, type TensordotAxes } from "../../np/internal.ts";
import { borrowedFor, byId, type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import {
  type Binary,
  broadcasts,
  isCommon,
  isFloat,
  keeping,
  promoteOperands,
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

export const products: Table = {
  matmul: product("matmul", jnp.matmul, (one, other) => areStacks(one, other) || areSmall(one, other)),
  ...tableOf<Binary>({ dot: jnp.dot, inner: jnp.inner, vdot: jnp.vdot, vecdot: jnp.vecdot }, (id, kernel) =>
    product(id, kernel, (one, other) => areVectors(one, other) && one[0] === other[0]),
  ),
  ...tableOf<Binary>({ outer: jnp.outer, "linalg.outer": jnp.outer }, (id, kernel) =>
    product(id, kernel, areVectors),
  ),
  ...byId(["tensordot", "linalg.tensordot"], () => tensordot),
  ...byId(["linalg.inv", "linalg.solve", "linalg.cholesky"], () =>
    borrowedFor(
      "the library's own gives infinities or NaN for matrices that have no such result, and no error",
    ),
  ),
};
