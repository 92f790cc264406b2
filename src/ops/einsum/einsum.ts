import { cast, copyInto } from "../../array/copy.ts";
import { scope } from "../../array/scope.ts";
import { diagonalView, permuteView } from "../../array/views.ts";
import { viewOf, type WasmArray } from "../../array/wasm-array.ts";
import { checkDType, type DType, promoteAll } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { format, sameShape } from "../../shape.ts";
import { contract } from "../contraction.ts";
import { reduceBy, sumRow } from "../reduce.ts";
import { checkOut } from "../result.ts";
import { type Optimize, planPath } from "./plan.ts";
import { parseExpression } from "./subscripts.ts";

export interface Contraction {
  readonly optimize: Optimize;
  readonly dtype?: DType | null | undefined;
  readonly out?: unknown;
}

/** An operand and the labels of its axes. */
interface Term {
  readonly x: WasmArray;
  readonly labels: string;
}

/** The sums of products that subscripts describe: operands are contracted in pairs, as products of matrices. */
export function einsum(
  id: string,
  args: readonly unknown[],
  { optimize, dtype, out }: Contraction,
): WasmArray {
  return scope(() => {
    const expression = parseExpression(id, args);
    const { operands, inputs, output, sizes } = expression;
    const path = planPath(id, expression, optimize);
    const type = dtype ? checkDType(id, dtype) : promoteAll(operands.map((x) => x.dtype));
    const shape = [...output].map((label) => sizes.get(label)!);
    const target = checkOut(id, out, shape, type);
    if (target && !sameShape(target.shape, shape)) {
      throw new ShapeError(`${id}: out has shape ${format(target.shape)}, the result ${format(shape)}`);
    }
    const terms = operands.map((x, k) =>
      simplify(id, { x: x.dtype === type ? x : cast(id, x, type), labels: inputs[k] }, sizes),
    );
    for (const step of path) {
      const taken = step.map((i) => terms[i]);
      const rest = terms.filter((_, i) => !step.includes(i));
      terms.splice(0, terms.length, ...rest, contractAll(id, taken, rest, output));
    }
    const { x, labels } = sumOut(id, terms[0], output);
    const result = permuteView(
      id,
      x,
      [...output].map((label) => labels.indexOf(label)),
    );
    if (!target) return result;
    copyInto(id, target, result);
    return target;
  });
}

/** A view without labels that occur twice, which stand for diagonals, and without axes that another operand repeats. */
function simplify(id: string, { x, labels }: Term, sizes: ReadonlyMap<string, number>): Term {
  for (const [axis, label] of [...labels].entries()) {
    const other = labels.indexOf(label, axis + 1);
    if (other > 0) {
      const rest = [...labels].filter((_, i) => i !== axis && i !== other).join("");
      return simplify(id, { x: diagonalView(id, x, 0, axis, other), labels: rest + label }, sizes);
    }
    if (x.shape[axis] === 1 && sizes.get(label) !== 1) {
      const view = viewOf(id, x, x.shape.toSpliced(axis, 1), x.strides.toSpliced(axis, 1));
      return simplify(id, { x: view, labels: labels.replace(label, "") }, sizes);
    }
  }
  return { x, labels };
}

/** The terms multiplied one after another; summed are the labels that neither the rest nor the output has. */
function contractAll(id: string, terms: readonly Term[], rest: readonly Term[], output: string): Term {
  const wanted = (after: readonly Term[]) =>
    output + [...rest, ...after].map(({ labels }) => labels).join("");
  return terms.slice(1).reduce(
    (product, term, i) => {
      return contractPair(id, product, term, wanted(terms.slice(i + 2)));
    },
    sumOut(id, terms[0], wanted(terms.slice(1))),
  );
}

function contractPair(id: string, left: Term, right: Term, wanted: string): Term {
  const a = sumOut(id, left, wanted + right.labels);
  const b = sumOut(id, right, wanted + left.labels);
  const common = [...a.labels].filter((label) => b.labels.includes(label));
  const places = (labels: readonly string[]): [number[], number[]] => [
    labels.map((label) => a.labels.indexOf(label)),
    labels.map((label) => b.labels.indexOf(label)),
  ];
  const batch = common.filter((label) => wanted.includes(label));
  const summed = common.filter((label) => !wanted.includes(label));
  const free = [...a.labels, ...b.labels].filter((label) => !common.includes(label));
  return {
    x: contract(id, a.x, b.x, { batch: places(batch), summed: places(summed) }),
    labels: [...batch, ...free].join(""),
  };
}

/** The sum over axes whose labels are not wanted. */
function sumOut(id: string, { x, labels }: Term, wanted: string): Term {
  const axes = Array.from(labels, (_, axis) => axis).filter((axis) => !wanted.includes(labels[axis]));
  if (axes.length === 0) return { x, labels };
  const rest = [...labels].filter((label) => wanted.includes(label)).join("");
  return { x: reduceBy(id, sumRow, x, { axes, keepdims: false, dtype: x.dtype }), labels: rest };
}
