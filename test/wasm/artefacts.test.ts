import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { compileFirst, namesOf, onlyArtefact } from "../../src/wasm/artefacts/artefact.ts";
import { shareMemory } from "../../src/wasm/artefacts/embedded/shared.ts";
import { fetchFirst } from "../../src/wasm/artefacts/web/fetch.ts";

const supported = vi.hoisted(() => ({ relaxed: true, simd: true }));
vi.mock("wasm-feature-detect", () => ({
  relaxedSimd: async () => supported.relaxed,
  simd: async () => supported.simd,
}));

const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
/** A module with a section that no engine knows. */
const unknown = Uint8Array.of(...empty, 0x7f, 0);
const noSimd = /^ndwasm needs WebAssembly SIMD/;

test.each([
  [{ relaxed: true, shared: true }, ["core-relaxed-threads", "core-threads"]],
  [{ relaxed: true, shared: false }, ["core-relaxed", "core"]],
  [{ relaxed: false, shared: true }, ["core-threads"]],
  [{ relaxed: false, shared: false }, ["core"]],
])("names for %o, the best first", (features, names) => {
  expect(namesOf("core", features)).toEqual(names);
});

describe("compileFirst", () => {
  const features = { relaxed: true, shared: false };

  test("takes the first that compiles, and reads no further", () => {
    const read = vi.fn(() => empty);
    const { name, module } = compileFirst("core", features, read);
    expect(name).toBe("core-relaxed");
    expect(WebAssembly.Module.exports(module)).toEqual([]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test("takes the next where the first does not compile", () => {
    const read = (name: string) => (name === "core" ? empty : unknown);
    expect(compileFirst("core", features, read).name).toBe("core");
  });

  test("says what is missing when none does", () => {
    expect(() => compileFirst("core", features, () => unknown)).toThrow(noSimd);
  });
});

test("a platform with one artefact takes no other, unless what is asked for is more than it has", () => {
  const module = new WebAssembly.Module(empty);
  const all = { relaxed: true, shared: false };
  const baseline = { relaxed: false, shared: false };
  expect(onlyArtefact("core", module)(all)).toEqual({ name: "core", module });
  expect(onlyArtefact("core", module)(baseline)).toEqual({ name: "core", module });
  expect(onlyArtefact("core-relaxed", module)(all)).toEqual({ name: "core-relaxed", module });
  expect(() => onlyArtefact("core-relaxed", module)(baseline)).toThrow(/have core-relaxed\.wasm alone/);
});

test.each(["core", "core-relaxed", "linalg", "linalg-relaxed"])(
  "%s for a shared memory is what the compiler makes for one",
  (name) => {
    const [unshared, shared] = [name, `${name}-threads`].map((artefact) =>
      readFileSync(`build/${artefact}.wasm`),
    );
    expect(shared.equals(shareMemory(Uint8Array.from(unshared)))).toBe(true);
  },
);

describe("fetchFirst", () => {
  const features = { relaxed: true, shared: false };
  const urls = {
    core: new URL("http://localhost/core.wasm"),
    "core-relaxed": new URL("http://localhost/core-relaxed.wasm"),
  };
  const serve = (response: () => Response) =>
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => response()),
    );
  const typed = (type: string) => () => new Response(empty, { headers: { "Content-Type": type } });
  afterEach(() => {
    vi.unstubAllGlobals();
    Object.assign(supported, { relaxed: true, simd: true });
  });

  test.each(["application/wasm", "application/octet-stream"])(
    "compiles what is served as %s",
    async (type) => {
      serve(typed(type));
      const { name, module } = await fetchFirst("core", features, urls);
      expect(name).toBe("core-relaxed");
      expect(WebAssembly.Module.exports(module)).toEqual([]);
      expect(fetch).toHaveBeenCalledExactlyOnceWith(urls["core-relaxed"]);
    },
  );

  test("fetches only what the engine can compile", async () => {
    supported.relaxed = false;
    serve(typed("application/wasm"));
    expect((await fetchFirst("core", features, urls)).name).toBe("core");
    expect(fetch).toHaveBeenCalledExactlyOnceWith(urls.core);
  });

  test("says which file is not there", async () => {
    serve(() => new Response("", { status: 404, statusText: "Not Found" }));
    const artefact = fetchFirst("core", { ...features, relaxed: false }, urls);
    await expect(artefact).rejects.toThrow("ndwasm: http://localhost/core.wasm answered 404 Not Found");
  });

  test("says what is missing when the engine can compile none", async () => {
    Object.assign(supported, { relaxed: false, simd: false });
    serve(typed("application/wasm"));
    await expect(fetchFirst("core", features, urls)).rejects.toThrow(noSimd);
    expect(fetch).not.toHaveBeenCalled();
  });
});
