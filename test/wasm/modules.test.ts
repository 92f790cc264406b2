import { expect, test } from "vitest";
import { core } from "../../src/wasm/core.ts";
import { fft } from "../../src/wasm/fft.ts";
import { linalg } from "../../src/wasm/linalg.ts";
import { heapBase } from "../../src/wasm/memory.ts";
import { random } from "../../src/wasm/random.ts";
import { reduce } from "../../src/wasm/reduce.ts";
import { sorting } from "../../src/wasm/sorting.ts";
import { ufunc } from "../../src/wasm/ufunc.ts";

test("the data of the modules and the heap do not overlap", () => {
  for (const [i, { data_end }] of [core, ufunc, sorting, linalg, fft, random, reduce].entries()) {
    expect(data_end()).toBeGreaterThanOrEqual(i * 65536);
    expect(data_end()).toBeLessThanOrEqual((i + 1) * 65536);
    expect(data_end()).toBeLessThanOrEqual(heapBase);
  }
});

test("the tables of exp, log and pow have the last 7 KiB of their module's page for themselves", () => {
  expect(ufunc.data_end()).toBeLessThanOrEqual(2 * 65536 - 7168);
});
