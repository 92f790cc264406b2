/** Sets of values, and functions beside an array of which every task needs the whole: bins, values to find, edges. */
import type { Options, Overridable } from "../dispatch/index.ts";
import * as np from "../index.ts";
import { namedTuple } from "../np/named-tuple.ts";
import { checkSamplePoints } from "../np/sample-points.ts";
import { blockwise, type Label } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { foldChunks } from "./fold.ts";
import { type Handler, handle, refuse } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { operandOf, resultDType, taskOf } from "./operands.ts";
import { part } from "./parts.ts";

/** Applies a function to each chunk of one argument and the whole of others, among them the option `sorter`. */
const beside =
  (main: 0 | 1): Handler =>
  (func, args, options) => {
    const { sorter, ...rest } = options as Options & { sorter?: unknown };
    const isSorted = sorter !== undefined && sorter !== null;
    const operands = [...args, ...(isSorted ? [sorter] : [])].map(operandOf);
    const asked = (given: readonly unknown[]): [readonly unknown[], Options] =>
      isSorted ? [given.slice(0, -1), { ...rest, sorter: given.at(-1) }] : [given, rest];
    const labelled = operands.map((x, i) => ({ x, labels: x.shape.map((_, axis): Label => `${i}.${axis}`) }));
    return blockwise({
      operation: func.id,
      operands: labelled,
      out: labelled[main].labels,
      details: rest,
      dtype: resultDType(func, operands.slice(0, args.length), rest),
      task: (chunks) => taskOf(func.id, ...asked(chunks)),
    });
  };

function interp(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const [places, heights] = args.slice(1).map(operandOf);
  checkSamplePoints(func.id, places.shape, heights.shape);
  return beside(0)(func, args, options);
}

/** The values of each chunk, then those of several together: how many there are is known when they are computed. */
function uniqueValues(x: LazyArray): LazyArray {
  const fn = "unique_values";
  const layer = foldChunks({
    operation: fn,
    arrays: [x],
    chunk: (chunks) => ({ fn, args: chunks }),
    join: (parts) => ({ fn, args: [{ fn: "concat", args: [parts] }] }),
  });
  return new LazyArray(layer, [[Number.NaN]], x.dtype);
}

interface Counted {
  readonly values: np.WasmArray;
  readonly counts: np.WasmArray;
}

function joinCounts(parts: readonly Counted[]): Counted {
  const all = np.concat(parts.map(({ values }) => values));
  const counts = np.concat(parts.map((each) => each.counts));
  const before = np.cumulative_sum(np.take(counts, np.argsort(all)), { include_initial: true });
  const { values, counts: repeats } = np.unique_counts(all);
  const bounds = np.cumulative_sum(repeats, { include_initial: true });
  return { values, counts: np.diff(np.take(before, bounds)) };
}

registerOwn("lazy.joinCounts", joinCounts);

function uniqueCounts(_: Overridable, args: readonly unknown[]): unknown {
  const x = operandOf(args[0]);
  const fn = "unique_counts";
  const layer = foldChunks({
    operation: fn,
    arrays: [x],
    chunk: (chunks) => ({ fn, args: chunks }),
    join: (parts) => ({ fn: "lazy.joinCounts", args: [parts] }),
  });
  const chunks = [[Number.NaN]];
  const values = part(layer, "values", chunks, x.dtype, () => []);
  return namedTuple({ values, counts: part(layer, "counts", chunks, "int64", () => []) });
}

/** A function of two sets: of the distinct values of each. */
function ofSets(func: Overridable, args: readonly unknown[]): LazyArray {
  const operands = args.map(operandOf);
  const [a, b] = operands.map(uniqueValues);
  const layer = makeLayer(func.id, [a.layer, b.layer], null, (_, use) => ({
    fn: func.id,
    args: [use(a.layer, [0]), use(b.layer, [0])],
  }));
  return new LazyArray(layer, [[Number.NaN]], resultDType(func, operands));
}

/** Lets functions of sets, and those that look up values, answer for lazy arrays. */
export function handleSets(): void {
  handle(["isin", "digitize"], beside(0));
  handle(["searchsorted"], beside(1));
  handle(["interp"], interp);
  handle(["unique_values"], (_, args) => uniqueValues(operandOf(args[0])));
  handle(["unique_counts"], uniqueCounts);
  handle(["union1d", "intersect1d", "setdiff1d", "setxor1d"], ofSets);
  refuse(["unique"], "take np.unique_values or np.unique_counts");
  refuse(["bincount"], "take np.histogram with edges between the integers");
  refuse(
    ["unique_inverse", "unique_all"],
    "take np.unique_values or np.unique_counts, and np.searchsorted of the values for the inverse",
  );
}
