import { type Complex, type DType, dtypes, type Scalar } from "../dtype.ts";
import { entriesOf, entriesPer, firstEntry, readElement } from "./element.ts";
import { floatFormat, formatFloat } from "./float-format.ts";
import { type PrintChanges, type PrintOptions, printOptions } from "./print-options.ts";
import type { WasmArray } from "./wasm-array.ts";

/** What surrounds and separates the elements. */
export interface Layout {
  separator: string;
  /** Text that the caller puts before and after: lines hang under the first one, and leave room for both. */
  prefix: string;
  suffix: string;
}

/**
 * `x` as NumPy 2's `str(x)` or `repr(x)` has it. Of an array that is summarised only the elements shown are read.
 * Follows `numpy/_core/arrayprint.py` rule by rule.
 *
 * @example formatArray(np.asarray([[1, 2.5]]), "repr") // array([[1. , 2.5]])
 */
export function formatArray(x: WasmArray, kind: "str" | "repr", changes: PrintChanges = {}): string {
  const options = printOptions(kind, changes);
  if (kind === "repr") return formatRepr(x, options);
  if (x.ndim === 0) return formatAlone(x.dtype, reader(x)(0));
  return formatElements(x, { separator: " ", prefix: "", suffix: "" }, options);
}

function formatRepr(x: WasmArray, options: PrintOptions): string {
  const prefix = "array(";
  const text = prefix + formatElements(x, { separator: ", ", prefix, suffix: ")" }, options);
  const empty = x.size === 0;
  const extras: string[] = [];
  if ((empty && x.ndim !== 1) || x.size > options.threshold) extras.push(`shape=${formatTuple(x.shape)}`);
  if (empty || !implied.has(x.dtype)) extras.push(`dtype=${x.dtype}`);
  if (extras.length === 0) return `${text})`;
  const extra = `${extras.join(", ")})`;
  const lastLine = text.length + 1 - (text.lastIndexOf("\n") + 1);
  const fits = lastLine + extra.length + 1 <= options.linewidth;
  return `${text},${fits ? " " : `\n${" ".repeat(prefix.length)}`}${extra}`;
}

/** Types that the elements' own look tells. */
const implied: ReadonlySet<DType> = new Set(["bool", "int64", "float64", "complex128"]);

const formatTuple = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;

/** Reads the element at a distance of `position` elements from the first one. */
function reader(x: WasmArray): (position: number) => Scalar {
  const entries = entriesOf("print", x);
  const first = firstEntry(x);
  const step = entriesPer(x.dtype);
  return (position) => readElement(x.dtype, entries, first + position * step);
}

/** The elements between brackets, without "array(" and dtype. */
export function formatElements(x: WasmArray, layout: Layout, options: PrintOptions): string {
  if (x.size === 0) return "[]";
  const read = reader(x);
  const edge = x.size > options.threshold ? options.edgeitems : Number.POSITIVE_INFINITY;
  const shown: Scalar[] = [];
  visit(x, 0, 0, edge, (position) => shown.push(read(position)));
  const formatElement = elementFormat(x, shown, options);
  return layOut(x, (position) => formatElement(read(position)), edge, layout, options);
}

/** Which indices of an axis are shown, `null` standing for the gap. The last one always is, as in NumPy. */
function shownIndices(length: number, edge: number): (number | null)[] {
  if (length <= 2 * edge) return Array.from({ length }, (_, i) => i);
  const front = Array.from({ length: edge }, (_, i) => i);
  const back = Array.from({ length: Math.max(edge, 1) }, (_, i) => length - Math.max(edge, 1) + i);
  return [...front, null, ...back];
}

/** Calls `use` with the position of each element shown, row-major. */
function visit(x: WasmArray, axis: number, position: number, edge: number, use: (position: number) => void) {
  if (axis === x.ndim) {
    use(position);
    return;
  }
  for (const i of shownIndices(x.shape[axis], edge)) {
    if (i !== null) visit(x, axis + 1, position + i * x.strides[axis], edge, use);
  }
}

/** Puts the formatted elements on lines of at most `linewidth` characters, axes between nested brackets. */
function layOut(
  x: WasmArray,
  formatAt: (position: number) => string,
  edge: number,
  { separator, prefix, suffix }: Layout,
  options: PrintOptions,
): string {
  const bare = separator.trimEnd();

  /** The words of the last axis, wrapped; every line begins with `indent`. */
  const wrap = (words: string[], indent: string, width: number): string => {
    let lines = "";
    let line = indent;
    words.forEach((word, i) => {
      // A word that is alone on its line would not fit any better on the next one.
      if (line.length + word.length > width && line.length > indent.length) {
        lines += `${line.trimEnd()}\n`;
        line = indent;
      }
      line += i < words.length - 1 ? word + separator : word;
    });
    return lines + line;
  };

  const nest = (axis: number, position: number, indent: string, width: number): string => {
    if (axis === x.ndim) return formatAt(position);
    const parts = shownIndices(x.shape[axis], edge).map((i) =>
      i === null ? "..." : nest(axis + 1, position + i * x.strides[axis], `${indent} `, width - 1),
    );
    const left = x.ndim - axis;
    const body =
      left === 1
        ? wrap(parts, indent, width - Math.max(bare.length, 1))
        : parts.map((part) => indent + part).join(bare + "\n".repeat(left - 1));
    return `[${body.slice(indent.length)}]`;
  };

  return nest(0, 0, ` ${" ".repeat(prefix.length)}`, options.linewidth - suffix.length);
}

/** How one element prints, given all that are shown. */
function elementFormat(x: WasmArray, shown: Scalar[], options: PrintOptions): (value: Scalar) => string {
  const { kind } = dtypes[x.dtype];
  if (kind === "bool") {
    const yes = x.ndim === 0 ? "True" : " True";
    return (value) => (value ? yes : "False");
  }
  if (kind === "float") {
    return floatFormat(shown as number[], x.dtype === "float32", options) as (value: Scalar) => string;
  }
  if (kind === "complex") return complexFormat(shown as Complex[], x.dtype === "complex64", options);
  return integerFormat(shown as (number | bigint)[], options.sign);
}

function complexFormat(shown: Complex[], single: boolean, options: PrintOptions) {
  const parts = (part: "re" | "im") => shown.map((z) => z[part]);
  const formatRe = floatFormat(parts("re"), single, options);
  const formatIm = floatFormat(parts("im"), single, { ...options, sign: "+" });
  return (value: Scalar) => {
    const { re, im } = value as Complex;
    // The "j" goes before the spaces that pad the imaginary part.
    return formatRe(re) + formatIm(im).replace(/ *$/, "j$&");
  };
}

function integerFormat(shown: (number | bigint)[], sign: PrintOptions["sign"]) {
  const negative = shown.some((value) => value < 0);
  const lead = sign === "-" || (sign === " " && negative) ? "" : sign;
  const write = (value: number | bigint) => (value < 0 ? "" : lead) + value;
  const width = shown.reduce<number>((widest, value) => Math.max(widest, write(value).length), 0);
  return (value: Scalar) => write(value as number | bigint).padStart(width);
}

/** An element alone, as Python prints a NumPy scalar. */
function formatAlone(dtype: DType, value: Scalar): string {
  const single = dtype === "float32" || dtype === "complex64";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "object") {
    const im = (plus: boolean) => `${formatFloat(value.im, single, "all", plus)}j`;
    if (Object.is(value.re, 0)) return im(false);
    return `(${formatFloat(value.re, single, "all")}${im(true)})`;
  }
  return dtypes[dtype].kind === "float" ? formatFloat(value as number, single) : String(value);
}
