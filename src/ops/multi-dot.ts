import { coerce } from "../array/convert.ts";
import { copyInto } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { promoteAll } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { format, sameShape } from "../shape.ts";
import { matmul } from "./matmul.ts";
import { checkOut } from "./result.ts";

/** The product of two or more matrices, of which the first and the last may be vectors, in the order of least cost. */
export function multiDot(id: string, values: Iterable<unknown>, out?: unknown): WasmArray {
  return scope(() => {
    const factors = Array.from(values, (value) => coerce(id, value));
    const lengths = chainLengths(id, factors);
    const [first, last] = [factors[0], factors[factors.length - 1]];
    const shape = [...first.shape.slice(0, -1), ...last.shape.slice(1)];
    const target = checkOut(id, out, shape, promoteAll(factors.map((x) => x.dtype)));
    if (target && !sameShape(target.shape, shape)) {
      throw new ShapeError(`${id}: out has shape ${format(target.shape)}, the product ${format(shape)}`);
    }
    const splits = planChain(lengths);
    const multiply = (from: number, to: number): WasmArray => {
      if (from === to) return factors[from];
      const split = splits[from][to];
      return matmul(id, multiply(from, split), multiply(split + 1, to));
    };
    const product = multiply(0, factors.length - 1);
    if (!target) return product;
    copyInto(id, target, product);
    return target;
  });
}

/** Rows of each matrix, then the columns of the last one; a vector is a row at the start, a column at the end. */
function chainLengths(id: string, factors: readonly WasmArray[]): number[] {
  if (factors.length < 2) throw new ShapeError(`${id}: a product takes two matrices, not ${factors.length}`);
  const lengths = factors.map((x, i) => {
    const isEnd = i === 0 || i === factors.length - 1;
    if (x.ndim === 2 || (x.ndim === 1 && isEnd)) return i === 0 && x.ndim === 1 ? 1 : x.shape[0];
    throw new ShapeError(`${id}: operand ${i} has ${x.ndim} dimensions, and is no matrix`);
  });
  const last = factors[factors.length - 1];
  lengths.push(last.ndim === 1 ? 1 : last.shape[1]);
  for (const [i, { shape }] of factors.slice(0, -1).entries()) {
    if (shape[shape.length - 1] === lengths[i + 1]) continue;
    throw new ShapeError(`${id}: shapes ${format(shape)} and ${format(factors[i + 1].shape)} do not fit`);
  }
  return lengths;
}

/**
 * For each run of matrices the last one of its left part, by dynamic programming (Cormen, Leiserson, Rivest and Stein,
 * "Introduction to Algorithms", 15.2).
 */
export function planChain(lengths: readonly number[]): number[][] {
  const count = lengths.length - 1;
  const costs = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const splits = costs.map((row) => [...row]);
  for (let length = 1; length < count; length++) {
    for (let from = 0; from + length < count; from++) {
      const to = from + length;
      costs[from][to] = Number.POSITIVE_INFINITY;
      for (let split = from; split < to; split++) {
        const joining = lengths[from] * lengths[split + 1] * lengths[to + 1];
        const cost = costs[from][split] + costs[split + 1][to] + joining;
        if (cost < costs[from][to]) [costs[from][to], splits[from][to]] = [cost, split];
      }
    }
  }
  return splits;
}
