import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import * as np from "ndwasm";
import * as lazy from "ndwasm/lazy";
import { afterAll, describe, expect, test } from "vitest";
import { elementsOf, type Recorded } from "./recorded.ts";

const { arrays } = JSON.parse(readFileSync("test/fixtures/stores.json", "utf8")) as {
  arrays: (Recorded & { readonly file: string })[];
};

const folder = mkdtempSync(join(tmpdir(), "ndwasm-test-npy-"));
afterAll(() => rmSync(folder, { recursive: true }));

function unpack(file: string): string {
  const path = join(folder, "x.npy");
  writeFileSync(path, Buffer.from(file, "base64"));
  return path;
}

describe("what NumPy wrote is read", () => {
  test.each(arrays.map((each) => [each.name, each] as const))(
    "%s",
    async (_, { file, name, ...expected }) => {
      const path = unpack(file);
      for (const chunks of ["auto", 2, 3] as const) {
        const x = await lazy.fromNpy(path, { chunks });
        expect(x.shape).toEqual(expected.shape);
        expect(await elementsOf(x)).toEqual(expected);
      }
    },
  );
});

/** A file of consecutive numbers. */
function numbered(shape: readonly number[], isFortran: boolean): string {
  const header = `{'descr': '<f8', 'fortran_order': ${isFortran ? "True" : "False"}, 'shape': (${shape.join(", ")},), }\n`;
  const prefix = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length & 255, header.length >> 8]);
  const size = shape.reduce((a, b) => a * b, 1);
  const path = join(folder, "numbered.npy");
  const elements = Float64Array.from({ length: size }, (_, i) => i);
  writeFileSync(path, Buffer.concat([prefix, Buffer.from(header), Buffer.from(elements.buffer)]));
  return path;
}

test("parts of a file, in one stretch and in many", async () => {
  const sides = fc.tuple(...[40, 9, 30].map((max) => fc.integer({ min: 1, max })));
  await fc.assert(
    fc.asyncProperty(sides, sides, fc.boolean(), async (shape, chunks, isFortran) => {
      const x = await lazy.fromNpy(numbered(shape, isFortran), { chunks });
      const flat = np.arange(shape.reduce((a, b) => a * b, 1));
      const expected = isFortran
        ? np.permute_dims(np.reshape(flat, shape.toReversed()), [2, 1, 0])
        : np.reshape(flat, shape);
      expect(np.all(np.equal(await x.compute({ scheduler: "sync" }), expected)).item()).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("what is wrong with a file is said", async () => {
  await expect(lazy.fromNpy(join(folder, "none.npy"))).rejects.toThrow("none.npy");
  const path = numbered([10, 3], false);
  const x = await lazy.fromNpy(path, { chunks: [5, 3] });
  truncateSync(path, 250);
  await expect(x.compute({ scheduler: "sync" })).rejects.toThrow("ends at 250, within its elements");
  await expect(lazy.fromNpy(path)).rejects.toThrow(/is 250 bytes long, not \d+ as its header says/);
  truncateSync(path, 40);
  await expect(lazy.fromNpy(path)).rejects.toThrow("ends within its header");
  writeFileSync(path, "something else");
  await expect(lazy.fromNpy(path)).rejects.toThrow("is no .npy file");
  const header = "{'descr': '<U3', 'fortran_order': False, 'shape': (3,), }";
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0]),
      Buffer.from(header),
    ]),
  );
  await expect(lazy.fromNpy(path)).rejects.toThrow(np.DTypeError);
});
