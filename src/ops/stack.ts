import { byteSteps, walkNest } from "../array/plan.ts";
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
  const steps = operands.map((x, k) => byteSteps(x, [...batch, ...x.shape.slice(x.ndim - core[k])]));
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
