import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Code, Complex } from "../../src/dtype.ts";
import type { Ufunc } from "../../src/wasm/ufunc.ts";
import { ulp } from "../cases/compare.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import { sample } from "./scalars.ts";
import {
  checkWritten,
  type Element,
  type Kernel,
  type Layout,
  placeTile,
  problem,
  readTile,
  tileArgs,
} from "./tiles.ts";

/** Operands, then for each part of the result the number nearest to it and the rest in units of its last place. */
type Point = readonly number[];

const fixtures: { kernel: string; points: Point[] }[] = readFileSync(
  new URL("../fixtures/accuracy.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

/** What docstrings say of real functions, or of kernels, in units in the last place. */
const elementary: { readonly [op: string]: number } = {
  exp: 1.1,
  log: 1.2,
  pow: 0.8,
  pow_f32: 2,
  expm1: 1.8,
  log1p: 1.6,
  log2: 2.1,
  log10: 2.5,
  sin: 0.85,
  cos: 0.85,
  tan: 3.5,
  asin: 2.4,
  acos: 1.3,
  atan: 2,
  sinh: 2.9,
  cosh: 2.9,
  tanh: 2.8,
  asinh: 1.9,
  acosh: 2.5,
  atanh: 2.2,
  hypot: 1.3,
  atan2: 2,
  logaddexp: 4,
  exp2: 0.8,
  cbrt: 0.7,
};

/** For complex results, of the larger part. */
const complexBounds: { readonly [kernel: string]: number } = {
  exp_c128: 2,
  log_c128: 2,
  sqrt_c128: 2,
  multiply_c128: 1.5,
  divide_c128: 2.5,
  pow_c128: 4,
  expm1_c128: 2.5,
  log1p_c128: 2,
  log2_c128: 2.2,
  log10_c128: 2.5,
  sin_c128: 2.5,
  cos_c128: 2.5,
  tan_c128: 4,
  sinh_c128: 2.9,
  cosh_c128: 2.9,
  tanh_c128: 4,
  asin_c128: 3,
  acos_c128: 3,
  atan_c128: 3,
  asinh_c128: 3,
  acosh_c128: 3,
  atanh_c128: 3,
  abs_c128: 1,
};

const binary = ["multiply", "divide", "pow", "hypot", "atan2", "logaddexp"];
const parse = (name: string): [op: string, code: Code] => name.split("_") as [string, Code];

function kernelOf(ufunc: Ufunc, name: string): Kernel {
  return (ufunc as unknown as { [name: string]: Kernel })[name];
}

const contiguous = (cols: number): Layout => ({
  rows: 1,
  cols,
  row: cols,
  col: 1,
  start: 0,
  length: cols,
  misalign: 0,
});

/** What a kernel gives for lists of operands. */
function evaluate(ufunc: Ufunc, arena: Arena, name: string, operands: readonly Element[][]): Element[] {
  const [op, code] = parse(name);
  const result = op === "abs" ? ({ c64: "f32", c128: "f64" } as { [code: string]: Code })[code] : code;
  const layout = contiguous(operands[0].length);
  const out = placeTile(arena, result, layout, []);
  const inputs = operands.map((values) => placeTile(arena, code, layout, values));
  kernelOf(ufunc, name)(...tileArgs(out, ...inputs), 1, layout.cols);
  return readTile(arena, out);
}

/** Reads the operands of a point off its list. */
function operandsOf(name: string, points: readonly Point[]): Element[][] {
  const [op, code] = parse(name);
  const count = binary.includes(op) ? 2 : 1;
  const per = code.startsWith("c") ? 2 : 1;
  return Array.from({ length: count }, (_, k) =>
    points.map((point) => (per === 2 ? { re: point[2 * k], im: point[2 * k + 1] } : point[k])),
  );
}

/** The error of a result in units of the last place of its larger part. */
function errorOf(actual: Element, expected: readonly number[], code: Code): number {
  const dtype = code === "f32" ? "float32" : "float64";
  const parts = typeof actual === "object" ? [actual.re, actual.im] : [Number(actual)];
  const errors = parts.map((value, i) => {
    const [nearest, rest] = expected.slice(2 * i);
    const unit = ulp(Math.abs(nearest), dtype);
    return Math.abs((value - nearest) / unit - rest) * unit;
  });
  const largest = Math.max(...parts.map((_, i) => Math.abs(expected[2 * i])));
  return Math.max(...errors) / ulp(largest, dtype);
}

describeArtefacts<Ufunc>("ufunc", (ufunc, arena) => {
  test.each(fixtures)("$kernel is as accurate as it says", ({ kernel, points }) => {
    arena.clear();
    const operands = operandsOf(kernel, points);
    const results = evaluate(ufunc, arena, kernel, operands);
    const [op, code] = parse(kernel);
    const taken = operands.length * (code.startsWith("c") ? 2 : 1);
    const errors = results.map((result, i) => errorOf(result, points[i].slice(taken), code));
    const worst = errors.indexOf(Math.max(...errors));
    expect(errors[worst], `${op} at ${points[worst]} is ${JSON.stringify(results[worst])}`).toBeLessThan(
      complexBounds[kernel] ?? elementary[kernel] ?? elementary[op],
    );
    arena.checkGuards();
  });

  describe("has the same results in any layout", () => {
    const names = [
      ...Object.keys(elementary)
        .filter((op) => !op.includes("_"))
        .flatMap((op) => [`${op}_f32`, `${op}_f64`]),
      ...Object.keys(complexBounds).flatMap((name) => [name, name.replace("c128", "c64")]),
    ];

    test.each(names)("%s", (name) => {
      const [op, code] = parse(name);
      const result = (op === "abs" ? code.replace("c64", "f32").replace("c128", "f64") : code) as Code;
      const kernel = kernelOf(ufunc, name);
      fc.assert(
        fc.property(problem(binary.includes(op) ? 2 : 1), fc.nat({ max: 100 }), (layouts, start) => {
          arena.clear();
          const { rows, cols } = layouts;
          const out = placeTile(arena, result, layouts.out, []);
          const inputs = layouts.inputs.map((layout, k) =>
            placeTile(arena, code, layout, sample(code, start + 5 * k)),
          );
          const operands = inputs.map((x) => readTile(arena, x));
          const expected = operands[0].flatMap((_, i) =>
            evaluate(
              ufunc,
              arena,
              name,
              operands.map((x) => [x[i]]),
            ),
          );
          checkWritten(arena, out, expected, () => kernel(...tileArgs(out, ...inputs), rows, cols));
        }),
        { numRuns: 20 },
      );
    });
  });

  test.each([
    [
      "exp_f64",
      [0, -0, Infinity, -Infinity, NaN, 709.79, -745.2, 1e308, -1e308],
      [1, 1, Infinity, 0, NaN, Infinity, 0, Infinity, 0],
    ],
    [
      "log_f64",
      [1, 0, -0, Infinity, -Infinity, NaN, -1, 5e-324],
      [0, -Infinity, -Infinity, Infinity, NaN, NaN, NaN, -744.4400719213812],
    ],
    [
      "expm1_f64",
      [-0, -Infinity, Infinity, NaN, 5e-324, 1e3, -1e3],
      [-0, -1, Infinity, NaN, 5e-324, Infinity, -1],
    ],
    [
      "log1p_f64",
      [-0, -1, Infinity, -2, NaN, 5e-324, 1.7976931348623157e308],
      [-0, -Infinity, Infinity, NaN, NaN, 5e-324, 709.782712893384],
    ],
    ["log2_f64", [1, 8, 0.125, 5e-324, 0, -1], [0, 3, -3, -1074, -Infinity, NaN]],
    ["sin_f64", [-0, Infinity, NaN, 1e22, 5e-324], [-0, NaN, NaN, -0.8522008497671888, 5e-324]],
    ["cos_f64", [0, -Infinity, NaN], [1, NaN, NaN]],
    ["tan_f64", [-0, Infinity, NaN, 5e-324], [-0, NaN, NaN, 5e-324]],
    ["sin_f32", [-0, Infinity, NaN, 2], [-0, NaN, NaN, Math.fround(Math.sin(2))]],
    ["tan_f32", [-0, Infinity, NaN], [-0, NaN, NaN]],
    ["asin_f64", [-0, 1, -1, 1.5, NaN], [-0, Math.PI / 2, -Math.PI / 2, NaN, NaN]],
    ["acos_f64", [1, 0, -1, -1.5, NaN], [0, Math.PI / 2, Math.PI, NaN, NaN]],
    ["atan_f64", [-0, Infinity, -Infinity, NaN], [-0, Math.PI / 2, -Math.PI / 2, NaN]],
    ["sinh_f64", [-0, Infinity, -Infinity, NaN, 711], [-0, Infinity, -Infinity, NaN, Infinity]],
    ["cosh_f64", [-0, Infinity, -Infinity, NaN], [1, Infinity, Infinity, NaN]],
    ["tanh_f64", [-0, Infinity, -Infinity, NaN, 5e-324], [-0, 1, -1, NaN, 5e-324]],
    ["asinh_f64", [-0, Infinity, -Infinity, NaN], [-0, Infinity, -Infinity, NaN]],
    ["acosh_f64", [1, Infinity, 0.5, -Infinity, NaN, -3], [0, Infinity, NaN, NaN, NaN, NaN]],
    ["atanh_f64", [-0, 1, -1, 2, NaN], [-0, Infinity, -Infinity, NaN, NaN]],
    ["exp_f32", [0, Infinity, -Infinity, NaN, 89, -104], [1, Infinity, 0, NaN, Infinity, 0]],
    ["log_f32", [1, 0, Infinity, -1, NaN], [0, -Infinity, Infinity, NaN, NaN]],
  ])("%s of special values", (name, values, expected) => {
    arena.clear();
    expect(evaluate(ufunc, arena, name, [values])).toEqual(expected);
  });

  test("pow_f64 of special values is C's, not JavaScript's", () => {
    arena.clear();
    const pairs = [
      [1, NaN, 1],
      [-1, Infinity, 1],
      [-1, -Infinity, 1],
      [NaN, 0, 1],
      [-8, 1 / 3, NaN],
      [-2, 3, -8],
      [-0, -3, -Infinity],
      [-0, 3, -0],
      [0.5, -Infinity, Infinity],
      [-Infinity, 3, -Infinity],
      [-Infinity, 0.5, Infinity],
    ];
    const [a, b, expected] = [0, 1, 2].map((k) => pairs.map((pair) => pair[k]));
    expect(evaluate(ufunc, arena, "pow_f64", [a, b])).toEqual(expected);
  });

  test("special pairs", () => {
    const pairs: { readonly [kernel: string]: [x: number, y: number, result: number][] } = {
      atan2_f64: [
        [0, -0, Math.PI],
        [-0, -1, -Math.PI],
        [-0, 0, -0],
        [1, 0, Math.PI / 2],
        [Infinity, -Infinity, (3 * Math.PI) / 4],
        [-1, -Infinity, -Math.PI],
        [1, Infinity, 0],
        [Infinity, NaN, NaN],
      ],
      hypot_f64: [
        [Infinity, NaN, Infinity],
        [NaN, 1, NaN],
        [3 * 2 ** 700, 2 ** 702, 5 * 2 ** 700],
        [5e-324, 0, 5e-324],
      ],
      logaddexp_f64: [
        [-Infinity, -Infinity, -Infinity],
        [Infinity, Infinity, Infinity],
        [-Infinity, 2, 2],
        [NaN, Infinity, NaN],
        [1000, 1000, 1000 + Math.LN2],
      ],
    };
    for (const [kernel, rows] of Object.entries(pairs)) {
      arena.clear();
      const [x, y, expected] = [0, 1, 2].map((k) => rows.map((row) => row[k]));
      expect(evaluate(ufunc, arena, kernel, [x, y]), kernel).toEqual(expected);
    }
  });

  test("complex powers: integers by multiplication, powers of 0", () => {
    arena.clear();
    const z = (re: number, im = 0): Complex => ({ re, im });
    const bases = [z(0, 1), z(2, 1), z(2, 1), z(0), z(0), z(0), z(3, 4), z(Infinity, 0)];
    const powers = [z(2), z(3), z(-1), z(0), z(2), z(-1), z(1), z(2)];
    const nan = z(NaN, NaN);
    const expected = [z(-1), z(2, 11), z(0.4, -0.2), z(1), z(0), nan, z(3, 4), z(Infinity, NaN)];
    expect(evaluate(ufunc, arena, "pow_c128", [bases, powers])).toEqual(expected);
  });
});
