import { expect, test } from "vitest";
import { memory } from "../../src/wasm/memory.ts";
import { readMutations } from "./mutations.ts";

// All of them: NDWASM_MUTATIONS=100000 npx vitest run --project all test/io/mutations.test.ts
const count = Number(process.env.NDWASM_MUTATIONS ?? 3000);

test(`${count} files with random changes end in an error that says so, or in arrays`, {
  timeout: 600_000,
}, async () => {
  const before = memory.buffer.byteLength;
  const { read, refused, wrong } = await readMutations(count, 1);
  expect(wrong).toEqual([]);
  expect(read).toBeGreaterThan(count / 50);
  expect(refused).toBeGreaterThan(count / 4);
  // What headers claim is checked before memory is asked for.
  expect(memory.buffer.byteLength - before).toBeLessThan(2 ** 24);
});
