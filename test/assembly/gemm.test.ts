import fc from "fast-check";
import { expect, it } from "vitest";
import { type Code, dtypes, type TypedArray } from "../../src/dtype.ts";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";

type GemmCode = Exclude<Code, "u8" | "u16" | "u32" | "u64">;
const rows = Object.values(dtypes).filter((row) => row.kind !== "uint");

/** A matrix laid out in a typed array: steps in entries, `start` the entry of element [0, 0]. */
interface Matrix {
  entries: TypedArray;
  start: number;
  rowStep: number;
  colStep: number;
}

const layouts = ["row-major", "transposed", "reversed", "spread"] as const;
type Layout = (typeof layouts)[number];

/** An m x n matrix of `per` entries an element, filled by `next`; entries between elements as well. */
function layOut(
  array: (typeof rows)[number]["array"],
  per: number,
  m: number,
  n: number,
  layout: Layout,
  next: () => number | bigint,
): Matrix {
  const gap = layout === "spread" ? 2 : 1;
  const [rowStep, colStep] = layout === "transposed" ? [per, m * per] : [n * gap * per, gap * per];
  const entries = new array(Math.max(1, m * n * gap * per));
  for (let i = 0; i < entries.length; i++) entries[i] = next();
  if (layout !== "reversed") return { entries, start: 0, rowStep, colStep };
  return { entries, start: Math.max(0, m * n - 1) * per, rowStep: -rowStep, colStep: -colStep };
}

/** out = x · y by the definition, in the precision of JavaScript numbers or bigints. */
function reference(
  code: Code,
  per: number,
  out: Matrix,
  x: Matrix,
  y: Matrix,
  m: number,
  n: number,
  k: number,
) {
  const zero = typeof out.entries[0] === "bigint" ? 0n : 0;
  const at = ({ entries, start, rowStep, colStep }: Matrix, i: number, j: number, part = 0) =>
    entries[start + i * rowStep + j * colStep + part] as number;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let re = zero as number;
      let im = 0;
      for (let p = 0; p < k; p++) {
        if (code === "i32") re = (re + Math.imul(at(x, i, p), at(y, p, j))) | 0;
        else if (code === "bool") re ||= at(x, i, p) && at(y, p, j);
        else re += at(x, i, p) * at(y, p, j);
        if (per === 1) continue;
        re -= at(x, i, p, 1) * at(y, p, j, 1);
        im += at(x, i, p) * at(y, p, j, 1) + at(x, i, p, 1) * at(y, p, j);
      }
      const to = out.start + i * out.rowStep + j * out.colStep;
      out.entries[to] = re;
      if (per === 2) out.entries[to + 1] = im;
    }
  }
}

/** Runs the kernel on copies of the matrices in the arena and returns out's entries. */
function run(
  kernels: Linalg,
  arena: Arena,
  code: GemmCode,
  out: Matrix,
  x: Matrix,
  y: Matrix,
  sizes: number[],
) {
  const [m, n, k] = sizes;
  arena.clear();
  const bytes = out.entries.BYTES_PER_ELEMENT;
  const place = ({ entries, start, rowStep, colStep }: Matrix) => {
    const pointer = arena.place(entries, bytes);
    return { pointer, args: [pointer + start * bytes, rowStep * bytes, colStep * bytes] as const };
  };
  const [to, a, b] = [out, x, y].map(place);
  const work = arena.place(new Uint8Array(kernels.gemm_work(n, k)));
  kernels[`gemm_${code}`](...to.args, ...a.args, ...b.args, m, n, k, work);
  arena.checkGuards();
  return arena.read(to.pointer, out.entries);
}

/** Whole numbers small enough for every partial sum to be exact, so that results are equal whatever the order. */
function* integers(code: Code, seed: number): Generator<number | bigint> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = code === "bool" ? state >>> 31 : ((state >>> 16) % 23) - 11;
    yield code === "i64" ? BigInt(value) : value;
  }
}

const layout = fc.constantFrom(...layouts);
/** Mostly short, often 1 (a vector), sometimes past `far`. */
const upTo = (far: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.nat(20) },
    { weight: 1, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: far, max: far + 40 }) },
  );

describeArtefacts<Linalg>("linalg", (kernels, arena) => {
  for (const { code, array, kind } of rows) {
    it(`gemm_${code} is the definition for all sizes and steps`, () => {
      const per = kind === "complex" ? 2 : 1;
      const property = fc.property(
        fc.tuple(upTo(30), upTo(30), upTo(250)),
        fc.tuple(layout, layout, layout),
        fc.integer(),
        ([m, n, k], [ofOut, ofX, ofY], seed) => {
          const numbers = integers(code, seed);
          const next = () => numbers.next().value;
          const out = layOut(array, per, m, n, ofOut, next);
          const x = layOut(array, per, m, k, ofX, next);
          const y = layOut(array, per, k, n, ofY, next);
          const got = run(kernels, arena, code as GemmCode, out, x, y, [m, n, k]);
          reference(code, per, out, x, y, m, n, k);
          expect(got).toEqual(out.entries);
        },
      );
      fc.assert(property, { numRuns: 60 });
    });
  }

  it("crosses the blocks of b", () => {
    const numbers = integers("f64", 1);
    const next = () => numbers.next().value;
    const [m, n, k] = [38, 1031, 300];
    for (const [ofX, ofY] of [
      ["row-major", "row-major"],
      ["transposed", "transposed"],
    ] as const) {
      const out = layOut(Float64Array, 1, m, n, "row-major", next);
      const x = layOut(Float64Array, 1, m, k, ofX, next);
      const y = layOut(Float64Array, 1, k, n, ofY, next);
      const got = run(kernels, arena, "f64", out, x, y, [m, n, k]);
      reference("f64", 1, out, x, y, m, n, k);
      expect(got).toEqual(out.entries);
    }
  });

  it("lets NaN and infinity through past zeros", () => {
    const zeros: Matrix = { entries: new Float64Array(9), start: 0, rowStep: 3, colStep: 1 };
    const values = Float64Array.of(NaN, 1, 1, 1, Infinity, 1, 1, 1, 1);
    const y: Matrix = { entries: values, start: 0, rowStep: 3, colStep: 1 };
    const out: Matrix = { entries: new Float64Array(9), start: 0, rowStep: 3, colStep: 1 };
    for (const [a, b] of [
      [zeros, y],
      [y, zeros],
    ]) {
      const got = run(kernels, arena, "f64", out, a, b, [3, 3, 3]);
      reference("f64", 1, out, a, b, 3, 3, 3);
      expect(got).toEqual(out.entries);
    }
  });
});
