import { type Coercible, coerce, toList } from "../../array/convert.ts";
import { expandView, partView } from "../../array/views.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { type Complex, isComplex, isInteger, type Scalar } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { checkOptions } from "../../np/options.ts";
import { format as formatShape } from "../../shape.ts";
import { packGzip } from "../gzip.ts";
import { type Destination, type Written, writeFile } from "../sink.ts";
import { type PythonNumber, rowFormat } from "./percent-format.ts";

export interface SavetxtOptions {
  /** Python's format for a number, for all of a row, or one for each column; "%.18e" by default. */
  fmt?: string | readonly string[] | undefined;
  /** Between two columns, " " by default. */
  delimiter?: string | undefined;
  /** At the end of a line, "\n" by default. */
  newline?: string | undefined;
  /** Lines before and after the numbers, which `comments`, "# " by default, is put before. */
  header?: string | undefined;
  footer?: string | undefined;
  comments?: string | undefined;
}

const texts = { delimiter: " ", newline: "\n", header: "", footer: "", comments: "# " };

/**
 * Writes an array of one or two axes as text, a row to a line, in the same bytes as NumPy. `file` is as for `save`, but no ending is
 * added to a path, and a path that ends in ".gz" is packed by gzip; the text is in UTF-8. Until it is written the array must not be changed.
 *
 * Throws a ShapeError for an array of other axes, a TypeError for a format that is not for so many numbers, or not for such.
 *
 * @example
 * const text = await np.savetxt(Blob, [[1, 2.5], [3, 4]], { fmt: "%.1f", delimiter: "," });
 * await text.text() // "1.0,2.5\n3.0,4.0\n"
 */
export const savetxt = /* @__PURE__ */ overridable(
  "savetxt",
  (_file, x) => [x],
  async <D extends Destination>(
    file: D,
    x: WasmArray | Coercible,
    options: SavetxtOptions = {},
  ): Promise<Written<D>> => {
    const id = "savetxt";
    checkOptions(id, options, ["fmt", ...Object.keys(texts)]);
    const layout = { ...texts, ...options };
    for (const name of Object.keys(texts) as (keyof typeof texts)[]) {
      if (typeof layout[name] !== "string")
        throw new TypeError(`${id}: ${name} is a text, not ${layout[name]}`);
    }
    const source = coerce(id, x);
    try {
      const text = writeText(id, source, layout as typeof texts & SavetxtOptions);
      const isPacked = (typeof file === "string" || file instanceof URL) && String(file).endsWith(".gz");
      return await writeFile(id, file, "", isPacked ? packGzip(text) : text);
    } finally {
      if (source !== x) source.dispose();
    }
  },
);

/** Rows that are written at a time. */
const rowsAtOnce = 1000;

function* writeText(
  id: string,
  x: WasmArray,
  { fmt = "%.18e", delimiter, newline, header, footer, comments }: typeof texts & SavetxtOptions,
): Generator<Uint8Array> {
  if (x.ndim !== 1 && x.ndim !== 2) {
    throw new ShapeError(`${id}: an array of shape ${formatShape(x.shape)} has not one or two axes`);
  }
  const encoder = new TextEncoder();
  const commented = (text: string) =>
    encoder.encode(comments + text.replaceAll("\n", `\n${comments}`) + newline);
  const write = rowWriter(id, x, fmt, delimiter);
  if (header) yield commented(header);
  const length = x.shape[0];
  for (let i = 0; i < length; i += rowsAtOnce) {
    const rows = listRows(id, x, i, Math.min(rowsAtOnce, length - i));
    yield encoder.encode(rows.map((row) => write(row) + newline).join(""));
  }
  if (footer) yield commented(footer);
}

/** Rows of a matrix, or of a column. */
function listRows(id: string, x: WasmArray, first: number, count: number): Scalar[][] {
  const part = partView(id, x, 0, first, count);
  const matrix = x.ndim === 2 ? part : expandView(id, part, [1]);
  try {
    return toList(id, matrix) as Scalar[][];
  } finally {
    matrix.dispose();
    if (part !== matrix) part.dispose();
  }
}

/** What writes a row as a line. */
function rowWriter(
  id: string,
  x: WasmArray,
  fmt: string | readonly string[],
  delimiter: string,
): (row: readonly Scalar[]) => string {
  const columns = x.ndim === 2 ? x.shape[1] : 1;
  const count = isComplex(x.dtype) ? 2 * columns : columns;
  const single = x.dtype === "float32" || x.dtype === "complex64";
  const write = rowFormat(id, formatOf(id, fmt, columns, delimiter, isComplex(x.dtype)), count, single);
  if (isComplex(x.dtype)) {
    return (row) => write((row as Complex[]).flatMap(({ re, im }) => [re, im])).replaceAll("+-", "-");
  }
  return (row) => write(isInteger(x.dtype) ? (row as number[]).map(BigInt) : (row as PythonNumber[]));
}

/** The format of a whole row. */
function formatOf(
  id: string,
  fmt: string | readonly string[],
  columns: number,
  delimiter: string,
  isComplex: boolean,
): string {
  if (typeof fmt !== "string") {
    if (Array.isArray(fmt) && fmt.length === columns) return fmt.join(delimiter);
    throw new TypeError(`${id}: fmt has ${String(fmt)} for ${columns} columns`);
  }
  if (fmt.split("%").length !== 2) return fmt;
  return Array(columns)
    .fill(isComplex ? ` (${fmt}+${fmt}j)` : fmt)
    .join(delimiter);
}
