import { visitTiles } from "../array/plan.ts";
import { allocateArray, isContiguous, pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes } from "../dtype.ts";
import { sameShape } from "../shape.ts";
import { core } from "../wasm/core.ts";
import { settle } from "../wasm/storage.ts";
import { visitBuffered } from "./buffer.ts";
import { isShared, type Kernel, manyElements, runTile } from "./tile.ts";

/** A kernel, and the dtypes of its operands. */
export interface Loop {
  readonly kernel: Kernel;
  readonly reads: readonly DType[];
  readonly writes: DType;
  /** Complex numbers are to the kernel twice as many real ones. */
  readonly byParts: boolean;
  /** What the kernel takes after rows and columns, if it takes more. */
  readonly flag?: number;
}

/** Elements up to which the call of the kernel is all there is to do for arrays that lie one after another. */
const fewElements = 4096;

/**
 * The results for one or two operands of the dtypes that the loop reads, as a new array, if the operands lie in row-major
 * order and have one shape and few elements; undefined for others.
 */
export function runLean(id: string, loop: Loop, x: WasmArray, y?: WasmArray): WasmArray | undefined {
  const { kernel, byParts, writes, flag } = loop;
  if (x.size > fewElements || !isContiguous(x)) return undefined;
  if (y && !(sameShape(x.shape, y.shape) && isContiguous(y))) return undefined;
  const out = allocateArray(id, writes, x.shape);
  const parts = byParts ? 2 : 1;
  const count = x.size * parts;
  const outStep = dtypes[writes].size / parts;
  const step = dtypes[x.dtype].size / parts;
  try {
    const o = pointerOf(id, out);
    const a = pointerOf(id, x);
    if (!y) kernel(o, 0, outStep, a, 0, step, 1, count);
    else if (flag === undefined) kernel(o, 0, outStep, a, 0, step, pointerOf(id, y), 0, step, 1, count);
    else kernel(o, 0, outStep, a, 0, step, pointerOf(id, y), 0, step, 1, count, flag);
  } catch (error) {
    out.dispose();
    throw error;
  }
  settle();
  return out;
}

const none: readonly number[] = [];

/** Writes the results for operands that broadcast to the shape of `out`. Those of other dtypes are converted on the way. */
export function runLoop(id: string, loop: Loop, out: WasmArray, inputs: readonly WasmArray[]): void {
  const { kernel, reads, writes, byParts } = loop;
  const more = loop.flag === undefined ? none : [loop.flag];
  const operands = [out, ...inputs];
  const isSame = out.dtype === writes && inputs.every((x, k) => x.dtype === reads[k]);
  const isSimple = out.size < manyElements || isShared(out.size) || operands.every(isContiguous);
  if (isSame && isSimple) {
    visitTiles(id, out.shape, operands, (at, nest) => runTile(kernel, at, nest, more), byParts);
  } else {
    visitBuffered(id, operands, [writes, ...reads], byParts, (at, nest) => runTile(kernel, at, nest, more));
  }
  settle();
}

/**
 * A function of a dtype that is evaluated once for each, as long as the kernels stay the same ones. Looking a kernel up by
 * its name takes as long as ten elements do.
 */
export function remember<Result>(make: (dtype: DType) => Result): (dtype: DType) => Result {
  let kernels = core;
  let made = new Map<DType, Result>();
  return (dtype) => {
    if (kernels !== core) {
      kernels = core;
      made = new Map();
    }
    let result = made.get(dtype);
    if (result === undefined) {
      result = make(dtype);
      made.set(dtype, result);
    }
    return result;
  };
}

const selections = {
  1: "where_u8",
  2: "where_u16",
  4: "where_u32",
  8: "where_u64",
  16: "where_v128",
} as const;

/** Chooses, where the first operand is true, elements of the second one, of the third elsewhere. */
export function selecting(dtype: DType): Loop {
  const kernel = core[selections[dtypes[dtype].size as keyof typeof selections]];
  return { kernel, reads: ["bool", dtype, dtype], writes: dtype, byParts: false };
}
