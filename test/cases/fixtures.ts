/** The recorded cases of test/fixtures, as they are decoded: also in browsers. */
import { type Complex, type DType, isComplex, type Scalar } from "../../src/dtype.ts";

/** An array as data: its elements in row-major order. */
export interface Elements {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: readonly Scalar[];
}

/** An array of which only dtype and shape are told. */
export type Outline = Omit<Elements, "data">;

/** What a function returns: an array, several (in a list or by name), a dtype or a truth. */
export type Expected =
  | Outline
  | Elements
  | readonly Expected[]
  | { readonly [name: string]: Expected }
  | string
  | boolean;

export interface Case {
  readonly fn: string;
  /** Scalars, lists, strings, null, and Elements where the function gets an array. */
  readonly args: readonly unknown[];
  readonly options: { readonly [key: string]: unknown };
  readonly result?: Expected;
  /** What becomes of the first argument, for a function that changes it and has no result. */
  readonly changed?: Elements;
  /** The class of the error that the function throws instead. */
  readonly error?: string;
  /** The line of the fixture, for messages. */
  readonly line: string;
}

export const isOutline = (value: unknown): value is Outline =>
  typeof value === "object" && value !== null && "dtype" in value && "shape" in value;

export const isElements = (value: unknown): value is Elements => isOutline(value) && "data" in value;

/** The cases of a fixture's text. */
export function parseCases(text: string): Case[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { options = {}, ...rest } = decode(JSON.parse(line)) as Partial<Case> & Pick<Case, "fn" | "args">;
      return { ...rest, options, line };
    });
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== "object" || value === null) return value;
  if (isElements(value))
    return { ...value, data: value.data.map((item) => decodeElement(item, value.dtype)) };
  const { bigint, complex, number } = value as {
    bigint?: string;
    complex?: [number, number];
    number?: string;
  };
  if (bigint !== undefined) return BigInt(bigint);
  if (complex !== undefined) return decodeElement(complex, "complex128");
  if (number !== undefined) return decodeNumber(number);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]));
}

function decodeElement(item: unknown, dtype: DType): Scalar {
  if (isComplex(dtype)) {
    const [re, im] = item as [unknown, unknown];
    return { re: decodeFloat(re, dtype), im: decodeFloat(im, dtype) } satisfies Complex;
  }
  if (dtype === "bool") return item !== 0;
  if (dtype === "int64" || dtype === "uint64") return BigInt(item as string);
  return decodeFloat(item, dtype);
}

/** Decimals are the shortest that single precision tells apart where that is the dtype. */
function decodeFloat(item: unknown, dtype: DType): number {
  const value = decodeNumber(item);
  return dtype === "float32" || dtype === "complex64" ? Math.fround(value) : value;
}

const decodeNumber = (item: unknown): number =>
  item === "inf"
    ? Number.POSITIVE_INFINITY
    : item === "-inf"
      ? Number.NEGATIVE_INFINITY
      : item === "-0"
        ? -0
        : Number(item);
