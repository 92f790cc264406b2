import { coerce } from "../array/convert.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes, promote } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { broadcastShapes, checkAxis, format } from "../shape.ts";
import { applyElementwise } from "./elementwise.ts";

/** Cross products of vectors of length 3 along `axis` of both operands, whose other axes broadcast. */
export function cross(id: string, left: unknown, right: unknown, axis: number): WasmArray {
  return scope(() => {
    const operands = [coerce(id, left), coerce(id, right)];
    const dtype = promote(operands[0].dtype, operands[1].dtype);
    if (dtype === "bool") throw new DTypeError(`${id}: there is none for bool`);
    const [a, b] = operands.map((x) => components(id, x, axis));
    const batch = broadcastShapes(id, a[0].shape, b[0].shape);
    const at = checkAxis(id, axis, batch.length + 1);
    const out = allocateArray(id, dtype, batch.toSpliced(at, 0, 3));
    const product = allocateArray(id, dtype, batch);
    for (const [i, target] of components(id, out, at).entries()) {
      const [j, k] = [(i + 1) % 3, (i + 2) % 3];
      applyElementwise("multiply", [a[j], b[k]], target);
      applyElementwise("multiply", [a[k], b[j]], product);
      applyElementwise("subtract", [target, product], target);
    }
    return out;
  });
}

/** The three views of an array at the indices of an axis. */
function components(id: string, x: WasmArray, axis: number): WasmArray[] {
  const at = checkAxis(id, axis, x.ndim);
  if (x.shape[at] !== 3) {
    throw new ShapeError(`${id}: axis ${axis} of shape ${format(x.shape)} is not 3 long`);
  }
  const step = x.strides[at] * dtypes[x.dtype].size;
  const [shape, strides] = [x.shape.toSpliced(at, 1), x.strides.toSpliced(at, 1)];
  return [0, 1, 2].map((i) => viewOf(id, x, shape, strides, x.size > 0 ? i * step : 0));
}
