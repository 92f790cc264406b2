import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import type { Complex, DType, Scalar } from "../../src/dtype.ts";
import { DTypeError, ShapeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";
import { exactSum } from "../exact-sum.ts";
import { elementsOf, groupsOf, isWhole, makeArray, type Problem, problemFor } from "./groups.ts";

// What NumPy gives, for every dtype, is in the case tables (test/cases); here are arrays that reach past all blocks, in
// all layouts, against plain references.

const real = [
  ...(["bool", "int8", "int16", "int32", "int64"] as const),
  ...(["uint8", "uint16", "uint32", "uint64", "float32", "float64"] as const),
];
const all: DType[] = [...real, "complex64", "complex128"];

/**
 * Fails unless `run` gives what `reference` makes of each group of elements, as `dtype`; where a tolerance is given, up to
 * that part of what is expected, or of a larger `scale` of the group.
 */
function check(
  problem: Problem,
  run: (x: WasmArray, options: Pick<Problem, "axis" | "keepdims">) => WasmArray,
  dtype: DType,
  reference: (group: never[]) => Scalar,
  tolerance = 0,
  scale: (group: never[]) => number = () => 0,
): void {
  const { axis, keepdims } = problem;
  const x = makeArray(problem);
  const { shape, kept, groups } = groupsOf(x, problem);
  const got = run(x, { axis, keepdims });
  expect(got.dtype).toBe(dtype);
  expect(got.shape).toEqual(keepdims ? shape : kept);
  const expected = groups.map((group) => reference(group as never[]));
  const elements = elementsOf(got);
  if (tolerance === 0) expect(elements).toEqual(expected);
  else {
    for (const [i, value] of (expected as number[]).entries()) {
      const error = Math.abs((elements[i] as number) - value);
      const size = Math.max(Math.abs(value), scale(groups[i] as never[]));
      if (!Object.is(elements[i], value)) expect(error).toBeLessThanOrEqual(tolerance * size);
    }
  }
  got.dispose();
  x.dispose();
}

const total = (dtype: DType): DType =>
  dtype.startsWith("u") ? "uint64" : isWhole(dtype) || dtype === "bool" ? "int64" : dtype;
const real64 = (dtype: DType): DType => (/float|complex/.test(dtype) ? dtype : "float64");
const wrap = (dtype: DType, value: bigint) =>
  dtype === "uint64" ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value);
const round = (dtype: DType) => (/float32|complex64/.test(dtype) ? Math.fround : (value: number) => value);

/** The sum of a group, rounded once; integers as bigints. */
function sumOf(dtype: DType, group: never[]): Scalar {
  if (!/float|complex/.test(dtype)) {
    return wrap(
      total(dtype),
      (group as (number | bigint)[]).reduce((sum: bigint, v) => sum + BigInt(v), 0n),
    );
  }
  if (dtype.startsWith("float")) return exactSum(group);
  const parts = group as Complex[];
  return { re: exactSum(parts.map(({ re }) => re)), im: exactSum(parts.map(({ im }) => im)) };
}

const mapParts = (value: Scalar, map: (part: number) => number): Scalar =>
  typeof value === "object" ? { re: map(value.re), im: map(value.im) } : map(Number(value));

test("sum", () => {
  fc.assert(
    fc.property(problemFor(all), (problem) => {
      const { dtype } = problem;
      check(problem, np.sum, total(dtype), (group) => {
        const sum = sumOf(dtype, group);
        return typeof sum === "bigint" ? sum : mapParts(sum, round(dtype));
      });
    }),
    { numRuns: 400 },
  );
});

test("sum as another dtype: elements are cast block by block", () => {
  fc.assert(
    fc.property(problemFor(["int8", "uint16", "bool"]), (problem) => {
      const run = (x: WasmArray, options: object) => np.sum(x, { ...options, dtype: "float64" });
      check(problem, run, "float64", (group) => Number(sumOf(problem.dtype, group)));
    }),
    { numRuns: 150 },
  );
  fc.assert(
    fc.property(problemFor(["float32", "float64"]), (problem) => {
      const run = (x: WasmArray, options: object) => np.sum(x, { ...options, dtype: "int16" });
      check(problem, run, "int16", (group) => {
        const sum = group.reduce((a: number, b: number) => a + Math.trunc(b), 0);
        return Number(BigInt.asIntN(16, BigInt(sum)));
      });
    }),
    { numRuns: 150 },
  );
});

