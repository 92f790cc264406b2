import { arrayFunction, isObject } from "../dispatch/protocol.ts";
import { type DType, dtypes, type Scalar, type TypedArray } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { checkShape, checkStrides, format, reachOf, rowMajor, type Shape } from "../shape.ts";
import { isArrowVector, readArrow } from "./arrow.ts";
import { typedArrayDType } from "./convert.ts";
import { entriesPer } from "./element.ts";

/** What holds elements and computes nothing: steps and offset in elements, a dtype only where it has one by itself. */
export interface Container {
  readonly data: TypedArray | readonly Scalar[];
  readonly dtype: DType | undefined;
  readonly shape: Shape;
  readonly strides: Shape;
  readonly offset: number;
}

/** An object over its own data, as users hand it in: an ndarray of scijs or of stdlib, or a literal. */
export interface Strided {
  readonly data: object;
  readonly shape: ArrayLike<number>;
  readonly strides?: ArrayLike<number>;
  readonly stride?: ArrayLike<number>;
  readonly offset?: number;
  readonly dtype?: unknown;
}

/** Pixels in rows, channels side by side, as in ImageData. */
export interface Image {
  readonly data: TypedArray;
  readonly width: number;
  readonly height: number;
}

/** Data that is read by a method, such as stdlib's arrays of complex numbers and booleans. */
interface Accessor {
  readonly length: number;
  get(index: number): unknown;
}

/**
 * What `value` is as a container, undefined if it is none: an Arrow vector, an object that has `data` and `shape`, or an
 * image.
 * @throws ShapeError for strides and offsets that reach outside of the data, DTypeError for data without a dtype of ours,
 *   TypeError for nulls
 */
export function containerOf(id: string, value: object): Container | undefined {
  // An array that computes is no container: what its fields mean is its own affair.
  if (arrayFunction in value) return undefined;
  const { data, shape } = value as Partial<Strided>;
  if (!isObject(data)) return undefined;
  if (isArrowVector(value)) return readArrow(id, value);
  if (shape !== undefined) return readStrided(id, value as Strided);
  return isImage(value) ? readImage(id, value) : undefined;
}

function readStrided(id: string, value: Strided): Container {
  const shape = checkShape(id, Array.from(value.shape));
  const strides = Array.from(value.strides ?? value.stride ?? rowMajor(shape));
  const { offset = 0 } = value;
  const data = dataOf(id, value.data);
  const dtype = dtypeOf(id, data, value.dtype);
  const length = Array.isArray(data) ? data.length : Math.floor(data.length / entriesPer(dtype!));
  checkReach(id, { shape, strides, offset }, length);
  return { data, dtype, shape, strides, offset };
}

/** The dtype of the data, or the declared one where its elements lie in such data too: bool, and complex numbers as pairs. */
function dtypeOf(id: string, data: Container["data"], declared: unknown): DType | undefined {
  const named = typeof declared === "string" && Object.hasOwn(dtypes, declared);
  const own = typedArrayDType(data);
  if (!named || own === declared) return own;
  const dtype = declared as DType;
  if (!own || typedArrayDType(new dtypes[dtype].array(0)) === own) return dtype;
  throw new DTypeError(`${id}: the data is ${own}, not ${dtype} as dtype says`);
}

function dataOf(id: string, data: object): Container["data"] {
  if (typedArrayDType(data) || Array.isArray(data)) return data as Container["data"];
  const { length, get } = data as Accessor;
  if (Number.isInteger(length) && typeof get === "function") {
    return Array.from({ length }, (_, i) => (data as Accessor).get(i) as Scalar);
  }
  throw new DTypeError(`${id}: there is no dtype for data in a ${data.constructor?.name ?? "null object"}`);
}

function isImage(value: object): value is Image {
  const { data, width, height } = value as Image;
  return ArrayBuffer.isView(data) && Number.isInteger(width) && Number.isInteger(height);
}

/** Rows, columns and channels. */
function readImage(id: string, { data, width, height }: Image): Container {
  const dtype = typedArrayDType(dataOf(id, data));
  const channels = width * height > 0 ? data.length / (width * height) : 4;
  if (!Number.isInteger(channels)) {
    throw new ShapeError(`${id}: ${data.length} values are no image of ${width} x ${height}`);
  }
  const shape = checkShape(id, [height, width, channels]);
  return { data, dtype, shape, strides: rowMajor(shape), offset: 0 };
}

/** Throws a ShapeError unless the elements are among `length` ones. */
function checkReach(
  id: string,
  { shape, strides, offset }: Pick<Container, "shape" | "strides" | "offset">,
  length: number,
): void {
  checkStrides(id, shape, strides);
  if (!Number.isSafeInteger(offset)) throw new ShapeError(`${id}: offset ${offset} is not a whole number`);
  if (shape.includes(0)) return;
  const [least, greatest] = reachOf(shape, strides);
  if (offset + least >= 0 && offset + greatest < length) return;
  throw new ShapeError(
    `${id}: shape ${format(shape)} with strides ${format(strides)} and offset ${offset} reaches from ` +
      `${offset + least} to ${offset + greatest}, outside of the ${length} elements of the data`,
  );
}
