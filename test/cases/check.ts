/** Calls a function as a recorded case says, on one kind of array, and compares. Runs in browsers too. */
import * as np from "../../src/index.ts";
import { difference, exact, type Tolerance } from "./compare.ts";
import { type Case, type Elements, type Expected, isElements, isOutline } from "./fixtures.ts";
import type { Kind } from "./kinds.ts";
import type { Layout } from "./layouts.ts";

/** What else must hold of a function's results: says what does not, or returns undefined. */
export type Check = (each: Case, results: Readonly<Record<string, Elements>>) => string | undefined;

export interface Chapter {
  /** By function; exact for those that are not named. */
  readonly tolerances?: { readonly [fn: string]: Tolerance };
  /** By function, for results that are arrays by name. */
  readonly checks?: { readonly [fn: string]: Check };
}

/** What is wrong with the case, if anything: result or error, operands that have changed. */
export async function runCase(
  each: Case,
  kind: Kind,
  choice: readonly Layout[],
  chapter: Chapter,
): Promise<string | undefined> {
  const operands: { readonly array: unknown; readonly elements: Elements }[] = [];
  const make = (arg: unknown): unknown => {
    if (Array.isArray(arg)) return arg.map(make);
    if (!isElements(arg)) return arg;
    const array = kind.make(arg, choice[operands.length]);
    operands.push({ array, elements: arg });
    return array;
  };
  const args = each.args.map(make);
  const options = Object.fromEntries(Object.entries(each.options).map(([key, value]) => [key, make(value)]));
  const results: unknown[] = [];
  try {
    const outcome = call(each.fn, args, options, kind);
    results.push(...arraysIn(outcome.result, kind));
    const problem = each.error
      ? errorProblem(outcome, each)
      : await resultProblem(outcome, each, kind, chapter);
    if (problem) return problem;
    for (const [i, { array, elements }] of operands.entries()) {
      const isOut = i === 0 && each.changed;
      const tolerance = (isOut && chapter.tolerances?.[each.fn]) || exact;
      const change = difference(await kind.read(array), isOut ? each.changed : elements, tolerance);
      if (change) return `operand ${i} has changed${isOut ? " to something else" : ""}: ${change}`;
    }
    return undefined;
  } finally {
    for (const array of new Set([...results, ...operands.map(({ array }) => array)])) kind.dispose(array);
  }
}

interface Outcome {
  readonly result?: unknown;
  readonly error?: unknown;
}

type Callable = (...args: unknown[]) => unknown;

function call(fn: string, args: readonly unknown[], options: object, kind: Kind): Outcome {
  const path = fn.split(".");
  const namespace: unknown = kind.namespace ?? np;
  const target = path.reduce((value, name) => (value as Record<string, unknown>)?.[name], namespace);
  if (typeof target !== "function") return { error: new Error(`there is no np.${fn}`) };
  const like = kind.foreign && creators.has(fn) ? kind.make(one, kind.layouts[0]) : undefined;
  const given = like ? { ...options, like } : options;
  try {
    return { result: (target as Callable)(...args, ...(Object.keys(given).length ? [given] : [])) };
  } catch (error) {
    return { error };
  } finally {
    if (like) kind.dispose(like);
  }
}

/** The functions that make arrays from none, and so learn of a kind by `like` alone. */
const creators = new Set([
  "asarray",
  "zeros",
  "ones",
  "full",
  "empty",
  "arange",
  "linspace",
  "eye",
  "fft.fftfreq",
  "fft.rfftfreq",
]);

const one: Elements = { dtype: "bool", shape: [], data: [true] };

function errorProblem({ result, error }: Outcome, { fn, error: expected }: Case): string | undefined {
  if (error === undefined) return `gave ${result}, not ${expected}`;
  if (!(error instanceof Error) || error.name !== expected) return `threw ${error}, not ${expected}`;
  return error.message.startsWith(`${fn}: `)
    ? undefined
    : `the message does not name ${fn}: ${error.message}`;
}

async function resultProblem(
  { result, error }: Outcome,
  each: Case,
  kind: Kind,
  { tolerances = {}, checks = {} }: Chapter,
): Promise<string | undefined> {
  if (error !== undefined) return `threw ${error}`;
  if (each.changed) return result === undefined ? undefined : `gave ${result}`;
  const usual = tolerances[each.fn] ?? exact;
  const tolerance = kind.tolerance?.(each.fn, usual) ?? usual;
  const found: Record<string, Elements> = {};

  async function compare(actual: unknown, expected: Expected, name: string): Promise<string | undefined> {
    if (typeof expected !== "object") return actual === expected ? undefined : `${actual}, not ${expected}`;
    if (isOutline(expected)) {
      if (!kind.owns(actual)) return `${Object(actual).constructor?.name} is not of the kind ${kind.name}`;
      found[name] = await kind.read(actual);
      return difference(found[name], expected, tolerance);
    }
    // A list, or a named tuple, which is one by its names too.
    const { length } = [...(actual as Iterable<unknown>)];
    const items = Object.entries(expected);
    if (length !== items.length) return `${length} results, not ${items.length}`;
    for (const [key, item] of items) {
      const problem = await compare((actual as Record<string, unknown>)[key], item, key);
      if (problem) return `${key}: ${problem}`;
    }
    return undefined;
  }

  return (await compare(result, each.result!, "result")) ?? checks[each.fn]?.(each, found);
}

/** The arrays of the kind in a result, which may be a list or an object of them. */
function arraysIn(result: unknown, kind: Kind): unknown[] {
  if (kind.owns(result)) return [result];
  return typeof result === "object" && result !== null ? Object.values(result).filter(kind.owns) : [];
}
