import fc from "fast-check";
import { expect, test } from "vitest";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import { adjoint, distance, distanceFromOrthonormal, type Matrix, multiply, toMatrix } from "../matrices.ts";

const codes = ["f32", "f64"] as const;
type RealCode = (typeof codes)[number];
const arrayOf = { f32: Float32Array, f64: Float64Array };
const epsilonOf = { f32: 2 ** -23, f64: 2 ** -52 };
/** Numbers that have no more digits to lose, a few of them. */
const smallest = 2 ** -1015;

/** A node of upper + 1 + lower rows, with a column more if extra is 1. */
interface Problem {
  readonly upper: number;
  readonly lower: number;
  readonly extra: number;
  readonly numbers: number[];
}

/** Fractions; or few whole numbers, so that values are equal and couplings zero. */
const problems: fc.Arbitrary<Problem> = fc.record({
  upper: fc.integer({ min: 1, max: 9 }),
  lower: fc.integer({ min: 1, max: 9 }),
  extra: fc.nat(1),
  numbers: fc.oneof(
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
    fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 1, maxLength: 40 }),
    fc.constant<number[]>([0]),
    fc.constant<number[]>([1e-200, 3, 1e-9]),
    fc.constant<number[]>([-6.4e-323, -8.4e-323, 4e-323]),
    fc.array(fc.double({ min: -1e-306, max: 1e-306, noNaN: true }), { minLength: 40, maxLength: 40 }),
  ),
});

/** The bidiagonal matrix of diagonal d and superdiagonal e. */
const bidiagonal = (d: number[], e: number[], cols: number): Matrix =>
  toMatrix(
    d.flatMap((value, i) =>
      Array.from({ length: cols }, (_, j) => (j === i ? value : j === i + 1 ? e[i] : 0)),
    ),
    d.length,
    cols,
  );

const cycle = (numbers: number[], from: number, length: number): number[] =>
  Array.from({ length }, (_, i) => numbers[(from + i) % numbers.length]);

/** Places and reads matrices of contiguous columns, a number apart. */
function columnsIn(arena: Arena, code: RealCode, n: number) {
  const ld = n + 1;
  const Numbers = arrayOf[code];
  const size = Numbers.BYTES_PER_ELEMENT;
  return {
    size,
    step: ld * size,
    place: () => arena.place(new Numbers(n * ld).fill(9)),
    read(at: number): Matrix {
      const all = arena.read(at, new Numbers(n * ld));
      return toMatrix(
        Array.from({ length: n * n }, (_, k) => all[(k % n) * ld + Math.floor(k / n)]),
        n,
        n,
      );
    },
  };
}

