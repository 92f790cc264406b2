import { afterEach, describe, expect, test, vi } from "vitest";
import { compileFirst } from "../../src/wasm/artefacts/compile.ts";
import { fetchFirst } from "../../src/wasm/artefacts/web/fetch.ts";

const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
/** A module with a section that no engine knows. */
const unknown = Uint8Array.of(...empty, 0x7f, 0);
const noSimd = /^ndwasm needs WebAssembly SIMD/;

describe("compileFirst", () => {
  test("takes the first that compiles, and reads no further", () => {
    const read = vi.fn(() => empty);
    const module = compileFirst([() => unknown, () => empty, read]);
    expect(WebAssembly.Module.exports(module)).toEqual([]);
    expect(read).not.toHaveBeenCalled();
  });

  test("says what is missing when none does", () => {
    expect(() => compileFirst([() => unknown])).toThrow(noSimd);
  });
});

describe("fetchFirst", () => {
  const yes = async () => true;
  const no = async () => false;
  const url = (name: string) => new URL(`http://localhost/${name}.wasm`);
  const serve = (response: () => Response) =>
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => response()),
    );
  const typed = (type: string) => () => new Response(empty, { headers: { "Content-Type": type } });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test.each(["application/wasm", "application/octet-stream"])(
    "compiles what is served as %s",
    async (type) => {
      serve(typed(type));
      const module = await fetchFirst([
        [no, url("relaxed")],
        [yes, url("baseline")],
        [yes, url("last")],
      ]);
      expect(WebAssembly.Module.exports(module)).toEqual([]);
      expect(fetch).toHaveBeenCalledExactlyOnceWith(url("baseline"));
    },
  );

  test("says which file is not there", async () => {
    serve(() => new Response("", { status: 404, statusText: "Not Found" }));
    const module = fetchFirst([[yes, url("core")]]);
    await expect(module).rejects.toThrow("ndwasm: http://localhost/core.wasm answered 404 Not Found");
  });

  test("says what is missing when the engine can compile none", async () => {
    serve(typed("application/wasm"));
    await expect(fetchFirst([[no, url("core")]])).rejects.toThrow(noSimd);
    expect(fetch).not.toHaveBeenCalled();
  });
});
