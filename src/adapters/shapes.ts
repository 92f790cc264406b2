/** What public functions make of shapes and axes, which is asked of views of WasmArrays: errors included. */
import { find } from "../dispatch/index.ts";
import * as np from "../index.ts";
import type { Shape } from "../shape.ts";

/** What `id` makes of an array of this shape: of one element that is repeated, so that it takes no memory to speak of. */
export const shapeBy = (id: string, shape: Shape, rest: readonly unknown[]): number[] =>
  np.scope(() => [...(find(id)!(np.broadcast_to(true, shape), ...rest) as np.WasmArray).shape]);

/** How a function of an array of `rank` axes that moves axes, or turns them round, does so, whatever their lengths. */
export function orderBy(
  id: string,
  rank: number,
  rest: readonly unknown[],
): { readonly order: number[]; readonly turned: number[] } {
  const strides = np.scope(() => {
    // Of two elements along each axis: their steps are those of no other axis.
    const view = find(id)!(np.zeros(Array(rank).fill(2), { dtype: "bool" }), ...rest) as np.WasmArray;
    return [...view.strides];
  });
  const order = strides.map((stride) => rank - 1 - Math.log2(Math.abs(stride)));
  return { order, turned: order.filter((_, i) => strides[i] < 0) };
}
