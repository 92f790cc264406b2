import { expect, test } from "vitest";
import * as np from "../../src/index.ts";

/** An array of n and one over the same bytes that borrows them: it has another block. */
function borrowed(n: number): { x: np.WasmArray; y: np.WasmArray } {
  const x = np.arange(n);
  return { x, y: np.asarray(x.data.subarray(0), { copy: false }) };
}
const descending = (n: number) => Array.from({ length: n }, (_, i) => n - 1 - i);

test("an assignment goes by way of a copy where the value lies in borrowed bytes of the target", () => {
  const { x, y } = borrowed(40);
  expect(y.storage).not.toBe(x.storage);
  x.set(np.flip(y));
  expect(x.toArray()).toEqual(descending(40));
});

test("an operation does where out lies in borrowed bytes of an operand", () => {
  const { x, y } = borrowed(40);
  np.add(np.flip(x), 0, { out: y });
  expect(x.toArray()).toEqual(descending(40));
});

test("a matrix product does where out lies in borrowed bytes of an operand", () => {
  const { x, y } = borrowed(64);
  const [a, b] = [np.reshape(x, [8, 8]), np.reshape(y, [8, 8])];
  const expected = np.matmul(a, a).toArray();
  np.matmul(a, a.T.T, { out: b });
  expect(b.toArray()).toEqual(expected);
});

test("pieces of one block that share no bytes are written directly", () => {
  const x = np.arange(6);
  np.add(x.at(":3"), 1, { out: x.at("3:") });
  expect(x.toArray()).toEqual([0, 1, 2, 1, 2, 3]);
});
