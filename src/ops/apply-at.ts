import { selectedDistances, selectedShape } from "../array/advanced-indexing.ts";
import { cast, checkCast, tileCast } from "../array/copy.ts";
import type { Index } from "../array/index-items.ts";
import { select } from "../array/indexing.ts";
import { scope } from "../array/scope.ts";
import { broadcastView, checkWritable } from "../array/views.ts";
import { pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes } from "../dtype.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import type { Loop } from "./loop.ts";
import { convertOperand, operand, resultType } from "./promotion.ts";
import type { ElementwiseFunction } from "./ufunc.ts";

/**
 * x[index] = function(x[index], values), an element after the other: one that is selected twice is changed twice. What is
 * computed is cast to the dtype of `x`, whatever that is. `values` are none for a function of one array.
 * @throws TypeError if `x` repeats its elements, what `select` throws, ShapeError if the values do not broadcast to what is
 *   selected, DTypeError if an imaginary part would be lost
 */
export function applyAt(
  id: string,
  { loopFor, check }: Pick<ElementwiseFunction, "loopFor" | "check">,
  x: WasmArray,
  index: readonly Index[],
  ...values: unknown[]
): void {
  checkWritable(id, x);
  scope(() => {
    const given = values.map((value) => operand(id, value));
    const loop = loopFor(id, resultType([x, ...given]));
    const selection = select(id, x, index);
    const shape = selectedShape(id, selection);
    const others = given.map((value) => {
      const converted = convertOperand(id, value, loop.reads[1]);
      // As if through a copy of what may lie in x itself.
      return cast(id, broadcastView(id, converted, shape), loop.reads[1]);
    });
    checkCast(id, x.dtype, loop.reads[0]);
    checkCast(id, loop.writes, x.dtype);
    check?.(id, [x, ...others]);
    changeEach(id, loop, x, selectedDistances(id, selection), others);
    settle();
  });
}

/** Bytes of the greatest element. */
const cell = 16;

/** Changes the elements at these distances from the first one of `x`; the others' lie in row-major order. */
function changeEach(
  id: string,
  loop: Loop,
  x: WasmArray,
  distances: Float64Array,
  others: readonly WasmArray[],
): void {
  const { reads, writes, flag } = loop;
  const { size } = dtypes[x.dtype];
  const parts = loop.byParts ? 2 : 1;
  const step = dtypes[reads[0]].size / parts;
  const more = flag === undefined ? [parts] : [parts, flag];
  const isSame = x.dtype === reads[0] && x.dtype === writes;
  const [load, store] = [tileCast(x.dtype, reads[0]), tileCast(writes, x.dtype)];
  withScratch(id, 2 * cell, (scratch) => {
    const start = pointerOf(id, x);
    const pointers = others.map((other) => pointerOf(id, other));
    for (let i = 0; i < distances.length; i++) {
      const at = start + distances[i] * size;
      const [from, to] = isSame ? [at, at] : [scratch, scratch + cell];
      const args = [to, 0, dtypes[writes].size / parts, from, 0, step];
      for (const pointer of pointers) args.push(pointer + i * step * parts, 0, step);
      if (!isSame) load(from, 0, dtypes[reads[0]].size, at, 0, size, 1, 1);
      loop.kernel(...args, 1, ...more);
      if (!isSame) store(at, 0, size, to, 0, dtypes[writes].size, 1, 1);
    }
  });
}
