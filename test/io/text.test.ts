import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";
import { bytesOf, type Elements, elementsOf } from "./files.ts";

interface Reading {
  readonly fn: "loadtxt" | "genfromtxt";
  readonly lines: string[];
  readonly options: object;
  readonly result: Elements | "error";
}

interface Writing extends Elements {
  readonly name: string;
  readonly options: object;
  readonly text: string;
}

const recorded: { readonly reading: Reading[]; readonly writing: Writing[] } = JSON.parse(
  readFileSync("test/fixtures/text.json", "utf8"),
);

const functions = { loadtxt: np.loadtxt, genfromtxt: np.genfromtxt };

describe("what NumPy reads", () => {
  test.each(
    recorded.reading.map(
      (each) => [each.fn, JSON.stringify(each.lines), JSON.stringify(each.options), each] as const,
    ),
  )("%s of %s with %s", async (_, __, ___, { fn, lines, options, result }) => {
    const text = new TextEncoder().encode(lines.join("\n"));
    if (result === "error") {
      await expect(functions[fn](text, options)).rejects.toThrow(`${fn}: `);
      return;
    }
    expect(elementsOf(await functions[fn](text, options))).toEqual(result);
    expect(elementsOf(await functions[fn](lines, options))).toEqual(result);
  });
});

/** An array of recorded elements. */
function arrayOf({ dtype, shape, elements }: Elements): np.WasmArray {
  const x = np.empty(shape, { dtype });
  const { data } = x;
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength).set(bytesOf(elements));
  return x;
}

describe("what NumPy writes", () => {
  test.each(recorded.writing.map((each) => [each.name, JSON.stringify(each.options), each] as const))(
    "%s with %s",
    async (_, __, { options, text, ...elements }) => {
      const written = np.savetxt(Uint8Array, arrayOf(elements), options);
      if (text === "error") await expect(written).rejects.toThrow("savetxt: ");
      else expect(new TextDecoder().decode(await written)).toBe(text);
    },
  );
});

