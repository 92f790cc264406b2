import { expect, test } from "vitest";
import * as dispatch from "../src/dispatch/index.ts";
import * as np from "../src/index.ts";

/** One line for each public name: what it is, the parameters that a function requires, its id if it is overridable. */
function surface(namespace: object, prefix = ""): string[] {
  return Object.entries(namespace)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => {
      const path = prefix + name;
      if (typeof value === "function") {
        const id = value.id === undefined ? "" : `, id ${value.id}`;
        const kind = /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
        return `${path}: ${kind} of ${value.length}${id}`;
      }
      if (typeof value === "object" && value !== null) return surface(value, `${path}.`);
      return `${path}: ${typeof value} ${String(value)}`;
    });
}

test.each([
  ["ndwasm", np],
  ["ndwasm/dispatch", dispatch],
])("the public names of %s", (name, namespace) => {
  expect(surface(namespace).join("\n")).toMatchSnapshot(name);
});

test("a function is found by its id, and lies in the namespace where its id says", () => {
  for (const func of dispatch.overridables()) {
    expect(dispatch.find(func.id)).toBe(func);
    const path = func.id.split(".");
    expect(path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], np)).toBe(func);
  }
});
