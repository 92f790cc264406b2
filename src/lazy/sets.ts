/** Functions beside an array that is known: bins, values to find, edges. */
import type { Options, Overridable } from "../dispatch/index.ts";
import * as np from "../index.ts";
import { chunkIndices } from "./chunks.ts";
import { encodeConstant } from "./constants.ts";
import { handle } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { checkEager, operandOf, resultDType, taskOf } from "./operands.ts";
import { splitEvery } from "./reduction.ts";
import type { Argument, Constant } from "./task.ts";

/** An array that every task gets whole. */
function known(id: string, what: string, value: unknown): Constant {
  checkEager(id, what, value);
  return np.scope(() => encodeConstant(np.asarray(value as np.WasmArray)));
}

/** Applies a function to each chunk of one argument and the whole of the other. */
function beside(
  func: Overridable,
  x: LazyArray,
  whole: Constant,
  argumentsOf: (chunk: Argument, whole: Constant) => Argument[],
  options: Options,
): LazyArray {
  const sample = np.scope(() => np.ones([1], { dtype: whole.array.dtype }));
  const dtype = resultDType(func, argumentsOf(x as never, sample as never), options);
  sample.dispose();
  const layer = makeLayer(
    func.id,
    [x.layer],
    [whole, options],
    (index, use) => taskOf(func.id, argumentsOf(use(x.layer, index), whole), options),
    true,
  );
  return new LazyArray(layer, x.chunks, dtype);
}

function isin(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  return beside(
    func,
    x,
    known(func.id, "the values to find", args[1]),
    (chunk, whole) => [chunk, whole],
    options,
  );
}

function searchsorted(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  if ("sorter" in options) known(func.id, "the sorter", options.sorter);
  const values = operandOf(args[1]);
  return beside(
    func,
    values,
    known(func.id, "the sorted array", args[0]),
    (chunk, whole) => [whole, chunk],
    options,
  );
}

/** The values of each chunk, then those of several together: how many there are is known when they are computed. */
function uniqueValues(func: Overridable, args: readonly unknown[]): LazyArray {
  const x = operandOf(args[0]);
  const indices = [...chunkIndices(x.numblocks)];
  let count = indices.length;
  let layer = makeLayer(
    `${func.id}-partial`,
    [x.layer],
    null,
    ([i], use) => ({ fn: func.id, args: [use(x.layer, indices[i])] }),
    true,
  );
  do {
    const [inner, before] = [layer, count];
    count = Math.ceil(before / splitEvery);
    layer = makeLayer(func.id, [inner], before, ([i], use) => {
      const length = Math.min(splitEvery, before - i * splitEvery);
      const parts = Array.from({ length }, (_, j) => use(inner, [i * splitEvery + j]));
      return { fn: func.id, args: [{ fn: "concat", args: [parts] }] };
    });
  } while (count > 1);
  return new LazyArray(layer, [[Number.NaN]], x.dtype);
}

/** Lets functions of sets, and those that look up values, answer for lazy arrays. */
export function handleSets(): void {
  handle(["isin"], isin);
  handle(["searchsorted"], searchsorted);
  handle(["unique_values"], uniqueValues);
}
