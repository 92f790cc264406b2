/** Transforms of the lines along an axis, on several threads if that pays. */
import { pointerOf, type WasmArray } from "../../array/wasm-array.ts";
import { type DType, dtypes, realDType } from "../../dtype.ts";
import { sizeOf } from "../../shape.ts";
import { fft } from "../../wasm/fft.ts";
import { settle, withScratch } from "../../wasm/storage.ts";
import { forkJoin, threadCount } from "../../wasm/threads/fork-join.ts";
import { type KeptPlan, placeOf, planFor } from "./kept-plans.ts";
import { type Real, roundUp } from "./plan.ts";

/** Numbers that a thread takes at a time: with fewer in all, one thread does everything. */
const tileNumbers = 2 ** 14;
/** Bytes of columns that are brought together for a transform: with their scratch memory they stay in the second-level cache. */
const groupBytes = 2 ** 17;

/**
 * Transforms the complex numbers of `x` along an axis and multiplies them by `scale`. `out` has the shape and type of `x`, both are in
 * row-major order, and it may be `x` itself.
 */
export function transformAlong(
  id: string,
  out: WasmArray,
  x: WasmArray,
  axis: number,
  isInverse: boolean,
  scale: number,
): void {
  if (x.size === 0) return;
  const inner = sizeOf(x.shape.slice(axis + 1));
  const plan = planFor(id, x.shape[axis], isInverse, realOf(x.dtype), false);
  if (inner === 1) transformLines(id, out, x, plan, scale);
  else transformColumns(id, out, x, inner, plan, scale);
  settle();
}

function transformLines(id: string, out: WasmArray, x: WasmArray, plan: KeptPlan, scale: number): void {
  const { code, size } = dtypes[x.dtype];
  const pitch = plan.length * size;
  const room = plan.room * size;
  withRoom(id, room, (scratch) => {
    const [to, from, tables] = [pointerOf(id, out), pointerOf(id, x), placeOf(id, plan)];
    forkJoin(
      fft[`fft_lines_${code as "c64" | "c128"}`],
      [to, from, pitch, x.size / plan.length, tables, scratch, scale],
      {
        count: 3,
        size: Math.ceil(tileNumbers / plan.length),
        steps: [
          [0, pitch],
          [1, pitch],
        ],
        scratch: [5, room],
        once: to === from,
      },
    );
  });
}

function transformColumns(
  id: string,
  out: WasmArray,
  x: WasmArray,
  inner: number,
  plan: KeptPlan,
  scale: number,
): void {
  const { code, size } = dtypes[x.dtype];
  const { length } = plan;
  const pitch = inner * size;
  const batch = Math.min(inner, Math.max(4, Math.floor(groupBytes / (length * size))));
  const room = batch * (length + plan.room) * size;
  withRoom(id, room, (scratch) => {
    const [to, from, tables] = [pointerOf(id, out), pointerOf(id, x), placeOf(id, plan)];
    for (let at = 0; at < x.nbytes; at += length * pitch) {
      forkJoin(
        fft[`fft_columns_${code as "c64" | "c128"}`],
        [to + at, from + at, pitch, inner, tables, scratch, batch, scale],
        {
          count: 3,
          size: batch * Math.ceil(tileNumbers / (batch * length)),
          steps: [
            [0, size],
            [1, size],
          ],
          scratch: [5, room],
          once: to === from,
        },
      );
    }
  });
}

/**
 * The transforms of real lines of even length: from row-major (…, 2h) to row-major (…, h + 1), the non-redundant half, or to
 * (…, 2h), the whole.
 */
export function transformReal(
  id: string,
  out: WasmArray,
  x: WasmArray,
  isInverse: boolean,
  scale: number,
): void {
  const n = x.shape.at(-1)!;
  const plan = planFor(id, n / 2, isInverse, realOf(out.dtype), true);
  joinHalves(id, "rfft", out, x, plan, [scale, Number(out.shape.at(-1) === n)]);
}

/** The inverse, from row-major (…, h + 1) to row-major (…, 2h). */
export function restoreReal(id: string, out: WasmArray, x: WasmArray, scale: number): void {
  const plan = planFor(id, out.shape.at(-1)! / 2, true, realOf(x.dtype), true);
  joinHalves(id, "irfft", out, x, plan, [2 * scale]);
}

function joinHalves(
  id: string,
  name: "rfft" | "irfft",
  out: WasmArray,
  x: WasmArray,
  plan: KeptPlan,
  rest: readonly number[],
): void {
  const pitches = [out, x].map((lines) => lines.shape.at(-1)! * dtypes[lines.dtype].size);
  const { code, size } = dtypes[name === "rfft" ? out.dtype : x.dtype];
  const count = out.size / out.shape.at(-1)!;
  const room = plan.room * size;
  withRoom(id, room, (scratch) => {
    const [to, from, tables] = [pointerOf(id, out), pointerOf(id, x), placeOf(id, plan)];
    const args = [to, pitches[0], from, pitches[1], count, tables, tables + plan.turns, scratch, ...rest];
    forkJoin(fft[`${name}_lines_${code as "c64" | "c128"}`] as (...args: number[]) => void, args, {
      count: 4,
      size: Math.ceil(tileNumbers / plan.length),
      steps: [
        [0, pitches[0]],
        [2, pitches[1]],
      ],
      scratch: [7, room],
    });
  });
  settle();
}

const realOf = (dtype: DType): Real => realDType(dtype) as Real;

/** Calls `use` with `nbytes` of scratch memory for each thread. */
function withRoom(id: string, nbytes: number, use: (scratch: number) => void): void {
  withScratch(id, roundUp(nbytes) * threadCount(), use);
}
