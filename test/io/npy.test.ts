import { createHash } from "node:crypto";
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { bytesOf, elementsOf, numbers, recorded } from "./files.ts";

const folder = mkdtempSync(join(tmpdir(), "ndwasm-test-io-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("what NumPy wrote", () => {
  test.each(recorded.arrays.map((each) => [each.name, each] as const))(
    "%s: read, and written again",
    async (_, { file, name, ...expected }) => {
      const x = await np.load(bytesOf(file));
      expect(elementsOf(x)).toEqual(expected);
      expect(await np.save(Uint8Array, x)).toEqual(bytesOf(file));
    },
  );

  test.each(recorded.readable.map((each) => [each.name, each] as const))(
    "%s: read",
    async (_, { file, name, ...expected }) => {
      expect(elementsOf(await np.load(bytesOf(file)))).toEqual(expected);
    },
  );

  test.each(recorded.refused.map(({ holds, file }) => [holds, file] as const))(
    "%s: refused",
    async (holds, file) => {
      const error = await np.load(bytesOf(file)).catch((reason) => reason);
      expect(error).toBeInstanceOf(np.DTypeError);
      expect(error.message).toContain(`load: the file holds ${holds}`);
    },
  );

  test.each(recorded.digests)(
    "$dtype of shape $shape in the order $order",
    async ({ dtype, shape, order, sha256 }) => {
      const x = numbers(shape, dtype);
      const y =
        order === "C"
          ? x
          : np.permute_dims(
              np.asarray(np.permute_dims(x, [...shape.keys()].reverse()), { copy: true }),
              [...shape.keys()].reverse(),
            );
      const file = await np.save(Uint8Array, y);
      expect(createHash("sha256").update(file).digest("hex")).toBe(sha256);
      expect(np.array_equal(await np.load(file), x)).toBe(true);
    },
  );
});

const view = np.arange(10n).at("1:8:3");
const file = await np.save(Uint8Array, view);

/** The file in pieces of `length` bytes. */
function pieces(length: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < file.length; at += length) controller.enqueue(file.slice(at, at + length));
      controller.close();
    },
  });
}

describe("where files are read from", () => {
  const path = join(folder, "read.npy");
  writeFileSync(path, file);
  const shared = new SharedArrayBuffer(file.length);
  new Uint8Array(shared).set(file);
  const padded = new Uint8Array(file.length + 8);
  padded.set(file, 3);

  test.each([
    ["a path", path],
    ["a file: URL", pathToFileURL(path)],
    ["the text of one", pathToFileURL(path).href],
    ["bytes", file],
    ["a view", new DataView(padded.buffer, 3, file.length)],
    ["an ArrayBuffer", file.buffer],
    ["a SharedArrayBuffer", shared],
    ["a Blob", new Blob([file])],
    ["a Response", new Response(file)],
    ["a stream", pieces(1)],
    ["a stream of larger pieces", pieces(61)],
    ["a stream of Node", createReadStream(path)],
    ["a data: URL", `data:;base64,${Buffer.from(file).toString("base64")}`],
  ])("%s", async (_, place) => {
    expect(await np.load(place).then((x) => x.toArray())).toEqual([1n, 4n, 7n]);
  });

  test("an array's own memory, which grows meanwhile", async () => {
    const x = np.asarray(file);
    const { data } = x;
    expect((await np.load(data)).toArray()).toEqual([1n, 4n, 7n]);
  });

  test("a server; errors have its status", async () => {
    const server = createServer(({ url }, response) => {
      response.statusCode = url === "/x.npy" ? 200 : 404;
      response.end(file);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect((await np.load(`${origin}/x.npy`)).toArray()).toEqual([1n, 4n, 7n]);
      await expect(np.load(new URL("/y.npy", origin))).rejects.toThrow(`load: ${origin}/y.npy: 404`);
    } finally {
      server.close();
    }
  });

  test.each([[undefined], [null], [1], [{}]])("%s is refused", async (place) => {
    await expect(np.load(place as never)).rejects.toThrow(TypeError);
  });
});

describe("where files are written to", () => {
  const read = async (path: string) => (await np.load(join(folder, path))).toArray();

  test("a path, to which the ending is added", async () => {
    expect(await np.save(join(folder, "plain"), view)).toBeUndefined();
    await np.save(pathToFileURL(join(folder, "named.npy")), view);
    expect(await read("plain.npy")).toEqual([1n, 4n, 7n]);
    expect(await read("named.npy")).toEqual([1n, 4n, 7n]);
  });

  test("memory and streams", async () => {
    const blob = await np.save(Blob, view);
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(file);
    const { readable, writable } = new TransformStream<Uint8Array>();
    const [x] = await Promise.all([np.load(readable), np.save(writable, view)]);
    expect(x.toArray()).toEqual([1n, 4n, 7n]);
  });

  test("lists are arrays", async () => {
    expect((await np.load(await np.save(Uint8Array, [[1], [2]]))).toArray()).toEqual([[1], [2]]);
  });

  test("a file that is there is replaced as a whole, or stays as it is", async () => {
    mkdirSync(join(folder, "whole"));
    const path = join(folder, "whole/x.npy");
    writeFileSync(path, "before", { mode: 0o640 });
    symlinkSync(path, join(folder, "whole/link.npy"));
    const large = np.zeros(2 ** 18);
    const writing = np.save(path, large);
    large.dispose();
    await expect(writing).rejects.toThrow("the array has been disposed");
    expect(readFileSync(path, "utf8")).toBe("before");
    await np.save(join(folder, "whole/link.npy"), view);
    expect(await read("whole/x.npy")).toEqual([1n, 4n, 7n]);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(folder, "whole")).sort()).toEqual(["link.npy", "x.npy"]);
  });

  test("a folder that is missing", async () => {
    await expect(np.save(join(folder, "missing/x.npy"), view)).rejects.toThrow("ENOENT");
  });

  test("a large array in a foreign order is copied by parts", async () => {
    const x = np.reshape(np.arange(2 ** 22), [1, 4, 2 ** 10, 2 ** 10]);
    const y = np.permute_dims(x, [0, 2, 1, 3]);
    expect(np.array_equal(await np.load(await np.save(Uint8Array, y)), y)).toBe(true);
    const z = np.broadcast_to(np.arange(3), [2 ** 21, 3]).at(":", "::-1");
    expect(np.array_equal(await np.load(await np.save(Uint8Array, z)), z)).toBe(true);
  });
});

