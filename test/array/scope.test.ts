import { describe, expect, test } from "vitest";
import { scope } from "../../src/array/scope.ts";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import { asarray, zeros } from "../../src/np/creation.ts";
import { broadcast_arrays } from "../../src/np/manipulation/index.ts";

const isAlive = (x: WasmArray | undefined): boolean => Boolean(x?.storage);

test("disposes what was made inside, and nothing else", () => {
  const outside = zeros(3);
  const made: WasmArray[] = [];
  const result = scope(() => {
    made.push(zeros(2), outside.at("1:"), asarray([1]));
    return 7;
  });
  expect(result).toBe(7);
  expect(made.map(isAlive)).toEqual([false, false, false]);
  expect(isAlive(outside)).toBe(true);
});

test("keeps the arrays in the result, however deep", () => {
  class Model {
    readonly weights = zeros(1);
  }
  const shared = zeros(1);
  let dropped = shared;
  const kept = scope(() => {
    dropped = zeros(4);
    return {
      one: zeros(1),
      list: [zeros(1), [zeros(1)]],
      map: new Map([["key", zeros(1)]]),
      set: new Set([zeros(1)]),
      model: new Model(),
      tuple: broadcast_arrays(zeros(1), shared),
      others: [null, 1, "text", new Float64Array(2), () => 0],
    };
  });
  const arrays = [
    kept.one,
    ...kept.list.flat(),
    kept.map.get("key")!,
    ...kept.set,
    kept.model.weights,
    ...kept.tuple,
  ];
  expect(arrays.map((x) => isAlive(x as WasmArray))).toEqual(arrays.map(() => true));
  expect(isAlive(dropped)).toBe(false);
});

test("keeps the arrays whose data is in the result", () => {
  const { data } = scope(() => ({ data: asarray([1, 2, 3]).at("1:").data }));
  const other = zeros(3);
  other.set(9);
  expect([...data]).toEqual([2, 3]);
});

test("a view that is returned keeps the memory of its base", () => {
  let base: WasmArray | undefined;
  const view = scope(() => {
    const x = asarray([1, 2, 3]);
    base = x;
    return x.at("1:");
  });
  expect(isAlive(base)).toBe(false);
  expect(view.toArray()).toEqual([2, 3]);
});

test("a result that refers to itself", () => {
  const result = scope(() => {
    const node: { self?: object; x: WasmArray } = { x: zeros(1) };
    node.self = node;
    return node;
  });
  expect(isAlive(result.x)).toBe(true);
});

describe("nested scopes", () => {
  test("what the inner one returns belongs to the outer one", () => {
    let inner: WasmArray | undefined;
    scope(() => {
      inner = scope(() => zeros(1));
      expect(isAlive(inner)).toBe(true);
    });
    expect(isAlive(inner)).toBe(false);
  });

  test("what the outer one made is not the inner one's", () => {
    scope(() => {
      const x = zeros(1);
      scope(() => x);
      scope(() => zeros(1));
      expect(isAlive(x)).toBe(true);
    });
  });
});

test("a throw disposes everything and is passed on", () => {
  let x: WasmArray | undefined;
  const error = new Error("inside");
  const run = () =>
    scope(() => {
      x = zeros(1);
      throw error;
    });
  expect(run).toThrow(error);
  expect(isAlive(x)).toBe(false);
  const after = zeros(1);
  expect(isAlive(after)).toBe(true);
});

test("a promise is refused", async () => {
  let x: WasmArray | undefined;
  const run = () =>
    scope(async () => {
      x = zeros(1);
    });
  expect(run).toThrow(
    new TypeError("scope: the function returned a promise; await outside, a scope is synchronous"),
  );
  expect(isAlive(x)).toBe(false);
});

test("an array disposed inside is not disposed again", () => {
  const x = scope(() => {
    const inner = zeros(1);
    const view = inner.at(0);
    inner.dispose();
    return view;
  });
  expect(x.item()).toBe(0);
});
