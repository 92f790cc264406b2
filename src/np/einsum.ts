import { isScalar } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { isPlain } from "../dispatch/protocol.ts";
import type { DType } from "../dtype.ts";
import { einsum as contract } from "../ops/einsum/einsum.ts";
import { describePath, type ExplicitPath, type Optimize, planPath } from "../ops/einsum/plan.ts";
import { parseExpression } from "../ops/einsum/subscripts.ts";
import type { Coercible } from "./operand.ts";
import { checkOptions } from "./options.ts";

export interface EinsumPathOptions {
  /**
   * How the order of the operands is found: "greedy" (also true), "optimal", either of them beside the most elements of an
   * intermediate result, false for the order in which they are given, or a path that einsum_path has returned.
   */
  optimize?: Optimize | undefined;
}

export interface EinsumOptions extends EinsumPathOptions {
  /** The type to which the operands are cast, by default the one that theirs promote to. */
  dtype?: DType | null | undefined;
  /** Where to write the result: an array of its shape and of a dtype that it converts to. */
  out?: WasmArray | undefined;
}

/** The kind of array that operands make, subscripts and options left out. */
type LikeAll<A> = A extends WasmArray | Coercible ? WasmArray : A extends string | EinsumOptions ? never : A;

/** The operands with their subscripts, and the options if the last argument is none of them. */
function separate<Options extends object>(args: readonly unknown[]): [readonly unknown[], Options] {
  const last = args.at(-1);
  const hasOptions = isPlain(last) && !isScalar(last);
  return hasOptions ? [args.slice(0, -1), last as Options] : [args, {} as Options];
}

/**
 * Sums of products in Einstein's notation: each operand has a letter for every axis, axes of one letter run together, and
 * those whose letters are not in the result (after "->"; by default letters that occur once) are summed over. "..." stands
 * for the other axes, which broadcast; a letter twice in one operand takes its diagonal. In place of subscripts each operand
 * may be followed by a list of labels, integers or "...". Takes all dtypes, as `matmul` does. The operands are contracted in
 * pairs by its kernels, in an order that takes few operations unless `optimize` is false.
 * @throws TypeError for malformed subscripts, ShapeError where lengths of axes differ
 * @example
 * np.einsum("ij,jk->ik", [[1, 2], [3, 4]], [[1, 0], [0, 10]]) // array([[ 1., 20.], [ 3., 40.]])
 */
export const einsum = /* @__PURE__ */ overridable(
  "einsum",
  (...args) => [...args, separate<EinsumOptions>(args)[1].out],
  <A extends readonly unknown[]>(...args: A): LikeAll<A[number]> => {
    const [operands, options] = separate<EinsumOptions>(args);
    checkOptions("einsum", options, ["optimize", "dtype", "out"]);
    return contract("einsum", operands, { ...options, optimize: options.optimize ?? true }) as LikeAll<
      A[number]
    >;
  },
);

/**
 * The order in which `einsum` contracts its operands, to be handed to it as `optimize`, and a description of what that
 * costs. Each step has the positions of the operands that it takes; their product goes to the end of those that are left. The
 * algorithms are those of opt_einsum (Smith and Gray, JOSS 2018) and of NumPy.
 * @throws what `einsum` throws
 * @example
 * const [path] = np.einsum_path("ij,jk,kl->il", np.ones([2, 9]), np.ones([9, 2]), np.ones([2, 9]));
 * path // ["einsum_path", [0, 1], [0, 1]]
 */
export const einsum_path = /* @__PURE__ */ overridable(
  "einsum_path",
  (...args) => args,
  (...args: readonly unknown[]): [path: ExplicitPath, description: string] => {
    const [operands, options] = separate<EinsumPathOptions>(args);
    checkOptions("einsum_path", options, ["optimize"]);
    return scope(() => {
      const expression = parseExpression("einsum_path", operands);
      const path = planPath("einsum_path", expression, options.optimize ?? "greedy");
      return [["einsum_path", ...path], describePath(expression, path)];
    });
  },
);
