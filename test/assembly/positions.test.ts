import fc from "fast-check";
import { expect, test } from "vitest";
import type { Core } from "../../src/wasm/core.ts";
import { describeArtefacts } from "../kernels.ts";

/** Bytes that are 0 or not, dense, sparse or all alike. */
const mask = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.constantFrom(0, 1, 2, 7, 50), fc.nat(100))
  .map(([length, period, seed]) =>
    Uint8Array.from({ length }, (_, i) => (period && ((i + seed) * 7) % period === 0 ? 1 + (i % 255) : 0)),
  );

describeArtefacts<Core>("core", (core, arena) => {
  test("true_positions, split by a length again", () => {
    fc.assert(
      fc.property(
        mask,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 1, 7),
        (bytes, length, misalign) => {
          arena.clear();
          const expected = [...bytes.keys()].filter((i) => bytes[i] !== 0);
          const list = BigInt64Array.from(expected, BigInt);
          const out = arena.place(new BigInt64Array(expected.length));
          const rest = arena.place(new BigInt64Array(expected.length));
          core.true_positions(out, arena.place(bytes, misalign), bytes.length);
          expect(arena.read(out, list)).toEqual(list);
          core.split_positions(out, rest, out, expected.length, length);
          const quotients = expected.map((position) => BigInt(Math.floor(position / length)));
          expect([...arena.read(out, list)]).toEqual(quotients);
          expect([...arena.read(rest, list)]).toEqual(expected.map((position) => BigInt(position % length)));
          arena.checkGuards();
        },
      ),
      { numRuns: 300 },
    );
  });
});
