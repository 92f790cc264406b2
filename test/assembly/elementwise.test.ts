import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Code, type Complex, dtypes } from "../../src/dtype.ts";
import type { Core } from "../../src/wasm/core.ts";
import type { Ufunc } from "../../src/wasm/ufunc.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import { applyBinary, binaries, comparisons, narrow, sample } from "./scalars.ts";
import {
  checkWritten,
  type Element,
  type Kernel,
  type Layout,
  placeTile,
  problem,
  readTile,
  rowOf,
  tileArgs,
} from "./tiles.ts";

const codes = Object.values(dtypes).map(({ code }) => code);

/** Kernels `op_code` of `ops`, with their codes. */
function kernelsOf(
  ufunc: Ufunc,
  ops: readonly string[],
): { name: string; op: string; code: Code; kernel: Kernel }[] {
  const exports = ufunc as unknown as { [name: string]: Kernel | undefined };
  return ops.flatMap((op) =>
    codes
      .map((code) => ({ name: `${op}_${code}`, op, code, kernel: exports[`${op}_${code}`]! }))
      .filter(({ kernel }) => kernel),
  );
}

/** Integer powers have exponents that are not negative. */
const exponent = (value: Element): Element =>
  typeof value === "bigint" ? (value < 0n ? -(value + 1n) : value) % 100n : Math.abs(value as number) % 100;

interface Problem {
  readonly rows: number;
  readonly cols: number;
  readonly out: Layout;
  readonly inputs: readonly Layout[];
}

/** Runs `check` for random layouts and values that start anywhere in their lists. */
function forLayouts(arena: Arena, inputs: number, check: (problem: Problem, start: number) => void): void {
  fc.assert(
    fc.property(problem(inputs), fc.nat({ max: 100 }), (layouts, start) => {
      arena.clear();
      check(layouts, start);
    }),
    { numRuns: 40 },
  );
}

