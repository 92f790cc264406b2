/** Transforms of the lines along an axis, on several threads if that pays. */
import { pointerOf, type WasmArray } from "../../array/wasm-array.ts";
import { dtypes } from "../../dtype.ts";
import { sizeOf } from "../../shape.ts";
import { fft } from "../../wasm/fft.ts";
import { memory } from "../../wasm/memory.ts";
import { settle, withScratch } from "../../wasm/storage.ts";
import { forkJoin, threadCount } from "../../wasm/threads/fork-join.ts";
import { halfTurns, type Plan, planFor, type Real, roundUp } from "./plan.ts";

/** Numbers that a thread takes at a time: with fewer in all, one thread does everything. */
const tileNumbers = 2 ** 14;
/** Bytes of columns that are brought together for a transform: with their scratch memory they stay in the second-level cache. */
const groupBytes = 2 ** 17;

/** Transforms the complex numbers of a row-major array along an axis in place, and multiplies them by `scale`. */
export function transformAlong(
  id: string,
  x: WasmArray,
  axis: number,
  isInverse: boolean,
  scale: number,
): void {
  if (x.size === 0) return;
  const inner = sizeOf(x.shape.slice(axis + 1));
  const outer = sizeOf(x.shape.slice(0, axis));
  const plan = planFor(x.shape[axis], isInverse, x.dtype === "complex64" ? "float32" : "float64");
  if (inner === 1) transformLines(id, x, outer, plan, scale);
  else transformColumns(id, x, outer, inner, plan, scale);
  settle();
}

function transformLines(id: string, x: WasmArray, count: number, plan: Plan, scale: number): void {
  const { code, size } = dtypes[x.dtype];
  const pitch = plan.length * size;
  const room = plan.room * size;
  withTables(id, [plan.bytes], room, ([tables], scratch) => {
    forkJoin(
      fft[`fft_lines_${code as "c64" | "c128"}`],
      [pointerOf(id, x), pitch, count, tables, scratch, scale],
      {
        count: 2,
        size: Math.ceil(tileNumbers / plan.length),
        steps: [[0, pitch]],
        scratch: [4, room],
        once: true,
      },
    );
  });
}

function transformColumns(
  id: string,
  x: WasmArray,
  outer: number,
  inner: number,
  plan: Plan,
  scale: number,
): void {
  const { code, size } = dtypes[x.dtype];
  const { length } = plan;
  const pitch = inner * size;
  const batch = Math.min(inner, Math.max(4, Math.floor(groupBytes / (length * size))));
  const room = batch * (length + plan.room) * size;
  withTables(id, [plan.bytes], room, ([tables], scratch) => {
    const first = pointerOf(id, x);
    for (let i = 0; i < outer; i++) {
      const at = first + i * length * pitch;
      forkJoin(
        fft[`fft_columns_${code as "c64" | "c128"}`],
        [at, pitch, inner, tables, scratch, batch, scale],
        {
          count: 2,
          size: batch * Math.ceil(tileNumbers / (batch * length)),
          steps: [[0, size]],
          scratch: [4, room],
          once: true,
        },
      );
    }
  });
}

/** The non-redundant half of transforms of real lines of even length: from row-major (…, 2h) to row-major (…, h + 1). */
export function transformReal(id: string, out: WasmArray, x: WasmArray, scale: number): void {
  const half = x.shape.at(-1)! / 2;
  joinHalves(id, "rfft", out, x, planFor(half, false, x.dtype as Real), scale);
}

/** The inverse, from row-major (…, h + 1) to row-major (…, 2h). */
export function restoreReal(id: string, out: WasmArray, x: WasmArray, scale: number): void {
  const half = out.shape.at(-1)! / 2;
  joinHalves(id, "irfft", out, x, planFor(half, true, out.dtype as Real), scale);
}

function joinHalves(
  id: string,
  name: "rfft" | "irfft",
  out: WasmArray,
  x: WasmArray,
  plan: Plan,
  scale: number,
): void {
  const pitches = [out, x].map((lines) => lines.shape.at(-1)! * dtypes[lines.dtype].size);
  const code = name === "rfft" ? dtypes[out.dtype].code : dtypes[x.dtype].code;
  const kernel = fft[`${name}_lines_${code as "c64" | "c128"}`];
  const count = out.size / out.shape.at(-1)!;
  const room = plan.room * dtypes[code === "c64" ? "complex64" : "complex128"].size;
  withTables(id, [plan.bytes, halfTurns(plan)], room, ([tables, turns], scratch) => {
    const [to, from] = [pointerOf(id, out), pointerOf(id, x)];
    forkJoin(kernel, [to, pitches[0], from, pitches[1], count, tables, turns, scratch, scale], {
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

/** Calls `use` with where tables lie, and `room` bytes of scratch memory for each thread. */
function withTables(
  id: string,
  tables: readonly Uint8Array[],
  room: number,
  use: (tables: readonly number[], scratch: number) => void,
): void {
  const starts = tables.map((_, i) =>
    tables.slice(0, i).reduce((sum, { length }) => sum + roundUp(length), 0),
  );
  const total = tables.reduce((sum, { length }) => sum + roundUp(length), 0);
  withScratch(id, total + roundUp(room) * threadCount(), (at) => {
    for (const [i, table] of tables.entries()) new Uint8Array(memory.buffer, at + starts[i]).set(table);
    use(
      starts.map((start) => at + start),
      at + total,
    );
  });
}
