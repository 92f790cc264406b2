/** Arrays of random numbers, by the bit generator whose state is given: kernels leave it as it is after the last draw. */
import { copyInto } from "../../array/copy.ts";
import { partView } from "../../array/views.ts";
import { allocateArray, pointerOf, type WasmArray } from "../../array/wasm-array.ts";
import { type DType, dtypes } from "../../dtype.ts";
import type { Shape } from "../../shape.ts";
import { memory } from "../../wasm/memory.ts";
import { random } from "../../wasm/random.ts";
import { settle, withScratch } from "../../wasm/storage.ts";
import { fillRange } from "../sequence.ts";

/** Distributions without parameters. */
export type Distribution = "random" | "standard_normal" | "standard_exponential";

/** Numbers of a distribution, float32 or float64, in row-major order. */
export function drawNumbers(
  id: string,
  state: Uint8Array,
  distribution: Distribution,
  dtype: "float32" | "float64",
  shape: Shape,
): WasmArray {
  const kernel = random[`${distribution}_${dtype === "float32" ? "f32" : "f64"}`];
  const out = allocateArray(id, dtype, shape);
  withState(id, state, 0, (at) => kernel(pointerOf(id, out), out.size, at));
  return out;
}

/** Integers or booleans from `low` to `low` + `range`, both included, in row-major order. */
export function drawIntegers(
  id: string,
  state: Uint8Array,
  dtype: DType,
  shape: Shape,
  low: bigint,
  range: bigint,
): WasmArray {
  const out = allocateArray(id, dtype, shape);
  const { size } = dtypes[dtype];
  withState(id, state, 0, (at) => {
    const pointer = pointerOf(id, out);
    if (size === 8) random.integers_u64(pointer, out.size, at, low, range);
    else {
      const kernel = dtype === "bool" ? "integers_bool" : (`integers_u${(8 * size) as 8 | 16 | 32}` as const);
      random[kernel](pointer, out.size, at, Number(BigInt.asIntN(32, low)), Number(range));
    }
  });
  return out;
}

/** Puts the elements of `x`, which is of one dimension, in a random order. */
export function shuffleLine(id: string, state: Uint8Array, x: WasmArray): void {
  const { size } = dtypes[x.dtype];
  withState(id, state, size, (at, spare) => {
    random.shuffle(pointerOf(id, x), x.strides[0] * size, size, x.size, at, spare);
  });
}

/** `count` different numbers from 0 up to `population`, int64; each order is as likely as any other if `isShuffled`. */
export function drawSample(
  id: string,
  state: Uint8Array,
  population: number,
  count: number,
  isShuffled: boolean,
): WasmArray {
  // Where NumPy chooses so: a large part of many numbers is taken from the end of all of them.
  const takesTail = population > 10_000 && count > Math.floor(population / (isShuffled ? 50 : 20));
  return takesTail
    ? tailSample(id, state, population, count)
    : floydSample(id, state, population, count, isShuffled);
}

/** The last `count` of all numbers, each exchanged with a random one before it. */
function tailSample(id: string, state: Uint8Array, population: number, count: number): WasmArray {
  const all = allocateArray(id, "int64", [population]);
  fillRange(id, all, 0, 1);
  withState(id, state, 0, (at) => {
    random.shuffle_indices(pointerOf(id, all), Math.max(population - count, 1), population, at);
  });
  const out = allocateArray(id, "int64", [count]);
  const tail = partView(id, all, 0, population - count, count);
  copyInto(id, out, tail);
  tail.dispose();
  all.dispose();
  return out;
}

function floydSample(
  id: string,
  state: Uint8Array,
  population: number,
  count: number,
  isShuffled: boolean,
): WasmArray {
  const out = allocateArray(id, "int64", [count]);
  // The least power of two that is greater than 1.2 times the count.
  const places = 2 ** Math.ceil(Math.log2(Math.floor(1.2 * count) + 1));
  withState(id, state, 8 * places, (at, set) => {
    const pointer = pointerOf(id, out);
    random.sample(pointer, count, population, at, set, places - 1);
    if (isShuffled) random.shuffle_indices(pointer, 1, count, at);
  });
  return out;
}

/** Calls `use` with where the state lies, and `room` bytes of scratch memory; what it is then is written back. */
function withState(
  id: string,
  state: Uint8Array,
  room: number,
  use: (state: number, scratch: number) => void,
): void {
  withScratch(id, state.length + room, (at) => {
    new Uint8Array(memory.buffer, at).set(state);
    use(at, at + state.length);
    state.set(new Uint8Array(memory.buffer, at, state.length));
  });
  settle();
}
