import { describe, expect, test } from "vitest";
import { badInputs, makeOperands } from "./errors.ts";

const operands = makeOperands();
const contents = () => Object.values(operands).map((array) => array.toArray());
const before = contents();

describe.each(badInputs(operands))("%s", (_, rows) => {
  const numbered = rows.map((row, i) => ({ ...row, name: `${row.id} (${i}) throws ${row.error}` }));

  test.each(numbered)("$name", ({ id, error, value, call }) => {
    let thrown: unknown;
    try {
      call();
    } catch (problem) {
      thrown = problem;
    }
    expect(thrown).toBeInstanceOf(Error);
    const { name, message } = thrown as Error;
    expect(`${name} ${message}`).toMatch(`${error} ${id}: `);
    expect(message).toContain(value);
    expect(contents()).toEqual(before);
  });
});
