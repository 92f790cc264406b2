import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Code, Complex } from "../../src/dtype.ts";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import {
  checkWritten,
  type Element,
  gapsOf,
  type Layout,
  layout,
  placeTile,
  readTile,
  rowOf,
  type Tile,
} from "./tiles.ts";

type GemmCode = Exclude<Code, "u8" | "u16" | "u32" | "u64">;
type PackedCode = "i16" | "i32" | "i64" | "f32" | "f64";

const small = Array.from({ length: 97 }, (_, i) => ((i * 31) % 23) - 11);
const pairs = small.map((re, i) => ({ re, im: small[(i * 7) % 97] }));

/** Whole numbers small enough for floating-point sums to be exact in any order; integers that wrap. */
const elements: Record<GemmCode, Element[]> = {
  bool: small.map((n) => (n > 4 ? 1 : 0)),
  i8: [...small, 127, -128],
  i16: [...small, 32767, -32768],
  i32: [...small, 2147483647, -2147483648],
  i64: [...small.map(BigInt), 2n ** 63n - 1n, -(2n ** 63n)],
  f32: small,
  f64: small,
  c64: pairs,
  c128: pairs,
};

const unusual = [...small.slice(0, 40), -0, NaN, Infinity, -0, -Infinity];
const unusualPairs = unusual.map((re, i) => ({ re, im: unusual[(i * 7) % unusual.length] }));

interface Problem {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly out: Layout;
  readonly x: Layout;
  readonly y: Layout;
}

/** Mostly short, often 1 (a vector), sometimes past `far`. */
const upTo = (far: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.nat(20) },
    { weight: 1, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: far, max: far + 40 }) },
  );

/** Problems of so many rows and columns, and terms of a sum. */
const problemsOf = (lengths: fc.Arbitrary<number>, terms: fc.Arbitrary<number>): fc.Arbitrary<Problem> =>
  fc.record({ m: lengths, n: lengths, k: terms }).chain(({ m, n, k }) =>
    fc.record({
      m: fc.constant(m),
      n: fc.constant(n),
      k: fc.constant(k),
      out: layout(m, n, false),
      x: layout(m, k, true),
      y: layout(k, n, true),
    }),
  );

const problems = problemsOf(upTo(30), upTo(250));

/** The product by its definition, of matrices given row by row. */
function product(code: GemmCode, x: Element[], y: Element[], { m, n, k }: Problem): Element[] {
  const { kind, size } = rowOf(code);
  return Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const terms = Array.from({ length: k }, (_, p) => [x[i * k + p], y[p * n + j]]);
    if (kind === "complex") {
      const sum = { re: 0, im: 0 };
      for (const [a, b] of terms as [Complex, Complex][]) {
        sum.re += a.re * b.re - a.im * b.im;
        sum.im += a.re * b.im + a.im * b.re;
      }
      return sum;
    }
    if (kind === "bool") return terms.some(([a, b]) => a && b) ? 1 : 0;
    if (kind === "float") return (terms as [number, number][]).reduce((sum, [a, b]) => sum + a * b, 0);
    const sum = (terms as [number, number][]).reduce((sum, [a, b]) => sum + BigInt(a) * BigInt(b), 0n);
    const wrapped = BigInt.asIntN(size * 8, sum);
    return size === 8 ? wrapped : Number(wrapped);
  });
}

/** a + b, or with the sign -1 a - b. */
function updated(a: Element, b: Element, sign: number): Element {
  if (typeof a !== "object" || typeof b !== "object") return Number(a) + sign * Number(b);
  return { re: a.re + sign * b.re, im: a.im + sign * b.im };
}

/** Multiplies tiles that lie in the arena. */
type Multiply = (out: Tile, x: Tile, y: Tile, problem: Problem, work: number) => void;

type FloatCode = "f32" | "f64" | "c64" | "c128";

type Update = "add" | "subtract";
const updates: readonly Update[] = ["add", "subtract"];

const whole =
  (
    linalg: Linalg,
    code: GemmCode,
    kernel: `gemm_${GemmCode}` | `gemm_${Update}_${FloatCode}` = `gemm_${code}`,
  ): Multiply =>
  (out, x, y, { m, n, k }, work) =>
    linalg[kernel](
      ...[out.pointer, out.rowStep, out.colStep],
      ...[x.pointer, x.rowStep, x.colStep],
      ...[y.pointer, y.rowStep, y.colStep],
      ...[m, n, k, work],
    );

