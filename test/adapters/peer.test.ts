// First: it readies jax-js for engines without Float16Array.
import "../cases/jax-kinds.ts";

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { peer as jax } from "../../src/adapters/jax/peer.ts";
import { peer as onnx } from "../../src/adapters/onnx/peer.ts";
import { importVersion, type Peer } from "../../src/adapters/peer.ts";
import { peer as tfjs } from "../../src/adapters/tfjs/peer.ts";

const { peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync("package.json", "utf8"));

const versioned = (range: string, version: string): Peer<string> => ({
  name: "peer",
  range,
  load: async () => version,
  version: (peer) => peer,
});

test.each([
  ["^4.22.0", "4.22.0"],
  ["^4.22.0", "4.23.1"],
  ["^4.22.1", "4.23.0"],
  ["^0.1.25", "0.1.26"],
])("%s takes %s", async (range, version) => {
  expect(await importVersion(versioned(range, version))).toBe(version);
});

test.each([
  ["^4.22.0", "5.0.0"],
  ["^4.22.0", "3.21.0"],
  ["^4.22.0", "4.21.9"],
  ["^0.1.25", "0.2.0"],
  ["^0.1.25", "0.1.24"],
])("%s refuses %s, and says so", async (range, version) => {
  const message = `the adapter needs the package peer ${range}, but ${version} is installed`;
  await expect(importVersion(versioned(range, version))).rejects.toThrow(message);
});

test("a peer that is not installed is named with the versions that will do", async () => {
  const cause = new Error("not found");
  const missing = { ...versioned("^1.0.0", ""), load: () => Promise.reject(cause) };
  const error = await importVersion(missing).catch((error: Error) => error);
  expect(error).toEqual(new Error("the adapter needs the package peer ^1.0.0: npm install peer@^1.0.0"));
  expect((error as Error).cause).toBe(cause);
});

const peers: readonly Peer<unknown>[] = [tfjs, jax, onnx];

test.each(peers)("$name is an optional peer dependency of the range that is checked", ({ name, range }) => {
  expect(peerDependencies[name]).toBe(range);
  expect(peerDependenciesMeta[name]).toEqual({ optional: true });
});

test.each(peers)("$name, not installed: named with its range", async (peer) => {
  const missing = { ...peer, load: () => Promise.reject(new Error("not found")) };
  const { name, range } = peer;
  await expect(importVersion(missing)).rejects.toThrow(
    `the adapter needs the package ${name} ${range}: npm install ${name}@${range}`,
  );
});

test.each<[Peer<unknown>, object, string]>([
  [tfjs, { version_core: "3.21.0" }, "3.21.0"],
  [jax, { Array: class {}, numpy: {} }, "another version"],
  [onnx, { env: { versions: { common: "2.0.0" } } }, "2.0.0"],
  [onnx, { env: {} }, "an older one"],
])("$0.name of another version is refused: $2", async (peer, module, found) => {
  const other = { ...peer, load: async () => module as never };
  await expect(importVersion(other)).rejects.toThrow(
    `the adapter needs the package ${peer.name} ${peer.range}, but ${found} is installed`,
  );
});

test("those that are installed will do", async () => {
  for (const peer of peers) await importVersion(peer);
});