describeArtefacts<Ufunc>("ufunc", (ufunc, arena) => {
  describe("binary", () => {
    const kernels = kernelsOf(ufunc, Object.keys(binaries)).filter(
      ({ op, code }) => rowOf(code).kind !== "complex" && !(op === "pow" && rowOf(code).kind === "float"),
    );

    test("there is one for each type", () => {
      expect(kernels.map(({ name }) => name)).toHaveLength(
        11 + 10 + 11 + 2 + 10 + 10 + 8 + 3 * 10 + 2 * 2 + 4 * 4 + 8 + 2 * 8 + 3 * 2,
      );
    });

    test.each(kernels)("$name", ({ op, code, kernel }) => {
      forLayouts(arena, 2, ({ rows, cols, ...layouts }, start) => {
        const out = placeTile(arena, code, layouts.out, []);
        const x = placeTile(arena, code, layouts.inputs[0], sample(code, start));
        const second = sample(code, 3 * start + 1);
        const y = placeTile(arena, code, layouts.inputs[1], op === "pow" ? second.map(exponent) : second);
        const ys = readTile(arena, y);
        const expected = readTile(arena, x).map((a, i) => applyBinary(op, code, a, ys[i]));
        checkWritten(arena, out, expected, () => kernel(...tileArgs(out, x, y), rows, cols));
      });
    });
  });

  describe("comparison", () => {
    const kernels = kernelsOf(ufunc, Object.keys(comparisons)).filter(
      ({ code }) => rowOf(code).kind !== "complex",
    );

    test.each(kernels)("$name", ({ op, code, kernel }) => {
      forLayouts(arena, 2, ({ rows, cols, ...layouts }, start) => {
        const out = placeTile(arena, "bool", layouts.out, []);
        const x = placeTile(arena, code, layouts.inputs[0], sample(code, start));
        const y = placeTile(arena, code, layouts.inputs[1], sample(code, start % 3));
        const ys = readTile(arena, y);
        const negate = start % 2;
        const expected = readTile(arena, x).map(
          (a, i) => Number(comparisons[op](a as never, ys[i] as never)) ^ negate,
        );
        checkWritten(arena, out, expected, () => kernel(...tileArgs(out, x, y), rows, cols, negate));
      });
    });

    test.each(Object.keys(comparisons))("%s of int64 with uint64", (op) => {
      const kernel = ufunc[`${op as "less"}_mixed_i64`] as unknown as Kernel;
      forLayouts(arena, 2, ({ rows, cols, ...layouts }, start) => {
        const out = placeTile(arena, "bool", layouts.out, []);
        const x = placeTile(arena, "i64", layouts.inputs[0], sample("i64", start));
        const y = placeTile(arena, "u64", layouts.inputs[1], sample("u64", start % 3));
        const ys = readTile(arena, y);
        const expected = readTile(arena, x).map((a, i) =>
          Number(comparisons[op](a as never, ys[i] as never)),
        );
        checkWritten(arena, out, expected, () => kernel(...tileArgs(out, x, y), rows, cols, 0));
      });
    });

    test.each(kernelsOf(ufunc, ["equal"]).filter(({ code }) => rowOf(code).kind === "complex"))(
      "$name",
      ({ code, kernel }) => {
        forLayouts(arena, 2, ({ rows, cols, ...layouts }, start) => {
          const out = placeTile(arena, "bool", layouts.out, []);
          const x = placeTile(arena, code, layouts.inputs[0], sample(code, start));
          const y = placeTile(arena, code, layouts.inputs[1], sample(code, start % 3));
          const ys = readTile(arena, y) as Complex[];
          const expected = (readTile(arena, x) as Complex[]).map(
            ({ re, im }, i) => Number(re === ys[i].re && im === ys[i].im) ^ (start % 2),
          );
          checkWritten(arena, out, expected, () => kernel(...tileArgs(out, x, y), rows, cols, start % 2));
        });
      },
    );
  });

  describe("unary", () => {
    const ops: { readonly [op: string]: (a: never) => number | bigint } = {
      negative: (a: number) => -a,
      abs: (a: number) => (a < 0 || Object.is(a, -0) ? -a : a),
      sqrt: (a: number) => Math.sqrt(a),
      square: (a: number | bigint) =>
        typeof a === "bigint"
          ? a * a
          : Number.isInteger(a) && Math.abs(a) < 2 ** 33
            ? BigInt(a) ** 2n
            : a * a,
      floor: (a: number) => Math.floor(a),
      ceil: (a: number) => Math.ceil(a),
      trunc: (a: number) => Math.trunc(a),
      reciprocal: (a: number) => 1 / a,
      sign: (a: number) => (a > 0 ? 1 : a < 0 ? -1 : Number.isNaN(a) ? a : 0),
      bitwise_invert: <N extends number>(a: N) => ~a as N,
    };
    const kernels = kernelsOf(ufunc, Object.keys(ops)).filter(({ code }) => rowOf(code).kind !== "complex");

    test.each(kernels)("$name", ({ op, code, kernel }) => {
      forLayouts(arena, 1, ({ rows, cols, ...layouts }, start) => {
        const out = placeTile(arena, code, layouts.out, []);
        const x = placeTile(arena, code, layouts.inputs[0], sample(code, start));
        const expected = readTile(arena, x).map((a) => narrow(code, ops[op](a as never)));
        checkWritten(arena, out, expected, () => kernel(...tileArgs(out, x), rows, cols));
      });
    });

    test.each(kernelsOf(ufunc, ["least"]))("$name", ({ code, kernel }) => {
      forLayouts(arena, 1, ({ rows, cols, ...layouts }, start) => {
        const x = placeTile(arena, code, layouts.inputs[0], sample(code, start));
        const expected = Math.min(0, ...readTile(arena, x).map(Number));
        expect(kernel(...tileArgs(x), rows, cols)).toBe(expected);
      });
    });
  });
});

describeArtefacts<Core>("core", (core, arena) => {
  describe("where", () => {
    const sized = { u8: "u8", u16: "u16", u32: "f32", u64: "f64", v128: "c128" } as const;

    test.each(Object.entries(sized))("where_%s", (name, code) => {
      const kernel = core[`where_${name as keyof typeof sized}`] as unknown as Kernel;
      forLayouts(arena, 3, ({ rows, cols, ...layouts }, start) => {
        const out = placeTile(arena, code, layouts.out, []);
        const condition = placeTile(arena, "bool", layouts.inputs[0], sample("bool", start));
        const x = placeTile(arena, code, layouts.inputs[1], sample(code, start));
        const y = placeTile(arena, code, layouts.inputs[2], sample(code, 2 * start + 1));
        const [xs, ys] = [readTile(arena, x), readTile(arena, y)];
        const expected = readTile(arena, condition).map((holds, i) => (holds ? xs[i] : ys[i]));
        checkWritten(arena, out, expected, () => kernel(...tileArgs(out, condition, x, y), rows, cols));
      });
    });
  });
});
