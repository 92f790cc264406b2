import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { bytesOf, elementsOf, recorded } from "./files.ts";

const { load_file, safe_open, save_file } = np.safetensors;

describe("what the Python package wrote", () => {
  test.each(recorded.tensors.map((each) => [each.name, each] as const))(
    "%s: read, and written again",
    async (_, { file, members, metadata }) => {
      const expected = Object.fromEntries(members.map(({ name, ...elements }) => [name, elements]));
      for (const place of [bytesOf(file), new Blob([bytesOf(file)]), new Response(bytesOf(file))]) {
        const arrays = await load_file(place);
        expect(Object.fromEntries(Object.entries(arrays).map(([name, x]) => [name, elementsOf(x)]))).toEqual(
          expected,
        );
      }
      const arrays = await load_file(bytesOf(file));
      const written = await save_file(arrays, Uint8Array, metadata ? { metadata } : {});
      expect(Object.entries(metadata ?? {}).length > 1 || written).toEqual(
        Object.entries(metadata ?? {}).length > 1 || bytesOf(file),
      );
    },
  );

  test("by name", async () => {
    const { file, members, metadata } = recorded.tensors.find(({ name }) => name === "names")!;
    const tensors = await safe_open(new Response(bytesOf(file)));
    expect(tensors.keys().sort()).toEqual(members.map(({ name }) => name).sort());
    expect(tensors.metadata()).toEqual(metadata);
    for (const { name, ...expected } of members) {
      expect(elementsOf(await tensors.get_tensor(name))).toEqual(expected);
    }
    await expect(tensors.get_tensor("none")).rejects.toThrow("has no array none; it has ");
  });
});

/** A file with this header, and elements of `length` bytes. */
function fileOf(header: string, elements: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + elements.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(elements, 8 + text.length);
  return bytes;
}

describe("floats of two bytes", () => {
  const bits = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);

  test.each(recorded.halves)("$dtype", async ({ dtype, sha256 }) => {
    const header = `{"x":{"dtype":"${dtype}","shape":[256,256],"data_offsets":[0,131072]}}`;
    const file = fileOf(header, new Uint8Array(bits.buffer));
    await expect(load_file(file)).rejects.toThrow(np.DTypeError);
    await expect(load_file(file)).rejects.toThrow(
      `x has the dtype ${dtype}, which there are no arrays of: { widen: true }`,
    );
    const { x } = await load_file(file, { widen: true });
    expect(x.dtype).toBe("float32");
    expect(x.shape).toEqual([256, 256]);
    const numbers = np.nan_to_num(x, { posinf: Number.POSITIVE_INFINITY, neginf: Number.NEGATIVE_INFINITY });
    expect(createHash("sha256").update(numbers.data).digest("hex")).toBe(sha256);
  });
});

describe("what is wrong is said", () => {
  const tensor = (fields: string) => fileOf(`{"x":${fields}}`, new Uint8Array(8));

  test.each([
    ["nothing", new Uint8Array(0), "is no safetensors file"],
    ["a number alone", new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0]), "ends within its header"],
    ["a long header", new Uint8Array(9).fill(255), "its header would have 18446744073709551615 bytes"],
    ["no JSON", fileOf("{"), "its header is not JSON"],
    ["no object", fileOf("[]"), "its header is not an object"],
    ["a space before it", fileOf(" {}"), "its header is not an object"],
    ["no UTF-8", fileOf("{}").with(9, 0xff), "its header is not JSON"],
    ["a tensor that is none", tensor("[]"), "x is described by []"],
    [
      "a field too many",
      tensor('{"dtype":"U8","shape":[8],"data_offsets":[0,8],"more":1}'),
      "x is described by",
    ],
    ["a negative length", tensor('{"dtype":"U8","shape":[-8],"data_offsets":[0,8]}'), "x is described by"],
    ["half a length", tensor('{"dtype":"U8","shape":[7.5],"data_offsets":[0,8]}'), "x is described by"],
    [
      "too many elements",
      tensor('{"dtype":"U8","shape":[1e15,1e15],"data_offsets":[0,8]}'),
      "too many elements",
    ],
    ["an unknown dtype", tensor('{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}'), "the dtype F8_E4M3"],
    ["another shape", tensor('{"dtype":"U8","shape":[9],"data_offsets":[0,8]}'), "has 8 bytes, not 9"],
    ["a hole", tensor('{"dtype":"U8","shape":[4],"data_offsets":[4,8]}'), "does not begin where"],
    ["a rest", tensor('{"dtype":"U8","shape":[4],"data_offsets":[0,4]}'), "bytes long, not"],
    ["an end beyond", tensor('{"dtype":"U8","shape":[16],"data_offsets":[0,16]}'), "bytes long, not"],
    ["an end before its start", tensor('{"dtype":"U8","shape":[0],"data_offsets":[8,0]}'), "has -8 bytes"],
    ["metadata of numbers", fileOf('{"__metadata__":{"a":1}}'), "__metadata__ holds texts"],
  ])("%s", async (_, file, message) => {
    await expect(load_file(file)).rejects.toThrow(message);
    await expect(safe_open(file)).rejects.toThrow(message);
    await expect(load_file(new Response(new Uint8Array(file)))).rejects.toThrow(Error);
  });

  test("two that share bytes", async () => {
    const fields = '{"dtype":"U8","shape":[4],"data_offsets":[0,4]}';
    await expect(load_file(fileOf(`{"x":${fields},"y":${fields}}`, new Uint8Array(4)))).rejects.toThrow(
      "y does not begin where the one before it ends",
    );
  });

  test("what the format has not got", async () => {
    const x = np.zeros([1], { dtype: "complex128" });
    await expect(save_file({ x }, Uint8Array)).rejects.toThrow("safetensors files have no complex128");
    await expect(save_file({ __metadata__: [1] }, Uint8Array)).rejects.toThrow("no array can have the name");
    await expect(save_file({}, Uint8Array, { metadata: { a: 1 } as never })).rejects.toThrow(TypeError);
    await expect(load_file(new Uint8Array(0), { dtype: "float32" } as never)).rejects.toThrow(
      "unknown option",
    );
  });
});
