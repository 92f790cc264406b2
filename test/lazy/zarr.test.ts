import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import * as np from "ndwasm";
import * as lazy from "ndwasm/lazy";
import { afterAll, describe, expect, test } from "vitest";
import * as zarr from "zarrita";
import { elementsOf, type Recorded } from "./recorded.ts";

interface Store extends Recorded {
  readonly files: Readonly<Record<string, string>>;
}

const { stores } = JSON.parse(readFileSync("test/fixtures/stores.json", "utf8")) as { stores: Store[] };

const folder = mkdtempSync(join(tmpdir(), "ndwasm-test-zarr-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const fresh = () => join(folder, `${count++}.zarr`);

const decoded = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

/** The files of a store in a folder. */
function unpack({ files }: Store): string {
  const path = fresh();
  for (const [key, text] of Object.entries(files)) {
    mkdirSync(dirname(path + key), { recursive: true });
    writeFileSync(path + key, decoded(text));
  }
  return path;
}

const mapOf = ({ files }: Store) => new Map(Object.entries(files).map(([key, text]) => [key, decoded(text)]));

const expected = ({ dtype, shape, elements }: Recorded) => ({ dtype, shape, elements });

describe.each(["sync", "threads"] as const)("stores of zarr-python are read, %s", (scheduler) => {
  test.each(stores.map((store) => [store.name, store] as const))("%s", async (_, store) => {
    const x = await lazy.fromZarr(unpack(store));
    expect(await elementsOf(x, { scheduler })).toEqual(expected(store));
    expect(await elementsOf(x.rechunk(-1), { scheduler })).toEqual(expected(store));
    // zarrita reads shards by ranges, which a Map has none of.
    if (store.name.includes("shards")) return;
    const y = await lazy.fromZarr(mapOf(store));
    expect(await elementsOf(y, { scheduler })).toEqual(expected(store));
  });
});

const named = (name: string) => stores.find((store) => store.name === name)!;

test("a store on a server", async () => {
  const path = unpack(named("version 3, float64"));
  const server: Server = createServer(({ url }, response) => {
    try {
      response.end(readFileSync(path + new URL(url!, "http://localhost").pathname));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as { port: number };
    const x = await lazy.fromZarr(`http://127.0.0.1:${port}/`);
    for (const scheduler of ["sync", "threads"] as const) {
      expect(await elementsOf(x, { scheduler })).toEqual(expected(named("version 3, float64")));
    }
    await expect(x.toZarr(`http://127.0.0.1:${port}/`)).rejects.toThrow("can only be read");
  } finally {
    server.close();
  }
});

test("an array that zarrita has opened, a file URL, a path within a store", async () => {
  const store = named("version 3, float64");
  const path = unpack(store);
  const opened = await zarr.open(mapOf(store), { kind: "array" });
  expect(await elementsOf(await lazy.fromZarr(opened as lazy.OpenArray))).toEqual(expected(store));
  expect(await elementsOf(await lazy.fromZarr(pathToFileURL(path)))).toEqual(expected(store));
  const inside = await lazy.fromZarr(dirname(path), { path: path.slice(folder.length) });
  expect(await elementsOf(inside)).toEqual(expected(store));
});

describe("what is wrong with a store is said", () => {
  const uncompressed = named("version 3, uncompressed");
  const compressed = named("version 2, blosc");
  const zstd = named("version 2, zstd");

  test("there is none", async () => {
    await expect(lazy.fromZarr(fresh())).rejects.toThrow(/no Zarr array at .*neither zarr.json nor .zarray/);
    await expect(lazy.fromZarr(new Map())).rejects.toThrow("no Zarr array");
  });

  test("metadata", async () => {
    const broken = (text: string, key = "/zarr.json") =>
      lazy.fromZarr(new Map([[key, new TextEncoder().encode(text)]]));
    await expect(broken("{")).rejects.toThrow(/zarr.json is no JSON/);
    await expect(broken('{"node_type":"group"}')).rejects.toThrow("describes a group, not an array");
    await expect(broken('{"shape":[2],"chunks":[0],"dtype":"<f8"}', "/.zarray")).rejects.toThrow(
      "has the shape 2 in chunks of 0",
    );
    await expect(broken('{"shape":[2],"chunks":[2],"dtype":"<U3"}', "/.zarray")).rejects.toThrow(
      np.DTypeError,
    );
  });

  test.each(["sync", "threads"] as const)("chunks, %s", async (scheduler) => {
    for (const [store, key] of [
      [uncompressed, "/c/1/2"],
      [compressed, "/1.2"],
      [zstd, "/1.2"],
    ] as const) {
      const path = unpack(store);
      const x = await lazy.fromZarr(path);
      truncateSync(path + key, 20);
      await expect(x.compute({ scheduler })).rejects.toThrow(`${path}${key} cannot be read`);
      // What is missing is filled, as the format has it.
      unlinkSync(path + key);
      expect((await x.compute({ scheduler })).at(2, 6).item()).toBe(0);
    }
    const path = unpack(compressed);
    writeFileSync(`${path}/0.0`, "what is this, and why is it so long?");
    await expect((await lazy.fromZarr(path)).compute({ scheduler })).rejects.toThrow(
      `${path}/0.0 cannot be read`,
    );
  });
});

const samples = (["bool", "int64", "uint16", "float32", "float64", "complex64", "complex128"] as const).map(
  (dtype) => np.astype(np.reshape(np.arange(35), [5, 7]), dtype),
);

describe.each(["sync", "threads"] as const)("arrays are written, %s", (scheduler) => {
  test.each([
    [3, "zstd"],
    [3, "blosc"],
    [3, null],
    [2, "zstd"],
    [2, "blosc"],
    [2, null],
  ] as const)("version %s, %s", async (version, compressor) => {
    for (const sample of samples) {
      const x = lazy.fromArray(sample, { chunks: [[1, 3, 1], 3] });
      for (const target of [fresh(), new Map<string, Uint8Array>()]) {
        await x.toZarr(target, { version, compressor, scheduler });
        const y = await lazy.fromZarr(target);
        expect(y.chunks).toEqual([
          [3, 2],
          [3, 3, 1],
        ]);
        expect(await elementsOf(y)).toEqual(await elementsOf(x));
      }
    }
  });

  test("without axes, without elements", async () => {
    for (const x of [lazy.full([], 7), lazy.zeros([0, 3]), lazy.ones([], { dtype: "bool" })]) {
      const path = fresh();
      await x.toZarr(path, { scheduler });
      expect(await elementsOf(await lazy.fromZarr(path))).toEqual(await elementsOf(x));
    }
  });

  test("nothing half-written is left", async () => {
    lazy.register("test.failLate", failLate);
    const x = lazy.ones([40, 4], { chunks: [10, 4] });
    const failing = lazy.fromFunction("test.failLate", [40, 4], { chunks: [10, 4] });
    const path = fresh();
    const before = readdirSync(folder);
    await expect(failing.toZarr(path, { scheduler })).rejects.toThrow("enough");
    expect(readdirSync(folder)).toEqual(before);
    const map = new Map<string, Uint8Array>();
    await expect(failing.toZarr(map, { scheduler })).rejects.toThrow("enough");
    expect(map.size).toBe(0);
    // What was there stays.
    await x.toZarr(path, { scheduler });
    await expect(x.toZarr(path)).rejects.toThrow("overwrite: true");
    await expect(failing.toZarr(path, { scheduler, overwrite: true })).rejects.toThrow("enough");
    expect(np.sum(await (await lazy.fromZarr(path)).compute()).item()).toBe(160);
    // Reading from what is replaced.
    const doubled = np.multiply(await lazy.fromZarr(path), 2);
    await doubled.toZarr(path, { scheduler, overwrite: true });
    expect(np.sum(await (await lazy.fromZarr(path)).compute()).item()).toBe(320);
  });
});

function failLate([row]: number[], shape: number[]): np.WasmArray {
  if (row === 30) throw new Error("enough");
  return np.ones(shape);
}

test("chunks that no store has are refused", async () => {
  const x = lazy.ones([7]);
  await expect(x.toZarr(new Map(), { chunks: [[1, 3, 3]] })).rejects.toThrow(np.ShapeError);
  await expect(x.toZarr(new Map(), { compressor: "zip" as never })).rejects.toThrow(TypeError);
  await expect(x.toZarr({ get: () => undefined })).rejects.toThrow("can only be read");
});