describe("what NumPy has otherwise", () => {
  test("text in pieces, with lines that end in other ways", async () => {
    const text = Array.from({ length: 1000 }, (_, i) => `${i},${i / 8}${["\n", "\r\n"][i % 2]}`).join("");
    const expected = np.stack([np.arange(1000), np.divide(np.arange(1000), 8)], { axis: 1 });
    for (const length of [1, 7, 4096]) {
      const bytes = new TextEncoder().encode(`\ufeff${text}`);
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += length) controller.enqueue(bytes.slice(at, at + length));
          controller.close();
        },
      });
      expect(np.array_equal(await np.loadtxt(stream, { delimiter: "," }), expected)).toBe(true);
    }
    expect((await np.loadtxt(new Blob(["1 2\r3 4"]))).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test("text that is packed by gzip, there and back", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ndwasm-test-text-"));
    try {
      const path = join(folder, "x.csv.gz");
      const x = np.reshape(np.arange(30_000), [10_000, 3]);
      await np.savetxt(path, x, { fmt: "%d", delimiter: "," });
      const packed = readFileSync(path);
      expect(gunzipSync(packed).toString()).toBe(
        await (await np.savetxt(Blob, x, { fmt: "%d", delimiter: "," })).text(),
      );
      for (const file of [path, packed, new Blob([packed]).stream()]) {
        expect(np.array_equal(await np.loadtxt(file, { delimiter: "," }), x)).toBe(true);
      }
      expect((await np.genfromtxt(gzipSync("1,,3"), { delimiter: ",", max_rows: 1 })).toArray()).toEqual([
        1,
        Number.NaN,
        3,
      ]);
      expect((await np.loadtxt(path, { delimiter: ",", max_rows: 1 })).toArray()).toEqual([0, 1, 2]);
      for (const damaged of [
        packed.subarray(0, -20),
        packed.with(packed.length - 6, packed[packed.length - 6] ^ 1),
      ]) {
        await expect(np.loadtxt(damaged, { delimiter: "," })).rejects.toThrow(
          "loadtxt: the file cannot be unpacked: ",
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("encodings", async () => {
    const bytes = new Uint8Array(Buffer.from("\ufeff1;2 # né\n3;4", "utf16le"));
    const options = { delimiter: ";", encoding: "utf-16le" };
    for (const read of [np.loadtxt, np.genfromtxt]) {
      expect((await read(bytes, options)).toArray()).toEqual([
        [1, 2],
        [3, 4],
      ]);
      await expect(read(bytes, { encoding: "utf-99" })).rejects.toThrow(
        new TypeError(`${read.id}: there is no encoding utf-99`),
      );
    }
    const latin = Uint8Array.of(0x31, 0xa7, 0x32);
    expect((await np.loadtxt(latin, { delimiter: "§", encoding: "latin1" })).toArray()).toEqual([1, 2]);
  });

  test("quotes round lines", async () => {
    const lines = ['a,"1\n2",3', "b,4,5"];
    const x = await np.loadtxt(lines, { delimiter: ",", quotechar: '"', usecols: 2 });
    expect(x.toArray()).toEqual([3, 5]);
  });

  test("converters", async () => {
    const doubled = (text: string) => 2 * Number(text);
    expect((await np.loadtxt(["1 2"], { converters: doubled })).toArray()).toEqual([2, 4]);
    expect((await np.loadtxt(["1 2"], { converters: { 1: doubled } })).toArray()).toEqual([1, 4]);
    expect((await np.loadtxt(["1 x"], { converters: { 1: () => 7n }, dtype: "int8" })).toArray()).toEqual([
      1, 7,
    ]);
  });

  test("what is written is read again", async () => {
    const x = np.random.default_rng(1).standard_normal([300, 7]);
    expect(np.array_equal(await np.loadtxt(await np.savetxt(Blob, x)), x)).toBe(true);
    const z = np.asarray([
      { re: 1, im: -2 },
      { re: -0.5, im: 3e-9 },
    ]);
    expect(np.array_equal(await np.loadtxt(await np.savetxt(Blob, z), { dtype: "complex128" }), z)).toBe(
      true,
    );
  });

  test("long fields that are no numbers take no longer than others", async () => {
    for (const field of [`${"1".repeat(1e5)}x`, `(${" ".repeat(1e5)}x`, `${"1_".repeat(1e5)}`]) {
      for (const dtype of ["int64", "float64", "complex128"] as const) {
        await expect(np.loadtxt([field], { dtype, delimiter: "," })).rejects.toThrow("loadtxt: '");
        expect((await np.genfromtxt([field], { dtype, delimiter: "," })).size).toBe(1);
      }
    }
  }, 5000);

  test("lazy arrays", async () => {
    const x = await np.loadtxt(["1 2", "3 4"], { like: lazy.ones([1]) });
    expect((await x.compute()).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test.each([
    [{ delimiter: "" }],
    [{ delimiter: "\n" }],
    [{ comments: "" }],
    [{ delimiter: "#" }],
    [{ ndmin: 3 }],
    [{ usecols: [0.5] }],
    [{ max_rows: -1 }],
    [{ skiprows: 1.5 }],
    [{ quotechar: "''" }],
    [{ quotechar: "'", comments: ["#", "%"] }],
    [{ names: true }],
  ])("options that make no sense: %j", async (options) => {
    await expect(np.loadtxt(["1"], options as never)).rejects.toThrow(TypeError);
  });

  test("axes that text has not", async () => {
    await expect(np.savetxt(Blob, np.zeros([1, 1, 1]))).rejects.toThrow(np.ShapeError);
    await expect(np.savetxt(Blob, 1)).rejects.toThrow(
      "savetxt: an array of shape [] has not one or two axes",
    );
    await expect(np.savetxt(Blob, [1], { header: 1 } as never)).rejects.toThrow(TypeError);
  });
});
