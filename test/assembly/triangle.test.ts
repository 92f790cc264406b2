import fc from "fast-check";
import { describe, test } from "vitest";
import type { Code } from "../../src/dtype.ts";
import type { Core } from "../../src/wasm/core.ts";
import { describeArtefacts } from "../kernels.ts";
import { checkWritten, type Element, layout, placeTile, readTile, tileArgs } from "./tiles.ts";

const zeros = { u8: 0, u16: 0, u32: 0, u64: 0n, c128: { re: 0, im: 0 } } as const;
const numbers = Array.from({ length: 97 }, (_, i) => i + 1);

const problem = fc
  .record({ rows: fc.integer({ min: 0, max: 6 }), cols: fc.integer({ min: 0, max: 40 }) })
  .chain(({ rows, cols }) =>
    fc.record({
      out: layout(rows, cols, false).filter(({ col }) => col === 1),
      x: layout(rows, cols, true),
      k: fc.integer({ min: -50, max: 50 }),
      upper: fc.boolean(),
    }),
  );

describeArtefacts<Core>("core", (core, arena) => {
  describe("triangle", () => {
    test.each(Object.entries(zeros) as [keyof typeof zeros, Element][])("%s", (code, zero) => {
      const kernel = core[`triangle_${code === "c128" ? "v128" : code}`];
      const values = numbers.map(
        (n): Element => (code === "c128" ? { re: n, im: -n } : code === "u64" ? BigInt(n) : n),
      );
      fc.assert(
        fc.property(problem, (p) => {
          arena.clear();
          const out = placeTile(arena, code as Code, p.out, values);
          const x = placeTile(arena, code as Code, p.x, values);
          const expected = readTile(arena, x).map((value, at) => {
            const [i, j] = [Math.floor(at / x.cols), at % x.cols];
            return (p.upper ? j - i >= p.k : j - i <= p.k) ? value : zero;
          });
          const [o, oRow] = tileArgs(out);
          const [a, xRow, xCol] = tileArgs(x);
          checkWritten(arena, out, expected, () =>
            kernel(o, oRow, a, xRow, xCol, x.rows, x.cols, p.k, p.upper),
          );
        }),
        { numRuns: 100 },
      );
    });
  });
});
