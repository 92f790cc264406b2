import type { ArrowVector } from "../array/arrow.ts";
import { flatEntries } from "../array/element.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/overridable.ts";
import { type DType, type DTypeRow, dtypes, isComplex, type TypedArray } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { format, rowMajor } from "../shape.ts";
import { type Coercible, withOperand } from "./operand.ts";

/** The elements in row-major order in a typed array of their own, outside of linear memory. */
function elementsOf(id: string, x: WasmArray): TypedArray {
  return flatEntries(id, x).slice();
}

/** What makes an ndarray of scijs: the default export of the package ndarray. */
export type MakeNdarray<R> = (data: never, shape: number[], stride: number[], offset: number) => R;

/**
 * The elements as an ndarray of scijs, in row-major order and memory of their own. `ndarray` is the function that makes it, the
 * default export of the package. Booleans become bytes 0 and 1; throws a DTypeError for complex numbers, which it has none of.
 *
 * @example np.toNdarray([[1, 2]], (data, shape) => ({ data, shape })) // { data: Float64Array(2) [ 1, 2 ], shape: [ 1, 2 ] }
 */
export const toNdarray = /* @__PURE__ */ overridable(
  "toNdarray",
  (x) => [x],
  <R>(x: WasmArray | Coercible, ndarray: MakeNdarray<R>): R =>
    withOperand("toNdarray", x, (source) => {
      checkGiven("toNdarray", ndarray, "the default export of ndarray 1");
      checkHeld("toNdarray", source, "an ndarray", isComplex);
      const { shape } = source;
      return ndarray(elementsOf("toNdarray", source) as never, [...shape], rowMajor(shape), 0);
    }),
);

/** The constructor of the package stdlib/ndarray. */
export type StdlibNdarray<R> = new (
  dtype: string,
  data: never,
  shape: number[],
  strides: number[],
  offset: number,
  order: "row-major",
) => R;

/**
 * The elements as an ndarray of stdlib, in row-major order and memory of their own. `ndarray` is the constructor of its package
 * ndarray. Throws a DTypeError for dtypes whose elements lie in no typed array that it takes: booleans, 64-bit integers, complex numbers.
 *
 * @example
 * class Made { strides; constructor(_dtype: string, _data: unknown, _shape: number[], strides: number[]) { this.strides = strides; } }
 * np.toStdlib([[1, 2]], Made).strides // [2, 1]
 */
export const toStdlib = /* @__PURE__ */ overridable(
  "toStdlib",
  (x) => [x],
  <R>(x: WasmArray | Coercible, ndarray: StdlibNdarray<R>): R =>
    withOperand("toStdlib", x, (source) => {
      const { dtype, shape } = source;
      checkGiven("toStdlib", ndarray, "the constructor of @stdlib/ndarray");
      checkHeld("toStdlib", source, "an ndarray of stdlib", (own) => {
        const { kind, array } = dtypes[own];
        return kind === "bool" || kind === "complex" || array.name.startsWith("Big");
      });
      const data = elementsOf("toStdlib", source) as never;
      return new ndarray(dtype, data, [...shape], rowMajor(shape), 0, "row-major");
    }),
);

/** The part of the package apache-arrow that makes vectors. */
export interface Arrow<V extends ArrowVector = ArrowVector> {
  readonly Vector: new (data: never) => V;
  readonly Field: new (name: string, type: never, nullable: boolean) => object;
  readonly FixedSizeList: new (size: number, child: never) => object;
  makeData(properties: never): unknown;
  readonly [type: string]: unknown;
}

/**
 * The elements as a vector of Apache Arrow, of fixed-size lists for more than one dimension. `arrow` is the package, or a part of it
 * that has `Vector`, `Field`, `FixedSizeList`, `makeData` and the element's type. Throws a DTypeError for complex numbers, which it has
 * none of, and a ShapeError for no dimensions.
 *
 * @example
 * import * as arrow from "apache-arrow";
 * String(np.toArrow([[1, 2], [3, 4]], arrow)) // '[[1,2],[3,4]]'
 */
export const toArrow = /* @__PURE__ */ overridable(
  "toArrow",
  (x) => [x],
  <V extends ArrowVector>(x: WasmArray | Coercible, arrow: Arrow<V>): V =>
    withOperand("toArrow", x, (source) => {
      checkGiven("toArrow", arrow?.makeData, "the package apache-arrow (13 to 21)");
      checkHeld("toArrow", source, "an Arrow vector", isComplex);
      if (source.ndim === 0) throw new ShapeError("toArrow: an array of 0 dimensions is no vector");
      return new arrow.Vector([arrowData(source, arrow)] as never);
    }),
);

