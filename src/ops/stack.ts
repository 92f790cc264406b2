import { byteSteps, planNest, walkNest } from "../array/plan.ts";
import { pointerOf, type WasmArray } from "../array/wasm-array.ts";
import type { Shape } from "../shape.ts";

/**
 * Calls `visit` with the operands' addresses for each index of `batch`, to which their leading axes broadcast; the
 * last `core[k]` axes of operand k are the kernel's. Blocks are brought into linear memory; `settle` is the caller's.
 */
export function visitStack(
  id: string,
  batch: Shape,
  operands: readonly WasmArray[],
  core: readonly number[],
  visit: (at: readonly number[]) => void,
): void {
  const steps = stackSteps(batch, operands, core);
  const none = operands.map(() => 0);
  const nest = {
    rows: 1,
    cols: 1,
    rowSteps: none,
    colSteps: none,
    outer: batch,
    outerSteps: batch.map((_, axis) => steps.map((step) => step[axis])),
    starts: none,
  };
  walkNest(
    nest,
    operands.map((x) => pointerOf(id, x)),
    visit,
  );
}

/**
 * The same by runs, for kernels that go through many small matrices by themselves: `count` of them, and bytes from one to
 * the next for each operand. The first operand is the one that is written.
 */
export function visitRuns(
  id: string,
  batch: Shape,
  operands: readonly WasmArray[],
  core: readonly number[],
  visit: (at: readonly number[], steps: readonly number[], count: number) => void,
): void {
  const steps = stackSteps(batch, operands, core).map((axes) => axes.slice(0, batch.length));
  const nest = planNest(batch, steps);
  const pointers = operands.map((x) => pointerOf(id, x));
  walkNest(nest, pointers, (at) => {
    for (let row = 0; row < nest.rows; row++) {
      const start = at.map((pointer, k) => pointer + row * nest.rowSteps[k]);
      visit(start, nest.colSteps, nest.cols);
    }
  });
}

/** For each operand, bytes from one index to the next of the axes of `batch` and of its last `core[k]`. */
const stackSteps = (batch: Shape, operands: readonly WasmArray[], core: readonly number[]) =>
  operands.map((x, k) => byteSteps(x, [...batch, ...x.shape.slice(x.ndim - core[k])]));
