import fc from "fast-check";
import { test } from "vitest";
import type { Code, Complex } from "../../src/dtype.ts";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { describeArtefacts } from "../kernels.ts";
import { checkWritten, type Element, type Layout, layout, placeTile, readTile, rowOf } from "./tiles.ts";

type VecdotCode = Exclude<Code, "u8" | "u16" | "u32" | "u64">;

const small = Array.from({ length: 97 }, (_, i) => ((i * 31) % 23) - 11);
const pairs = small.map((re, i) => ({ re, im: small[(i * 7) % 97] }));

/** Whole numbers small enough for floating-point sums to be exact in any order; integers that wrap. */
const elements: Record<VecdotCode, Element[]> = {
  bool: small.map((n) => (n > 9 ? 1 : 0)),
  i8: [...small, 127, -128],
  i16: [...small, 32767, -32768],
  i32: [...small, 2147483647, -2147483648],
  i64: [...small.map(BigInt), 2n ** 63n - 1n, -(2n ** 63n)],
  f32: small,
  f64: small,
  c64: pairs,
  c128: pairs,
};

interface Problem {
  readonly rows: number;
  readonly cols: number;
  readonly n: number;
  readonly out: Layout;
  /** Of rows · cols vectors of n elements; with `across` a tile's rows are the vectors' elements. */
  readonly x: Layout;
  readonly y: Layout;
  readonly across: boolean;
  readonly conjugate: boolean;
}

const problems: fc.Arbitrary<Problem> = fc
  .record({
    rows: fc.nat(4),
    cols: fc.oneof(fc.nat(40), fc.constant(1100)),
    n: fc.nat(40),
    across: fc.boolean(),
  })
  .filter(({ rows, cols, n }) => rows * cols * n <= 20_000)
  .chain(({ rows, cols, n, across }) => {
    const vectors = (repeats: boolean) =>
      across ? layout(n, rows * cols, repeats) : layout(rows * cols, n, repeats);
    return fc.record({
      ...{ rows: fc.constant(rows), cols: fc.constant(cols), n: fc.constant(n), across: fc.constant(across) },
      out: layout(rows, cols, false),
      x: vectors(true),
      y: vectors(true),
      conjugate: fc.boolean(),
    });
  });

/** Σ x · y of two vectors by its definition. */
function product(code: VecdotCode, x: Element[], y: Element[], conjugate: boolean): Element {
  const { kind, size } = rowOf(code);
  if (kind === "complex") {
    const sum = { re: 0, im: 0 };
    for (const [p, { re, im }] of (x as Complex[]).entries()) {
      const [a, b] = [conjugate ? -im : im, y[p] as Complex];
      sum.re += re * b.re - a * b.im;
      sum.im += re * b.im + a * b.re;
    }
    return sum;
  }
  if (kind === "bool") return x.some((value, p) => value && y[p]) ? 1 : 0;
  if (kind === "float") return (x as number[]).reduce((sum, value, p) => sum + value * (y[p] as number), 0);
  const sum = x.reduce((sum: bigint, value, p) => sum + BigInt(value as number) * BigInt(y[p] as number), 0n);
  const wrapped = BigInt.asIntN(size * 8, sum);
  return size === 8 ? wrapped : Number(wrapped);
}

/** The vectors of a tile, row by row. */
function vectorsOf(values: Element[], { rows, cols, n, across }: Problem): Element[][] {
  const count = rows * cols;
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: n }, (_, p) => values[across ? p * count + i : i * n + p]),
  );
}

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  test.each(Object.keys(elements) as VecdotCode[])("vecdot_%s", (code) => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { rows, cols, n, across, conjugate } = problem;
        arena.clear();
        const out = placeTile(arena, code, problem.out, elements[code]);
        const x = placeTile(arena, code, problem.x, elements[code]);
        const y = placeTile(arena, code, problem.y, [...elements[code]].reverse());
        const [one, other] = [x, y].map((tile) => vectorsOf(readTile(arena, tile), problem));
        const expected = one.map((vector, i) => product(code, vector, other[i], conjugate));
        const steps = [x, y].map(({ rowStep, colStep }) =>
          across ? [cols * colStep, colStep, rowStep] : [cols * rowStep, rowStep, colStep],
        );
        checkWritten(arena, out, expected, () =>
          linalg[`vecdot_${code}`](
            ...[out.pointer, out.rowStep, out.colStep],
            ...([x.pointer, ...steps[0]] as [number, number, number, number]),
            ...([y.pointer, ...steps[1]] as [number, number, number, number]),
            ...[rows, cols, n],
            conjugate,
          ),
        );
      }),
      { numRuns: 80 },
    );
  });
});
