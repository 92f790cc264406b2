import { unzipSync, zipSync } from "fflate";
import { describe, expect, test, vi } from "vitest";
import * as np from "../../src/index.ts";
import { Reader } from "../../src/io/reader.ts";
import { openSource, type SeekableSource } from "../../src/io/source.ts";
import { crc32 } from "../../src/io/zip/crc32.ts";
import { readDirectory } from "../../src/io/zip/read-directory.ts";
import { writeDirectory } from "../../src/io/zip/write-directory.ts";
import { bytesOf, elementsOf, recorded } from "./files.ts";

const open = (file: np.FileLike, options?: np.LoadOptions) => np.load<np.NpzFile>(file, options);

describe("what NumPy wrote", () => {
  test.each(recorded.archives.map((each) => [each.name, each] as const))(
    "%s",
    async (_, { file, members }) => {
      for (const place of [bytesOf(file), new Blob([bytesOf(file)]), new Response(bytesOf(file))]) {
        const archive = await open(place);
        expect(archive.files.filter((name) => name !== "large")).toEqual(members.map(({ name }) => name));
        for (const { name, ...expected } of members)
          expect(elementsOf(await archive.get(name))).toEqual(expected);
      }
    },
  );

  test.each(
    recorded.archives.filter(({ name }) => name !== "compressed").map((each) => [each.name, each] as const),
  )("%s: the same bytes are written", async (_, { file }) => {
    const arrays: { [name: string]: np.WasmArray } = {};
    for await (const [name, array] of await open(bytesOf(file))) arrays[name] = array;
    expect(await np.savez(Uint8Array, arrays)).toEqual(bytesOf(file));
  });
});

const x = np.reshape(np.arange(300_000), [300, 1000]);

describe("archives of ours", () => {
  test("what is compressed is read by others, and by us", async () => {
    const file = await np.savez_compressed(Uint8Array, x, { größe: x.T, none: np.zeros([0]) });
    expect(file.length).toBeLessThan(x.nbytes);
    const members = unzipSync(file);
    expect(Object.keys(members)).toEqual(["größe.npy", "none.npy", "arr_0.npy"]);
    expect(Buffer.compare(members["arr_0.npy"], await np.save(Uint8Array, x))).toBe(0);
    const archive = await open(file);
    expect(archive.files).toEqual(["größe", "none", "arr_0"]);
    expect(np.array_equal(await archive.get("größe"), x.T)).toBe(true);
    expect((await archive.get("none")).shape).toEqual([0]);
  });

  test("names", async () => {
    await expect(np.savez(Uint8Array, x, { arr_0: x })).rejects.toThrow("savez: the name arr_0");
    const archive = await open(await np.savez(Uint8Array, { "../up": [1], "": [2], "x.npy": [3] }));
    expect(archive.files).toEqual(["../up", "", "x.npy"]);
    expect(archive.has("../up")).toBe(true);
    expect((await archive.get("")).toArray()).toEqual([2]);
    expect((await archive.get("x.npy")).toArray()).toEqual([3]);
    expect(archive.has("y")).toBe(false);
    await expect(archive.get("y")).rejects.toThrow("has no array y; it has ../up, , x.npy");
  });
});

const npy = await np.save(Uint8Array, np.zeros(1000));
const stored = await np.savez(Uint8Array, { x: np.zeros(1000) });
const packed = await np.savez_compressed(Uint8Array, { x: np.zeros(1000) });

