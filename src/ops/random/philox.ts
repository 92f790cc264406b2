import { allocateArray, pointerOf, type WasmArray } from "../../array/wasm-array.ts";
import { rowMajor, type Shape } from "../../shape.ts";
import { random } from "../../wasm/random.ts";
import { settle } from "../../wasm/storage.ts";

/**
 * Part of an array of random numbers, uniform from 0 up to 1: those of the stream of two keys (whole, below 2⁵³) at the places that
 * elements have in the whole array, in row-major order. float64.
 */
export function philoxPart(
  id: string,
  keys: readonly [number, number],
  whole: Shape,
  starts: Shape,
  lengths: Shape,
): WasmArray {
  const x = allocateArray(id, "float64", lengths);
  if (x.size === 0) return x;
  const strides = rowMajor(whole);
  // At least two axes: the kernel takes the last two.
  const [steps, counts] = [
    [0, 0, ...strides],
    [1, 1, ...lengths],
  ];
  const cols = counts.pop()!;
  const rows = counts.pop()!;
  steps.pop();
  const rowStep = steps.pop()!;
  const first = starts.reduce((sum, start, axis) => sum + start * strides[axis], 0);
  let pointer = pointerOf(id, x);
  for (const offset of offsets(counts, steps)) {
    random.philox_f64(pointer, rows, cols, first + offset, rowStep, ...keys);
    pointer += rows * cols * 8;
  }
  settle();
  return x;
}

/** Where each index of some axes is, in row-major order. */
function* offsets(counts: Shape, steps: Shape): Generator<number> {
  const index = counts.map(() => 0);
  for (let axis = 0; axis >= 0; ) {
    yield index.reduce((sum, i, each) => sum + i * steps[each], 0);
    for (axis = counts.length - 1; axis >= 0 && ++index[axis] === counts[axis]; axis--) index[axis] = 0;
  }
}
