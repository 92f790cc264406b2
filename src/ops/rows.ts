import { byteSteps, planNest, walkNest } from "../array/plan.ts";
import { pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes } from "../dtype.ts";
import type { Shape } from "../shape.ts";

/** Steps in bytes, one entry per operand: from one row to the next, and along `axis`. */
export interface RowSteps {
  readonly row: readonly number[];
  readonly col: readonly number[];
}

/**
 * Calls `visit` with the operands' addresses for `count` rows at a time: their elements along `axis`. The other axes of the
 * operands, the written one first, broadcast to `shape`. Blocks are brought into linear memory; `settle` is the caller's.
 */
export function visitRows(
  id: string,
  shape: Shape,
  axis: number,
  operands: readonly WasmArray[],
  visit: (at: readonly number[], steps: RowSteps, count: number) => void,
): void {
  const others = (lengths: readonly number[]) => lengths.filter((_, i) => i !== axis);
  const steps = operands.map((x) => others(byteSteps(x, shape.with(axis, x.shape[axis]))));
  const col = operands.map((x) => x.strides[axis] * dtypes[x.dtype].size);
  const nest = planNest(others(shape), steps);
  const pointers = operands.map((x) => pointerOf(id, x));
  walkNest(nest, pointers, (at) => {
    for (let i = 0; i < nest.rows; i++) {
      const row = at.map((pointer, k) => pointer + i * nest.rowSteps[k]);
      visit(row, { row: nest.colSteps, col }, nest.cols);
    }
  });
}
