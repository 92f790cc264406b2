import { coerce } from "../array/convert.ts";
import { checkIndex } from "../array/indexing.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { isInteger } from "../dtype.ts";
import { IndexError } from "../errors.ts";
import { reduceElements } from "./reduce.ts";

/** Indices: integers of any type, or lists of numbers that are integers. */
export function coerceIndices(id: string, indices: unknown): WasmArray {
  const isList = Array.isArray(indices) || typeof indices === "number";
  return coerce(id, isList ? toBigints(id, indices) : indices);
}

/** Numbers of JavaScript are doubles; as indices they stand for integers. */
function toBigints(id: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toBigints(id, item));
  if (typeof value !== "number") return value;
  if (Number.isInteger(value)) return BigInt(value);
  throw new IndexError(`${id}: ${value} is not an integer and no index`);
}

/** Throws an IndexError unless `x` is of an integer type. */
export function checkIntegers(id: string, x: WasmArray): void {
  if (!isInteger(x.dtype)) throw new IndexError(`${id}: takes an integer type, not ${x.dtype}`);
}

/** Throws an IndexError unless `indices` are integers and an axis of `length` has an element for them. */
export function checkIndexable(id: string, indices: WasmArray, axis: number, length: number): void {
  checkIntegers(id, indices);
  if (length > 0 || indices.size === 0) return;
  throw new IndexError(`${id}: axis ${axis} has size 0, there is nothing to take`);
}

/** Throws an IndexError unless `indices` are integers that index an axis of `length`, from the front or the end. */
export function checkIndices(id: string, indices: WasmArray, axis: number, length: number): void {
  checkIndexable(id, indices, axis, length);
  if (indices.size === 0) return;
  for (const op of ["min", "max"] as const) {
    const extreme = reduceElements(id, op, indices, { axes: [...indices.shape.keys()], keepdims: false });
    checkIndex(id, Number(extreme.item()), axis, length);
    extreme.dispose();
  }
}

/** Throws an IndexError unless `positions` are integers of 0 to length - 1. */
export function checkPositions(id: string, positions: WasmArray, length: number): void {
  checkIndices(id, positions, 0, length);
  if (positions.size === 0) return;
  const least = reduceElements(id, "min", positions, { axes: [...positions.shape.keys()], keepdims: false });
  if (Number(least.item()) < 0) throw new IndexError(`${id}: position ${least.item()} is negative`);
}
