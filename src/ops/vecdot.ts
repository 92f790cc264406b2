import { coerce } from "../array/convert.ts";
import { cast, flatten } from "../array/copy.ts";
import { sharesMemory } from "../array/overlap.ts";
import { byteSteps, type Nest, planNest, walkNest } from "../array/plan.ts";
import { scope } from "../array/scope.ts";
import { permuteView } from "../array/views.ts";
import { pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { promote } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { broadcastShapes, checkAxis, format } from "../shape.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle } from "../wasm/storage.ts";
import type { Kernel } from "../wasm/threads/board.ts";
import { forkJoin, threadCount } from "../wasm/threads/fork-join.ts";
import { gemmCodes } from "./matmul.ts";
import { checkOut, computeInto } from "./result.ts";

/** Multiplications from which a call is shared by threads, and those of a part at least. */
const sharingPays = 2 ** 17;
const leastPart = 2 ** 14;
/** Results in a part are a multiple of this: what does not fill a vector is summed in another order. */
const partUnit = 16;

/** Parts for each thread, so that none waits long for the others. */
const partsPerThread = 8;
/** Where the kernels' arguments are. */
const addresses = [0, 3, 7];
const rowCount = 11;
const vectorLength = 13;

/** Calls a kernel with its arguments, rows or columns of results cut into parts where there are threads for them. */
function share(kernel: Kernel, args: readonly number[], { rows, cols, rowSteps, colSteps }: Nest): void {
  const work = rows * cols * args[vectorLength];
  const threads = work < sharingPays ? 1 : threadCount();
  if (threads === 1) {
    kernel(...args);
    return;
  }
  const [count, position, steps] = rows > cols ? [rows, rowCount, rowSteps] : [cols, rowCount + 1, colSteps];
  const size = Math.max(count / (partsPerThread * threads), leastPart / (work / count));
  forkJoin(kernel, args, {
    count: position,
    size: Math.ceil(size / partUnit) * partUnit,
    steps: steps.map((step, k) => [addresses[k], step]),
  });
}

/** Longest axis: the kernels count in 32 bits. */
const longest = 2 ** 31 - 1;

/** Products of vectors along `axis` of both operands, the first one's conjugated; the other axes broadcast. */
export function vecdot(id: string, left: unknown, right: unknown, axis: number, out?: unknown): WasmArray {
  return scope(() => {
    const operands = [left, right].map((value) => withAxisLast(id, coerce(id, value), axis));
    const [one, other] = operands.map((x) => x.shape[x.ndim - 1]);
    if (one !== other) throw new ShapeError(`${id}: vectors of lengths ${one} and ${other}`);
    return dotLast(id, operands[0], operands[1], true, out);
  });
}

/** The sum of the products of all elements in row-major order, those of the left conjugated. */
export function vdot(id: string, left: unknown, right: unknown): WasmArray {
  return scope(() => {
    const [x1, x2] = [left, right].map((value) => flatten(id, coerce(id, value)));
    if (x1.size !== x2.size) throw new ShapeError(`${id}: arrays of ${x1.size} and ${x2.size} elements`);
    return dotLast(id, x1, x2, true);
  });
}

function withAxisLast(id: string, x: WasmArray, axis: number): WasmArray {
  const at = checkAxis(id, axis, x.ndim);
  if (at === x.ndim - 1) return x;
  const axes = Array.from(x.shape, (_, i) => i);
  axes.push(...axes.splice(at, 1));
  return permuteView(id, x, axes);
}

/** Sums of products along the last axes, which are of one length. `conjugate` takes the conjugates of x1. */
export function dotLast(
  id: string,
  x1: WasmArray,
  x2: WasmArray,
  conjugate: boolean,
  out?: unknown,
): WasmArray {
  const dtype = promote(x1.dtype, x2.dtype);
  const n = x1.shape[x1.ndim - 1];
  if (n > longest)
    throw new RangeError(`${id}: an axis of shape ${format(x1.shape)} is longer than ${longest}`);
  const shape = broadcastShapes(id, x1.shape.slice(0, -1), x2.shape.slice(0, -1));
  const target = checkOut(id, out, shape, dtype);
  const inputs = [x1, x2].map((x) => (x.dtype === dtype ? x : cast(id, x, dtype)));
  const kernel = linalg[`vecdot_${gemmCodes[dtype]}`] as unknown as Kernel;
  const fill = (result: WasmArray): void => {
    const batch = result.shape;
    const steps = [byteSteps(result, batch), ...inputs.map((x) => byteSteps(x, [...batch, n]))];
    const [, xStep, yStep] = steps.map((list) => list[batch.length]);
    const nest = planNest(batch, steps);
    const { rows, cols } = nest;
    const [outRow, xRow, yRow] = nest.rowSteps;
    const [outCol, xCol, yCol] = nest.colSteps;
    const pointers = [result, ...inputs].map((x) => pointerOf(id, x));
    walkNest(nest, pointers, ([o, x, y]) => {
      // biome-ignore format: the kernel's arguments by operand
      share(kernel, [o, outRow, outCol, x, xRow, xCol, xStep, y, yRow, yCol, yStep, rows, cols, n, Number(conjugate)], nest);
    });
    settle();
  };
  return computeInto(id, target, shape, dtype, inputs, fill, sharesMemory);
}
