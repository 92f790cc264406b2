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