test("prod", () => {
  const multiply = (a: Complex, b: Complex) => ({
    re: a.re * b.re - a.im * b.im,
    im: a.re * b.im + a.im * b.re,
  });
  fc.assert(
    fc.property(problemFor(real), (problem) => {
      const { dtype } = problem;
      if (dtype.startsWith("float")) {
        // Products of powers of two, exact in any order as long as none overflows.
        const { groups } = groupsOf(makeArray(problem), problem);
        const powers = (group: number[]) =>
          group.reduce((sum, v) => sum + Math.abs(Math.log2(Math.abs(v))), 0);
        fc.pre(groups.every((group) => powers(group as number[]) < 1000));
      }
      check(problem, np.prod, total(dtype), (group: (number | bigint)[]) => {
        if (dtype.startsWith("float")) return round(dtype)((group as number[]).reduce((a, b) => a * b, 1));
        return wrap(
          total(dtype),
          group.reduce((a: bigint, b) => wrap(total(dtype), a * BigInt(b)), 1n),
        );
      });
    }),
    { numRuns: 300 },
  );
  const x = np.asarray([
    { re: 1, im: 2 },
    { re: 3, im: -1 },
    { re: 0.5, im: 4 },
  ]);
  expect(np.prod(x).item()).toEqual(
    multiply(multiply({ re: 1, im: 2 }, { re: 3, im: -1 }), { re: 0.5, im: 4 }),
  );
});

describe.each([
  ["min", np.min],
  ["max", np.max],
] as const)("%s", (id, extremum) => {
  test("any layout", () => {
    fc.assert(
      fc.property(problemFor(real), (problem) => {
        const { dtype } = problem;
        const x = makeArray(problem);
        if (groupsOf(x, problem).groups.some((group) => group.length === 0)) {
          expect(() => extremum(x, { axis: problem.axis })).toThrow(ShapeError);
          return;
        }
        if (x.size === 0) return;
        check(problem, extremum, dtype, (group: number[]) => {
          const best = group.reduce((a, b) => ((id === "max" ? b > a : b < a) ? b : a));
          if (dtype === "bool") return best === 1;
          return /64/.test(dtype) ? best : Number(best);
        });
      }),
      { numRuns: 300 },
    );
  });

  test("refuses what has no order", () => {
    expect(() => extremum(np.asarray([{ re: 1, im: 2 }]))).toThrow(DTypeError);
  });
});

test("mean: a sum that is rounded once, divided", () => {
  fc.assert(
    fc.property(problemFor(all), (problem) => {
      const { dtype } = problem;
      check(
        problem,
        np.mean,
        real64(dtype),
        (group) => {
          if (isWhole(dtype)) {
            return exactSum((group as bigint[]).map(Number)) / group.length;
          }
          const sum = dtype === "bool" ? exactSum(group) : sumOf(dtype, group);
          if (group.length === 0 && dtype.startsWith("complex")) return { re: NaN, im: NaN };
          return mapParts(sum, (part) => round(dtype)(part / group.length));
        },
        isWhole(dtype) ? 1e-13 : 0,
        // Integers of 64 bits are rounded, and may cancel.
        (group) => (isWhole(dtype) ? group.reduce((most, v) => Math.max(most, Math.abs(Number(v))), 0) : 0),
      );
    }),
    { numRuns: 300 },
  );
});

