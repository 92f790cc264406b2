import { describe, expect, test } from "vitest";
import { describeArtefacts } from "../kernels.ts";

type Peak = Awaited<ReturnType<typeof import("../../build/bench/peak.js").instantiate>>;

describeArtefacts<Peak>("bench/peak", (peak, arena, artefact) => {
  describe.each([
    ["f32", peak.multiply_adds_f32, peak.operations_f32, Float32Array],
    ["f64", peak.multiply_adds_f64, peak.operations_f64, Float64Array],
  ] as const)("multiply_adds_%s", (_, multiplyAdds, operations, ArrayType) => {
    test("does multiply-adds in all lanes of thirteen vectors", () => {
      arena.clear();
      const lanes = 16 / ArrayType.BYTES_PER_ELEMENT;
      const values = new ArrayType(Array.from({ length: 15 * lanes }, (_, i) => i % 7));
      const at = arena.place(values);
      multiplyAdds(at, 3);
      const chains = [...values.subarray(0, 13 * lanes)].map((c, i) => {
        const [x, y] = [values[13 * lanes + (i % lanes)], values[14 * lanes + (i % lanes)]];
        if (artefact.endsWith("relaxed")) return c + 3 * x * y;
        return ((c * x + y) * x + y) * x + y;
      });
      expect([...arena.read(at, values)]).toEqual([...chains, ...values.subarray(13 * lanes)]);
      arena.checkGuards();
    });

    test("operations counts them", () => {
      expect(operations(3)).toBe((3 * 13 * 2 * 16) / ArrayType.BYTES_PER_ELEMENT);
    });
  });

  test("read reads every byte", () => {
    arena.clear();
    const values = BigInt64Array.from({ length: 48 }, (_, i) => BigInt(i) ** 5n);
    const sum = values.reduce((a, b) => a + b);
    expect(peak.read(arena.place(values), values.byteLength)).toBe(sum);
  });
});
