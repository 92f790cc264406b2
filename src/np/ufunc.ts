import type { Overridable } from "../dispatch/index.ts";
import { attachMethods, universal } from "../dispatch/universal.ts";
import { type DType, dtypes } from "../dtype.ts";
import { type Comparison, comparison as comparisonOf } from "../ops/comparison.ts";
import { type Elementwise, elementwise } from "../ops/elementwise.ts";
import type { ReduceRow } from "../ops/reduce.ts";
import type { ElementwiseFunction } from "../ops/ufunc.ts";
import type { ElementwiseOptions } from "./elementwise-options.ts";
import type { Like } from "./operand.ts";
import { checkOptions } from "./options.ts";
import {
  type BinaryMethods,
  binaryMethods,
  identityOf,
  type UfuncAttributes,
  type UnaryMethods,
  unaryMethods,
} from "./ufunc-methods.ts";

const keys = ["out", "where"];

/** A universal function of one array. */
export function unary(id: Elementwise) {
  const own = elementwise(id);
  const func = universal(
    id,
    1,
    <A>(x: A, options: ElementwiseOptions<Like<A>> = {}): Like<A> => {
      checkOptions(id, options, keys);
      return own.apply([x], options) as Like<A>;
    },
    own.lean,
  );
  attachMethods(func, unaryMethods(id, own));
  return withAttributes<typeof func & UnaryMethods>(func, own, 1);
}

/** A universal function of two arrays that broadcast, with the reduction that has kernels of its own. */
export const binary = (id: Elementwise, row?: ReduceRow) => ofTwo(id, elementwise(id), row);
export const comparison = (id: Comparison) => ofTwo(id, comparisonOf(id));

function ofTwo(id: string, own: ElementwiseFunction, row?: ReduceRow) {
  const func = universal(
    id,
    2,
    <A, B>(x1: A, x2: B, options: ElementwiseOptions<Like<A, B>> = {}): Like<A, B> => {
      checkOptions(id, options, keys);
      return own.apply([x1, x2], options) as Like<A, B>;
    },
    own.lean,
  );
  attachMethods(func, binaryMethods(id, own, row));
  return withAttributes<typeof func & BinaryMethods>(func, own, 2);
}

function withAttributes<F>(func: Overridable, own: ElementwiseFunction, nin: 1 | 2): F & UfuncAttributes {
  return Object.defineProperties(func, {
    nin: { value: nin },
    nout: { value: 1 },
    identity: { value: identityOf(func.id) },
    types: { get: () => typesOf(func.id, own, nin) },
  }) as unknown as F & UfuncAttributes;
}

function typesOf(id: string, own: ElementwiseFunction, nin: 1 | 2): string[] {
  const taken = (Object.keys(dtypes) as DType[]).filter(own.takes);
  return taken.map((dtype) => `${Array(nin).fill(dtype)}->${own.loopFor(id, dtype).writes}`);
}
