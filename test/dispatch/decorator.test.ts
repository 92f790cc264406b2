import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { expect, it } from "vitest";
import { adopt } from "../../src/dispatch/index.ts";
import type * as Decorated from "./decorated.ts";
import { original } from "./ducks.ts";

// vitest does not compile decorators.
const source = readFileSync(new URL("decorated.ts", import.meta.url), "utf8");
const { code } = transformSync(source, { loader: "ts", target: "es2022" });
const { decorate }: typeof Decorated = await import(`data:text/javascript,${encodeURIComponent(code)}`);

class Foreign {
  readonly value = 10;
}

it("registers a static method, and leaves it as it is", () => {
  const twice = original("test.twice");
  const Boxed = decorate(adopt(Foreign), twice);
  expect(twice(new Foreign())).toBe(20);
  expect(Boxed.twice(new Boxed())).toBe(42);
});

it("refuses a function that has a handler already, without `override`", () => {
  const again = original("test.again");
  const implement = adopt(class extends Foreign {});
  decorate(implement, again);
  expect(() => decorate(implement, again)).toThrow("already");
  expect(() => decorate(implement, again, { override: true })).not.toThrow();
});
