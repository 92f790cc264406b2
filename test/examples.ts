/** The examples of docstrings and of Markdown files, as modules that check what they print. */
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { inspect } from "node:util";

export interface Example {
  readonly path: string;
  readonly line: number;
  /** The name that the docstring documents, if any. */
  readonly name?: string;
  readonly code: string;
}

/** A doc comment and what is declared right below it. */
const documented =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:(export\s+)?(?:abstract\s+)?(?:const|class|(?:async\s+)?function\*?|interface|type)\s+(\w+))?/g;

/** The `@example`s of a source: each is the rest of its doc comment up to the next tag. */
export function examplesIn(path: string, source: string): Example[] {
  const renamed = new Map(
    [...source.matchAll(/^export { (\w+) as (\w+) };/gm)].map(([, from, to]) => [from, to]),
  );
  return [...source.matchAll(documented)].flatMap(({ 1: comment, 2: exported, 3: declared, index }) => {
    const name = renamed.get(declared) ?? (exported && declared);
    const text = comment.replace(/^[ \t]*\* ?/gm, "");
    return [...text.matchAll(/@example\s([\s\S]*?)(?=\s@\w+\s|\s*$)/g)].map((match) => {
      const line =
        source.slice(0, index).split("\n").length + text.slice(0, match.index).split("\n").length - 1;
      return { path, line, code: match[1].trim(), ...(name ? { name } : {}) };
    });
  });
}

/** The blocks of a Markdown file that are marked as TypeScript. */
export function blocksIn(path: string, source: string): Example[] {
  return [...source.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    path,
    line: source.slice(0, match.index).split("\n").length + 1,
    code: match[1].trim(),
  }));
}

const statement =
  /^(?:[})\].]|(?:const|let|var|import|export|class|function|if|for|while|return|throw|using|await using|type|interface|static)\b)/;

/** A line that is an expression, and the comment after it that says what it gives. */
function splitLine(line: string): { expression: string; text: string } | undefined {
  const [, expression, text] = /^(\S.*?);?\s*\/\/ (.+)$/.exec(line) ?? [];
  return expression && !statement.test(expression) ? { expression, text } : undefined;
}

/** Whether the last line says what it gives. */
export const hasResult = ({ code }: Example): boolean => splitLine(code.split("\n").at(-1)!) !== undefined;

const entries = {
  ndwasm: "src/index.ts",
  "ndwasm/dispatch": "src/dispatch/index.ts",
  "ndwasm/lazy": "src/lazy/index.ts",
  "ndwasm/adapters/tfjs": "src/adapters/tfjs/index.ts",
  "ndwasm/adapters/jax": "src/adapters/jax/index.ts",
  "ndwasm/adapters/onnx": "src/adapters/onnx/index.ts",
};

/**
 * The example as a module. Every line `expression // text` becomes a check that it prints so. Docstrings have `np`, the
 * names of dispatch and the documented name at hand; Markdown imports what it uses.
 */
export function moduleOf({ path, name, code }: Example, dispatchNames: readonly string[]): string {
  const lines = code.split("\n").map((line) => {
    const parts = splitLine(line);
    return parts ? `expectPrinted(${parts.expression}, ${JSON.stringify(parts.text)});` : line;
  });
  const prelude = [`import { expectPrinted } from "${resolve("test/examples.ts")}";`];
  if (!path.endsWith(".md")) {
    prelude.push(
      'import * as np from "ndwasm";',
      ...(code.includes("lazy.") ? ['import * as lazy from "ndwasm/lazy";'] : []),
      `import { ${dispatchNames.join(", ")} } from "ndwasm/dispatch";`,
    );
    const calledByName =
      name && !dispatchNames.includes(name) && new RegExp(`(?<!\\.)\\b${name}\\(`).test(code);
    if (calledByName) prelude.push(`import { ${name} } from "${resolve(path)}";`);
  }
  const text = [...prelude, ...lines, "export {};", ""].join("\n");
  return text.replace(/(from\s+)"(ndwasm[^"]*)"/g, (whole, from, specifier: keyof typeof entries) =>
    entries[specifier] ? `${from}"${resolve(entries[specifier])}"` : whole,
  );
}

/** Fails unless `text` is a form of the value: its elements, what a console shows, or its string. */
export function expectPrinted(value: unknown, text: string): void {
  const forms = [() => literal(value), () => inspect(value), () => String(value)].map((form) =>
    oneLine(form()),
  );
  if (!forms.includes(oneLine(text)))
    throw new Error(`gives ${[...new Set(forms)].join(" or ")}, not ${text}`);
}

const oneLine = (text: string): string => text.replace(/(?:\\n|\s)+/g, " ").trim();

/** The value as JavaScript would write it; an array as its elements. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  if ("toArray" in value) return literal((value as { toArray(): unknown }).toArray());
  const items = Object.entries(value).map(([key, item]) => `${key}: ${literal(item)}`);
  return `{ ${items.join(", ")} }`;
}

/** The files under a folder whose names end so. */
export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}
