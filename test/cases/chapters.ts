import { readFileSync } from "node:fs";
import { type Case, parseCases } from "./fixtures.ts";

/** The recorded cases of a chapter. */
export const readCases = (chapter: string): Case[] =>
  parseCases(readFileSync(new URL(`../fixtures/${chapter}.jsonl`, import.meta.url), "utf8"));
