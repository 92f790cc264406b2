import fc from "fast-check";
import { expect, test } from "vitest";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { describeArtefacts } from "../kernels.ts";
import { distance, toMatrix } from "../matrices.ts";
import { gapsOf, type Layout, layout, placeTile, readTile, rowOf, type Tile } from "./tiles.ts";

const codes = ["f32", "f64", "c64", "c128"] as const;
type FloatCode = (typeof codes)[number];

const numbers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }).map(Math.fround), {
  minLength: 1,
  maxLength: 60,
});
const elementsOf = (code: FloatCode, values: readonly number[]) =>
  rowOf(code).kind === "complex"
    ? values.map((re, i) => ({ re, im: values[(7 * i + 3) % values.length] }))
    : [...values];

/** n columns of m elements, with a gap between them. */
const columns = (m: number, n: number): Layout => ({
  ...{ rows: m, cols: n, row: 1, col: m + 1, start: 0, misalign: 0 },
  length: Math.max(1, n * (m + 1)),
});

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  const matrixOf = (tile: Tile) => toMatrix(readTile(arena, tile), tile.rows, tile.cols);

  test.each(codes)("qr_panel_%s, block_reflector_%s and reflect_block_%s", (code) => {
    const { size, array } = rowOf(code);
    const epsilon = size === 4 || code === "c64" ? 2 ** -23 : 2 ** -52;
    const room = (bytes: number) => arena.place(new Uint8Array(bytes));
    const problems = fc
      .record({ n: fc.integer({ min: 1, max: 20 }), extra: fc.nat(20) })
      .chain(({ n, extra }) =>
        fc.record({ n: fc.constant(n), r: layout(n + extra, n, false), values: numbers }),
      );
    const property = fc.property(problems, ({ n, r, values }) => {
      const m = r.rows;
      arena.clear();
      const a = placeTile(arena, code, columns(m, n), elementsOf(code, values));
      const before = matrixOf(a);
      const tau = arena.place(new array((n * size) / array.BYTES_PER_ELEMENT));
      const ld = a.colStep;
      linalg[`qr_panel_${code}`](a.pointer, ld, m, n, tau, room(linalg.qr_panel_work(m, n, size)));

      const gemm = linalg.gemm_work(m + 1, m + 1, m + 1);
      const block = room((2 * m + n) * n * size);
      const apply = (c: Tile, isAdjoint: boolean) => {
        const work = room(2 * n * n * size + gemm);
        linalg[`block_reflector_${code}`](block, a.pointer, ld, tau, m, n, isAdjoint, work);
        linalg[`reflect_block_${code}`](c.pointer, c.rowStep, c.colStep, m, n, block, n, work);
      };
      const triangle = placeTile(arena, code, r, []);
      linalg[`copy_upper_${code}`](triangle.pointer, triangle.rowStep, triangle.colStep, a.pointer, ld, m, n);
      const upper = matrixOf(triangle);
      const gaps = gapsOf(arena, triangle);
      apply(triangle, false);
      expect(gapsOf(arena, triangle)).toEqual(gaps);
      const again = placeTile(arena, code, columns(m, n), elementsOf(code, values));
      apply(again, true);
      // Higham, "Accuracy and Stability of Numerical Algorithms" (2002), theorem 19.4: in proportion to m n, as for equal elements
      // all m roundings of a sum go one way. Those of columns one by one are spread over lanes, those of blocks of eight are not.
      const bound = (30 + (m * n) / 8) * epsilon * Math.sqrt(m * n);
      expect(distance(matrixOf(triangle), before)).toBeLessThanOrEqual(bound);
      expect(distance(matrixOf(again), upper)).toBeLessThanOrEqual(bound);
      arena.checkGuards();
    });
    fc.assert(property, { numRuns: 60 });
  });
});
