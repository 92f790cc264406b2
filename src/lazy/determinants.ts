/** Determinants of one matrix in chunks, by its LU factors. */
import { find, type Options, type Overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import * as np from "../index.ts";
import { namedTuple } from "../np/named-tuple.ts";
import { registerOwn } from "./chunk-functions.ts";
import { handle } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { exchanges, factor, floatingType } from "./lu.ts";
import { operandOf, resultDType } from "./operands.ts";
import { rechunk } from "./rechunk.ts";
import { ofStacks } from "./stacks.ts";
import { inSquares, isBlocked } from "./triangular.ts";

function det(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  if (!isBlocked(x)) return ofStacks(func, args, options, { inputs: ["nn"], outputs: "" });
  inSquares(func.id, x);
  const { U, order } = factor(x, resultDType(func, [x]), null);
  const values = rechunk(np.diagonal(U), [[x.shape[0]]]);
  const layer = makeLayer(func.id, [values.layer], null, (_, use) => ({
    fn: "lazy.productOf",
    args: [use(values.layer, [0])],
  }));
  return np.multiply(new LazyArray(layer, [], U.dtype), signOf(order, U.dtype));
}

/** A product as a number round 1 and a power of two, which neither overflows nor underflows on the way. */
function scaledProduct(values: np.WasmArray): { fraction: np.WasmArray; exponent: number } {
  const exponents = np.floor(np.log2(np.abs(values)));
  const fractions = np.divide(values, np.pow(2, exponents));
  const exponent = Number(np.sum(exponents).item());
  if (values.size <= mostFactors) return { fraction: np.prod(fractions), exponent };
  const count = Math.ceil(values.size / mostFactors);
  const parts = Array.from({ length: count }, (_, i) =>
    np.prod(fractions.at(`${i * mostFactors}:${(i + 1) * mostFactors}`)),
  );
  const rest = scaledProduct(np.stack(parts));
  return { fraction: rest.fraction, exponent: exponent + rest.exponent };
}

/** So many numbers below 2 have a product that single precision has room for. */
const mostFactors = 64;

function productOf(values: np.WasmArray): np.WasmArray {
  const sizes = np.abs(values);
  if (!np.all(np.logical_and(sizes, np.isfinite(sizes))).item()) return np.prod(values);
  const { fraction, exponent } = scaledProduct(values);
  const half = Math.trunc(exponent / 2);
  return np.multiply(np.multiply(fraction, 2 ** half), 2 ** (exponent - half));
}

registerOwn("lazy.productOf", productOf);

function slogdet(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  if (!isBlocked(x))
    return ofStacks(func, args, options, { inputs: ["nn"], outputs: { sign: "", logabsdet: "" } });
  inSquares(func.id, x);
  const { U, order } = factor(x, floatingType(find("linalg.lu")!, x), null);
  const values = np.diagonal(U);
  const sign = np.multiply(np.prod(np.sign(values)), signOf(order, U.dtype));
  return namedTuple({ sign, logabsdet: np.sum(np.log(np.abs(values) as LazyArray) as LazyArray) });
}

/** 1 for an even permutation, -1 for an odd one. */
function signOf(order: LazyArray, dtype: DType): LazyArray {
  const layer = makeLayer("lu-sign", [order.layer], dtype, (_, use) => ({
    fn: "lazy.signOf",
    args: [use(order.layer, [0]), dtype],
  }));
  return new LazyArray(layer, [], dtype);
}

function permutationSign(order: np.WasmArray, dtype: DType): np.WasmArray {
  const moved = (exchanges(order, order.size).toArray() as number[]).filter((place, i) => place !== i);
  return np.asarray(moved.length % 2 === 0 ? 1 : -1, { dtype });
}

registerOwn("lazy.signOf", permutationSign);

/** Lets determinants answer for lazy arrays. */
export function handleDeterminants(): void {
  handle(["linalg.det"], det);
  handle(["linalg.slogdet"], slogdet);
}
