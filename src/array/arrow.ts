/** Apache Arrow's vectors, known by their structure: the package is not needed to read one. */
import type { DType, Scalar, TypedArray } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { rowMajor } from "../shape.ts";
import type { Container } from "./container.ts";
import { typedArrayDType } from "./convert.ts";

/** Arrow's `DataType`, with the fields of the types read here. */
interface ArrowType {
  readonly typeId: number;
  readonly listSize?: number;
  readonly children?: readonly { readonly type: ArrowType }[] | null;
  toString(): string;
}

/** Arrow's `Data`: a chunk of a vector. Values are cut to the chunk already, but for the bits of booleans. */
interface ArrowData {
  readonly type: ArrowType;
  readonly length: number;
  readonly offset: number;
  readonly nullCount: number;
  readonly values: TypedArray;
  readonly children: readonly ArrowData[];
}

export interface ArrowVector {
  readonly type: ArrowType;
  readonly data: readonly ArrowData[];
  readonly length: number;
}

const [intType, floatType, boolType, fixedSizeListType] = [2, 3, 6, 16];

export function isArrowVector(value: object): value is ArrowVector {
  const { type, data, length } = value as Partial<ArrowVector>;
  return Array.isArray(data) && typeof type?.typeId === "number" && Number.isInteger(length);
}

/**
 * A vector's elements, along one axis more for each level of fixed-size lists. Those of one chunk are not copied, booleans aside,
 * which are bits.
 * @throws DTypeError for types that no dtype is for, TypeError for nulls
 */
export function readArrow(id: string, vector: ArrowVector): Container {
  const shape = [vector.length];
  let { type, data: chunks } = vector;
  while (type.typeId === fixedSizeListType) {
    checkNulls(id, chunks);
    shape.push(type.listSize!);
    type = type.children![0].type;
    chunks = chunks.map(({ children, length }) => withLength(children[0], length * shape.at(-1)!));
  }
  checkNulls(id, chunks);
  return { shape, strides: rowMajor(shape), offset: 0, ...valuesOf(id, type, chunks) };
}

/** A list's child may hold more elements than the list has use for. */
const withLength = (data: ArrowData, length: number): ArrowData => ({
  type: data.type,
  length,
  offset: data.offset,
  nullCount: data.nullCount,
  values: data.values,
  children: data.children,
});

function checkNulls(id: string, chunks: readonly ArrowData[]): void {
  const count = chunks.reduce((sum, { nullCount }) => sum + nullCount, 0);
  if (count === 0) return;
  throw new TypeError(
    `${id}: the Arrow vector holds nulls (${count}), which no dtype has: fill or drop them first`,
  );
}

function valuesOf(
  id: string,
  type: ArrowType,
  chunks: readonly ArrowData[],
): { data: TypedArray | Scalar[]; dtype: DType | undefined } {
  if (type.typeId === boolType) return { data: chunks.flatMap(bitsOf), dtype: "bool" };
  const pieces = chunks.map(({ values, length }) => values.subarray(0, length));
  const dtype = typedArrayDType(pieces[0]);
  // Half precision lies in 16-bit integers.
  const isHalf = type.typeId === floatType && dtype === "uint16";
  if (isHalf || (type.typeId !== intType && type.typeId !== floatType)) {
    throw new DTypeError(`${id}: there is no dtype for Arrow's ${type}`);
  }
  return { data: pieces.length === 1 ? pieces[0] : joined(pieces), dtype };
}

const bitsOf = ({ values, offset, length }: ArrowData): boolean[] =>
  Array.from({ length }, (_, i) => ((values[(offset + i) >> 3] as number) & (1 << ((offset + i) & 7))) !== 0);

function joined(pieces: readonly TypedArray[]): TypedArray {
  const whole = new (pieces[0].constructor as new (length: number) => TypedArray)(
    pieces.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const piece of pieces) {
    (whole as Float64Array).set(piece as Float64Array, at);
    at += piece.length;
  }
  return whole;
}
