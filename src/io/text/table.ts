/** What functions that read text share: checks of their options, and an array of what was read. */
import { type Coercible, coerce } from "../../array/convert.ts";
import { permuteView, reshapeView } from "../../array/views.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import type { DType, Scalar } from "../../dtype.ts";

export interface TableOptions {
  /** The columns to read, in this order; negative ones count from the last. All by default. */
  usecols?: number | readonly number[] | null | undefined;
  /** Rows to read at most. */
  max_rows?: number | null | undefined;
  /** The transpose, so that columns are taken apart by `const [x, y] = …`. */
  unpack?: boolean | undefined;
  /** Axes that the array has at least: 0, 1 or 2. Others of length 1 are dropped. */
  ndmin?: 0 | 1 | 2 | undefined;
  /** What the rest of a line is ignored from, "#" by default; null for nothing. */
  comments?: string | readonly string[] | null | undefined;
  /** Between two fields; any stretch of white space by default. */
  delimiter?: string | null | undefined;
  /** The encoding of the text, "utf-8" by default: a label of the Encoding Standard, such as "latin1" or "utf-16le". */
  encoding?: string | null | undefined;
}

export const tableOptions = ["usecols", "max_rows", "unpack", "ndmin", "comments", "delimiter", "encoding"];

/** Checked options, with what is not given. */
export interface Table {
  readonly columns: readonly number[] | undefined;
  readonly most: number;
  readonly unpack: boolean;
  readonly ndmin: number;
  readonly comments: readonly string[];
  readonly delimiter: string | null;
  readonly encoding: string;
}

export function checkTable(id: string, options: TableOptions): Table {
  const { usecols, max_rows, unpack = false, ndmin = 0, comments = "#", delimiter } = options;
  const texts = typeof comments === "string" ? [comments] : (comments ?? []);
  for (const text of [...texts, delimiter ?? "."]) {
    if (typeof text === "string" && text && !/[\r\n]/.test(text)) continue;
    throw new TypeError(`${id}: comments and delimiter are texts within a line, not ${JSON.stringify(text)}`);
  }
  if (delimiter && texts.includes(delimiter)) {
    throw new TypeError(`${id}: ${delimiter} cannot both begin a comment and be a delimiter`);
  }
  if (![0, 1, 2].includes(ndmin)) throw new TypeError(`${id}: ndmin is 0, 1 or 2, not ${String(ndmin)}`);
  const columns = typeof usecols === "number" ? [usecols] : (usecols ?? undefined);
  if (columns && !columns.every(Number.isInteger)) {
    throw new TypeError(`${id}: usecols are integers, not ${String(usecols)}`);
  }
  const most = checkCount(id, "max_rows", max_rows ?? undefined, Number.POSITIVE_INFINITY);
  const encoding = checkEncoding(id, options.encoding ?? "utf-8");
  return { columns, most, unpack, ndmin, comments: texts, delimiter: delimiter ?? null, encoding };
}

function checkEncoding(id: string, label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new TypeError(`${id}: there is no encoding ${String(label)}`);
  }
}

/** An option that counts something. */
export function checkCount(id: string, name: string, value: unknown, otherwise = 0): number {
  if (value === undefined) return otherwise;
  if (Number.isInteger(value) && (value as number) >= 0) return value as number;
  throw new TypeError(`${id}: ${name} is a number of lines, not ${String(value)}`);
}

/** How messages show a field. */
export const showField = (field: string): string =>
  `'${field.length > 40 ? `${field.slice(0, 40)}…` : field}'`;

/** The array of rows of `width` values, without axes of length 1 as far as `ndmin` allows. */
export function makeTable(
  id: string,
  values: readonly Scalar[],
  width: number,
  dtype: DType,
  { ndmin, unpack }: Table,
): WasmArray {
  const height = values.length / width;
  const shape = ndmin === 2 ? [height, width] : [height, width].filter((length) => length !== 1);
  const flat = coerce(id, values as Coercible, dtype);
  try {
    const x = reshapeView(id, flat, ndmin === 1 && shape.length === 0 ? [1] : shape)!;
    if (!unpack) return x;
    const columns = permuteView(id, x, [...x.shape.keys()].reverse());
    x.dispose();
    return columns;
  } finally {
    flat.dispose();
  }
}
