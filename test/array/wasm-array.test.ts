import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { WasmArray } from "../../src/array/wasm-array.ts";
import { arrayFunction } from "../../src/dispatch/protocol.ts";
import { type DType, dtypes } from "../../src/dtype.ts";
import { IndexError, ShapeError } from "../../src/errors.ts";
import { arange, asarray, empty, ones, zeros } from "../../src/np/creation.ts";
import { reshape } from "../../src/np/manipulation/index.ts";
import { argmax } from "../../src/np/searching.ts";

const grid = (): WasmArray => reshape(arange(6), [2, 3]);

test("attributes", () => {
  const x = zeros([2, 3, 4], { dtype: "complex64" });
  expect([x.dtype, x.shape, x.strides, x.ndim, x.size, x.nbytes, x.device]).toEqual([
    "complex64",
    [2, 3, 4],
    [12, 4, 1],
    3,
    24,
    192,
    "cpu",
  ]);
  const scalar = zeros([]);
  expect([scalar.ndim, scalar.size, scalar.strides]).toEqual([0, 1, []]);
});

describe("transposes", () => {
  test("T and mT are views", () => {
    const x = grid();
    expect(x.T.toArray()).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    x.T.set(9, 2, 0);
    expect(x.item(0, 2)).toBe(9);
    expect(zeros([4, 2, 3]).mT.shape).toEqual([4, 3, 2]);
  });

  test.each([0, 1, 3])("T of %i dimensions is refused", (ndim) => {
    expect(() => zeros(Array(ndim).fill(1)).T).toThrow(
      new ShapeError(
        `T: the array has ${ndim} dimensions, not 2: mT transposes the last two, permute_dims any`,
      ),
    );
  });

  test("mT of less than two is refused", () => {
    expect(() => zeros(2).mT).toThrow(new ShapeError("mT: an array of 1 dimensions is not a matrix"));
  });
});

describe("item", () => {
  test("takes the bigints that argmax gives", () => {
    expect(asarray([3, 9, 7]).item(argmax([3, 9, 7]).item() as bigint)).toBe(9);
  });

  test.each<[DType, unknown]>([
    ["bool", true],
    ["int8", 1],
    ["int64", 1n],
    ["uint64", 1n],
    ["float32", 1],
    ["complex64", { re: 1, im: 0 }],
    ["complex128", { re: 1, im: 0 }],
  ])("of %s", (dtype, value) => {
    expect(ones([2, 2], { dtype }).at("::-1").item(0, 1)).toEqual(value);
  });

  test("by position, by index, or the only one", () => {
    const x = grid().mT;
    expect(x.item(1)).toBe(3);
    expect(x.item(-1)).toBe(5);
    expect(x.item(1, 0)).toBe(1);
    expect(x.item(-1, -1)).toBe(5);
    expect(asarray([[7]]).item()).toBe(7);
    expect(asarray(7).item(0)).toBe(7);
  });

  test("refuses", () => {
    const x = grid();
    expect(() => x.item()).toThrow(new ShapeError("item: an array of shape [2, 3] is not one scalar"));
    expect(() => x.item(6)).toThrow(new IndexError("item: index 6 is out of bounds for size 6"));
    expect(() => x.item(0, 3)).toThrow(
      new IndexError("item: index 3 is out of bounds for axis 1 with size 3"),
    );
    expect(() => x.item(0, 0, 0)).toThrow(
      new IndexError("item: [0, 0, 0] is not one integer, nor one for each of 2 axes"),
    );
    expect(() => x.item(0.5, 1)).toThrow(IndexError);
    expect(() => x.item(0.5)).toThrow(IndexError);
  });
});

describe("set", () => {
  test("casts arrays, converts scalars", () => {
    const x = zeros(3, { dtype: "int8" });
    x.set(asarray([1.9, -1.9, 300]));
    expect(x.toArray()).toEqual([1, -1, 44]);
    x.set([true, 2n, 3.5]);
    expect(x.toArray()).toEqual([1, 2, 3]);
    x.set(-4.5, 1);
    expect(x.toArray()).toEqual([1, -4, 3]);
  });

  test("a refused value leaves the array as it was", () => {
    const x = asarray([1, 2, 3], { dtype: "uint8" });
    expect(() => x.set(256)).toThrow("set: integer 256 is out of bounds for uint8");
    expect(() => x.set(-1, 0)).toThrow("set: integer -1 is out of bounds for uint8");
    expect(() => x.set([0, 0, 256])).toThrow("set: integer 256 is out of bounds for uint8");
    expect(() => x.set([0, 0])).toThrow(new ShapeError("set: shape [2] does not broadcast to [3]"));
    expect(() => x.set([[0], [0]])).toThrow(ShapeError);
    expect(() => x.set([0], 0)).toThrow(new ShapeError("set: one element cannot be an array of shape [1]"));
    expect(() => x.set("0" as never)).toThrow(TypeError);
    expect(x.toArray()).toEqual([1, 2, 3]);
  });

  test("a source that overlaps is read first", () => {
    const x = arange(6);
    x.set(x.at(":-1"), "1:");
    expect(x.toArray()).toEqual([0, 0, 1, 2, 3, 4]);
    x.set(x.at("::-1"));
    expect(x.toArray()).toEqual([4, 3, 2, 1, 0, 0]);
    x.set(x.at(":3"), [5, 4, 0]);
    expect(x.toArray()).toEqual([2, 3, 2, 1, 3, 4]);
    x.set(x.at("::-1"), [true, true, true, true, true, true]);
    expect(x.toArray()).toEqual([4, 3, 1, 2, 3, 2]);
  });

  test("an array that repeats its elements is read-only", () => {
    const x = asarray([1, 2]);
    const view = x.at(null).at([0, 0]);
    view.set(5);
    expect(x.toArray()).toEqual([1, 2]);
    const repeated = new WasmArray(x.storage!, "float64", [2, 2], [0, 1], 0);
    expect(() => repeated.set(5)).toThrow(
      new TypeError("set: the array is read-only: broadcasting repeats its elements"),
    );
    expect(x.toArray()).toEqual([1, 2]);
  });
});

