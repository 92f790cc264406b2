import type { WasmArray } from "../../array/wasm-array.ts";
import { creation } from "../../dispatch/overridable.ts";
import type { DType, Scalar } from "../../dtype.ts";
import { type CreationOptions, checkCreation } from "../../np/creation-options.ts";
import { plainParse } from "./number-syntax.ts";
import { readRows, type TextLike } from "./rows.ts";
import { checkCount, checkTable, makeTable, showField, type TableOptions, tableOptions } from "./table.ts";

type Convert = (text: string) => Scalar;

export interface LoadtxtOptions<A = WasmArray> extends TableOptions, CreationOptions<A> {
  /** What makes a number of a field: for all columns, or by the number of the column. */
  converters?: Convert | { readonly [column: number]: Convert } | null | undefined;
  /** Lines at the start that are ignored. */
  skiprows?: number | undefined;
  /** What stands round fields that hold delimiters; nothing does by default. */
  quotechar?: string | null | undefined;
}

/**
 * The numbers in the lines of a text, float64 by default: each line has as many fields as the first one. `file` is a file as for `load`,
 * or a list of lines; what is packed by gzip is unpacked. The package csv-parse must be installed.
 *
 * Throws an Error for a field that is no number of the dtype, with its place, and for lines of different lengths; a TypeError for
 * options that make no sense.
 *
 * @example
 * await np.loadtxt(["# x y", "1 2", "3 4"], { dtype: np.int32 }) // array([[1, 2], [3, 4]], dtype=int32)
 */
export const loadtxt = /* @__PURE__ */ creation(
  "loadtxt",
  async <A = WasmArray>(file: TextLike, options: LoadtxtOptions<A> = {}): Promise<NoInfer<A>> => {
    const id = "loadtxt";
    const dtype =
      checkCreation(id, options, ...tableOptions, "converters", "skiprows", "quotechar") ?? "float64";
    const { converters, skiprows, quotechar: quote = null } = options;
    const table = checkTable(id, options);
    const { comments, delimiter, columns, most, encoding } = table;
    if (
      quote !== null &&
      (quote.length !== 1 || comments.length > 1 || comments.some(({ length }) => length > 1))
    ) {
      throw new TypeError(`${id}: quotechar is a character, and needs one other character for comments`);
    }
    const skip = checkCount(id, "skiprows", skiprows);
    const convert = converterOf(dtype, converters ?? {});
    const values: Scalar[] = [];
    let width = columns?.length;
    let row = 0;
    if (most > 0) {
      for await (const fields of readRows(id, file, { delimiter, comments, quote, skip, encoding })) {
        const chosen = columns ?? fields.keys();
        width ??= fields.length;
        if (!columns && fields.length !== width) {
          throw new Error(
            `${id}: the number of columns changed from ${width} to ${fields.length} at row ${row + 1}`,
          );
        }
        for (const column of chosen) {
          const field = fields.at(column);
          if (field === undefined) {
            throw new Error(
              `${id}: there is no column ${column} at row ${row + 1} with ${fields.length} columns`,
            );
          }
          values.push(convert(field, column < 0 ? column + fields.length : column, row));
        }
        if (++row >= most) break;
      }
    }
    return makeTable(id, values, width ?? 1, dtype, table) as A;
  },
);

/** What makes a value of the field at a place. */
function converterOf(
  dtype: DType,
  converters: Convert | { readonly [column: number]: Convert },
): (field: string, column: number, row: number) => Scalar {
  const parse = plainParse(dtype);
  return (field, column, row) => {
    const convert = typeof converters === "function" ? converters : converters[column];
    const value = convert ? convert(field) : parse(field.trim());
    if (value !== undefined) return value;
    throw new Error(`loadtxt: ${showField(field)} at row ${row}, column ${column + 1} is no ${dtype}`);
  };
}