/** Packs y, 16 columns at a time, then multiplies so many rows at a time. */
const packed =
  (linalg: Linalg, arena: Arena, code: PackedCode, update?: Update, part = 7): Multiply =>
  (out, x, y, { m, n, k }, work) => {
    const { size } = rowOf(code);
    const columns = Math.ceil(n / 16) * 16 + 16;
    const depth = linalg.gemm_depth();
    const block = arena.place(new Uint8Array(columns * k * size));
    for (let p = 0; p < k; p += depth) {
      const rows = Math.min(depth, k - p);
      for (let j = 0; j < n; j += 16) {
        const to = block + (p * columns + j * rows) * size;
        const from = y.pointer + p * y.rowStep + j * y.colStep;
        linalg[`gemm_pack_${code}`](to, from, y.rowStep, y.colStep, Math.min(16, n - j), rows);
      }
    }
    const kernel = update
      ? (`gemm_packed_${update}_${code as "f32" | "f64"}` as const)
      : (`gemm_packed_${code}` as const);
    for (let i = 0; i < m; i += part) {
      linalg[kernel](
        ...[out.pointer + i * out.rowStep, out.rowStep, out.colStep],
        ...[x.pointer + i * x.rowStep, x.rowStep, x.colStep],
        ...[block, columns, Math.min(part, m - i), n, k, work],
      );
    }
  };

/** Runs kernels on the problem and compares their output with the definition, or with what the update makes of what was there. */
function check(
  multiply: Multiply,
  linalg: Linalg,
  arena: Arena,
  code: GemmCode,
  problem: Problem,
  values = elements[code],
  update?: Update,
): void {
  arena.clear();
  const out = placeTile(arena, code, problem.out, update ? values : []);
  const x = placeTile(arena, code, problem.x, values);
  const y = placeTile(arena, code, problem.y, [...values].reverse());
  const { m, n, k } = problem;
  const work = arena.place(new Uint8Array(linalg.gemm_work(m, n, k)));
  const products = product(code, readTile(arena, x), readTile(arena, y), problem);
  const before = readTile(arena, out);
  const expected = update
    ? products.map((value, i) => updated(before[i], value, update === "add" ? 1 : -1))
    : products;
  checkWritten(arena, out, expected, () => multiply(out, x, y, problem, work));
}

/** Runs gemm_subtract_upper on parts of seven rows, of which the first needs columns from `first` on. */
function checkUpper(
  linalg: Linalg,
  arena: Arena,
  code: FloatCode,
  problem: Problem,
  first: number,
  part = 7,
): void {
  arena.clear();
  const { m, n, k } = problem;
  const out = placeTile(arena, code, problem.out, elements[code]);
  const x = placeTile(arena, code, problem.x, elements[code]);
  const y = placeTile(arena, code, problem.y, [...elements[code]].reverse());
  const work = arena.place(new Uint8Array(linalg.gemm_work(m + 1, n, k)));
  const products = product(code, readTile(arena, x), readTile(arena, y), problem);
  const [before, gaps] = [readTile(arena, out), gapsOf(arena, out)];
  for (let i = 0; i < m; i += part) {
    linalg[`gemm_subtract_upper_${code}`](
      ...[out.pointer + i * out.rowStep, out.rowStep, out.colStep],
      ...[x.pointer + i * x.rowStep, x.rowStep, x.colStep],
      ...[y.pointer, y.rowStep, y.colStep],
      ...[Math.min(part, m - i), n, k, first + i, work],
    );
  }
  const expected = products.map((value, at) => updated(before[at], value, -1));
  const isWanted = (at: number) => (at % n) - Math.floor(at / n) >= first;
  const after = readTile(arena, out);
  // Others are in tiles of wanted ones, or left as they are.
  after.forEach((value, at) => {
    if (isWanted(at)) expect(value).toEqual(expected[at]);
    else expect([before[at], expected[at]]).toContainEqual(value);
  });
  expect(gapsOf(arena, out)).toEqual(gaps);
  arena.checkGuards();
}

