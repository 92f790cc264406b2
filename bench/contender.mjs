import { time } from "./harness.mjs";
import { makers, sampled } from "./operands.mjs";

/**
 * An operand: its shape as it is stored, what view of it is meant, and of which numbers it is (`pattern` unless said).
 * @typedef {{ shape: number[], values?: "pattern" | "scattered" | "shuffled" | "ascending" | "amounts" | "positive", view?: "transposed" | "everyOther" | "isNegative" }} Operand
 */

/**
 * A contender for each library that has the dtype and the views and for which `call` gives a function of the operands, and
 * one for NumPy, which evaluates `statement` of a, b, ….
 * @param {{ libraries: object[], numpy?: object }} field
 * @param {string} dtype
 * @param {Operand[]} operands
 * @param {(library: object) => ((...operands: unknown[]) => unknown) | undefined} call
 * @param {string} statement
 * @returns {import("./harness.mjs").Contender[]}
 */
export function contendersFor({ libraries, numpy }, dtype, operands, call, statement) {
  const first = libraries[0].name;
  const contenders = libraries
    .filter((library) => library.dtypes.includes(dtype) && call(library))
    .filter((library) => operands.every(({ view }) => !view || library[view]))
    .map((library) => contenderOf(library, dtype, operands, call(library), first));
  if (!numpy) return contenders;
  const setup = operands.map((operand, i) => `${"abc"[i]} = ${inPython(operand, dtype)}`).join("\n");
  return [...contenders, { ...numpy.contender(setup, statement), relation: relationTo(first, numpy) }];
}

function contenderOf(library, dtype, operands, run, first) {
  const { name, values, release = () => {} } = library;
  let arrays = [];
  // What was written to an operand is that operand.
  const drop = (result) => arrays.includes(result) || release(result);
  return {
    name,
    relation: relationTo(first, library),
    prepare() {
      arrays = operands.map((operand) => makeOperand(library, dtype, operand));
    },
    result() {
      const result = run(...arrays);
      const some = sampled(values(result));
      drop(result);
      return some;
    },
    time: (seconds) => time(() => drop(run(...arrays)), seconds),
    finish() {
      for (const array of arrays) release(array);
    },
  };
}

/** What stands beside the speed of a library, or of a variant of ndwasm. */
function relationTo(first, { ceiling, isGain }) {
  if (ceiling) return { is: "share", of: ceiling };
  return { is: isGain ? "gain" : "times", of: first };
}

function makeOperand(library, dtype, { shape, values = "pattern", view }) {
  const size = shape.reduce((product, length) => product * length);
  const stored = library.array(makers[values](size, dtype), shape);
  return view ? library[view](stored) : stored;
}

function inPython({ shape, values = "pattern", view }, dtype) {
  const views = { transposed: ".T", everyOther: "[:, ::2]", isNegative: " < 0" };
  return `${values}(${shape.join(", ")}, dtype="${dtype}")${views[view] ?? ""}`;
}
