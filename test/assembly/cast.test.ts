import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Code, dtypes } from "../../src/dtype.ts";
import type { Core } from "../../src/wasm/core.ts";
import { describeArtefacts } from "../kernels.ts";
import { checkWritten, type Element, placeTile, problem, readTile, rowOf } from "./tiles.ts";

const codes = Object.values(dtypes).map(({ code }) => code);
const sources = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64", "c64", "c128"];

const integers = [
  0n,
  1n,
  -1n,
  127n,
  128n,
  255n,
  256n,
  -129n,
  65536n,
  2n ** 31n,
  2n ** 32n + 7n,
  2n ** 53n + 1n,
].concat([2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n - 1n, 0x7fffff4000000001n]);
const floats = [0, -0, 0.5, -0.9, 1.5, -1.5, 127.9, -129, 300.7, -300.2, 65536, 70000, 2 ** 31, 2 ** 31 - 0.5]
  .concat([-(2 ** 31) - 0.5, -(2 ** 31) - 1, 2 ** 32 + 7, -(2 ** 40) - 5, 2 ** 53 + 2, 2 ** 63, -(2 ** 63)])
  .concat([2 ** 63 + 4096, 2 ** 64, -(2 ** 64), 1e300, 1e-320, NaN, Infinity, -Infinity, 3.4028235e38, 1e39]);

/** Values of a type that stress conversions out of it. */
function values(code: Code): Element[] {
  const { kind, array } = rowOf(code);
  if (kind === "complex")
    return floats.flatMap((re, i) => [
      { re, im: 0 },
      { re: floats.at(-i)!, im: re },
    ]);
  if (kind === "float") return floats;
  if (kind === "bool") return [0, 1, 1];
  return array.BYTES_PER_ELEMENT === 8 ? integers : integers.map(Number);
}

/** An integer as bigint, so that it is not taken for a float. */
const exact = (value: Element, from: Code): Element =>
  typeof value === "number" && ["int", "uint"].includes(rowOf(from).kind) ? BigInt(value) : value;

/** One element as NumPy's astype converts it on x86-64, digit by digit. */
function convert(value: Element, to: Code): Element {
  const { kind, array, size } = rowOf(to);
  if (typeof value === "object") {
    if (kind !== "complex") return value.re !== 0 || value.im !== 0 ? 1 : 0;
    return { re: Number(round(value.re, to)), im: Number(round(value.im, to)) };
  }
  if (kind === "complex") return { re: Number(round(value, to)), im: 0 };
  if (kind === "bool") return Number(value) !== 0 ? 1 : 0;
  if (kind === "float") return round(value, to);
  const whole = typeof value === "bigint" ? value : truncate(value, to);
  const wrapped = kind === "int" ? BigInt.asIntN(8 * size, whole) : BigInt.asUintN(8 * size, whole);
  return array.BYTES_PER_ELEMENT === 8 ? wrapped : Number(wrapped);
}

const round = (value: number | bigint, to: Code): number =>
  to === "f32" || to === "c64" ? roundToSingle(value) : Number(value);

/** Through float64, a 64-bit integer would be rounded twice. */
function roundToSingle(value: number | bigint): number {
  if (typeof value === "number") return Math.fround(value);
  const magnitude = value < 0n ? -value : value;
  const drop = BigInt(Math.max(0, magnitude.toString(2).length - 24));
  const [kept, rest, half] = [magnitude >> drop, magnitude & ((1n << drop) - 1n), (1n << drop) >> 1n];
  const up = drop > 0n && (rest > half || (rest === half && (kept & 1n) === 1n)) ? 1n : 0n;
  return Number(((kept + up) << drop) * (value < 0n ? -1n : 1n));
}

function truncate(value: number, to: Code): bigint {
  const bits = to === "u32" || to === "i64" || to === "u64" ? 64n : 32n;
  const least = -(2n ** (bits - 1n));
  if (!Number.isFinite(value)) return to === "u64" && value === Infinity ? 0n : least;
  const whole = BigInt(Math.trunc(value));
  if (whole >= least && whole < -least) return whole;
  if (to !== "u64" || whole < 0n) return least;
  return whole < 2n ** 64n ? whole : 0n;
}

describeArtefacts<Core>("core", (core, arena) => {
  describe("cast", () => {
    test.each(codes)("to %s, from every type, in any layout", (to) => {
      for (const from of codes) {
        if (rowOf(from).kind === "complex" && !["bool", "complex"].includes(rowOf(to).kind)) continue;
        if (rowOf(from).kind === "complex" && rowOf(to).kind === "complex") continue;
        const source = sources.indexOf(from === "bool" ? "u8" : from);
        fc.assert(
          fc.property(problem(1), ({ rows, cols, out: outLayout, inputs: [xLayout] }) => {
            arena.clear();
            const out = placeTile(arena, to, outLayout, []);
            const x = placeTile(arena, from, xLayout, values(from));
            const expected = readTile(arena, x).map((value) => convert(exact(value, from), to));
            checkWritten(arena, out, expected, () =>
              core[`cast_${to}`](
                out.pointer,
                out.rowStep,
                out.colStep,
                x.pointer,
                x.rowStep,
                x.colStep,
                rows,
                cols,
                source,
              ),
            );
          }),
          { numRuns: 40 },
        );
      }
    });
  });
});

test("the reference rounds 64-bit integers to float32 once", () => {
  expect(convert(0x7fffff4000000001n, "f32")).toBe(2 ** 63 - 2 ** 39);
  expect(convert(2n ** 53n + 1n, "f32")).toBe(2 ** 53);
});