function arrowData(x: WasmArray, arrow: Arrow): unknown {
  const { dtype, shape, size } = x;
  const elements = elementsOf("toArrow", x);
  const name = arrowName(dtypes[dtype]);
  let type = new (arrow[name] as new () => object)();
  let data = arrow.makeData({
    type,
    data: dtype === "bool" ? packBits(elements as Uint8Array) : elements,
    length: size,
    nullCount: 0,
  } as never);
  for (let axis = shape.length - 1; axis > 0; axis--) {
    type = new arrow.FixedSizeList(shape[axis], new arrow.Field("item", type as never, false) as never);
    const length = shape.slice(0, axis).reduce((product, each) => product * each, 1);
    data = arrow.makeData({ type, child: data, length, nullCount: 0 } as never);
  }
  return data;
}

/** Arrow's class of a type: Bool, Int8, Uint8, Float64. */
function arrowName({ kind, size }: DTypeRow): string {
  return kind === "bool" ? "Bool" : `${kind[0].toUpperCase()}${kind.slice(1)}${8 * size}`;
}

function packBits(elements: Uint8Array): Uint8Array {
  const bits = new Uint8Array((elements.length + 7) >> 3);
  for (let i = 0; i < elements.length; i++) bits[i >> 3] |= elements[i] << (i & 7);
  return bits;
}

/** ImageData's constructor, as browsers and packages for Node have it. */
export type MakeImageData<R> = new (data: never, width: number, height: number) => R;

/**
 * Rows and columns of pixels as ImageData: shape [height, width] or [height, width, 1] for grey, 3 for colours, 4 with opacity. `ImageData`
 * is the environment's class unless another is given. Throws a DTypeError unless the dtype is uint8, a ShapeError for other
 * shapes, a TypeError where there is no such class.
 *
 * @example
 * class Picture { data; constructor(data: Uint8ClampedArray) { this.data = data; } }
 * np.toImageData(np.asarray([[[1, 2, 3]]], { dtype: np.uint8 }), Picture).data // Uint8ClampedArray(4) [ 1, 2, 3, 255 ]
 */
export const toImageData = /* @__PURE__ */ overridable(
  "toImageData",
  (x) => [x],
  <R = ImageData>(
    x: WasmArray | Coercible,
    imageData: MakeImageData<R> = (globalThis as { ImageData?: unknown }).ImageData as MakeImageData<R>,
  ): R =>
    withOperand("toImageData", x, (source) => {
      checkGiven("toImageData", imageData, "where there is none here, a class ImageData");
      checkHeld("toImageData", source, "an image", (dtype) => dtype !== "uint8");
      const [height, width, channels = 1] = source.shape;
      if (source.ndim < 2 || source.ndim > 3 || ![1, 3, 4].includes(channels)) {
        throw new ShapeError(
          `toImageData: shape ${format(source.shape)} is not [height, width] or [height, width, 1, 3 or 4]`,
        );
      }
      const pixels = fillPixels(flatEntries("toImageData", source) as Uint8Array, channels);
      return new imageData(pixels as never, width, height);
    }),
);

/** Values of 1, 3 or 4 channels as red, green, blue and opacity. */
function fillPixels(values: Uint8Array, channels: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray((values.length / channels) * 4);
  for (let from = 0, to = 0; from < values.length; from += channels, to += 4) {
    const [green, blue] = channels === 1 ? [from, from] : [from + 1, from + 2];
    pixels[to] = values[from];
    pixels[to + 1] = values[green];
    pixels[to + 2] = values[blue];
    pixels[to + 3] = channels === 4 ? values[from + 3] : 255;
  }
  return pixels;
}

function checkGiven(id: string, value: unknown, what: string): void {
  if (typeof value !== "function") throw new TypeError(`${id}: the second argument is ${what}`);
}

function checkHeld(
  id: string,
  { dtype }: WasmArray,
  what: string,
  isForeign: (dtype: DType) => boolean,
): void {
  if (isForeign(dtype)) throw new DTypeError(`${id}: ${what} does not hold ${dtype}`);
}
