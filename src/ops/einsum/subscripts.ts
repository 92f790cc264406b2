import { coerce } from "../../array/convert.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { ShapeError } from "../../errors.ts";
import { format } from "../../shape.ts";

/** Operands with a label for each axis, letters; the labels of the result's axes; and how long the axes of a label are. */
export interface Expression {
  readonly operands: readonly WasmArray[];
  readonly inputs: readonly string[];
  readonly output: string;
  readonly sizes: ReadonlyMap<string, number>;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Einstein's summation convention as NumPy writes it: subscripts, then operands; or operands that are each followed by
 * a list of labels, integers or "...", and after them one for the result.
 * @throws TypeError for subscripts that are malformed, ShapeError if they do not fit the operands
 */
export function parseExpression(id: string, args: readonly unknown[]): Expression {
  const [subscripts, values] = typeof args[0] === "string" ? [args[0], args.slice(1)] : fromLists(id, args);
  const operands = values.map((value) => coerce(id, value));
  const [left, right, ...rest] = subscripts.replaceAll(" ", "").split("->");
  const wrong = `${left}${right ?? ""}`.replaceAll("...", "").match(/[^A-Za-z,]/);
  if (wrong) throw new TypeError(`${id}: subscripts '${subscripts}' hold '${wrong[0]}', which is no label`);
  if (rest.length > 0) throw new TypeError(`${id}: subscripts '${subscripts}' hold more than one '->'`);
  const terms = left.split(",");
  if (terms.length !== operands.length) {
    throw new TypeError(
      `${id}: subscripts '${subscripts}' are for ${terms.length} operands, not ${operands.length}`,
    );
  }
  const broadcast = ellipsisLabels(id, terms, operands, subscripts);
  const inputs = terms.map((term, k) => expandEllipsis(term, broadcast, operands[k].ndim));
  const output = right === undefined ? implicitOutput(inputs, broadcast) : right.replace("...", broadcast);
  checkOutput(id, output, inputs);
  if (right !== undefined && broadcast && !right.includes("...")) {
    throw new TypeError(`${id}: the result of '${subscripts}' lacks the axes of '...'`);
  }
  return { operands, inputs, output, sizes: sizesOf(id, operands, inputs) };
}

/** Operands and lists of labels in turn, as subscripts and operands. */
function fromLists(id: string, args: readonly unknown[]): [string, unknown[]] {
  const count = args.length >> 1;
  const places = Array.from({ length: count }, (_, k) => k);
  const input = places.map((k) => labelsOf(id, args[2 * k + 1])).join(",");
  const output = args.length % 2 === 1 ? `->${labelsOf(id, args.at(-1))}` : "";
  return [input + output, places.map((k) => args[2 * k])];
}

function labelsOf(id: string, list: unknown): string {
  if (!Array.isArray(list)) {
    throw new TypeError(`${id}: an operand is followed by a list of labels, not ${String(list)}`);
  }
  return list
    .map((label) => {
      if (label === "...") return label;
      if (Number.isInteger(label) && label >= 0 && label < letters.length) return letters[label];
      throw new TypeError(
        `${id}: a label is an integer below ${letters.length} or "...", not ${String(label)}`,
      );
    })
    .join("");
}

/** Labels that no term has, for all axes that an ellipsis stands for. */
function ellipsisLabels(
  id: string,
  terms: readonly string[],
  operands: readonly WasmArray[],
  subscripts: string,
): string {
  let longest = 0;
  for (const [k, term] of terms.entries()) {
    const [before, after] = [term.replaceAll(".", "").length, operands[k].ndim];
    const hasEllipsis = term.includes("...");
    if (term.split("...").length > 2) {
      throw new TypeError(`${id}: '${term}' in subscripts '${subscripts}' has more than one '...'`);
    }
    if (hasEllipsis ? before > after : before !== after) {
      throw new ShapeError(
        `${id}: '${term}' does not fit operand ${k} of shape ${format(operands[k].shape)}`,
      );
    }
    if (hasEllipsis) longest = Math.max(longest, after - before);
  }
  const free = [...letters].filter((letter) => !subscripts.includes(letter));
  if (longest > free.length)
    throw new ShapeError(`${id}: there are not enough letters for ${longest} more axes`);
  return free.slice(free.length - longest).join("");
}

/** The axes that an ellipsis stands for are the last ones of those that any does: they broadcast. */
function expandEllipsis(term: string, broadcast: string, ndim: number): string {
  const count = ndim - (term.length - 3);
  return term.replace("...", broadcast.slice(broadcast.length - count));
}

/** The labels that occur once, in alphabetical order, after the axes of ellipses. */
function implicitOutput(inputs: readonly string[], broadcast: string): string {
  const all = inputs.join("");
  const once = [...letters].filter((label) => !broadcast.includes(label) && all.split(label).length === 2);
  return broadcast + once.join("");
}

function checkOutput(id: string, output: string, inputs: readonly string[]): void {
  for (const [i, label] of [...output].entries()) {
    if (output.indexOf(label) !== i) throw new TypeError(`${id}: label '${label}' is in the result twice`);
    if (!inputs.some((term) => term.includes(label))) {
      throw new TypeError(`${id}: label '${label}' of the result is in no operand`);
    }
  }
}

/** Axes of one label have one length, or 1, which is repeated. */
function sizesOf(id: string, operands: readonly WasmArray[], inputs: readonly string[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [k, term] of inputs.entries()) {
    const { shape } = operands[k];
    for (const [axis, label] of [...term].entries()) {
      const [size, length] = [sizes.get(label) ?? 1, shape[axis]];
      const first = shape[term.indexOf(label)];
      if (length !== first || (length !== 1 && size !== 1 && length !== size)) {
        throw new ShapeError(
          `${id}: label '${label}' of operand ${k}, of shape ${format(shape)}, has length ${length}, ` +
            `not ${length === first ? size : first}`,
        );
      }
      if (size === 1) sizes.set(label, length);
    }
  }
  return sizes;
}
