import * as np from "../index.ts";
import { registerOwn } from "./chunk-functions.ts";
import { type Argument, isTask, type Task } from "./task.ts";

/** A part of a chunk as `x.at(…)` gives it: integers, slices, new axes; of other kinds than WasmArray by public functions. */
function at(x: unknown, ...index: np.Index[]): unknown {
  if (x instanceof np.WasmArray) return x.at(...index);
  let [part, axis] = [x as np.WasmArray, 0];
  for (const item of index) {
    if (item === "...") continue;
    if (item === null) part = np.expand_dims(part, axis++);
    else if (item !== ":") {
      const places = np.arange(BigInt(part.shape[axis])).at(item);
      part = np.take(part, places, { axis });
      if (places.ndim > 0) axis++;
    } else axis++;
  }
  return part;
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