describe("data", () => {
  test.each(Object.keys(dtypes) as DType[])("of %s shares memory", (dtype) => {
    const x = ones([2, 3], { dtype }).at(1);
    const { data } = x;
    expect(data).toBeInstanceOf(dtypes[dtype].array);
    expect(data.length).toBe(dtype.startsWith("complex") ? 6 : 3);
    data.fill((data[0] === 1n ? 0n : 0) as never);
    expect(x.toArray()).toEqual(zeros(3, { dtype }).toArray());
  });

  test("wants contiguous elements", () => {
    expect(() => grid().mT.data).toThrow(
      new TypeError("data: the elements do not lie one after another (strides [1, 3]): copy the array first"),
    );
    expect(grid().at(":", "1:2").at(0).data).toEqual(Float64Array.of(1));
    expect(empty([0, 3]).mT.data.length).toBe(0);
  });

  test("becomes an array over the same bytes", () => {
    const x = grid();
    const same = asarray(x.data, { copy: false });
    same.set(-1, 5);
    expect(x.item(1, 2)).toBe(-1);
    x.dispose();
    expect(same.item(5)).toBe(-1);
    const part = asarray(same.data.subarray(1, 3), { copy: false });
    part.set(8);
    expect(same.toArray()).toEqual([0, 8, 8, 3, 4, -1]);
    part.dispose();
    expect(same.item(1)).toBe(8);
  });
});

describe("iteration", () => {
  test("scalars of one dimension, views of more", () => {
    expect([...asarray([1n, 2n])]).toEqual([1n, 2n]);
    const x = grid();
    const [first, second] = x as Iterable<WasmArray>;
    second.set(0);
    expect(first.toArray()).toEqual([0, 1, 2]);
    expect(x.toArray()).toEqual([
      [0, 1, 2],
      [0, 0, 0],
    ]);
    expect([...zeros([0, 3])]).toEqual([]);
  });

  test("no dimensions are refused at once", () => {
    expect(() => zeros([])[Symbol.iterator]()).toThrow(new TypeError("iteration over a 0-d array"));
  });
});

describe("as a primitive", () => {
  test("a 0-d array is its scalar", () => {
    const x = asarray(2.5) as unknown as number;
    expect(x * 2).toBe(5);
    expect(+x).toBe(2.5);
    expect(x < 3).toBe(true);
    expect((asarray(2n) as unknown as bigint) + 1n).toBe(3n);
    expect(`${asarray(2n)}`).toBe("2");
  });

  test("others are text, and no numbers", () => {
    expect(`${asarray([1, 2])}`).toBe("[1. 2.]");
    expect(String(asarray([1, 2]))).toBe("[1. 2.]");
    expect(() => +(asarray([1, 2]) as unknown as number)).toThrow(
      new TypeError("an array of 1 dimensions is no number; its operators are methods: x.add(y)"),
    );
    expect(() => (asarray([1]) as unknown as number) + 1).toThrow(TypeError);
    expect(() => +(asarray({ re: 1, im: 2 }) as unknown as number)).toThrow(
      new TypeError("an array of complex128 is no number; take its item()"),
    );
  });
});

test("Node shows an array as NumPy does", () => {
  expect(inspect(asarray([1, 2.5], { dtype: "float32" }))).toBe("array([1. , 2.5], dtype=float32)");
  expect(inspect({ x: asarray([1n]) })).toBe("{ x: array([1]) }");
  expect(Object.prototype.toString.call(zeros(1))).toBe("[object WasmArray]");
});

describe("dispose", () => {
  test("a disposed array says so", () => {
    const x = zeros(2);
    x.dispose();
    x.dispose();
    const uses: (() => unknown)[] = [
      () => x.at(0),
      () => x.set(1),
      () => x.set(1, 0),
      () => x.item(0),
      () => x.toArray(),
      () => x.data,
      () => [...x],
      () => String(x),
    ];
    for (const use of uses) expect(use).toThrow("the array has been disposed");
    expect(x.shape).toEqual([2]);
    expect(inspect(x)).toBe("WasmArray (disposed)");
  });

  test("a view keeps its base's elements", () => {
    const x = asarray([1, 2, 3]);
    const view = x.at("::2");
    x.dispose();
    const other = asarray([9, 9, 9]);
    expect(view.toArray()).toEqual([1, 3]);
    view.dispose();
    other.dispose();
  });

  test("using disposes", () => {
    const x = zeros(1);
    {
      using y = x;
      expect(y.item()).toBe(0);
    }
    expect(x.storage).toBeNull();
  });
});

test("the class answers the protocol", () => {
  expect(WasmArray.prototype[arrayFunction]).toBeTypeOf("function");
});

test("JSON has the nested lists", () => {
  expect(JSON.stringify({ x: asarray([[1, 2.5]]), y: asarray(true) })).toBe('{"x":[[1,2.5]],"y":true}');
});
