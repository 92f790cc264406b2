/** Einstein's notation: operands are contracted in pairs, chunk by chunk, in the order that np.einsum takes. */
import type { Options, Overridable } from "../dispatch/index.ts";
import * as np from "../index.ts";
import { parseExpression, planPath } from "../np/internal.ts";
import { contract } from "./contraction.ts";
import { handle } from "./handlers.ts";
import { LazyArray } from "./lazy-array.ts";
import { operandOf, resultDType } from "./operands.ts";

/** An operand and the labels of its axes. */
interface Term {
  readonly x: LazyArray;
  readonly labels: string;
}

/** Arrays of the same shapes that take no memory, for what is about shapes alone. */
const hollow = (value: unknown): unknown =>
  value instanceof LazyArray ? np.broadcast_to(np.zeros([], { dtype: value.dtype }), value.shape) : value;

/** What subscripts say: the labels of the operands and of the result, and which operands meet in which order. */
function plan(id: string, args: readonly unknown[], optimize: unknown) {
  return np.scope(() => {
    const expression = parseExpression(id, args.map(hollow));
    const { inputs, output } = expression;
    return { inputs, output, path: planPath(id, expression, (optimize ?? true) as boolean) };
  });
}

/** The arrays among the arguments; lists stand for labels where no subscripts come first. */
function operandsOf(args: readonly unknown[]): LazyArray[] {
  if (typeof args[0] === "string") return args.slice(1).map(operandOf);
  return args
    .slice(0, args.length - (args.length % 2))
    .flatMap((value, i) => (i % 2 === 0 ? [operandOf(value)] : []));
}

function einsum(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const { inputs, output, path } = plan(id, args, options.optimize);
  const dtype = resultDType(func, args, { ...options, optimize: true });
  const terms: Term[] = operandsOf(args).map((x, i) => ({ x: np.astype(x, dtype), labels: inputs[i] }));
  for (const step of path) {
    const taken = step.map((i) => terms[i]);
    const rest = terms.filter((_, i) => !step.includes(i));
    const needed = new Set([output, ...rest.map(({ labels }) => labels)].join(""));
    const own = new Set(taken.map(({ labels }) => labels).join(""));
    const labels = rest.length === 0 ? output : [...own].filter((label) => needed.has(label)).join("");
    terms.splice(0, terms.length, ...rest, { x: contractTerms(taken, labels, dtype), labels });
  }
  return terms[0].x;
}

function contractTerms(terms: readonly Term[], out: string, dtype: np.DType): LazyArray {
  const subscripts = `${terms.map(({ labels }) => labels).join()}->${out}`;
  return contract({
    operation: "einsum",
    operands: terms.map(({ x, labels }) => ({ x, labels: [...labels] })),
    out: [...out],
    details: subscripts,
    dtype,
    task: (chunks) => ({ fn: "einsum", args: [subscripts, ...chunks] }),
  });
}

/** Lets np.einsum answer for lazy arrays, and np.einsum_path, for which shapes are enough. */
export function handleEinsum(): void {
  handle(["einsum"], einsum);
  handle(["einsum_path"], (_, args, options) =>
    np.scope(() =>
      np.einsum_path(...args.map(hollow), ...(Object.keys(options).length > 0 ? [options] : [])),
    ),
  );
}
