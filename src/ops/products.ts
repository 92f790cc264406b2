import { coerce } from "../array/convert.ts";
import { copyInto, flatten } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { reshapeView } from "../array/views.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { promote } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { broadcastShapes, format, type Shape, sameShape } from "../shape.ts";
import { applyElementwise } from "./elementwise.ts";
import { matmul } from "./matmul.ts";
import { checkOut } from "./result.ts";
import { tensordot } from "./tensordot.ts";

/** The products of all pairs of elements of two arrays, taken as vectors. */
export function outer(id: string, left: unknown, right: unknown, out?: unknown): WasmArray {
  return scope(() => {
    const [x1, x2] = [flatten(id, coerce(id, left)), flatten(id, coerce(id, right))];
    const column = viewOf(id, x1, [x1.size, 1], [...x1.strides, 1]);
    return multiply(id, column, x2, out);
  });
}

/** The products of elements of two arrays that broadcast. */
function multiply(id: string, x1: WasmArray, x2: WasmArray, out?: unknown): WasmArray {
  const dtype = promote(x1.dtype, x2.dtype);
  const shape = broadcastShapes(id, x1.shape, x2.shape);
  const result = checkOut(id, out, shape, dtype) ?? allocateArray(id, dtype, shape);
  return applyElementwise("multiply", [x1, x2], result);
}

/** NumPy's dot: sums over the last axis of the left operand and the last but one of the right. */
export function dot(id: string, left: unknown, right: unknown, out?: unknown): WasmArray {
  return scope(() => {
    const [x1, x2] = [coerce(id, left), coerce(id, right)];
    if (x1.ndim === 0 || x2.ndim === 0) return multiply(id, x1, x2, out);
    if (x1.ndim <= 2 && x2.ndim <= 2) return matmul(id, x1, x2, out);
    const axis = Math.max(0, x2.ndim - 2);
    const shape = [...x1.shape.slice(0, -1), ...x2.shape.toSpliced(axis, 1)];
    const target = checkOut(id, out, shape, promote(x1.dtype, x2.dtype));
    if (target && !sameShape(target.shape, shape)) {
      throw new ShapeError(`${id}: out has shape ${format(target.shape)}, the product ${format(shape)}`);
    }
    const product = tensordot(id, x1, x2, [x1.ndim - 1, axis]);
    if (!target) return product;
    copyInto(id, target, product);
    return target;
  });
}

/** NumPy's inner: sums over the last axes. */
export function inner(id: string, left: unknown, right: unknown): WasmArray {
  return scope(() => {
    const [x1, x2] = [coerce(id, left), coerce(id, right)];
    return x1.ndim && x2.ndim ? tensordot(id, x1, x2, [-1, -1]) : multiply(id, x1, x2);
  });
}

/** The Kronecker product: for each element of the left array the right one times it, side by side along every axis. */
export function kron(id: string, left: unknown, right: unknown): WasmArray {
  return scope(() => {
    const operands = [coerce(id, left), coerce(id, right)];
    const ndim = Math.max(...operands.map((x) => x.ndim));
    const [x1, x2] = operands.map((x, k) => interleave(id, x, ndim, k));
    const product = multiply(id, x1, x2);
    const shape = Array.from(
      { length: ndim },
      (_, axis) => product.shape[2 * axis] * product.shape[2 * axis + 1],
    );
    return reshapeView(id, product, shape)!;
  });
}

/** A view of `ndim` pairs of axes, of which the array's own are the first or (`place` 1) the second. */
function interleave(id: string, x: WasmArray, ndim: number, place: number): WasmArray {
  const lead = ndim - x.ndim;
  const pairs = (own: Shape): number[] =>
    Array.from({ length: 2 * ndim }, (_, axis) => (axis % 2 === place ? (own[(axis >> 1) - lead] ?? 1) : 1));
  return viewOf(id, x, pairs(x.shape), pairs(x.strides));
}
