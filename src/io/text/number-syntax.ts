/** How numbers are written in text: as loadtxt reads them, and as Python does, which allows "1_000", "j" and more. */
import { type Complex, type DType, dtypes, type Scalar } from "../../dtype.ts";

/** The number that a text stands for, undefined if it stands for none of the dtype. */
export type Parse = (text: string) => Scalar | undefined;

const words: { readonly [word: string]: number } = {
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  nan: Number.NaN,
};

interface Syntax {
  readonly integer: RegExp;
  readonly float: RegExp;
  /** Groups: the real part, if any, and the imaginary one. */
  readonly complex: RegExp;
}

function makeSyntax(digits: string, imaginary: string): Syntax {
  const unsigned = `(?:(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[+-]?${digits})?|inf(?:inity)?|nan)`;
  return {
    integer: new RegExp(`^[+-]?${digits}$`),
    float: new RegExp(`^[+-]?${unsigned}$`, "i"),
    complex: new RegExp(`^([+-]?${unsigned}(?![\\w.]))?([+-]?${unsigned}${imaginary})?$`, "i"),
  };
}

const plain = /* @__PURE__ */ makeSyntax("\\d+", "j");
const python = /* @__PURE__ */ makeSyntax("\\d+(?:_\\d+)*", "?j");

/** As loadtxt reads numbers. Booleans are integers, true unless they are 0. */
export function plainParse(dtype: DType): Parse {
  const { kind } = dtypes[dtype];
  if (kind !== "bool") return parseBy(plain, dtype);
  return (text) => (plain.integer.test(text) ? BigInt(text) !== 0n : undefined);
}

/** As Python does, and genfromtxt. Booleans are "true" and "false", in any case of letters. */
export function pythonParse(dtype: DType): Parse {
  const { kind } = dtypes[dtype];
  if (kind !== "bool") return parseBy(python, dtype);
  const booleans = new Map([
    ["true", true],
    ["false", false],
  ]);
  return (text) => booleans.get(text.toLowerCase());
}

function parseBy({ integer, float, complex }: Syntax, dtype: DType): Parse {
  const { kind } = dtypes[dtype];
  if (kind === "float") return (text) => (float.test(text) ? toNumber(text) : undefined);
  if (kind === "complex") return (text) => toComplex(complex, text);
  return (text) => (integer.test(text) ? BigInt(text.replace(/[_+]/g, "")) : undefined);
}

function toNumber(text: string): number {
  const number = Number(text);
  if (!Number.isNaN(number)) return number;
  const [, sign, rest] = /^([+-]?)(.*)$/.exec(text.replaceAll("_", "").toLowerCase())!;
  const size = words[rest] ?? Number(rest);
  return sign === "-" ? -size : size;
}

function toComplex(syntax: RegExp, text: string): Complex | undefined {
  const inner = text.startsWith("(") && text.endsWith(")") ? text.slice(1, -1).trim() : text;
  const [, re, im] = syntax.exec(inner) ?? [];
  if (re === undefined && im === undefined) return undefined;
  // Behind a real part, the sign of the imaginary one is what separates them.
  if (re !== undefined && im !== undefined && !/^[+-]/.test(im)) return undefined;
  const size = im?.slice(0, -1);
  return {
    re: re === undefined ? 0 : toNumber(re),
    im: size === undefined ? 0 : /\w/.test(size) ? toNumber(size) : Number(`${size}1`),
  };
}
