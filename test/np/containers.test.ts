// First of all imports: it counts what the others allocate.
import "../cases/blocks.ts";

import * as arrow from "apache-arrow";
import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { adopt, arrayFunction, NotImplemented } from "../../src/dispatch/index.ts";
import { DTypeError, ShapeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";
import { blocksInUse } from "../cases/blocks.ts";

const inner = <T>(x: T) => x as unknown as np.Coercible;
const arrayOf = (value: unknown, options = {}) => np.asarray(inner(value), options);

/** What @stdlib/ndarray documents: `new ndarray(dtype, buffer, shape, strides, offset, order)` and the properties of its instances. */
class StdlibNdarray {
  readonly dtype: string;
  readonly data: unknown;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly order: string;

  constructor(
    dtype: string,
    data: unknown,
    shape: readonly number[],
    strides: readonly number[],
    offset: number,
    order: string,
  ) {
    this.dtype = dtype;
    this.data = data;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.order = order;
  }
}

/** stdlib's arrays of complex numbers and booleans: no typed arrays, but read by `get`. */
const accessor = (values: readonly unknown[]) => ({ length: values.length, get: (i: number) => values[i] });

describe("containers of strided data", () => {
  const data = Float32Array.of(0, 1, 2, 3, 4, 5);

  test.each<[string, unknown, string, unknown]>([
    [
      "scijs",
      ndarray(data, [2, 3]),
      "float32",
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    [
      "scijs, transposed",
      ndarray(data, [2, 3]).transpose(1, 0),
      "float32",
      [
        [0, 3],
        [1, 4],
        [2, 5],
      ],
    ],
    [
      "scijs, reversed",
      ndarray(data, [2, 3]).step(-1, 2),
      "float32",
      [
        [3, 5],
        [0, 2],
      ],
    ],
    ["scijs, a column", ndarray(data, [2, 3]).pick(null, 1), "float32", [1, 4]],
    ["scijs, one element", ndarray(data, [2, 3]).pick(1, 1), "float32", 4],
    [
      "scijs over a list",
      ndarray([1, 2, 3, 4], [2, 2]),
      "float64",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["scijs over accessors", ndarray({ ...accessor([7, 8]), set() {} }, [2]), "float64", [7, 8]],
    ["scijs of bigints", ndarray(BigInt64Array.of(1n, 2n), [2]), "int64", [1n, 2n]],
    ["scijs of pixels", ndarray(Uint8ClampedArray.of(1, 2), [1, 2]), "uint8", [[1, 2]]],
    [
      "stdlib",
      new StdlibNdarray("float32", data, [2, 2], [1, 2], 2, "column-major"),
      "float32",
      [
        [2, 4],
        [3, 5],
      ],
    ],
    [
      "stdlib, uint8c",
      new StdlibNdarray("uint8c", Uint8ClampedArray.of(1), [1], [1], 0, "row-major"),
      "uint8",
      [1],
    ],
    [
      "stdlib, complex64",
      new StdlibNdarray(
        "complex64",
        accessor([
          { re: 1, im: 2 },
          { re: 3, im: 4 },
        ]),
        [2],
        [-1],
        1,
        "row-major",
      ),
      "complex64",
      [
        { re: 3, im: 4 },
        { re: 1, im: 2 },
      ],
    ],
    [
      "stdlib, bool",
      new StdlibNdarray("bool", accessor([true, false]), [2], [1], 0, "row-major"),
      "bool",
      [true, false],
    ],
    ["stdlib, generic", new StdlibNdarray("generic", [1n, 2n], [2], [1], 0, "row-major"), "int64", [1n, 2n]],
    [
      "a literal of complex numbers",
      { data, shape: [2], offset: 1, dtype: "complex64" },
      "complex64",
      [
        { re: 2, im: 3 },
        { re: 4, im: 5 },
      ],
    ],
    [
      "a literal of booleans",
      { data: Uint8Array.of(0, 1), shape: [2], dtype: "bool" },
      "bool",
      [false, true],
    ],
    [
      "a literal, repeated",
      { data, shape: [2, 2], strides: [0, 1], offset: 4 },
      "float32",
      [
        [4, 5],
        [4, 5],
      ],
    ],
    ["no elements", { data, shape: [0, 3], strides: [100, 1] }, "float32", []],
    [
      "an image",
      { data: Uint8ClampedArray.of(1, 2, 3, 4, 5, 6, 7, 8), width: 1, height: 2, colorSpace: "srgb" },
      "uint8",
      [[[1, 2, 3, 4]], [[5, 6, 7, 8]]],
    ],
    [
      "an image of 16 bits in grey",
      { data: Uint16Array.of(1, 2), width: 2, height: 1 },
      "uint16",
      [[[1], [2]]],
    ],
  ])("%s", (_, container, dtype, list) => {
    const x = arrayOf(container);
    expect([x.dtype, x.toArray()]).toEqual([dtype, list]);
    x.dispose();
    expect(arrayOf(container, { dtype: "complex128" }).dtype).toBe("complex128");
  });

  test("functions take them, and leave nothing behind", () => {
    const before = blocksInUse();
    np.sum(inner(ndarray(data, [2, 3]).transpose(1, 0)), { axis: 0 }).dispose();
    np.add(inner(ndarray(data, [6])), inner({ data: [1], shape: [1] })).dispose();
    expect(blocksInUse()).toBe(before);
  });

  test.each<[string, unknown, Error]>([
    [
      "past the end",
      { data, shape: [2, 4] },
      new ShapeError(
        "asarray: shape [2, 4] with strides [4, 1] and offset 0 reaches from 0 to 7, outside of the 6 elements of the data",
      ),
    ],
    [
      "before the start",
      { data, shape: [3], stride: [-1], offset: 1 },
      new ShapeError(
        "asarray: shape [3] with strides [-1] and offset 1 reaches from -1 to 1, outside of the 6 elements of the data",
      ),
    ],
    [
      "half of a complex number",
      { data: data.subarray(1), shape: [3], dtype: "complex64" },
      new ShapeError(
        "asarray: shape [3] with strides [1] and offset 0 reaches from 0 to 2, outside of the 2 elements of the data",
      ),
    ],
    [
      "strides missing",
      { data, shape: [2, 3], strides: [3] },
      new ShapeError("asarray: strides [3] are not a whole number for each axis of shape [2, 3]"),
    ],
    [
      "strides of NaN",
      { data, shape: [2], strides: [Number.NaN] },
      new ShapeError("asarray: strides [NaN] are not a whole number for each axis of shape [2]"),
    ],
    [
      "half an offset",
      { data, shape: [2], offset: 0.5 },
      new ShapeError("asarray: offset 0.5 is not a whole number"),
    ],
    [
      "negative length",
      { data, shape: [-1] },
      new ShapeError("asarray: -1 in shape [-1] is not a whole number of elements"),
    ],
    [
      "another dtype",
      { data, shape: [1], dtype: "int32" },
      new DTypeError("asarray: the data is float32, not int32 as dtype says"),
    ],
    [
      "no dtype",
      { data: new DataView(new ArrayBuffer(8)), shape: [1] },
      new DTypeError("asarray: there is no dtype for data in a DataView"),
    ],
    [
      "no numbers",
      { data: ["a"], shape: [1] },
      new TypeError("asarray: cannot make an array of the string 'a' in a container"),
    ],
    [
      "pixels missing",
      { data: new Uint8Array(7), width: 2, height: 1 },
      new ShapeError("asarray: 7 values are no image of 2 x 1"),
    ],
  ])("%s is refused", (_, container, error) => {
    expect(() => arrayOf(container)).toThrow(error);
  });

  test("arrays that compute by the protocol are none", () => {
    class Tensor {
      data = [1];
      shape = [1];
      [arrayFunction]() {
        return NotImplemented;
      }
    }
    expect(() => arrayOf(new Tensor())).toThrow(
      new TypeError("asarray: cannot make an array of an object of type Tensor"),
    );
  });

  test("but those that a user adopts are", () => {
    class Grid {
      data = [1, 2];
      shape = [2];
    }
    adopt(Grid);
    expect(arrayOf(new Grid()).toArray()).toEqual([1, 2]);
  });

  test("elements are those of a plain walk over indices", () => {
    const axis = fc.record({
      length: fc.integer({ min: 0, max: 4 }),
      stride: fc.integer({ min: -9, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(axis, { maxLength: 4 }), fc.nat(60), (axes, offset) => {
        const source = Int16Array.from({ length: 60 }, (_, i) => 3 * i);
        const [shape, strides] = [axes.map(({ length }) => length), axes.map(({ stride }) => stride)];
        const places = axes.reduce<number[]>(
          (all, { length, stride }) => all.flatMap((at) => Array.from({ length }, (_, i) => at + i * stride)),
          [offset],
        );
        const make = () => arrayOf({ data: source, shape, strides, offset });
        if (places.some((at) => at < 0 || at >= source.length)) expect(make).toThrow(ShapeError);
        else expect([...np.reshape(make(), [-1])]).toEqual(places.map((at) => source[at]));
      }),
    );
  });
});

describe("containers over linear memory", () => {
  const x = np.asarray([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const transposed = () => ({ data: x.data, shape: [3, 2], stride: [1, 3], offset: 0 });

  test("become views, without a copy", () => {
    const view = arrayOf(transposed());
    view.set(7, 0, 1);
    expect(x.at(1, 0).item()).toBe(7);
    view.dispose();
    expect(arrayOf(transposed(), { copy: false }).strides).toEqual([1, 3]);
    x.set(4, 1, 0);
  });

  test("unless a copy is wanted, or another dtype", () => {
    const before = blocksInUse();
    const [copy, cast] = [arrayOf(transposed(), { copy: true }), arrayOf(transposed(), { dtype: "int8" })];
    copy.set(0);
    expect(cast.toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(x.at(1, 0).item()).toBe(4);
    copy.dispose();
    cast.dispose();
    expect(blocksInUse()).toBe(before);
  });

  test("and a part of linear memory that nobody owns is copied unless it must not be", () => {
    const { data } = x;
    const part = { data: data.subarray(1), shape: [2], stride: [2] };
    arrayOf(part).set(0);
    expect(x.toArray()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    arrayOf(part, { copy: false }).set(0);
    expect(x.toArray()).toEqual([
      [1, 0, 3],
      [0, 5, 6],
    ]);
  });

  test("a container elsewhere needs a copy", () => {
    const message =
      "asarray: only arrays, and typed arrays in linear memory, need no copy, and copy is false";
    for (const data of [[1], Float64Array.of(1)]) {
      expect(() => arrayOf({ data, shape: [1] }, { copy: false })).toThrow(new TypeError(message));
    }
  });
});

describe("Apache Arrow", () => {
  const pairs = new arrow.FixedSizeList(2, new arrow.Field("item", new arrow.Int32()));
  const matrices = new arrow.FixedSizeList(1, new arrow.Field("item", pairs));

  test.each<[string, unknown, string, unknown]>([
    ["floats", arrow.vectorFromArray([1, 2.5], new arrow.Float32()), "float32", [1, 2.5]],
    ["integers", arrow.vectorFromArray([1n, -2n], new arrow.Int64()), "int64", [1n, -2n]],
    [
      "booleans of a slice",
      arrow.vectorFromArray([true, false, true], new arrow.Bool()).slice(1),
      "bool",
      [false, true],
    ],
    ["a slice", arrow.vectorFromArray([1, 2, 3], new arrow.Uint8()).slice(1, 3), "uint8", [2, 3]],
    [
      "lists",
      arrow.vectorFromArray(
        [
          [1, 2],
          [3, 4],
        ],
        pairs,
      ),
      "int32",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "a slice of lists of lists",
      arrow.vectorFromArray([[[1, 2]], [[3, 4]]], matrices).slice(1),
      "int32",
      [[[3, 4]]],
    ],
    [
      "two chunks",
      arrow.vectorFromArray([1, 2], new arrow.Int8()).concat(arrow.vectorFromArray([3], new arrow.Int8())),
      "int8",
      [1, 2, 3],
    ],
    ["nothing", arrow.vectorFromArray([], new arrow.Float64()), "float64", []],
    [
      "a column of a table",
      arrow.tableFromArrays({ a: Float64Array.of(1, 2) }).getChild("a"),
      "float64",
      [1, 2],
    ],
  ])("%s", (_, vector, dtype, list) => {
    const x = arrayOf(vector);
    expect([x.dtype, x.toArray()]).toEqual([dtype, list]);
  });

  test.each<[string, unknown, Error]>([
    [
      "nulls",
      arrow.vectorFromArray([1, null, null], new arrow.Int8()),
      new TypeError("asarray: the Arrow vector holds nulls (2), which no dtype has: fill or drop them first"),
    ],
    [
      "nulls in lists",
      arrow.vectorFromArray([[1, null]], pairs),
      new TypeError("asarray: the Arrow vector holds nulls (1), which no dtype has: fill or drop them first"),
    ],
    [
      "null lists",
      arrow.vectorFromArray([[1, 2], null], pairs),
      new TypeError("asarray: the Arrow vector holds nulls (1), which no dtype has: fill or drop them first"),
    ],
    [
      "half precision",
      arrow.vectorFromArray([1], new arrow.Float16()),
      new DTypeError("asarray: there is no dtype for Arrow's Float16"),
    ],
    [
      "strings",
      arrow.vectorFromArray(["a"], new arrow.Utf8()),
      new DTypeError("asarray: there is no dtype for Arrow's Utf8"),
    ],
  ])("%s are refused", (_, vector, error) => {
    expect(() => arrayOf(vector)).toThrow(error);
  });

  test.each<[np.DType, number[]]>([
    ["bool", [11]],
    ["int8", [3]],
    ["uint16", [2, 3]],
    ["int32", [2, 0]],
    ["uint64", [2, 1, 2]],
    ["float32", [0]],
    ["float64", [3, 2]],
  ])("there and back: %s %o", (dtype, shape) => {
    const x = np.astype(np.reshape(np.arange(shape.reduce((a, b) => a * b, 1)), shape), dtype);
    const back = arrayOf(np.toArrow(x, arrow));
    expect([back.dtype, back.shape, back.toArray()]).toEqual([dtype, shape, x.toArray()]);
  });

  test("what it does not hold", () => {
    expect(() => np.toArrow(1, arrow)).toThrow(
      new ShapeError("toArrow: an array of 0 dimensions is no vector"),
    );
    expect(() => np.toArrow([{ re: 1, im: 0 }], arrow)).toThrow(
      new DTypeError("toArrow: an Arrow vector does not hold complex128"),
    );
  });
});

describe("given back", () => {
  const x = np.asarray(
    [
      [1, 2],
      [3, 4],
    ],
    { dtype: "float32" },
  ).mT;

  test("as an ndarray of scijs, in memory of its own", () => {
    const made = np.toNdarray(x, ndarray);
    expect([made.dtype, made.shape, made.get(0, 1)]).toEqual(["float32", [2, 2], 3]);
    made.set(0, 1, 9);
    expect(x.at(0, 1).item()).toBe(3);
    expect(() => np.toNdarray([{ re: 1, im: 0 }], ndarray)).toThrow(DTypeError);
  });

  test("as an ndarray of stdlib", () => {
    const made = np.toStdlib(x, StdlibNdarray);
    expect(made).toMatchObject({
      dtype: "float32",
      shape: [2, 2],
      strides: [2, 1],
      offset: 0,
      order: "row-major",
    });
    expect(arrayOf(made).toArray()).toEqual(x.toArray());
    for (const scalar of [true, 1n, { re: 1, im: 0 }])
      expect(() => np.toStdlib(scalar, StdlibNdarray)).toThrow(DTypeError);
  });

  test("by the package that makes them, which is to be given", () => {
    const none = undefined as never;
    expect(() => np.toNdarray(x, none)).toThrow(
      "toNdarray: the second argument is the default export of ndarray 1",
    );
    expect(() => np.toStdlib(x, none)).toThrow(
      "toStdlib: the second argument is the constructor of @stdlib/ndarray",
    );
    expect(() => np.toArrow(x, none)).toThrow(
      "toArrow: the second argument is the package apache-arrow (13 to 21)",
    );
  });

  test("as an image", () => {
    class Image {
      readonly data: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        this.data = data;
        this.width = width;
        this.height = height;
      }
    }
    const bytes = (list: np.NestedArray) => np.asarray(list, { dtype: "uint8" });
    const shown = (list: np.NestedArray) => [...np.toImageData(bytes(list), Image).data];
    expect(shown([[1, 2]])).toEqual([1, 1, 1, 255, 2, 2, 2, 255]);
    expect(shown([[[1]], [[2]]])).toEqual([1, 1, 1, 255, 2, 2, 2, 255]);
    expect(shown([[[1, 2, 3]]])).toEqual([1, 2, 3, 255]);
    expect(shown([[[1, 2, 3, 4]]])).toEqual([1, 2, 3, 4]);
    const image = np.toImageData(bytes([[1, 2, 3]]), Image);
    expect([image.width, image.height]).toEqual([3, 1]);
    expect(arrayOf(image).shape).toEqual([1, 3, 4]);
    expect(() => np.toImageData(x, Image)).toThrow(
      new DTypeError("toImageData: an image does not hold float32"),
    );
    expect(() => shown([[[1, 2]]])).toThrow(ShapeError);
    expect(() => shown([1])).toThrow(ShapeError);
    expect(() => np.toImageData(bytes([[1]]))).toThrow("where there is none here, a class ImageData");
  });
});
