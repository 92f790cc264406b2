import { afterEach, expect, it, vi } from "vitest";
import * as dispatch from "../../src/dispatch/index.ts";
import { Default, Echo, original } from "./ducks.ts";

const key = Symbol.for("ndwasm.dispatch");
const registry = globalThis as { [key: symbol]: unknown };
const sum = original("test.sum");

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  dispatch.setDispatch(true);
});

/** Another copy of the package in this process. */
async function loadCopy(): Promise<typeof dispatch> {
  vi.resetModules();
  return await import("../../src/dispatch/index.ts");
}

/** A copy in a process where nothing has been loaded before. */
async function loadAlone(): Promise<typeof dispatch> {
  const before = registry[key];
  delete registry[key];
  const copy = await loadCopy();
  registry[key] = before;
  return copy;
}

/** Whether dispatch is on for a copy. */
function isOn({ overridable }: typeof dispatch): boolean {
  return (
    overridable(
      "test.probe",
      (x) => [x],
      (_x: unknown): unknown => false,
    )(new Echo()) !== false
  );
}

it("lists the functions in the order in which they were made, and finds them by id", () => {
  const start = dispatch.overridables().length;
  const made = [original("test.b"), original("test.a"), dispatch.creation("test.c", () => 0)];
  expect(dispatch.overridables().slice(start)).toEqual(made);
  expect(dispatch.find("test.b")).toBe(made[0]);
  expect(dispatch.find("test.c")).toBe(made[2]);
  expect(dispatch.find("test.missing")).toBeUndefined();
  expect(dispatch.find("toString")).toBeUndefined();
});

it("keeps its list from being changed", () => {
  dispatch.overridables().length = 0;
  expect(dispatch.overridables()).toContain(sum);
});

it("registers the symbols", () => {
  expect(dispatch.arrayFunction).toBe(Symbol.for("ndwasm.arrayFunction"));
  expect(dispatch.NotImplemented).toBe(Symbol.for("ndwasm.NotImplemented"));
});

it("calls implementations directly while dispatch is off", () => {
  const relevantArgs = vi.fn((x: unknown) => [x]);
  const func = original("test.off", relevantArgs);
  expect(dispatch.setDispatch(false)).toBe(true);
  expect(func(new Echo())).toBe("original");
  expect(relevantArgs).not.toHaveBeenCalled();
  expect(dispatch.setDispatch(true)).toBe(false);
  expect(func(new Echo())).toMatchObject({ types: [Echo] });
});

it.each([
  ["0", false],
  ["1", true],
  ["", true],
  [undefined, true],
])("reads NDWASM_ARRAY_FUNCTION=%s when it is loaded", async (value, on) => {
  vi.stubEnv("NDWASM_ARRAY_FUNCTION", value);
  expect(isOn(await loadAlone())).toBe(on);
});

it("does not need a process with an environment", async () => {
  for (const process of [undefined, {}]) {
    vi.stubGlobal("process", process);
    expect(isOn(await loadAlone())).toBe(true);
  }
});

it("reads the environment in Deno only with permission", async () => {
  vi.stubEnv("NDWASM_ARRAY_FUNCTION", "0");
  for (const state of ["granted", "prompt", "denied"]) {
    const querySync = vi.fn(() => ({ state }));
    vi.stubGlobal("Deno", { permissions: { querySync } });
    expect(isOn(await loadAlone())).toBe(state !== "granted");
    expect(querySync).toHaveBeenCalledWith({ name: "env", variable: "NDWASM_ARRAY_FUNCTION" });
  }
});

it("takes a class that is registered again for the default array", async () => {
  const copy = await loadCopy();
  class First extends Default {}
  class Reloaded extends Default {}
  copy.registerDefault(First);
  copy.registerDefault(Reloaded);
  const func = copy.overridable(
    "test.reload",
    (x) => [x],
    (_x: unknown): unknown => "original",
  );
  expect(func(new Reloaded())).toBe("original");
});

it("shares adopted classes, handlers and the switch with another copy", async () => {
  const copy = await loadCopy();
  expect(copy.adopt).not.toBe(dispatch.adopt);
  expect([copy.arrayFunction, copy.NotImplemented]).toEqual([
    dispatch.arrayFunction,
    dispatch.NotImplemented,
  ]);
  const twin = copy.overridable(
    "test.sum",
    (x) => [x],
    (_x: unknown): unknown => "twin",
  );

  class Foreign {}
  dispatch.adopt(Foreign)(sum, () => "foreign");
  expect(twin(new Foreign())).toBe("foreign");
  expect(() => copy.adopt(Foreign)).toThrow("adopt: Foreign implements arrayFunction already");
  copy.adopt(Foreign, { override: true })(twin, () => "anew");
  expect(sum(new Foreign())).toBe("anew");

  copy.setDispatch(false);
  expect(sum(new Foreign())).toBe("original");
});

it("keeps functions and the default array of each copy apart", async () => {
  const copy = await loadCopy();
  class Twin {
    [dispatch.arrayFunction](...call: Parameters<typeof dispatch.defaultArrayFunction>): unknown {
      return copy.defaultArrayFunction(...call);
    }
  }
  copy.registerDefault(Twin);
  expect(copy.find("test.sum")).toBeUndefined();
  const twin = copy.overridable(
    "test.sum",
    (...args) => args,
    (..._args: unknown[]): unknown => "twin",
  );
  expect(dispatch.find("test.sum")).toBe(sum);

  // Each array is computed with by its own copy's implementation, whichever copy's function is called.
  expect([sum(new Default()), sum(new Twin())]).toEqual(["original", "twin"]);
  expect([twin(new Default()), twin(new Twin())]).toEqual(["original", "twin"]);
  expect(() => sum(new Default(), new Twin())).toThrow("[Default, Twin]");
});

it("leaves functions that a copy lacks to others", async () => {
  const copy = await loadCopy();
  const unknown = copy.overridable(
    "test.unknown",
    (x) => [x],
    (_x: unknown): unknown => "twin",
  );
  expect(() => unknown(new Default())).toThrow("no implementation found for 'test.unknown'");
});

it("converts to the default array of the copy that adopted the class", async () => {
  const copy = await loadCopy();
  class Foreign {}
  const convert = { to: () => new Default(1), from: (x: Default) => ({ from: x }) };
  dispatch.adopt(Foreign, { convert });
  dispatch.overridable(
    "test.shared",
    (x) => [x],
    (x: Default) => x,
  );
  const twin = copy.overridable(
    "test.shared",
    (x) => [x],
    (_x: unknown): unknown => "twin",
  );
  const full = copy.creation(
    "test.fullShared",
    (_n: number, _options: { like?: unknown } = {}): unknown => "twin",
  );
  dispatch.creation("test.fullShared", (n: number) => new Default(n));
  expect(twin(new Foreign())).toEqual({ from: new Default(1) });
  expect(full(5, { like: new Foreign() })).toEqual({ from: new Default(5) });
});