describe.each([
  ["var", np.var],
  ["std", np.std],
] as const)("%s", (id, spread) => {
  /** Sum of squared deviations by two passes, sums rounded once; less the first element, so that little cancels. */
  function reference(group: readonly number[]): number {
    const shifted = group.map((value) => value - group[0]);
    const mean = exactSum(shifted) / group.length;
    return exactSum(shifted.map((value) => (value - mean) ** 2));
  }

  test("any layout", () => {
    const arbitrary = fc.tuple(problemFor(all), fc.constantFrom(0, 1, 0.5));
    fc.assert(
      fc.property(arbitrary, ([problem, correction]) => {
        const { dtype } = problem;
        const out = real64(dtype).replace("complex128", "float64").replace("complex64", "float32") as DType;
        const run = (x: WasmArray, options: object) => spread(x, { ...options, correction });
        check(
          problem,
          run,
          out,
          (group: (number | bigint | Complex)[]) => {
            const parts = dtype.startsWith("complex")
              ? [(group as Complex[]).map(({ re }) => re), (group as Complex[]).map(({ im }) => im)]
              : [group.map(Number)];
            const squares = parts.map(reference).reduce((a, b) => a + b, 0);
            const variance = squares / Math.max(group.length - correction, 0);
            return round(dtype)(id === "std" ? Math.sqrt(variance) : variance);
          },
          out === "float32" ? 2e-7 : 1e-12,
        );
      }),
      { numRuns: 300 },
    );
  });

  test("a mean far from 0 costs no digits", () => {
    const deviations = Array.from({ length: 3000 }, (_, i) => (i * 7919) % 101);
    const x = np.reshape(np.asarray(deviations.map((d) => d + 2 ** 45)), [30, 100]);
    for (const y of [x, np.permute_dims(x, [1, 0])]) {
      for (const axis of [0, 1]) {
        const { groups } = groupsOf(y, { axis });
        const expected = groups.map(
          (group) => reference(group.map((value) => Number(value) - 2 ** 45)) / group.length,
        );
        for (const [i, value] of elementsOf(np.var(y, { axis })).entries()) {
          expect(Math.abs(Number(value) / expected[i] - 1)).toBeLessThan(1e-14);
        }
      }
    }
  });
});

describe("the error of float64 sums is at most that of NumPy's pairwise sum", () => {
  const length = 100_000;
  const values = Float64Array.from({ length: 2 * length }, (_, i) => Math.sin(i) * 10 ** (i % 7));
  const x = np.reshape(np.asarray(values), [length, 2]);
  /** NumPy's bound: 16 additions to each of 8 running sums in blocks of 128, then trees. */
  const bound = (group: number[]) =>
    (16 + 3 + Math.ceil(Math.log2(group.length / 128))) * 2 ** -53 * exactSum(group.map(Math.abs));

  test.each<[string, WasmArray, number | null]>([
    ["contiguous", np.reshape(np.asarray(values), [-1]), null],
    ["every other", x.at("...", 0), null],
    ["rows with gaps", np.reshape(x, [length / 2, 4]).at("...", "::2"), null],
    ["down the columns", x, 0],
    ["along the rows of the transpose", np.permute_dims(x, [1, 0]), 1],
    ["along the first of three axes", np.reshape(x, [length / 2, 2, 2]), 0],
  ])("%s", (_, y, axis) => {
    const { groups } = groupsOf(y, { axis });
    for (const [i, value] of elementsOf(np.sum(y, { axis })).entries()) {
      const group = groups[i] as number[];
      expect(Math.abs(Number(value) - exactSum(group))).toBeLessThanOrEqual(bound(group));
    }
  });

  test("complex", () => {
    const z = np.asarray(Array.from({ length: 5000 }, (_, i) => ({ re: values[i], im: values[i + 5000] })));
    const { re, im } = np.sum(z).item() as Complex;
    for (const [part, group] of [
      [re, values.slice(0, 5000)],
      [im, values.slice(5000, 10_000)],
    ] as const) {
      expect(Math.abs(part - exactSum(group))).toBeLessThanOrEqual(bound([...group]));
    }
  });
});

