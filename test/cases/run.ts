// First of all imports: it counts what the others allocate.
import "./blocks.ts";

import { describe, expect, test } from "vitest";
import { blocksInUse } from "./blocks.ts";
import { readCases } from "./chapters.ts";
import { type Chapter, runCase } from "./check.ts";
import { type Case, type Elements, isElements } from "./fixtures.ts";
import { type Kind, kinds } from "./kinds.ts";
import type { Layout } from "./layouts.ts";

/** Cases that fail, of one function, beyond which a message only counts them. */
const shown = 8;

/** Runs the recorded cases of a chapter against every kind of array, each operand in every layout that it can have. */
export function describeCases(name: string, chapter: Chapter = {}): void {
  const cases = readCases(name);
  const functions = [...new Set(cases.map(({ fn }) => fn))];
  for (const kind of kinds) {
    describe(`${name}: ${kind.name}`, () => {
      for (const fn of functions) {
        test(fn, async () => {
          const failures: string[] = [];
          for (const each of cases) {
            if (each.fn !== fn || kind.skip?.(each)) continue;
            failures.push(...(await failuresOf(kind.adapt?.(each) ?? each, kind, chapter)));
          }
          const more = failures.length > shown ? [`… and ${failures.length - shown} more`] : [];
          expect([...failures.slice(0, shown), ...more].join("\n")).toBe("");
        });
      }
    });
  }
}

/** One message for the layouts in which the case fails in the same way. */
export async function failuresOf(each: Case, kind: Kind, chapter: Chapter): Promise<string[]> {
  const found = new Map<string, string[]>();
  for (const choice of layoutChoices(operandsOf(each), kind.layouts)) {
    const problem = await problemOf(() => runCase(each, kind, choice, chapter));
    if (!problem) continue;
    const names = choice.map(({ name }) => name).join(", ");
    found.set(problem, [...(found.get(problem) ?? []), names]);
  }
  return [...found].map(([problem, where]) => `${problem}\n  in ${each.line}\n  as ${where.join(" | ")}`);
}

/** What is wrong with a call. It may keep blocks for the next one of its kind, which then leaves none over. */
async function problemOf(run: () => Promise<string | undefined>): Promise<string | undefined> {
  const before = blocksInUse();
  const problem = await run();
  if (problem || !leftOver(before)) return problem;
  const between = blocksInUse();
  return (await run()) ?? leftOver(between);
}

const leftOver = (before: number): string | undefined =>
  blocksInUse() > before ? `${blocksInUse() - before} blocks are still in use` : undefined;

/** The arrays among the arguments, also those in lists, and then among the options, in order. */
function operandsOf({ args, options }: Case): Elements[] {
  return [...args, ...Object.values(options)]
    .flatMap((arg) => (Array.isArray(arg) ? arg : [arg]))
    .filter(isElements);
}

/** Layouts for each operand: all pairs of two operands, and for more every layout of each beside others of the next. */
function layoutChoices(operands: readonly Elements[], available: readonly Layout[]): Layout[][] {
  const suitable = operands.map((elements) => available.filter(({ suits }) => suits(elements)));
  if (operands.length === 2) return suitable[0].flatMap((one) => suitable[1].map((other) => [one, other]));
  const rounds = Math.max(1, ...suitable.map((list) => list.length));
  return Array.from({ length: rounds }, (_, round) =>
    suitable.map((list, i) => list[(round + i) % list.length]),
  );
}
