import fc from "fast-check";
import { test } from "vitest";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { describeArtefacts } from "../kernels.ts";
import { checkResults, elementsFor, from, listsOf, problem, resultsOf, tileArguments } from "./reductions.ts";
import { placeTile } from "./tiles.ts";

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  test.each(["f32", "f64"] as const)("sum_squares_%s: exact where all partial sums are", (code) => {
    const elements = elementsFor(code);
    fc.assert(
      fc.property(problem, (p) => {
        arena.clear();
        const x = placeTile(arena, code, p.x, from(elements, p.seed));
        // Results of neighbouring rows lie side by side, or all rows have one.
        const row = p.shared ? 0 : 1;
        const out = placeTile(arena, "f64", { ...p.out, row, start: 0, length: Math.max(1, p.rows) }, [0.5]);
        const expected = listsOf(arena, x, p.shared).map((list) =>
          (list as number[]).reduce((sum, value) => sum + value * value, p.first ? 0 : 0.5),
        );
        const run = () => linalg[`sum_squares_${code}`](...tileArguments(out, x), p.first);
        checkResults(resultsOf(arena, out, run), expected);
      }),
      { numRuns: 200 },
    );
  });
});