describe("out", () => {
  const x = np.reshape(np.arange(12), [3, 4]);

  test.each<[string, (options: object) => WasmArray, number[]]>([
    ["sum", (options) => np.sum(x, { axis: 0, ...options }), [12, 15, 18, 21]],
    ["max", (options) => np.max(x, { axis: 0, ...options }), [8, 9, 10, 11]],
    ["mean", (options) => np.mean(x, { axis: 0, ...options }), [4, 5, 6, 7]],
    ["var", (options) => np.var(x, { axis: 0, ...options }), [32 / 3, 32 / 3, 32 / 3, 32 / 3]],
    ["argmax", (options) => np.argmax(x, { axis: 0, ...options }), [2, 2, 2, 2]],
    ["cumulative_sum", (options) => np.cumulative_sum([1, 2, 3, 4], options), [1, 3, 6, 10]],
    [
      "mean of some",
      (options) => np.mean(x, { axis: 0, where: [[true], [false], [true]], ...options }),
      [4, 5, 6, 7],
    ],
  ])("%s", (_, run, expected) => {
    const wide = np.zeros([4, 2]);
    for (const out of [
      np.zeros([4]),
      np.flip(np.zeros([4])),
      wide.at("...", 1),
      np.zeros([4], { dtype: "complex128" }),
    ]) {
      expect(run({ out })).toBe(out);
      expect(elementsOf(out).map((v) => (typeof v === "object" ? v.re : v))).toEqual(expected);
    }
    expect(elementsOf(wide.at("...", 0))).toEqual([0, 0, 0, 0]);
  });

  test("may be part of the operand", () => {
    const y = np.asarray(x, { copy: true });
    np.sum(y, { axis: 0, out: y.at(0) });
    np.max(y, { axis: 1, initial: 1, out: y.at("...", 0) });
    expect(y.toArray()).toEqual([
      [21, 15, 18, 21],
      [7, 5, 6, 7],
      [11, 9, 10, 11],
    ]);
  });

  test("of float32 rounds once", () => {
    const out = np.zeros([], { dtype: "float32" });
    expect(np.sum([1, 2 ** -30, 2 ** -30], { out }).item()).toBe(1);
    expect(np.sum(np.asarray([100n, 100n]), { dtype: "int8", initial: 100n }).item()).toBe(44);
  });

  test.each<[string, string, () => unknown]>([
    ["ShapeError", "[2]", () => np.sum(x, { axis: 0, out: np.zeros([2]) })],
    ["ShapeError", "[1, 4]", () => np.sum(x, { axis: 0, out: np.zeros([1, 4]) })],
    ["DTypeError", "int32", () => np.mean(x, { axis: 0, out: np.zeros([4], { dtype: "int32" }) })],
    ["TypeError", "out", () => np.count_nonzero(x, { axis: 0, out: 1 } as never)],
    ["TypeError", "read-only", () => np.sum(x, { axis: 0, out: np.broadcast_to(np.asarray(0), [4]) })],
    ["TypeError", "3", () => np.sum(x, { axis: 0, out: 3 as never })],
    ["TypeError", "initial", () => np.sum(x, { initial: [1] as never })],
    ["DTypeError", "128", () => np.max(np.asarray([1], { dtype: "int8" }), { initial: 128 })],
  ])("%s: %s", (name, value, call) => {
    expect(call).toThrow(expect.objectContaining({ name, message: expect.stringContaining(value) }));
  });
});

test("more elements than a kernel counts", () => {
  const x = np.broadcast_to(np.asarray([true]), [2 ** 30 + 7]);
  expect(np.count_nonzero(x).item()).toBe(2n ** 30n + 7n);
});

test.each<[string, () => unknown]>([
  ["sum: keepdims is true or false, not 1", () => np.sum([1], { axis: 0, keepdims: 1 as never })],
  ["var: correction is a number, not 1", () => np.var([1], { correction: "1" as never })],
  ["max: zero-size array to reduction operation maximum which has no identity: shape [0]", () => np.max([])],
  [
    "sum: unknown option 'along'; it takes axis, dtype, initial, out, where, keepdims",
    () => np.sum([1], { along: 0 } as never),
  ],
  ["sum: unknown option 'keepdim'; did you mean 'keepdims'?", () => np.sum([1], { keepdim: true } as never)],
  ["sum: unknown option 'dType'; did you mean 'dtype'?", () => np.sum([1], { dType: "int8" } as never)],
  ["sum: complex128 does not convert to float64", () => np.sum([{ re: 1, im: 2 }], { dtype: "float64" })],
])("%s", (message, call) => {
  expect(call).toThrow(message);
});
