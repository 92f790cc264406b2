import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { attachOperators } from "../../src/array/operators.ts";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import { arrayFunction } from "../../src/dispatch/protocol.ts";
import { find } from "../../src/dispatch/registry.ts";
import type { DType } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";

const binary = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "floor_divide",
  "remainder",
  "pow",
  "matmul",
  "equal",
  "not_equal",
  "less",
  "less_equal",
  "greater",
  "greater_equal",
] as const;
const inPlace = binary.slice(0, 8) as (
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "floor_divide"
  | "remainder"
  | "pow"
  | "matmul"
)[];

const bits = [
  "bitwise_and",
  "bitwise_or",
  "bitwise_xor",
  "bitwise_left_shift",
  "bitwise_right_shift",
] as const;

const square = (dtype: DType = "float64"): WasmArray =>
  np.asarray(
    [
      [7, 2],
      [-3, 4],
    ],
    { dtype },
  );
const other = (): WasmArray =>
  np.asarray([
    [1, 2],
    [2, 1],
  ]);

/** What the public function of that name gives. */
const expected = (name: string, ...operands: WasmArray[]): unknown => find(name)?.(...operands).toArray();

test.each(binary)("%s is the function of that name", (name) => {
  const x = square();
  expect(x[name](other()).toArray()).toEqual(expected(name, x, other()));
  expect(x[name].name).toBe(name);
  expectTypeOf(x[name](other())).toEqualTypeOf<WasmArray>();
});

test.each(bits)("%s and what writes it to the array, for integers", (name) => {
  const [x, y] = [np.abs(square("int32")), np.astype(other(), "int32")];
  const result = expected(name, x, y);
  expect(x[name](y).toArray()).toEqual(result);
  expect(x[name](1).toArray()).toEqual(np[name](x, 1).toArray());
  expect(x[`i${name}`](y)).toBe(x);
  expect(x.toArray()).toEqual(result);
  expect(() => square()[name](1)).toThrow(np.DTypeError);
});

test("bitwise_invert", () => {
  expect(np.asarray([true, false]).bitwise_invert().toArray()).toEqual([false, true]);
});

test.each(["negative", "positive", "abs"] as const)("%s", (name) => {
  expect(square()[name]().toArray()).toEqual(expected(name, square()));
});

test("scalars and lists are operands", () => {
  expect(square("int8").add(1).dtype).toBe("int8");
  expect(square("float32").multiply(0.5).dtype).toBe("float32");
  expect(square().add([1, 2]).toArray()).toEqual([
    [8, 4],
    [-2, 6],
  ]);
});

describe("in place", () => {
  test.each(inPlace)("i%s writes to the array's own memory", (name) => {
    const x = square();
    const view = x.T;
    const { storage } = x;
    const values = expected(name, x, other());
    expect(x[`i${name}`](other())).toBe(x);
    expect(x.storage).toBe(storage);
    expect(x.toArray()).toEqual(values);
    expect(view.T.toArray()).toEqual(values);
  });

  test("a view writes to its base", () => {
    const x = np.zeros([2, 3]);
    x.at(":", 1).iadd([5, 6]);
    expect(x.toArray()).toEqual([
      [0, 5, 0],
      [0, 6, 0],
    ]);
  });

  test("operands that overlap are read first", () => {
    const x = np.arange(5);
    x.at("1:").iadd(x.at(":-1"));
    expect(x.toArray()).toEqual([0, 1, 3, 5, 7]);
    const y = square();
    y.isubtract(y.T);
    expect(y.toArray()).toEqual([
      [0, 5],
      [-5, 0],
    ]);
    const z = square();
    z.imatmul(z);
    expect(z.toArray()).toEqual(np.matmul(square(), square()).toArray());
  });

  test("keeps the dtype", () => {
    const x = square("float32");
    expect(x.iadd(np.ones(2)).dtype).toBe("float32");
    expect(square("int8").imultiply(np.asarray([2n])).dtype).toBe("int8");
  });

  test.each<[string, (x: WasmArray) => unknown, string]>([
    ["a float to integers", (x) => x.iadd(0.5), "DTypeError"],
    ["a division of integers", (x) => x.idivide(2), "DTypeError"],
    ["a complex number", (x) => x.imultiply({ re: 0, im: 1 }), "DTypeError"],
    ["an integer out of bounds", (x) => x.iadd(200), "DTypeError"],
    ["another shape", (x) => x.iadd(np.zeros([3, 2, 2], { dtype: "int8" })), "ShapeError"],
    ["no array", (x) => x.iadd("1" as never), "TypeError"],
  ])("refuses %s and leaves the array as it was", (_, run, name) => {
    const x = square("int8");
    expect(() => run(x)).toThrow(expect.objectContaining({ name }));
    expect(x.toArray()).toEqual([
      [7, 2],
      [-3, 4],
    ]);
  });

  test("refuses an array that repeats its elements", () => {
    expect(() => np.broadcast_to([1, 2], [2, 2]).iadd(1)).toThrow("add: the array is read-only");
  });
});

test("a foreign operand answers", () => {
  class Foreign {
    [arrayFunction](func: { id: string }) {
      return `${func.id} of Foreign`;
    }
  }
  expect(square().add(new Foreign())).toBe("add of Foreign");
  expectTypeOf(square().add(new Foreign())).toEqualTypeOf<Foreign>();
});

test("a function that the program does not have is named", async () => {
  vi.resetModules();
  const { asarray } = await import("../../src/np/creation.ts");
  const x = asarray([1]);
  expect(() => x.add(1)).toThrow(
    new TypeError("add: the function 'add' is not in this program: import { add } of ndwasm and call that"),
  );
  expect(() => x.imatmul(x)).toThrow(
    new TypeError(
      "imatmul: the function 'matmul' is not in this program: import { matmul } of ndwasm and call that",
    ),
  );
});

test("the methods are not enumerable", () => {
  const prototype = {};
  attachOperators(prototype);
  expect(Object.keys(prototype)).toEqual([]);
});
