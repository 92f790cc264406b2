import { expect, test } from "vitest";
import type { Complex } from "../../src/dtype.ts";
import type { Ufunc } from "../../src/wasm/ufunc.ts";
import { describeArtefacts } from "../kernels.ts";
import { type Kernel, placeTile, readTile, tileArgs } from "./tiles.ts";

type Pair = readonly [re: number, im: number];

const [nan, inf, pi] = [NaN, Infinity, Math.PI];

/**
 * Special cases of the standard's pages, operand and result. Where it leaves signs open, ours. Those that NumPy has too are
 * in the recorded cases.
 */
const tables: { readonly [op: string]: readonly (readonly [Pair, Pair])[] } = {
  expm1: [
    [
      [0, 0],
      [0, 0],
    ],
    [
      [-0, -0],
      [-0, -0],
    ],
    [
      [1, inf],
      [nan, nan],
    ],
    [
      [1, nan],
      [nan, nan],
    ],
    [
      [inf, 0],
      [inf, 0],
    ],
    [
      [-inf, 1],
      [-1, 0],
    ],
    [
      [inf, 2],
      [-inf, inf],
    ],
    [
      [-inf, inf],
      [-1, 0],
    ],
    [
      [inf, inf],
      [inf, nan],
    ],
    [
      [-inf, nan],
      [-1, 0],
    ],
    [
      [inf, nan],
      [inf, nan],
    ],
    [
      [nan, 0],
      [nan, 0],
    ],
    [
      [nan, 1],
      [nan, nan],
    ],
    [
      [nan, nan],
      [nan, nan],
    ],
  ],
  log1p: [
    [
      [-1, 0],
      [-inf, 0],
    ],
    [
      [1, inf],
      [inf, pi / 2],
    ],
    [
      [1, nan],
      [nan, nan],
    ],
    [
      [-inf, 1],
      [inf, pi],
    ],
    [
      [inf, 1],
      [inf, 0],
    ],
    [
      [-inf, inf],
      [inf, (3 * pi) / 4],
    ],
    [
      [inf, inf],
      [inf, pi / 4],
    ],
    [
      [-inf, nan],
      [inf, nan],
    ],
    [
      [inf, nan],
      [inf, nan],
    ],
    [
      [nan, 1],
      [nan, nan],
    ],
    [
      [nan, -inf],
      [inf, nan],
    ],
    [
      [nan, nan],
      [nan, nan],
    ],
    [
      [-0, -0],
      [-0, -0],
    ],
  ],
  log2: [
    [
      [-0, 0],
      [-inf, pi / Math.LN2],
    ],
    [
      [0, 0],
      [-inf, 0],
    ],
    [
      [8, 0],
      [3, 0],
    ],
    [
      [8, -0],
      [3, -0],
    ],
    [
      [1, inf],
      [inf, pi / 2 / Math.LN2],
    ],
    [
      [-inf, 1],
      [inf, pi / Math.LN2],
    ],
    [
      [nan, inf],
      [inf, nan],
    ],
    [
      [nan, 1],
      [nan, nan],
    ],
  ],
  log10: [
    [
      [0, 0],
      [-inf, 0],
    ],
    [
      [1000, 0],
      [3, 0],
    ],
    [
      [-inf, inf],
      [inf, (3 * pi) / 4 / Math.LN10],
    ],
    [
      [inf, nan],
      [inf, nan],
    ],
    [
      [1, nan],
      [nan, nan],
    ],
  ],
  sinh: [
    [
      [0, inf],
      [0, nan],
    ],
    [
      [0, nan],
      [0, nan],
    ],
    [
      [inf, inf],
      [inf, nan],
    ],
    [
      [inf, nan],
      [inf, nan],
    ],
    [
      [nan, 0],
      [nan, 0],
    ],
    [
      [nan, -0],
      [nan, -0],
    ],
  ],
  cosh: [
    [
      [0, inf],
      [nan, 0],
    ],
    [
      [0, nan],
      [nan, 0],
    ],
    [
      [inf, inf],
      [inf, nan],
    ],
    [
      [nan, 0],
      [nan, 0],
    ],
  ],
  tanh: [
    [
      [0, inf],
      [0, nan],
    ],
    [
      [-1e20, inf],
      [nan, nan],
    ],
    [
      [30, nan],
      [nan, nan],
    ],
    [
      [0, nan],
      [0, nan],
    ],
    [
      [inf, inf],
      [1, 0],
    ],
    [
      [inf, nan],
      [1, 0],
    ],
    [
      [nan, 0],
      [nan, 0],
    ],
    [
      [1, inf],
      [nan, nan],
    ],
    [
      [800, 1],
      [1, 0],
    ],
  ],
  asinh: [
    [
      [inf, nan],
      [inf, nan],
    ],
    [
      [nan, inf],
      [inf, nan],
    ],
    [
      [nan, 0],
      [nan, 0],
    ],
    [
      [-0, 0],
      [-0, 0],
    ],
  ],
  acos: [
    [
      [0, nan],
      [pi / 2, nan],
    ],
    [
      [nan, inf],
      [nan, -inf],
    ],
    [
      [inf, nan],
      [nan, -inf],
    ],
    [
      [1, 0],
      [0, -0],
    ],
  ],
  acosh: [
    [
      [0, nan],
      [nan, pi / 2],
    ],
    [
      [nan, inf],
      [inf, nan],
    ],
    [
      [-inf, nan],
      [inf, nan],
    ],
    [
      [1, nan],
      [nan, nan],
    ],
    [
      [-1, 0],
      [0, pi],
    ],
    [
      [-1, -0],
      [0, -pi],
    ],
  ],
  atanh: [
    [
      [1, 0],
      [inf, 0],
    ],
    [
      [0, nan],
      [0, nan],
    ],
    [
      [inf, nan],
      [0, nan],
    ],
    [
      [nan, inf],
      [0, pi / 2],
    ],
    [
      [1, inf],
      [0, pi / 2],
    ],
    [
      [nan, 1],
      [nan, nan],
    ],
  ],
  sin: [
    [
      [0, inf],
      [0, inf],
    ],
    [
      [1, -0],
      [Math.sin(1), -0],
    ],
  ],
  atan: [
    [
      [0, 1],
      [0, inf],
    ],
  ],
  asin: [
    [
      [2, 0],
      [pi / 2, Math.acosh(2)],
    ],
  ],
};

