import { availableParallelism } from "node:os";
import { expect } from "vitest";

/** Checks what programs/results.js found. */
export function expectResults(json: string): void {
  const { sum, product, singularValues, rebuilt } = JSON.parse(json);
  expect(sum).toBe(12);
  expect(product).toEqual([
    [9, 12],
    [12, 41],
  ]);
  expect(singularValues[0]).toBeCloseTo(3 * Math.sqrt(5), 13);
  expect(singularValues[1]).toBeCloseTo(Math.sqrt(5), 13);
  for (const [i, entry] of [3, 0, 4, 5].entries()) expect(rebuilt.flat()[i]).toBeCloseTo(entry, 13);
}

/** Checks what programs/threads.js found where there are threads. */
export function expectThreads(json: string): void {
  const { areRight, config } = JSON.parse(json);
  const count = availableParallelism();
  expect(areRight).toBe(true);
  expect(config.threads).toEqual({ count, started: count, reason: "as many as the machine has" });
  expect(config.memory.shared).toBe(count > 1);
}

/** Checks what programs/files.js found. */
export function expectFiles(json: string): void {
  const { found, text, missing } = JSON.parse(json);
  expect(found).toEqual(
    Array(6).fill([
      [0, 1, 2],
      [3, 4, 5],
    ]),
  );
  expect(text).toBe("0 1 2\n3 4 5\n");
  expect(missing).toEqual([
    "savez_compressed: archives that are compressed need the package fflate ^0.8.2: npm install fflate@^0.8.2",
    "loadtxt: text needs the package csv-parse ^7.0.0: npm install csv-parse@^7.0.0",
  ]);
}
