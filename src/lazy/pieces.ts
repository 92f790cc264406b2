import * as np from "../index.ts";
import { registerOwn } from "./chunk-functions.ts";
import { type Argument, isTask, type Task } from "./task.ts";

/** A part of a chunk as `x.at(…)` gives it; of other kinds than WasmArray, by np.take and np.squeeze. */
function at(x: unknown, ...index: np.Index[]): unknown {
  if (x instanceof np.WasmArray) return x.at(...index);
  throw new TypeError(`lazy.at: chunks of ${Object(x).constructor?.name} cannot be sliced`);
}

registerOwn("lazy.at", at);

/** A task for the concatenation of pieces that lie in a grid, `counts` of them along each axis. */
export function assemble(counts: readonly number[], pieceAt: (index: readonly number[]) => Argument): Task {
  const build = (prefix: readonly number[]): Argument => {
    const axis = prefix.length;
    if (axis === counts.length) return pieceAt(prefix);
    const items = Array.from({ length: counts[axis] }, (_, i) => build([...prefix, i]));
    return items.length === 1 ? items[0] : { fn: "concat", args: [items], options: { axis } };
  };
  const whole = build([]);
  // A piece that is a whole chunk: a view of it, so that each result can be given back by itself.
  return isTask(whole) ? whole : { fn: "lazy.at", args: [whole, "..."] };
}
