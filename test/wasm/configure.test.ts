import { availableParallelism } from "node:os";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const machine = availableParallelism();
const several = machine > 1;

// Each test has modules, settings and a memory of its own.
let np: typeof import("../../src/index.ts");
beforeEach(load);
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

async function load(): Promise<void> {
  vi.resetModules();
  np = await import("../../src/index.ts");
}

const config = () => np.show_config({ mode: "dicts" });
const product = () => np.matmul([[1, 2]], [[3], [4]]).item();

describe("configure", () => {
  test("changes what is given, and takes effect at once", () => {
    const { threads } = config();
    np.configure({ relaxed: false });
    expect(config().artefacts).toMatchObject({ relaxed: false, reason: "configured without" });
    expect(config().threads).toEqual(threads);
    np.configure({ maxMemory: 2 ** 30 + 5 });
    expect(config().artefacts.relaxed).toBe(false);
    expect(config().memory.maximum).toBe(2 ** 30);
    expect(product()).toBe(11);
  });

  test("one thread has an ordinary memory", () => {
    np.configure({ threads: 1 });
    expect(config().threads).toEqual({ count: 1, started: 1, reason: "configure" });
    expect(config().memory.shared).toBe(false);
    expect(config().artefacts.names.some((name) => name.includes("threads"))).toBe(false);
    expect(product()).toBe(11);
    expect(np.ones([2]).data.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test.skipIf(!several)("more threads than the machine has are as many as it has", () => {
    np.configure({ threads: 1000 });
    const reason = "configure asks for 1000, the machine has no more";
    expect(config().threads).toEqual({ count: machine, started: 1, reason });
    expect(config().memory.shared).toBe(true);
    expect(product()).toBe(11);
  });

  test.each([
    [{ threads: 0 }, new RangeError("configure: threads must be a whole number of at least 1, not 0")],
    [{ threads: -2 }, new RangeError("configure: threads must be a whole number of at least 1, not -2")],
    [{ threads: 1.5 }, new RangeError("configure: threads must be a whole number of at least 1, not 1.5")],
    [
      { threads: Number.NaN },
      new RangeError("configure: threads must be a whole number of at least 1, not NaN"),
    ],
    [{ threads: "2" }, new TypeError("configure: threads must be a number, not 2")],
    [{ relaxed: 1 }, new TypeError("configure: relaxed must be a boolean, not 1")],
    [{ maxMemory: "1" }, new TypeError("configure: maxMemory must be a number, not 1")],
    [
      { maxMemory: 1000 },
      new RangeError(
        "configure: maxMemory must be a whole number of bytes from 2097152 to 4294967296, not 1000",
      ),
    ],
    [{ maxMemory: 2 ** 33 }, /^configure: maxMemory must be/],
    [{ threads: 1, cores: 2 }, /^configure: unknown option 'cores'/],
    [null, /^configure: options are an object/],
  ])("%o is refused", (options, error) => {
    const before = config();
    expect(() => np.configure(options as never)).toThrow(error);
    expect(config()).toEqual(before);
  });

  test("comes too late after the first array, unless nothing changes", () => {
    const x = np.zeros([0]);
    x.dispose();
    const before = config();
    np.configure({});
    np.configure({ threads: before.threads.count, relaxed: true });
    expect(config().memory).toEqual(before.memory);
    expect(() => np.configure({ relaxed: false })).toThrow(
      new Error("configure: there has been an array already; configure before the first one"),
    );
  });

  test("memory ends where it says", () => {
    np.configure({ maxMemory: 2 ** 26 });
    expect(() => np.ones([2 ** 23])).toThrow(
      /^ones: cannot allocate 67108864 bytes: \d+ of the 66060288 bytes of linear memory are left/,
    );
    expect(np.sum(np.ones([2 ** 20])).item()).toBe(2 ** 20);
  });
});

describe("NDWASM_NUM_THREADS", () => {
  test.each([
    ["1", 1, "NDWASM_NUM_THREADS"],
    [" 1 ", 1, "NDWASM_NUM_THREADS"],
    ["", machine, "as many as the machine has"],
    ["999", machine, "NDWASM_NUM_THREADS asks for 999, the machine has no more"],
  ])("'%s'", async (value, count, reason) => {
    vi.stubEnv("NDWASM_NUM_THREADS", value);
    await load();
    expect(config().threads).toEqual({ count, started: 1, reason });
  });

  test.each(["0", "-1", "1.5", "all"])("'%s' is refused", async (value) => {
    vi.stubEnv("NDWASM_NUM_THREADS", value);
    await expect(load()).rejects.toThrow(
      `ndwasm: NDWASM_NUM_THREADS must be a whole number of at least 1, not ${value}`,
    );
  });

  test("configure takes precedence", async () => {
    vi.stubEnv("NDWASM_NUM_THREADS", "1");
    await load();
    np.configure({ threads: machine });
    expect(config().threads.count).toBe(machine);
  });
});

describe("show_config says why there is one thread", () => {
  test("a page that is not isolated", async () => {
    vi.stubGlobal("crossOriginIsolated", false);
    await load();
    expect(config().threads.reason).toMatch(/^the page is not cross-origin isolated/);
    expect(config().memory.shared).toBe(false);
    expect(product()).toBe(11);
  });

  test("no SharedArrayBuffer", async () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    await load();
    expect(config().threads).toEqual({ count: 1, started: 1, reason: "there is no SharedArrayBuffer" });
    expect(config().memory.shared).toBe(false);
    expect(product()).toBe(11);
  });
});

test("show_config prints what was chosen", () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  np.configure({ threads: 1, relaxed: false });
  expect(np.show_config()).toBe(undefined);
  expect(log.mock.calls[0][0]).toBe(`engine: Node.js ${process.versions.node}
artefacts:
  names: core, fft, linalg, random, reduce, sorting, ufunc
  relaxed: false
  reason: configured without
threads:
  count: 1
  started: 1
  reason: configure
memory:
  shared: false
  bytes: 2097152
  maximum: 4294967296`);
  log.mockRestore();
  expect(() => np.show_config({ mode: "yaml" as never })).toThrow(
    new TypeError('show_config: mode must be "stdout" or "dicts", not yaml'),
  );
});