/** Runs gemm_stack on `count` products, of matrices one after another but for those that are `repeated`. */
function checkStack(
  linalg: Linalg,
  arena: Arena,
  code: GemmCode,
  problem: Problem,
  count: number,
  repeated: { readonly x: boolean; readonly y: boolean },
): void {
  arena.clear();
  const { m, n, k } = problem;
  const place = (layout: Layout, values: readonly Element[], isRepeated = false) => {
    const step = isRepeated ? 0 : layout.length * rowOf(code).size;
    const tile = placeTile(arena, code, { ...layout, length: layout.length * count }, values);
    const at = (i: number): Tile => ({ ...tile, length: layout.length, pointer: tile.pointer + i * step });
    return { at, args: [tile.pointer, step, tile.rowStep, tile.colStep] as const };
  };
  const out = place(problem.out, []);
  const x = place(problem.x, elements[code], repeated.x);
  const y = place(problem.y, [...elements[code]].reverse(), repeated.y);
  const work = arena.place(new Uint8Array(linalg.gemm_work(m, n, k)));
  const run = () => linalg[`gemm_stack_${code}`](...out.args, ...x.args, ...y.args, m, n, k, count, work);
  Array.from({ length: count }, (_, i) => i).reduce<() => void>((inner, i) => {
    const expected = product(code, readTile(arena, x.at(i)), readTile(arena, y.at(i)), problem);
    return () => checkWritten(arena, out.at(i), expected, inner);
  }, run)();
}