describeArtefacts<Ufunc>("ufunc", (ufunc, arena) => {
  test.each(Object.entries(tables))("%s of complex numbers that are special", (op, rows) => {
    for (const code of ["c64", "c128"] as const) {
      arena.clear();
      const round = code === "c64" ? Math.fround : Number;
      const layout = {
        rows: 1,
        cols: rows.length,
        row: rows.length,
        col: 1,
        start: 0,
        length: rows.length,
        misalign: 0,
      };
      const toComplex = ([re, im]: Pair): Complex => ({ re: round(re), im: round(im) });
      const x = placeTile(
        arena,
        code,
        layout,
        rows.map(([z]) => toComplex(z)),
      );
      const out = placeTile(arena, code, layout, []);
      (ufunc as unknown as { [name: string]: Kernel })[`${op}_${code}`](...tileArgs(out, x), 1, rows.length);
      for (const [i, result] of readTile(arena, out).entries()) {
        const [z, expected] = rows[i];
        const { re, im } = result as Complex;
        for (const [actual, part] of [
          [re, expected[0]],
          [im, expected[1]],
        ]) {
          const unit =
            Number.isFinite(part) && part !== 0 ? Math.abs(part) * (code === "c64" ? 2 ** -23 : 2 ** -51) : 0;
          const isNear = Object.is(actual, round(part)) || (unit > 0 && Math.abs(actual - part) <= unit);
          expect(isNear, `${op}_${code} of ${z} is ${re}, ${im}, not ${expected}`).toBe(true);
        }
      }
    }
  });
});
