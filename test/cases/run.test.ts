// First of all imports: it counts what the others allocate.
import "./blocks.ts";

import { expect, test } from "vitest";
import type { Case, Elements } from "./fixtures.ts";
import { type Kind, kinds } from "./kinds.ts";
import { failuresOf } from "./run.ts";

const [wasm] = kinds;
const x: Elements = { dtype: "int32", shape: [2, 2], data: [1, 2, 3, 4] };
const sum: Case = {
  fn: "add",
  args: [x, 1],
  options: {},
  line: "LINE",
  result: { ...x, data: [2, 3, 4, 5] },
};
const failures = (each: Partial<Case>, kind: Kind = wasm) => failuresOf({ ...sum, ...each }, kind, {});

test("a case that holds has no failures, in any layout", async () => {
  for (const kind of kinds) expect(await failures({}, kind)).toEqual([]);
});

test("a wrong result is told once for all layouts in which it occurs", async () => {
  expect(await failures({ result: x })).toEqual([
    "element 0 is 2, not 1\n  in LINE\n  as contiguous | transposed | reversed | strided",
  ]);
});

test.each<[string, Partial<Case>, string]>([
  ["an error", { args: [x, 2 ** 40] }, "threw DTypeError: add: "],
  ["no error", { error: "ShapeError" }, "not ShapeError"],
  ["another error", { args: [x, { ...x, shape: [4] }], error: "AxisError" }, "not AxisError"],
  ["an unknown function", { fn: "ad" }, "there is no np.ad"],
  ["another dtype", { fn: "result_type", args: ["int8", "int16"], result: "int8" }, "int16, not int8"],
  ["missing results", { fn: "broadcast_arrays", args: [x], result: [x, x] }, "1 results, not 2"],
  ["one of several", { fn: "broadcast_arrays", args: [x, x], result: [x, sum.result!] }, "1: element 0"],
])("%s is a failure", async (_, each, message) => {
  expect((await failures(each))[0]).toContain(message);
});

test("a changed operand is a failure", async () => {
  const read = (array: never) =>
    ({ ...wasm.read(array), ...(array === made ? { shape: [4] } : {}) }) as Elements;
  let made: unknown;
  const make: Kind["make"] = (elements, layout) => {
    made = wasm.make(elements, layout);
    return made;
  };
  expect((await failures({}, { ...wasm, make, read }))[0]).toContain("operand 0 has changed");
});

test("memory that stays in use is a failure", async () => {
  expect((await failures({}, { ...wasm, dispose() {} }))[0]).toContain("2 blocks are still in use");
});

test("a result of another kind is a failure", async () => {
  const [problem] = await failures({}, { ...wasm, owns: (_): _ is never => false });
  expect(problem).toContain("WasmArray is not of the kind WasmArray");
});
