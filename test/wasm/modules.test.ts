import { expect, test } from "vitest";
import { core } from "../../src/wasm/core.ts";
import { fft } from "../../src/wasm/fft.ts";
import { linalg } from "../../src/wasm/linalg.ts";
import { heapBase } from "../../src/wasm/memory.ts";
import { random } from "../../src/wasm/random.ts";

test("the data of the modules and the heap do not overlap", () => {
  expect(core.data_end()).toBeLessThanOrEqual(65536);
  expect(linalg.data_end()).toBeGreaterThanOrEqual(65536);
  expect(linalg.data_end()).toBeLessThanOrEqual(131072);
  expect(fft.data_end()).toBeGreaterThanOrEqual(131072);
  expect(fft.data_end()).toBeLessThanOrEqual(196608);
  expect(random.data_end()).toBeGreaterThanOrEqual(196608);
  expect(random.data_end()).toBeLessThanOrEqual(heapBase);
});