/** Merges the halves of a node as src/ops does, the products by their definition. */
function merge(linalg: Linalg, arena: Arena, code: RealCode, { upper, lower, extra, numbers }: Problem) {
  arena.clear();
  const n = upper + 1 + lower;
  const [d, e] = [cycle(numbers, 0, n), cycle(numbers, n, n - 1 + extra)];
  const [left, right] = [columnsIn(arena, code, n), columnsIn(arena, code, n + extra)];
  const [u, v] = [left.place(), right.place()];
  const { size } = left;
  const [diagonal, above] = [new Float64Array(d), new Float64Array([...e, 7])].map((x) => arena.place(x));
  const order = arena.place(new Int32Array(n));
  linalg[`set_identity_${code}`](u, left.step, n);
  linalg[`set_identity_${code}`](v, right.step, n + extra);
  const leaf = (first: number, rows: number, more: number) =>
    linalg[`divide_leaf_${code}`](
      ...([diagonal + 8 * first, above + 8 * first, rows, more, order + 4 * first] as const),
      ...([u + first * (left.step + size), left.step, v + first * (right.step + size), right.step] as const),
    );
  expect([leaf(0, upper, 1), leaf(upper + 1, lower, extra)].map(Boolean)).toEqual([true, true]);

  const plan = arena.place(new Uint8Array(linalg.plan_bytes(n)));
  const deflate = linalg[`merge_deflate_${code}`];
  const tree = [u, left.step, v, right.step, plan, n + 1] as const;
  const count = deflate(diagonal, above, order, upper, lower, extra, ...tree);
  linalg.merge_roots(count, plan, n + 1, 0, count);
  linalg.merge_weights(count, plan, n + 1);
  const [first, both] = [0, 1].map((turn) => linalg.merge_count(plan, n + 1, turn));
  const Numbers = arrayOf[code];
  const gathered = arena.place(new Numbers((n + 1) * (n + 1)));
  const small = arena.place(new Numbers(n * n));
  const work = arena.place(new Float64Array(n));
  for (const [at, step, below, isRight] of [
    [u, left.step, lower, 0],
    [v, right.step, lower + extra, 1],
  ]) {
    linalg[`merge_gather_${code}`](gathered, at, step, upper, below, n, count, plan, n + 1);
    linalg[`merge_vectors_${code}`](small, count * size, count, plan, n + 1, isRight, 0, count, work);
    const q = arena.read(small, new Numbers(n * n));
    const w = arena.read(gathered, new Numbers((n + 1) * (n + 1)));
    const blocks = [
      { row: 0, rows: upper + 1, from: 0, until: first + both, start: 0 },
      { row: upper + 1, rows: below, from: first, until: count, start: (upper + 1) * (first + both) },
    ];
    const out = new Numbers(1);
    for (const { row, rows, from, until, start } of blocks) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < count; j++) {
          let sum = 0;
          for (let p = from; p < until; p++) sum += w[start + (p - from) * rows + i] * q[j * count + p];
          out[0] = sum;
          new Uint8Array(arena.memory.buffer).set(
            new Uint8Array(out.buffer),
            at + (row + i) * size + j * step,
          );
        }
      }
    }
  }
  expect(Boolean(linalg.merge_finish(diagonal, order, n, count, plan, n + 1))).toBe(true);
  const s = arena.place(new Numbers(n));
  linalg[`write_values_${code}`](s, diagonal, order, n, 0);
  const ordered = arena.place(new Numbers(n * n));
  linalg[`write_vectors_${code}`](ordered, n * size, size, u, left.step, order, n, n);
  arena.checkGuards();
  return {
    b: bidiagonal(d, e, n + extra),
    values: Array.from(arena.read(diagonal, new Float64Array(n))),
    s: Array.from(arena.read(s, new Numbers(n))),
    order: Array.from(arena.read(order, new Int32Array(n))),
    u: left.read(u),
    v: right.read(v),
    ordered: toMatrix(Array.from(arena.read(ordered, new Numbers(n * n))), n, n),
  };
}

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  test.each(codes)("merge_%s: U Σ Vᵀ is the bidiagonal matrix", (code) => {
    const property = fc.property(problems, (problem) => {
      const { b, values, s, order, u, v, ordered } = merge(linalg, arena, code, problem);
      const n = values.length;
      const bound = 60 * epsilonOf[code] * Math.sqrt(n);
      expect(distanceFromOrthonormal(u, n)).toBeLessThan(bound);
      expect(distanceFromOrthonormal(v, n + problem.extra)).toBeLessThan(bound);
      const scaled = u.map((row) => row.map(({ re, im }, j) => ({ re: re * values[j], im })));
      const product = multiply(scaled, adjoint(v, n + problem.extra).slice(0, n), n + problem.extra);
      expect(distance(product, b)).toBeLessThanOrEqual(bound * Math.max(...values) + smallest);
      expect(s).toEqual(
        order.toReversed().map((column) => (code === "f32" ? Math.fround(values[column]) : values[column])),
      );
      expect(s).toEqual(s.toSorted((x, y) => y - x));
      expect(ordered).toEqual(u.map((row) => order.toReversed().map((column) => row[column])));
    });
    fc.assert(property, { numRuns: 100 });
  });

  test("bidiagonal_values: those of the leaf, descending", () => {
    const property = fc.property(problems, ({ upper, numbers }) => {
      arena.clear();
      const [d, e] = [cycle(numbers, 0, upper), cycle(numbers, upper, upper)].map((x) => new Float64Array(x));
      const { step, place } = columnsIn(arena, "f64", upper);
      const [u, v] = [place(), place()];
      const order = arena.place(new Int32Array(upper));
      const [d1, e1, d2, e2] = [d, e, d, e].map((x) => arena.place(x));
      expect(Boolean(linalg.divide_leaf_f64(d1, e1, upper, 0, order, u, step, v, step))).toBe(true);
      expect(Boolean(linalg.bidiagonal_values(d2, e2, upper))).toBe(true);
      const [leaf, values] = [d1, d2].map((at) => Array.from(arena.read(at, d)));
      leaf.toReversed().forEach((value, i) => {
        expect(Math.abs(value - values[i])).toBeLessThanOrEqual(1e-14 * values[0]);
      });
      arena.checkGuards();
    });
    fc.assert(property, { numRuns: 100 });
  });

  test.each(codes)("extend_identity_%s leaves the first rows and columns", (code) => {
    arena.clear();
    const Numbers = arrayOf[code];
    const at = arena.place(new Numbers(20).fill(7));
    linalg[`extend_identity_${code}`](at, 4 * Numbers.BYTES_PER_ELEMENT, Numbers.BYTES_PER_ELEMENT, 5, 4, 2);
    arena.checkGuards();
    expect(Array.from(arena.read(at, new Numbers(20)))).toEqual(
      [7, 7, 0, 0, 7, 7, 0, 0].concat([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0]),
    );
  });
});
