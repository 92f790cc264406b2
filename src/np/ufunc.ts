import { universal } from "../dispatch/universal.ts";
import { type Comparison, comparison as comparisonOf } from "../ops/comparison.ts";
import { type Elementwise, elementwise } from "../ops/elementwise.ts";
import type { ElementwiseFunction } from "../ops/ufunc.ts";
import type { ElementwiseOptions } from "./elementwise-options.ts";
import type { Like } from "./operand.ts";
import { checkOptions } from "./options.ts";

const keys = ["out", "where"];

/** A universal function of one array. */
export function unary(id: Elementwise) {
  const { apply, lean } = elementwise(id);
  return universal(
    id,
    1,
    <A>(x: A, options: ElementwiseOptions<Like<A>> = {}): Like<A> => {
      checkOptions(id, options, keys);
      return apply([x], options) as Like<A>;
    },
    lean,
  );
}

/** A universal function of two arrays that broadcast. */
export const binary = (id: Elementwise) => ofTwo(id, elementwise(id));
export const comparison = (id: Comparison) => ofTwo(id, comparisonOf(id));

function ofTwo(id: string, { apply, lean }: ElementwiseFunction) {
  return universal(
    id,
    2,
    <A, B>(x1: A, x2: B, options: ElementwiseOptions<Like<A, B>> = {}): Like<A, B> => {
      checkOptions(id, options, keys);
      return apply([x1, x2], options) as Like<A, B>;
    },
    lean,
  );
}