describe("what is wrong is said", () => {
  const altered = (change: (bytes: Uint8Array) => void) => {
    const bytes = file.slice();
    change(bytes);
    return bytes;
  };
  const text = (header: string) => {
    const bytes = new Uint8Array(10 + header.length);
    bytes.set(file.subarray(0, 8));
    bytes.set([header.length & 255, header.length >> 8], 8);
    bytes.set(new TextEncoder().encode(header), 10);
    return bytes;
  };

  test.each([
    ["nothing", new Uint8Array(0), "load: the file is neither a .npy file nor a .npz file"],
    ["text", new TextEncoder().encode("1,2,3\n4,5,6"), "load: the file is neither"],
    ["a magic number alone", file.slice(0, 6), "load: the file is no .npy file"],
    ["a header cut off", file.slice(0, 40), "load: the file ends within its header"],
    ["elements cut off", file.slice(0, -1), "load: the file is 151 bytes long, not 152 as its header says"],
    [
      "a version to come",
      altered((bytes) => {
        bytes[6] = 4;
      }),
      "load: the file has version 4.0",
    ],
    ["no dictionary", text("[1]"), "load: the file has the header [1]"],
    ["no literal", text("{'descr': __import__('os')}"), "load: the file has the header {'descr': __import__"],
    [
      "a negative length",
      text("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}"),
      "-1 in shape [-1]",
    ],
    [
      "too many elements",
      text("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999)}"),
      "too many elements",
    ],
    [
      "more axes than NumPy has",
      text(`{'descr': '|u1', 'fortran_order': False, 'shape': (${"1,".repeat(65)})}`),
      "65 axes",
    ],
    [
      "a key too many",
      text("{'descr': '<f8', 'fortran_order': False, 'shape': (), 'more': 1}"),
      "has the header",
    ],
    ["deep brackets", text("[".repeat(9000)), "has the header"],
    ["a long header", text(" ".repeat(10_001)), "a header of 10001 characters; max_header_size allows 10000"],
  ])("%s", async (_, bytes, message) => {
    await expect(np.load(bytes)).rejects.toThrow(message);
  });

  test("a stream that ends early, of which no more memory is asked for than has arrived times 64", async () => {
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000,)}";
    const stream = new Blob([text(header), new Uint8Array(1000)]).stream();
    await expect(np.load(stream)).rejects.toThrow("load: the stream ends at");
  });

  test("limits of the caller", async () => {
    await expect(np.load(file, { maxBytes: 23 })).rejects.toThrow(RangeError);
    await expect(np.load(file, { max_header_size: 50 })).rejects.toThrow("max_header_size allows 50");
    expect((await np.load(file, { maxBytes: 24 })).size).toBe(3);
    await expect(np.load(file, { allow_pickle: true } as never)).rejects.toThrow(
      "unknown option 'allow_pickle'",
    );
    await expect(np.load(file, { maxBytes: -1 })).rejects.toThrow(TypeError);
  });

  test("places that nothing is written to", async () => {
    await expect(np.save(Number as never, view)).rejects.toThrow("save: a file is written to a path");
  });
});
