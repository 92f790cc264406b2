import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coerce, toList } from "../../src/array/convert.ts";
import { type DType, dtypes, type Scalar } from "../../src/dtype.ts";
import { DTypeError, ShapeError } from "../../src/errors.ts";
import { sizeOf } from "../../src/shape.ts";
import { memory } from "../../src/wasm/memory.ts";

const make = (value: unknown, dtype?: DType) => coerce("asarray", value, dtype);

describe("dtype and shape", () => {
  test.each<[unknown, DType, number[]]>([
    [1, "float64", []],
    [1n, "int64", []],
    [2n ** 63n, "uint64", []],
    [true, "bool", []],
    [{ re: 1, im: -2 }, "complex128", []],
    [[1, 2.5], "float64", [2]],
    [[1n, -(2n ** 63n)], "int64", [2]],
    [[1n, 2n ** 64n - 1n], "float64", [2]],
    [[2n ** 63n, 2n ** 64n - 1n], "uint64", [2]],
    [[true, 1], "float64", [2]],
    [[true, 1n], "int64", [2]],
    [[1n, 0.5], "float64", [2]],
    [[1, { re: 0, im: 1 }], "complex128", [2]],
    [[[true], [false]], "bool", [2, 1]],
    [[], "float64", [0]],
    [[[], []], "float64", [2, 0]],
    [new Float32Array(3), "float32", [3]],
    [new Uint8ClampedArray(3), "uint8", [3]],
    [new BigUint64Array(2), "uint64", [2]],
    [[new Int8Array(2), new Int16Array(2)], "int16", [2, 2]],
    [[new Float32Array(2), [1, 2]], "float64", [2, 2]],
    [[new Uint8Array(0), new Uint8Array(0)], "uint8", [2, 0]],
    [new Set([1, 2]), "float64", [2]],
    [new Map([[1n, 2n]]), "int64", [1, 2]],
  ])("%o is of %s %o", (value, dtype, shape) => {
    const x = make(value);
    expect([x.dtype, x.shape]).toEqual([dtype, shape]);
  });

  test("arrays in lists count with their dtype, 0-d ones as scalars", () => {
    const x = make([make([1n, 2n]), make([3n, 4n])]);
    expect([x.dtype, toList("test", x)]).toEqual([
      "int64",
      [
        [1n, 2n],
        [3n, 4n],
      ],
    ]);
    const y = make([make(1, "float32"), make(2, "float32"), true]);
    expect([y.dtype, toList("test", y)]).toEqual(["float32", [1, 2, 1]]);
  });
});

describe("values", () => {
  const scalars: { readonly [D in DType]: fc.Arbitrary<Scalar> } = {
    bool: fc.boolean(),
    int8: fc.integer({ min: -128, max: 127 }),
    int16: fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 }),
    int32: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    uint8: fc.integer({ min: 0, max: 255 }),
    uint16: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
    uint32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    float32: fc.float(),
    float64: fc.double(),
    complex64: fc.record({ re: fc.float(), im: fc.float() }, { noNullPrototype: true }),
    complex128: fc.record({ re: fc.double(), im: fc.double() }, { noNullPrototype: true }),
  };

  test.each(Object.keys(dtypes) as DType[])("%s go in and come out, nested and in views", (dtype) => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
    const filled = shapes.chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.array(scalars[dtype], { minLength: sizeOf(shape), maxLength: sizeOf(shape) }),
      ),
    );
    fc.assert(
      fc.property(filled, ([shape, values]) => {
        let at = 0;
        const nest = ([n, ...rest]: number[]): unknown =>
          n === undefined ? values[at++] : Array.from({ length: n }, () => nest(rest));
        const nested = nest(shape);
        const x = make(nested, dtype);
        expect([x.dtype, x.shape]).toEqual([dtype, shape]);
        expect(x.toArray()).toEqual(nested);
        if (shape.length) expect(x.at("::-1").toArray()).toEqual([...(nested as unknown[])].reverse());
      }),
    );
  });

  test("a typed array is copied whole, one in linear memory too, although the copy may grow it", () => {
    const pages = memory.buffer.byteLength / 65536;
    const x = make(Float64Array.from({ length: pages * 4096 }, (_, i) => i));
    const copy = make(x.data);
    expect(copy.storage).not.toBe(x.storage);
    expect(copy.size).toBe(x.size);
    expect(copy.item(-1)).toBe(x.size - 1);
    const listed = make([x.data, x.data]);
    expect([listed.shape, listed.item(-1)]).toEqual([[2, x.size], x.size - 1]);
    for (const array of [x, copy, listed]) array.dispose();
  });

  test("an array is returned itself", () => {
    const x = make([1]);
    expect(make(x)).toBe(x);
    expect(make(x, "int8")).toBe(x);
  });

  test("a dtype is for scalars", () => {
    expect(make([1.9, -1.9], "int8").toArray()).toEqual([1, -1]);
    expect(make([0.5, 0], "bool").toArray()).toEqual([true, false]);
    expect(make([true, 3n], "complex64").toArray()).toEqual([
      { re: 1, im: 0 },
      { re: 3, im: 0 },
    ]);
    expect(make([2 ** 53], "int64").toArray()).toEqual([2n ** 53n]);
    expect(make(new Float64Array([1]), "int8").dtype).toBe("float64");
  });
});

