import { copyInto } from "../array/copy.ts";
import { overlaps, sharesMemory } from "../array/overlap.ts";
import { checkWritable } from "../array/views.ts";
import { allocateArray, isContiguous, storageOf, WasmArray } from "../array/wasm-array.ts";
import { type DType, rankOf } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { broadcastShapes, format, type Shape, sameShape } from "../shape.ts";

/** NumPy's casting rule for results written to given arrays: any size, but not to a lower kind. */
const isSameKind = (from: DType, to: DType): boolean => from === to || rankOf(from) <= rankOf(to);

/**
 * Checks an option `out` for results of `shape` and `dtype`; undefined if there is none.
 * @throws TypeError if it is no array or cannot be written, ShapeError if `shape` does not broadcast to its shape,
 * DTypeError if `dtype` is of a higher kind
 */
export function checkOut(id: string, out: unknown, shape: Shape, dtype: DType): WasmArray | undefined {
  if (out === undefined || out === null) return undefined;
  if (!(out instanceof WasmArray)) throw new TypeError(`${id}: out is an array, not ${String(out)}`);
  storageOf(id, out);
  checkWritable(id, out);
  if (!sameShape(shape, out.shape) && !sameShape(broadcastShapes(id, shape, out.shape), out.shape)) {
    throw new ShapeError(
      `${id}: results of shape ${format(shape)} do not fit out of shape ${format(out.shape)}`,
    );
  }
  if (!isSameKind(dtype, out.dtype)) {
    throw new DTypeError(`${id}: results of dtype ${dtype} are not written to out of dtype ${out.dtype}`);
  }
  return out;
}

/** Where results that are not broadcast go. */
export interface Target {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly out: WasmArray | undefined;
}

/**
 * Checks an option `out` of exactly `shape`. The results are of the type that is asked for, by default that of `out`, or
 * else `own`. Throws as `checkOut` does.
 */
export function targetOf(
  id: string,
  out: unknown,
  shape: Shape,
  asked: DType | undefined,
  own: DType,
): Target {
  if (out === undefined || out === null) return { shape, dtype: asked ?? own, out: undefined };
  const given = checkOut(id, out, [], "bool")!;
  if (!sameShape(given.shape, shape)) {
    throw new ShapeError(
      `${id}: results of shape ${format(shape)} do not fit out of shape ${format(given.shape)}`,
    );
  }
  const dtype = asked ?? given.dtype;
  return { shape, dtype, out: checkOut(id, out, shape, dtype) };
}

/**
 * Calls `compute` with an array for results of `dtype`, and returns it: a new one, or `out`, which has been checked. The
 * results reach `out` by way of a new array where writing them would change what `inputs` still hold, or need a cast.
 * Inputs that are read again after a result is written may not share any memory with it: `clash` is `sharesMemory`.
 */
export function computeInto(
  id: string,
  out: WasmArray | undefined,
  shape: Shape,
  dtype: DType,
  inputs: readonly WasmArray[],
  compute: (result: WasmArray) => void,
  clash = overlaps,
): WasmArray {
  if (out && out.dtype === dtype && !inputs.some((x) => clash(out, x))) {
    compute(out);
    return out;
  }
  const result = allocateArray(id, dtype, out?.shape ?? shape);
  compute(result);
  if (!out) return result;
  copyInto(id, out, result);
  result.dispose();
  return out;
}

/**
 * The same for results that are computed in row-major order as type `computed`, each from many elements of `inputs`, and
 * given as the target's type.
 */
export function computeWhole(
  id: string,
  { shape, dtype, out }: Target,
  computed: DType,
  inputs: readonly WasmArray[],
  compute: (result: WasmArray) => void,
): WasmArray {
  const direct = out?.dtype === computed && isContiguous(out) && !inputs.some((x) => sharesMemory(out, x));
  const result = direct ? out : allocateArray(id, computed, shape);
  compute(result);
  if (direct || (!out && computed === dtype)) return result;
  const given = out ?? allocateArray(id, dtype, shape);
  copyInto(id, given, result);
  result.dispose();
  return given;
}
