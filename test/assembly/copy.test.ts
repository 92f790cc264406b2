import fc from "fast-check";
import { describe, test } from "vitest";
import type { Code } from "../../src/dtype.ts";
import type { Core } from "../../src/wasm/core.ts";
import { describeArtefacts } from "../kernels.ts";
import { checkWritten, type Element, placeTile, problem, readTile } from "./tiles.ts";

const numbers = Array.from({ length: 97 }, (_, i) => i + 1);
const elements: Record<"u8" | "u16" | "u32" | "u64" | "c128", Element[]> = {
  u8: numbers,
  u16: numbers.map((n) => n * 257),
  u32: numbers.map((n) => n * 0x01020304),
  u64: numbers.map((n) => BigInt(n) * 0x0102030405060708n),
  c128: numbers.map((n) => ({ re: n, im: -n })),
};

describeArtefacts<Core>("core", (core, arena) => {
  describe("copy", () => {
    test.each(Object.entries(elements))("%s: any layout into any other", (code, values) => {
      const kernel = core[`copy_${code === "c128" ? "v128" : (code as "u8" | "u16" | "u32" | "u64")}`];
      fc.assert(
        fc.property(problem(1), ({ rows, cols, out: outLayout, inputs: [xLayout] }) => {
          arena.clear();
          const out = placeTile(arena, code as Code, outLayout, []);
          const x = placeTile(arena, code as Code, xLayout, values);
          checkWritten(arena, out, readTile(arena, x), () =>
            kernel(out.pointer, out.rowStep, out.colStep, x.pointer, x.rowStep, x.colStep, rows, cols),
          );
        }),
        { numRuns: 300 },
      );
    });
  });
});
