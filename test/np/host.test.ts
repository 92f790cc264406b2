import { expect, test } from "vitest";
import { adopt, arrayFunction, type Overridable } from "../../src/dispatch/index.ts";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

const listOf = async (x: unknown) => (await np.toHost(x as object)).toArray();

test("a WasmArray is itself; lists, containers and what lends its memory become one", async () => {
  const x = np.asarray([1, 2]);
  expect(await np.toHost(x)).toBe(x);
  expect(await listOf([1, 2])).toEqual([1, 2]);
  expect(await listOf({ data: [1, 2], shape: [2] })).toEqual([1, 2]);
});

test("a class answers by its method", async () => {
  class Remote {
    async [arrayFunction](func: Overridable) {
      return func.id === "toHost" ? np.asarray([3]) : undefined;
    }
  }
  expect(await listOf(new Remote())).toEqual([3]);
});

test("an adopted class answers by its handler, or is converted", async () => {
  class Device {}
  adopt(Device)(np.toHost, async () => np.asarray([4]));
  expect(await listOf(new Device())).toEqual([4]);
  class Plain {}
  adopt(Plain, { convert: { to: () => np.asarray([5]), from: () => new Plain() } });
  expect(await listOf(new Plain())).toEqual([5]);
});

test("a lazy array is computed", async () => {
  expect(await listOf(np.sum(lazy.ones([4], { chunks: 2 })))).toBe(4);
});

test("what lends its memory", async () => {
  const x = np.asarray([1, 2]);
  const lender = { __dlpack__: () => x.__dlpack__(), __dlpack_device__: () => x.__dlpack_device__() };
  expect(await listOf(lender)).toEqual([1, 2]);
});

test("what is no array", async () => {
  await expect(np.toHost({})).rejects.toThrow(
    new TypeError("toHost: cannot make an array of an object of type Object"),
  );
  class Silent {}
  adopt(Silent);
  await expect(async () => np.toHost(new Silent())).rejects.toThrow("no implementation found for 'toHost'");
});