describe("what is wrong is said", () => {
  /** The archive with other bytes at a place behind the first record of the list of files, or of the end. */
  const altered = (file: Uint8Array, signature: number, at: number, bytes: readonly number[]) => {
    const copy = file.slice();
    const start = copy.findIndex(
      (_, i) => copy[i] === 0x50 && copy[i + 1] === 0x4b && copy[i + 2] === signature,
    );
    copy.set(bytes, start + at);
    return copy;
  };
  const [local, central, end] = [3, 1, 5];
  const bomb = zipSync({ "x.npy": new Uint8Array([...npy.subarray(0, 128), ...new Uint8Array(1e6)]) });

  test.each([
    ["elements that have changed", altered(stored, local, 400, [1]), "the file x.npy is damaged"],
    ["a check sum that has changed", altered(packed, central, 16, [1, 2, 3, 4]), "the file x.npy is damaged"],
    ["fewer bytes than it says", altered(packed, central, 24, [0x41]), "the file x.npy is damaged"],
    ["more bytes than it says", altered(bomb, central, 24, [0xc0, 0x1f, 0, 0]), "the file x.npy is damaged"],
    [
      "more bytes than there can be",
      altered(packed, central, 24, [0, 0, 0, 0x7f]),
      "cannot hold 2130706432 bytes in",
    ],
    [
      "another size of what is stored",
      altered(stored, central, 24, [0, 0, 1, 0]),
      "cannot hold 65536 bytes in 8128",
    ],
    ["a foreign method", altered(packed, central, 10, [12, 0]), "method 12; only Deflate"],
    ["a password", altered(packed, central, 8, [1, 0]), "is encrypted"],
    ["a place outside", altered(packed, central, 42, [0, 0, 1]), "outside of the archive"],
    ["a place that is none", altered(packed, central, 42, [1]), "is not where the archive says"],
    ["a wrong signature", altered(packed, local, 2, [9]), "neither"],
    ["more files than there are", altered(packed, end, 10, [9]), "lists 9 files, but ends after 1"],
    ["a list elsewhere", altered(packed, end, 16, [0xff, 0xff]), "cut off, or no archive"],
    ["half an archive", packed.slice(0, packed.length - 30), "cut off, or no archive"],
    ["a start alone", packed.slice(0, 20), "cut off, or no archive"],
    ["what is no array", zipSync({ x: new Uint8Array(100) }), "load: the file: x is no .npy file"],
  ])("%s", async (_, file, message) => {
    await expect(open(file).then((archive) => archive.get("x"))).rejects.toThrow(message);
  });

  test("two files of one name", async () => {
    const file = await np.savez(Uint8Array, { x: [1], y: [2] });
    const twice = file.map((byte, i) => (byte === 0x79 && file[i + 1] === 0x2e ? 0x78 : byte));
    await expect(open(twice)).rejects.toThrow("load: the file: the archive has two files x.npy");
  });

  test("files that lie over each other", async () => {
    const file = await np.savez(Uint8Array, { x: [1], y: [2] });
    const directory = file.findLastIndex(
      (_, i) => file[i] === 0x50 && file[i + 1] === 0x4b && file[i + 2] === 1,
    );
    file.set([0, 0, 0, 0], directory + 42);
    await expect(open(file)).rejects.toThrow("lies over another one");
  });

  test("limits hold for each array", async () => {
    const archive = await open(packed, { maxBytes: 7999 });
    await expect(archive.get("x")).rejects.toThrow(RangeError);
  });
});

test("archives beyond 4 GiB, and of many files", async () => {
  const entries = Array.from({ length: 70_000 }, (_, i) => ({
    name: `${i}.npy`,
    method: 0,
    flags: 0,
    crc: i,
    packed: i ? 100 : 5e9,
    size: i ? 100 : 5e9,
    offset: i ? 6e9 + 1000 * i : 0,
  }));
  const start = 7e9;
  const list = writeDirectory(entries, start);
  const sparse: SeekableSource = {
    name: "large",
    size: start + list.length,
    async *read(from = 0, to = 0) {
      yield list.subarray(from - start, to - start);
    },
  };
  expect(JSON.stringify(await readDirectory("load: large", sparse))).toBe(JSON.stringify(entries));
});

test("check sums", async () => {
  const check = new TextEncoder().encode("123456789");
  expect(crc32(check, 0)).toBe(0xcbf43926);
  const { getBuiltinModule } = process;
  try {
    Object.assign(process, { getBuiltinModule: undefined });
    expect(crc32(check.subarray(4), crc32(check.subarray(0, 4), 0))).toBe(0xcbf43926);
  } finally {
    Object.assign(process, { getBuiltinModule });
  }
});

test("a reader gives what there is", async () => {
  const source = await openSource("test", new Uint8Array([1, 2, 3]));
  const reader = new Reader(source.read(1));
  expect(await reader.peek(5)).toEqual(new Uint8Array([2, 3]));
  expect(await reader.take(1)).toEqual(new Uint8Array([2]));
  expect(await reader.next()).toEqual(new Uint8Array([3]));
  expect(await reader.next()).toBeUndefined();
});

test("fflate of another version is refused", async () => {
  vi.doMock("fflate", () => ({ Inflate: class {} }));
  await expect(np.savez_compressed(Blob, { x: [1] })).rejects.toThrow(
    "savez_compressed: archives that are compressed need the package fflate ^0.8.2, but another version is installed",
  );
  vi.doUnmock("fflate");
  await np.savez_compressed(Blob, { x: [1] });
});
