/** Functions of whole matrices, which stacks of them have many of: the last axes are made one chunk, the others keep theirs. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { type DType, dtypes } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { namedTuple } from "../np/named-tuple.ts";
import { format, sizeOf } from "../shape.ts";
import { alignLabels, blockLayer, type Label } from "./blockwise.ts";
import type { Layer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { operandOf, sampleResult, taskOf } from "./operands.ts";
import { joinAxes } from "./order.ts";
import { part } from "./parts.ts";

/**
 * What a function makes of whole matrices. Axes are letters, those of one letter are of one length: `inputs` are the last axes of the
 * arguments that are arrays, `outputs` those of the result, or of each of several by name. k is the lesser of m and n, 1 is itself, and r
 * is known only when it is computed.
 */
export interface Signature {
  readonly inputs: readonly string[];
  readonly outputs: string | Readonly<Record<string, string>>;
}

/** The results of a function for each chunk of the stacks. */
export function ofStacks(
  func: Overridable,
  args: readonly unknown[],
  options: Options,
  { inputs, outputs }: Signature,
): unknown {
  const operands = inputs.map((letters, i) => wholeMatrices(func.id, operandOf(args[i]), letters));
  const rest = args.slice(inputs.length);
  const sizes = sizesOf(func.id, operands, inputs);
  const types = sampleResult(func, [...operands, ...rest], options, (result) =>
    typeof outputs === "string"
      ? (result as LazyArray).dtype
      : Object.fromEntries(
          Object.keys(outputs).map((name) => [name, (result as Record<string, LazyArray>)[name].dtype]),
        ),
  ) as DType & Readonly<Record<string, DType>>;
  const count = Math.max(...operands.map((x, i) => x.ndim - inputs[i].length));
  const batch = Array.from({ length: count }, (_, i) => i - count);
  const labelled = operands.map((x, i) => {
    const leading = x.ndim - inputs[i].length;
    return { x, labels: [...batch.slice(count - leading), ...inputs[i]] as Label[] };
  });
  const { operands: aligned, lengths } = alignLabels(func.id, labelled);
  const layer = blockLayer(func.id, aligned, batch, [rest, options], (chunks) =>
    taskOf(func.id, [...chunks, ...rest], options),
  );
  const chunksOf = (letters: string) => [
    ...batch.map((label) => lengths.get(label)!),
    ...[...letters].map((letter) => [sizes.get(letter)!]),
  ];
  if (typeof outputs === "string") return new LazyArray(inBatch(layer, count), chunksOf(outputs), types);
  const parts = Object.entries(outputs).map(([name, letters]) => [
    name,
    part(layer, name, chunksOf(letters), types[name], (index) => index.slice(0, count)),
  ]);
  return namedTuple(Object.fromEntries(parts) as Record<string, LazyArray>);
}

function wholeMatrices(id: string, x: LazyArray, { length }: string): LazyArray {
  if (x.ndim < length) throw new ShapeError(`${id}: an array of ${x.ndim} dimensions is not a matrix`);
  const axes = [...x.shape.keys()].slice(x.ndim - length);
  const nbytes = sizeOf(x.shape.slice(x.ndim - length)) * dtypes[x.dtype].size;
  if (nbytes > mostJoined && axes.some((axis) => x.numblocks[axis] > 1)) {
    throw new RangeError(
      `${id}: needs a matrix whole, and one of shape ${format(x.shape)} would be a chunk of ${nbytes} bytes, more than ${mostJoined}`,
    );
  }
  return joinAxes(x, axes);
}

/** Bytes of a matrix up to which its chunks are joined: functions take some times as much besides, of a memory of 4 GiB. */
const mostJoined = 2 ** 30;

/** How long the axes of each letter are. */
function sizesOf(id: string, operands: readonly LazyArray[], inputs: readonly string[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [i, { shape }] of operands.entries()) {
    for (const [axis, letter] of [...inputs[i]].entries()) {
      const length = shape[shape.length - inputs[i].length + axis];
      const known = sizes.get(letter) ?? length;
      if (known !== length) {
        const shapes = operands.map((x) => format(x.shape)).join(" and ");
        throw new ShapeError(`${id}: lengths ${known} and ${length} of shapes ${shapes} do not fit`);
      }
      sizes.set(letter, length);
    }
  }
  const [m, n] = [sizes.get("m"), sizes.get("n")];
  if (m !== undefined && n !== undefined) sizes.set("k", Math.min(m, n));
  return sizes.set("r", Number.NaN).set("1", 1);
}

/** A layer whose indices go on with those of whole axes. */
const inBatch = (layer: Layer, count: number): Layer => ({
  ...layer,
  task: (index, use) => layer.task(index.slice(0, count), use),
});
