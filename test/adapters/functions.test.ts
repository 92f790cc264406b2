import { expect, test } from "vitest";
import type { Entry } from "../../src/adapters/adapter.ts";
import { publicIds } from "../../src/adapters/adapter.ts";
import { find } from "../../src/dispatch/index.ts";
import * as np from "../../src/index.ts";
import { adapters, samples } from "./adapters.ts";

/** The public functions: those of the namespace, then those of the ones in it; methods of universal functions apart. */
const ids = [...publicIds()].sort(
  (a, b) => Number(a.includes(".")) - Number(b.includes(".")) || (a < b ? -1 : 1),
);
const isMethod = (id: string) => find(id.slice(0, Math.max(0, id.lastIndexOf(".")))) !== undefined;

const notes: string[] = [];

/** What stands in the table: notes are told below it, once each. */
function cell(entry: Entry): string {
  const text = entry.by === "error" ? entry.reason : entry.note;
  if (text === undefined) return entry.by;
  if (!notes.includes(text)) notes.push(text);
  return `${entry.by} [${notes.indexOf(text) + 1}]`;
}

const row = (name: string, cells: readonly string[]) => `| ${[name, ...cells].join(" | ")} |`;

const kinds = Object.keys(samples);

/** The kind of `np.add` of two kinds, or TypeError if it names both. */
function sumOf(one: string, other: string): string {
  try {
    const sum: unknown = np.add(samples[one] as never, samples[other] as never);
    return kinds.find((kind) => samples[kind]!.constructor === Object(sum).constructor)!;
  } catch (error) {
    const types = [one, other].map((kind) => samples[kind]!.constructor.name);
    expect(error).toEqual(
      new TypeError(
        `no implementation found for 'add' on types that implement arrayFunction: [${types.join(", ")}]`,
      ),
    );
    return "TypeError";
  }
}

test("the order of two kinds does not matter", () => {
  for (const one of kinds) for (const other of kinds) expect(sumOf(one, other)).toBe(sumOf(other, one));
});

test("the table of functions is up to date: run vitest with -u", async () => {
  const columns = Object.values(adapters);
  const rows = ids
    .filter((id) => !isMethod(id))
    .map((id) =>
      row(
        `\`${id}\``,
        columns.map((support) => cell(support(id))),
      ),
    );
  const methods = ["reduce", "accumulate", "reduceat", "outer", "at"].map((method) =>
    row(
      `methods \`${method}\``,
      columns.map((support) => cell(support(`add.${method}`))),
    ),
  );
  const names = Object.keys(adapters);
  const text = [
    "# Functions for arrays of other libraries",
    "",
    "Generated from the code by `test/adapters/functions.test.ts`: how each function of `np` is answered for the arrays that an adapter",
    "(`ndwasm/adapters/…`) adopts.",
    "",
    "- native: by the library itself, on its device; gradients of TensorFlow.js flow. Where elements are selected by others, those are read.",
    "- borrowed: the arguments are read into WasmArrays, and the results become arrays of the library, where the arguments lie. What a",
    "  library's backend has no kernel for is borrowed too. Without a note below the table, the library has no such operation:",
    "  onnxruntime-web has none at all.",
    "  A GPU of jax-js is not read at once: there it is a TypeError that says so, unless `readGPUsAtOnce(true)` of `ndwasm/adapters/jax`.",
    "- error: a TypeError.",
    "",
    row("function", names),
    row(
      "---",
      names.map(() => "---"),
    ),
    ...rows,
    ...methods,
    "",
    ...notes.map((note, i) => `[${i + 1}] ${note}\n`),
    "## Arrays of two kinds in one call",
    "",
    "What `np.add` gives, as any function of two arrays does. Numbers, lists and typed arrays become an array of the other's kind; a WasmArray",
    "beside a lazy array is part of its graph. Arrays of two libraries do not mix, as nothing is moved between devices behind the user's back:",
    "the TypeError names both types, and `np.asarray(x, { like: y })` or `await np.toHost(x)` say what is meant.",
    "",
    row("", kinds),
    row(
      "---",
      kinds.map(() => "---"),
    ),
    ...kinds.map((one) =>
      row(
        one,
        kinds.map((other) => sumOf(one, other)),
      ),
    ),
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../docs/adapters.md");
});

test("methods of all universal functions are answered alike, or borrowed", () => {
  for (const support of Object.values(adapters)) {
    for (const id of ids.filter(isMethod)) {
      const found = support(id);
      if (found.by !== "borrowed")
        expect({ ...found, handler: 0 }, id).toEqual({
          ...support(`add.${id.split(".").at(-1)}`),
          handler: 0,
        });
    }
  }
});

test("functions of another package are no business of an adapter", () => {
  for (const support of Object.values(adapters)) {
    expect(support("docs.unknown")).toEqual({ by: "error", reason: "not a public function of this package" });
  }
});
