/** What all elementwise functions do with their arguments before a kernel gets to see them. */
import { coerce } from "../array/convert.ts";
import { cast, copyInto } from "../array/copy.ts";
import { isScalar } from "../array/element.ts";
import { overlaps } from "../array/overlap.ts";
import { allocateArray, WasmArray, zeroArray } from "../array/wasm-array.ts";
import type { DType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { broadcastShapes, type Shape, sameShape } from "../shape.ts";
import { type Loop, runLoop, selecting } from "./loop.ts";
import type { Operand } from "./promotion.ts";
import { checkOut } from "./result.ts";

/** Where results go, and which are computed. */
export interface Placement {
  /** An array that is written and returned. */
  readonly out?: unknown;
  /** Bools that broadcast with the operands; where they are false, `out` stays as it is. */
  readonly where?: unknown;
}

/** A loop, and what it is given. */
export interface Call {
  readonly loop: Loop;
  readonly operands: readonly Operand[];
  readonly check?: Check | undefined;
}

/** Refuses elements of the operands of the function `id`. */
export type Check = (id: string, inputs: readonly WasmArray[]) => void;

/** A function of the elements of one or two arrays. */
export interface ElementwiseFunction {
  /** Whether operands of this dtype are not converted. */
  takes(dtype: DType): boolean;
  /**
   * The loop for operands that promote to `dtype`, given in their own order.
   * @throws DTypeError that names the function or method `id` if there is none
   */
  loopFor(id: string, dtype: DType): Loop;
  readonly check?: Check | undefined;
  /** The function of arrays or what can be coerced to them; errors name `name`, if not the function. */
  apply(values: readonly unknown[], placement: Placement, name?: string): WasmArray;
  /** The same for arrays, or an array and a number, where that takes nothing but a call of the kernel, undefined for others. */
  lean(x: WasmArray | number, y?: WasmArray | number, out?: WasmArray): WasmArray | undefined;
}

/** Calls what `resolve` finds for the values, which broadcast. @throws what `checkOut` throws, DTypeError for a mask not of bools */
export function applyLoop(
  id: string,
  values: readonly unknown[],
  { out, where }: Placement,
  resolve: (operands: readonly Operand[]) => Call,
): WasmArray {
  const made: WasmArray[] = [];
  const asArray = (value: unknown, dtype?: DType): WasmArray => {
    const x = coerce(id, value, dtype);
    if (x !== value) made.push(x);
    return x;
  };
  try {
    const given: Operand[] = [];
    for (const value of values) given.push(isScalar(value) ? value : asArray(value));
    const { loop, operands, check } = resolve(given);
    const mask = where === undefined || where === null || where === true ? null : maskOf(id, asArray(where));
    const shape = commonShape(id, mask ? [...given, mask] : given);
    const target = checkOut(id, out, shape, loop.writes);
    const inputs: WasmArray[] = [];
    for (const [k, x] of operands.entries()) inputs.push(isScalar(x) ? asArray(x, loop.reads[k]) : x);
    if (check && !shape.includes(0)) check(id, inputs);
    if (mask) return computeMasked(id, loop, target, mask, shape, inputs);
    if (!target) return computeNew(id, loop, shape, inputs);
    if (inputs.some((x) => overlaps(target, x))) {
      const result = computeNew(id, loop, shape, inputs);
      made.push(result);
      copyInto(id, target, result);
    } else runLoop(id, loop, target, inputs);
    return target;
  } finally {
    for (const x of made) x.dispose();
  }
}

function maskOf(id: string, mask: WasmArray): WasmArray {
  if (mask.dtype === "bool") return mask;
  throw new DTypeError(`${id}: where is of bools, not of ${mask.dtype}`);
}

/** The shape that operands broadcast to. */
function commonShape(id: string, operands: readonly Operand[]): Shape {
  const shapes: Shape[] = [];
  for (const x of operands) if (x instanceof WasmArray) shapes.push(x.shape);
  const [first = []] = shapes;
  return shapes.every((shape) => sameShape(shape, first)) ? first : broadcastShapes(id, ...shapes);
}

function computeNew(id: string, loop: Loop, shape: Shape, inputs: readonly WasmArray[]): WasmArray {
  const out = allocateArray(id, loop.writes, shape);
  try {
    runLoop(id, loop, out, inputs);
  } catch (error) {
    out.dispose();
    throw error;
  }
  return out;
}

/** The results where the mask is true; elsewhere what `target` holds, or 0 in a new array. */
function computeMasked(
  id: string,
  loop: Loop,
  target: WasmArray | undefined,
  mask: WasmArray,
  shape: Shape,
  inputs: readonly WasmArray[],
): WasmArray {
  const results = computeNew(id, loop, shape, inputs);
  const out = target ?? zeroArray(id, loop.writes, shape);
  // Elements of the mask that lie where results go are read first.
  const condition = overlaps(out, mask) ? cast(id, mask, "bool") : mask;
  try {
    runLoop(id, selecting(out.dtype), out, [condition, results, out]);
  } finally {
    results.dispose();
    if (condition !== mask) condition.dispose();
  }
  return out;
}