const rowMajor = (rows: number, cols: number, transposed = false): Layout => ({
  ...{ rows, cols, start: 0, misalign: 0, length: rows * cols },
  ...(transposed ? { row: 1, col: rows } : { row: cols, col: 1 }),
});

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  test.each(Object.keys(elements) as GemmCode[])("gemm_%s: any sizes and layouts", (code) => {
    fc.assert(
      fc.property(problems, (problem) => check(whole(linalg, code), linalg, arena, code, problem)),
      { numRuns: 60 },
    );
  });

  describe.each(updates)("%s", (update) => {
    test.each<FloatCode>(["f32", "f64", "c64", "c128"])("gemm of %s: any sizes and layouts", (code) => {
      const multiply = whole(linalg, code, `gemm_${update}_${code}`);
      fc.assert(
        fc.property(problems, (problem) => check(multiply, linalg, arena, code, problem, undefined, update)),
        { numRuns: 60 },
      );
    });

    test.each(["f32", "f64"] as const)("gemm_packed of %s: in parts", (code) => {
      const multiply = packed(linalg, arena, code, update);
      fc.assert(
        fc.property(problems, (problem) => check(multiply, linalg, arena, code, problem, undefined, update)),
        { numRuns: 60 },
      );
    });
  });

  test.each<FloatCode>(["f32", "f64", "c64", "c128"])("gemm_subtract_upper_%s: any layouts", (code) => {
    fc.assert(
      fc.property(problems, fc.integer({ min: -40, max: 40 }), (problem, first) =>
        checkUpper(linalg, arena, code, problem, first),
      ),
      { numRuns: 60 },
    );
  });

  test.each<[FloatCode, number, number, number]>([
    ["f64", 33, 1030, 258],
    ["c64", 33, 515, 130],
    ["f32", 2405, 9, 3],
  ])("gemm_subtract_upper_%s: past every block, %d x %d with sums of %d", (code, m, n, k) => {
    const problem = { m, n, k, out: rowMajor(m, n), x: rowMajor(m, k), y: rowMajor(k, n) };
    for (const first of [3, n - 5 - m, -2400]) checkUpper(linalg, arena, code, problem, first, m);
  });

  test.each(Object.keys(elements) as GemmCode[])("gemm_stack_%s: any sizes and layouts", (code) => {
    const stacks = fc.tuple(
      problemsOf(fc.nat(20), fc.nat(20)),
      fc.integer({ min: 1, max: 4 }),
      fc.record({ x: fc.boolean(), y: fc.boolean() }),
    );
    fc.assert(
      fc.property(stacks, ([problem, count, repeated]) =>
        checkStack(linalg, arena, code, problem, count, repeated),
      ),
      { numRuns: 60 },
    );
  });

  test.each(["i32", "f32", "f64"] as const)("gemm_%s: every count of rows and columns of tiles", (code) => {
    for (let m = 1; m <= 20; m++) {
      for (const n of [7, 8, 9, 16, 17]) {
        const problem = { m, n, k: 3, out: rowMajor(m, n), x: rowMajor(m, 3), y: rowMajor(3, n) };
        check(whole(linalg, code), linalg, arena, code, problem);
      }
    }
  });

  test.each<PackedCode>(["i16", "i32", "i64", "f32", "f64"])("gemm_packed_%s: in parts", (code) => {
    const multiply = packed(linalg, arena, code);
    fc.assert(
      fc.property(problems, (problem) => check(multiply, linalg, arena, code, problem)),
      { numRuns: 60 },
    );
  });

  test.each([
    [33, 515, 258],
    [4500, 1, 7],
    [1, 4500, 7],
    [3, 3000, 15],
    [3000, 2, 15],
    [2405, 9, 3],
  ])("gemm_f64: past every block, %d x %d with sums of %d", (m, n, k) => {
    for (const transposed of [false, true]) {
      const [x, y] = [rowMajor(m, k, transposed), rowMajor(k, n, transposed)];
      check(whole(linalg, "f64"), linalg, arena, "f64", { m, n, k, out: rowMajor(m, n), x, y });
    }
  });

  test.each<[PackedCode, number, number, number]>([
    ["f64", 33, 1030, 515],
    ["f64", 2405, 9, 3],
    ["f32", 20, 1041, 300],
    ["i16", 20, 1041, 300],
  ])("gemm_packed_%s: past every block, %d x %d with sums of %d", (code, m, n, k) => {
    for (const transposed of [false, true]) {
      const [x, y] = [rowMajor(m, k, transposed), rowMajor(k, n, transposed)];
      const multiply = packed(linalg, arena, code, undefined, m);
      check(multiply, linalg, arena, code, { m, n, k, out: rowMajor(m, n), x, y });
    }
  });

  test.each(["f32", "f64"] as const)("gemm_%s: sums do not depend on the rows computed together", (code) => {
    const [m, n, k] = [41, 43, 300];
    const Entries = code === "f32" ? Float32Array : Float64Array;
    arena.clear();
    const fractions = (length: number) => new Entries(length).map((_, i) => Math.sin(i));
    const [x, y, whole, parts] = [m * k, k * n, m * n, m * n].map((length) => arena.place(fractions(length)));
    const work = arena.place(new Uint8Array(linalg.gemm_work(m, n, k)));
    const size = Entries.BYTES_PER_ELEMENT;
    const multiply = (out: number, row: number, rows: number) =>
      linalg[`gemm_${code}`](
        ...[out + row * n * size, n * size, size],
        ...[x + row * k * size, k * size, size],
        ...[y, n * size, size],
        ...[rows, n, k, work],
      );
    multiply(whole, 0, m);
    for (let row = 0, rows = 1; row < m; row += rows++) multiply(parts, row, Math.min(rows, m - row));
    expect(arena.read(parts, fractions(m * n))).toEqual(arena.read(whole, fractions(m * n)));
  });

  test.each<FloatCode>(["f32", "f64", "c64", "c128"])("gemm_%s: NaN, infinities, signed zeros", (code) => {
    const values = code.startsWith("f") ? unusual : unusualPairs;
    const kernels = [whole(linalg, code)];
    if (code === "f32" || code === "f64") kernels.push(packed(linalg, arena, code));
    fc.assert(
      fc.property(problemsOf(upTo(30), fc.nat(20)), (problem) => {
        for (const multiply of kernels) check(multiply, linalg, arena, code, problem, values);
      }),
      { numRuns: 60 },
    );
  });

  test("gemm_f64: NaN and infinity spoil sums with zeros too", () => {
    const square = rowMajor(3, 3);
    const problem = { m: 3, n: 3, k: 3, out: square, x: square, y: square };
    check(whole(linalg, "f64"), linalg, arena, "f64", problem, [0, 0, 0, 1, Infinity, 1, NaN, 2, 3]);
  });
});
