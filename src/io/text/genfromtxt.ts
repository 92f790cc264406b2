import { isComplexScalar } from "../../array/element.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { creation } from "../../dispatch/overridable.ts";
import { type DType, dtypes, type Kind, type Scalar } from "../../dtype.ts";
import { type CreationOptions, checkCreation } from "../../np/creation-options.ts";
import { checkFlag } from "../../np/options.ts";
import { pythonParse } from "./number-syntax.ts";
import { readRows, type TextLike } from "./rows.ts";
import {
  checkCount,
  checkTable,
  makeTable,
  showField,
  type Table,
  type TableOptions,
  tableOptions,
} from "./table.ts";

/** One for all columns, one for each, or by the number of the column. */
type ByColumn<T> = T | readonly T[] | { readonly [column: number]: T };

export interface GenfromtxtOptions<A = WasmArray> extends TableOptions, CreationOptions<A> {
  /** Lines at the start that are ignored. */
  skip_header?: number | undefined;
  /** Lines at the end that are ignored. */
  skip_footer?: number | undefined;
  /** Fields that stand for nothing, besides empty ones. They matter with `loose: false` only, as all others are taken for them otherwise. */
  missing_values?: ByColumn<string> | null | undefined;
  /** What becomes of fields that stand for nothing: by default NaN, -1 for integers, false for booleans. */
  filling_values?: ByColumn<Scalar> | null | undefined;
  /** Whether fields that are no numbers stand for nothing, as by default; else they are errors. */
  loose?: boolean | undefined;
  /** Whether lines of another length are an error, as by default; else they are left out. */
  invalid_raise?: boolean | undefined;
}

const own = ["skip_header", "skip_footer", "missing_values", "filling_values", "loose", "invalid_raise"];

/**
 * The numbers in the lines of a text, in which some may be missing; float64 by default. `file` is a file as for `load`, or a list of
 * lines; what is packed by gzip is unpacked. The package csv-parse must be installed.
 *
 * Throws an Error for lines of different lengths unless `invalid_raise` is false, and for fields that are no numbers if `loose` is; a
 * DTypeError for integers that the dtype does not have, a TypeError for options that make no sense.
 *
 * @example
 * await np.genfromtxt(["1,,3", "4,x,6"], { delimiter: ",", filling_values: 0 }) // array([[1., 0., 3.], [4., 0., 6.]])
 */
export const genfromtxt = /* @__PURE__ */ creation(
  "genfromtxt",
  async <A = WasmArray>(file: TextLike, options: GenfromtxtOptions<A> = {}): Promise<NoInfer<A>> => {
    const id = "genfromtxt";
    const dtype = checkCreation(id, options, ...tableOptions, ...own) ?? "float64";
    const table = checkTable(id, options);
    const [skip, footer] = (["skip_header", "skip_footer"] as const).map((name) =>
      checkCount(id, name, options[name]),
    );
    if (footer && Number.isFinite(table.most)) {
      throw new TypeError(`${id}: skip_footer and max_rows cannot both be given`);
    }
    if (table.most === 0) throw new TypeError(`${id}: max_rows is 1 or more, as in NumPy`);
    const raises = checkFlag(id, "invalid_raise", options.invalid_raise) ?? true;
    const { rows, columns } = await readTable(id, file, table, skip, footer, raises);
    const convert = converterOf(id, dtype, options, columns);
    const values = rows.flatMap((fields) => columns.map((column, i) => convert(fields[column], i)));
    return makeTable(id, values, columns.length || 1, dtype, table) as A;
  },
);

/** The fields of all lines that have the columns wanted, and which these are. */
async function readTable(
  id: string,
  file: TextLike,
  { delimiter, comments, columns, most, encoding }: Table,
  skip: number,
  footer: number,
  raises: boolean,
): Promise<{ rows: string[][]; columns: number[] }> {
  const lines: string[][] = [];
  for await (const fields of readRows(id, file, { delimiter, comments, quote: null, skip, encoding })) {
    // A line of white space is empty.
    if (fields.length > 1 || fields[0].trim()) lines.push(fields);
    if (lines.length >= most) break;
  }
  const kept = footer ? lines.slice(0, -footer) : lines;
  const width = kept[0]?.length ?? 0;
  const chosen = columns?.map((column) => (column < 0 ? column + width : column));
  const fits = (fields: string[]) =>
    chosen ? chosen.every((column) => column in fields) : fields.length === width;
  const wrong = kept.findIndex((fields) => !fits(fields));
  if (wrong >= 0 && raises) {
    throw new Error(`${id}: row ${wrong + 1} has ${kept[wrong].length} columns instead of ${width}`);
  }
  return { rows: kept.filter(fits), columns: chosen ?? [...Array(width).keys()] };
}

/** What makes a value of the field in a column. */
function converterOf(
  id: string,
  dtype: DType,
  options: GenfromtxtOptions<unknown>,
  columns: readonly number[],
): (field: string, place: number) => Scalar {
  const { missing_values, filling_values } = options;
  const loose = checkFlag(id, "loose", options.loose) ?? true;
  const stands = typeof missing_values === "string" ? missing_values.split(",") : undefined;
  const missing = byColumn(stands ? undefined : missing_values, columns, "");
  const fillings = byColumn(filling_values, columns, standIns[dtypes[dtype].kind]);
  const parse = pythonParse(dtype);
  return (field, place) => {
    const text = field.trim();
    const value = parse(text);
    if (value !== undefined) return value;
    if (loose || text === "" || text === missing[place] || stands?.includes(text)) return fillings[place];
    throw new Error(`${id}: ${showField(field)} in column ${columns[place] + 1} is no ${dtype}`);
  };
}

/** What NumPy puts where nothing is. */
const standIns: { readonly [K in Kind]: Scalar } = {
  bool: false,
  uint: -1n,
  int: -1n,
  float: Number.NaN,
  complex: { re: Number.NaN, im: 0 },
};

/** What is given for each of the columns. */
function byColumn<T extends Scalar | string>(
  given: ByColumn<T> | null | undefined,
  columns: readonly number[],
  otherwise: T,
): T[] {
  return columns.map((column, place) => {
    if (typeof given !== "object" || given === null || isComplexScalar(given))
      return (given as T) ?? otherwise;
    return (Array.isArray(given) ? given[place] : (given as { [column: number]: T })[column]) ?? otherwise;
  });
}
