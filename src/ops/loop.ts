import { convertScalar } from "../array/element.ts";
import { overlaps } from "../array/overlap.ts";
import { visitTiles } from "../array/plan.ts";
import { allocateArray, isContiguous, pointerOf, storageOf, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, isComplex } from "../dtype.ts";
import { sameShape } from "../shape.ts";
import { core } from "../wasm/core.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { visitBuffered } from "./buffer.ts";
import { realCode } from "./reduce-plan.ts";
import { type Kernel, manyElements, runTile } from "./tile.ts";

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

/** What is not converted: an array, or a number that the dtype has. */
type LeanOperand = WasmArray | number;

/**
 * The results for one or two operands of the dtypes that the loop reads, one of which may be a number, in `out` or a new
 * array, if all arrays lie in row-major order and have one shape and few elements; undefined for others.
 */
export function runLean(
  id: string,
  loop: Loop,
  x: LeanOperand,
  y?: LeanOperand,
  out?: WasmArray,
): WasmArray | undefined {
  const array = (typeof x === "number" ? y : x) as WasmArray;
  if (array.size > fewElements || !isContiguous(array)) return undefined;
  if (y !== undefined && array !== y && !isAligned(y, array)) return undefined;
  if (out && !(out.dtype === loop.writes && isAligned(out, array) && isApart(out, x) && isApart(out, y))) {
    return undefined;
  }
  const hasNumber = typeof x === "number" || typeof y === "number";
  if (hasNumber && isComplex(array.dtype)) return undefined;
  const result = out ?? allocateArray(id, loop.writes, array.shape);
  try {
    if (hasNumber) withScratch(id, 8, (scratch) => runRow(id, loop, result, x, y, scratch));
    else runRow(id, loop, result, x, y, 0);
  } catch (error) {
    if (!out) result.dispose();
    throw error;
  }
  settle();
  return result;
}

/** Whether an operand is repeated or lies as an array does that is contiguous. */
const isAligned = (x: LeanOperand, array: WasmArray): boolean =>
  typeof x === "number" || (sameShape(x.shape, array.shape) && isContiguous(x));

const isApart = (out: WasmArray, x: LeanOperand | undefined): boolean =>
  typeof x !== "object" || !overlaps(out, x);

/** Calls a kernel once; numbers get a place in scratch memory. */
function runRow(
  id: string,
  loop: Loop,
  out: WasmArray,
  x: LeanOperand,
  y: LeanOperand | undefined,
  scratch: number,
): void {
  const { kernel, byParts, reads, flag } = loop;
  const parts = byParts ? 2 : 1;
  const count = out.size * parts;
  const outStep = dtypes[out.dtype].size / parts;
  const step = dtypes[reads[0]].size / parts;
  const [xStep, yStep] = [typeof x === "number" ? 0 : step, typeof y === "number" ? 0 : step];
  const a = typeof x === "number" ? place(id, reads[0], x, scratch) : pointerOf(id, x);
  const o = pointerOf(id, out);
  if (y === undefined) {
    kernel(o, 0, outStep, a, 0, xStep, 1, count);
    return;
  }
  const b = typeof y === "number" ? place(id, reads[0], y, scratch) : pointerOf(id, y);
  if (flag === undefined) kernel(o, 0, outStep, a, 0, xStep, b, 0, yStep, 1, count);
  else kernel(o, 0, outStep, a, 0, xStep, b, 0, yStep, 1, count, flag);
}

/** Writes a number to scratch memory, whose address it returns. */
function place(id: string, dtype: DType, value: number, scratch: number): number {
  setterOf(dtype)(scratch, Number(convertScalar(id, value, dtype)));
  return scratch;
}

const setterOf = /* @__PURE__ */ remember((dtype) => core[`set_${realCode(dtype)}`]);

const none: readonly number[] = [];

/** Writes the results for operands that broadcast to the shape of `out`. Those of other dtypes are converted on the way. */
export function runLoop(id: string, loop: Loop, out: WasmArray, inputs: readonly WasmArray[]): void {
  const { kernel, reads, writes, byParts } = loop;
  const more = loop.flag === undefined ? none : [loop.flag];
  const operands = [out, ...inputs];
  const isSame = out.dtype === writes && inputs.every((x, k) => x.dtype === reads[k]);
  const isSimple = out.size < manyElements || operands.every(isContiguous);
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

/**
 * What `selecting` chooses of arrays that lie in row-major order and have one shape, few elements and the types that it
 * reads; undefined for others.
 */
export function selectLean(
  id: string,
  condition: WasmArray,
  x: WasmArray,
  y: WasmArray,
): WasmArray | undefined {
  if (condition.dtype !== "bool" || x.dtype !== y.dtype || x.size > fewElements) return undefined;
  if (!isContiguous(x) || !isAligned(condition, x) || !isAligned(y, x)) return undefined;
  for (const operand of [condition, x, y]) storageOf(id, operand);
  const { kernel } = selectingFor(x.dtype);
  const { size } = dtypes[x.dtype];
  const out = allocateArray(id, x.dtype, x.shape);
  const [c, a, b] = [pointerOf(id, condition), pointerOf(id, x), pointerOf(id, y)];
  kernel(pointerOf(id, out), 0, size, c, 0, 1, a, 0, size, b, 0, size, 1, x.size);
  settle();
  return out;
}

const selectingFor = /* @__PURE__ */ remember(selecting);

/** Chooses, where the first operand is true, elements of the second one, of the third elsewhere. */
export function selecting(dtype: DType): Loop {
  const kernel = core[selections[dtypes[dtype].size as keyof typeof selections]];
  return { kernel, reads: ["bool", dtype, dtype], writes: dtype, byParts: false };
}
