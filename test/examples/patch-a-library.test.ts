import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

const lines = [
  "np.sum(torch.ones([10])) is a Tensor of [ 10 ]",
  "the sum of x x is [ 54 ] and its gradient [ [ 7, 11 ], [ 9, 13 ] ]",
  "no implementation found for 'linalg.svd' on types that implement arrayFunction: [Tensor]",
];

test("both ways give tensors, with gradients", async () => {
  const printed: string[] = [];
  const { format } = await import("node:util");
  using _ = vi.spyOn(console, "log").mockImplementation((...args) => void printed.push(format(...args)));
  await import("../../examples/patch-a-library.ts");
  expect(printed).toEqual([...lines, ...lines]);
});

test("the README shows what the example does", () => {
  const [, shown] = /```js\n([\s\S]*?const implement = adopt\(torch\.Tensor\);[\s\S]*?)```/.exec(
    readFileSync("README.md", "utf8"),
  )!;
  const example = readFileSync("examples/patch-a-library.ts", "utf8");
  for (const line of shown.split("\n").filter((line) => line.startsWith("implement("))) {
    expect(example).toContain(line);
  }
});