describe("refuses", () => {
  test.each([
    [[[1, 2], [3]], "asarray: ragged nesting at [1]: length 1, not 2"],
    [[[[1, 2, 3]], [[1, 2]]], "asarray: ragged nesting at [1][0]: length 2, not 3"],
    [[1, [2]], "asarray: ragged nesting at [1]: a list, not a scalar"],
    [[[1], 2], "asarray: ragged nesting at [1]: a scalar, not shape [1]"],
    [[[], [1]], "asarray: ragged nesting at [1]: length 1, not 0"],
    [[[1, 2], new Float32Array(3)], "asarray: ragged nesting at [1]: length 3, not 2"],
    [[1, new Float32Array(3)], "asarray: ragged nesting at [1]: a list, not a scalar"],
  ])("%o", (value, message) => {
    expect(() => make(value)).toThrow(new ShapeError(message));
  });

  test("a list in itself", () => {
    const list: unknown[] = [];
    list.push(list);
    expect(() => make(list)).toThrow(new ShapeError("asarray: lists are nested more than 64 deep"));
  });

  class Tensor {}
  test.each([
    ["abc", "the string 'abc'"],
    [null, "null"],
    [undefined, "undefined"],
    [Symbol("s"), "Symbol(s)"],
    [() => 1, "the function (anonymous)"],
    [Tensor, "the function Tensor"],
    [new Tensor(), "an object of type Tensor"],
    [new DataView(new ArrayBuffer(8)), "an object of type DataView"],
    [Promise.resolve(), "an object of type Promise"],
    [{ re: 1 }, "an object of type Object"],
    [Object.create(null), "an object of type Object"],
    [new String("abc"), "the string 'a' at [0]"],
    [[1, null], "null at [1]"],
    [
      [
        [1, 2],
        [3, "x"],
      ],
      "the string 'x' at [1][1]",
    ],
    [Array(2), "undefined at [0]"],
  ])("%o", (value, what) => {
    expect(() => make(value)).toThrow(new TypeError(`asarray: cannot make an array of ${what}`));
  });

  test.each<[unknown, DType, string]>([
    [[1, 300], "int8", "asarray: integer 300 is out of bounds for int8"],
    [-1n, "uint64", "asarray: integer -1 is out of bounds for uint64"],
    [[2n ** 63n], "int64", "asarray: integer 9223372036854775808 is out of bounds for int64"],
    [10n ** 400n, "float64", `asarray: integer 1${"0".repeat(400)} is too large for float64`],
    [[Number.NaN], "int32", "asarray: NaN cannot be converted to int32"],
    [Number.POSITIVE_INFINITY, "uint64", "asarray: Infinity cannot be converted to uint64"],
    [{ re: 1, im: 2 }, "float64", "asarray: complex { re: 1, im: 2 } cannot be converted to float64"],
  ])("%o as %s", (value, dtype, message) => {
    expect(() => make(value, dtype)).toThrow(new DTypeError(message));
  });

  test("an integer that no dtype has", () => {
    expect(() => make([2n ** 64n])).toThrow(DTypeError);
  });

  test("a disposed array", () => {
    const x = make([1]);
    x.dispose();
    expect(() => make(x)).toThrow(new TypeError("asarray: the array has been disposed"));
    expect(() => make([x])).toThrow("the array has been disposed");
  });
});
