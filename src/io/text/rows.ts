/** The lines of a text, split into fields. */
import { missingPeer } from "../../peer.ts";
import { isGzip, unpackGzip } from "../gzip.ts";
import { Reader } from "../reader.ts";
import { type FileLike, openSource } from "../source.ts";

/** What a text is read from: a file, or its lines. */
export type TextLike = FileLike | readonly string[];

export interface RowOptions {
  /** Between two fields; null for any stretch of white space. */
  readonly delimiter: string | null;
  /** What the rest of a line is ignored from. */
  readonly comments: readonly string[];
  /** What stands round fields that hold delimiters, null if nothing does. */
  readonly quote: string | null;
  /** Lines at the start that are ignored. */
  readonly skip: number;
  /** A label of the Encoding Standard. */
  readonly encoding: string;
}

type CsvParse = typeof import("csv-parse/browser/esm/sync");

/** @throws Error if the package is not installed */
async function importParser(id: string): Promise<CsvParse["parse"]> {
  try {
    return (await import("csv-parse/browser/esm/sync")).parse;
  } catch (cause) {
    throw missingPeer("csv-parse", "^7.0.0", `${id}: text needs`, cause);
  }
}

/** White space within a line, as Python knows it. */
const spaces = [..." \t\v\f\x1c\x1d\x1e\x1f\x85\xa0"];

/** The fields of each line that has any. */
export async function* readRows(id: string, file: TextLike, options: RowOptions): AsyncGenerator<string[]> {
  const parse = await importParser(id);
  const { delimiter, quote } = options;
  const isSpaced = delimiter === null;
  // Nothing between two spaces is no field, but nothing between quotes is one.
  const cast = (field: string, { quoting }: { quoting: boolean }) => (field || quoting ? field : null);
  for await (const text of readText(id, file, options)) {
    const rows: (string | null)[][] = parse(text, {
      delimiter: isSpaced ? spaces : delimiter,
      quote,
      comment: quote === null ? null : (options.comments[0] ?? null),
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      ...(isSpaced && { cast }),
    });
    for (const row of rows) {
      const fields = isSpaced ? row.filter((field) => field !== null) : (row as string[]);
      if (fields.length > 0) yield fields;
    }
  }
}

/** The text in pieces that end with a line, without comments where there are no quotes, and without the lines to skip. */
async function* readText(id: string, file: TextLike, options: RowOptions): AsyncGenerator<string> {
  const { comments, quote, encoding } = options;
  const comment = comments.length ? new RegExp(`(?:${comments.map(quoted).join("|")})[^\\r\\n]*`, "g") : null;
  let { skip } = options;
  for await (let text of Array.isArray(file)
    ? [file.join("\n")]
    : readLines(id, file as FileLike, encoding, quote !== null)) {
    for (; skip > 0 && text; skip--)
      text = text.slice(/\r\n|\n|\r|$/.exec(text)!.index).replace(/^(?:\r\n|\n|\r)/, "");
    yield quote === null && comment ? text.replace(comment, "") : text;
  }
}

/** A pattern for the text itself. */
const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Text as it arrives, cut where a line ends; where lines may end within quotes, all of it. */
async function* readLines(
  id: string,
  file: FileLike,
  encoding: string,
  isWhole: boolean,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  const source = await openSource(id, file);
  const reader = new Reader(source.read());
  let rest = "";
  try {
    const isPacked = isGzip(await reader.peek(2));
    for await (const piece of isPacked ? unpackGzip(`${id}: ${source.name}`, reader.rest()) : reader.rest()) {
      const text = decoder.decode(piece, { stream: true });
      const end = isWhole ? 0 : text.lastIndexOf("\n") + 1;
      if (end) yield rest + text.slice(0, end);
      rest = end ? text.slice(end) : rest + text;
    }
    yield rest + decoder.decode();
  } finally {
    await reader.close();
  }
}
