import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

const folder = mkdtempSync(join(tmpdir(), "ndwasm-test-display-"));
afterAll(() => rmSync(folder, { recursive: true }));

const matrix = lazy.ones([1000, 700], { chunks: [300, 500] });

test("an array as text and as HTML", () => {
  expect(String(matrix)).toBe(
    [
      "LazyArray",
      "  shape          [1000, 700]",
      "  dtype          float64",
      "  chunks         8 (4 × 2)",
      "  chunk lengths  3 × 300 + 100, 500 + 200",
      "  bytes          5.34 MiB",
      "  made by        ones",
    ].join("\n"),
  );
  expect(inspect(matrix)).toBe(String(matrix));
  expect(matrix.toHTML()).toContain("3 × 300 + 100, 500 + 200");
  const many = lazy.ones([100], { chunks: [[...new Array(49).fill(1), 2, 3, 4, 5, 37]] });
  expect(String(many)).toContain("49 × 1 + 2 + 3 + … + 37");
  expect(String(np.unique_values(lazy.ones([4], { chunks: 2 }) as never))).toContain("shape          [?]");
});

describe("the chunk grid", () => {
  const lines = (svg: string) => svg.match(/<line/g)?.length ?? 0;
  const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);

  test("has a line where chunks meet, and lengths beside it", () => {
    expect(lines(matrix.chunkGrid())).toBe(5 + 3);
    expect(texts(matrix.chunkGrid())).toEqual(["700", "1000"]);
    const box = lazy.ones([7, 2, 4, 6], { chunks: 2 }).chunkGrid();
    expect(texts(box)).toEqual(["6", "4", "2"]);
    expect(texts(lazy.ones([5]).chunkGrid())).toEqual(["5"]);
    expect(texts(lazy.ones([]).chunkGrid())).toEqual([]);
  });

  test("stays legible", () => {
    expect(lines(lazy.ones([1e6, 10], { chunks: [1000, -1] }).chunkGrid())).toBeLessThan(50);
    expect(texts(lazy.ones([0, 3]).chunkGrid())).toEqual(["no elements"]);
    const unknown = np.unique_values(lazy.ones([4], { chunks: 2 }) as never) as unknown as lazy.LazyArray;
    expect(texts(unknown.chunkGrid())).toEqual(["chunks of unknown lengths"]);
  });
});

test("a profile notes each task once, and draws what took time", async () => {
  const x = np.sum(np.add(matrix, 1));
  const total = await x.compute({ scheduler: "sync", profile: true });
  const profile = lazy.profileOf(total);
  expect(profile.spans.map(({ key }) => key).sort()).toEqual(
    [...lazy.graphOf([x], { fused: true }).tasks.keys()].sort(),
  );
  for (const { start, end } of profile.spans) expect(end).toBeGreaterThanOrEqual(start);
  expect(profile.memory).toHaveLength(profile.spans.length);
  expect(profile.toSVG()).toContain(">sum-partial<");
  for (const name of ["profile.svg", "profile.html"]) await profile.save(join(folder, name));
  expect(readFileSync(join(folder, "profile.svg"), "utf8")).toBe(profile.toSVG());
  expect(readFileSync(join(folder, "profile.html"), "utf8")).toMatch(/^<!doctype html>/);
  expect(() => lazy.profileOf(matrix)).toThrow(TypeError);
  // Of no tasks at all.
  expect(new lazy.Profile().toSVG()).toContain("0 tasks");
});

test("a bar shows progress, and is closed when a run fails", async () => {
  const x = np.add(matrix, 1);
  expect((await x.compute({ scheduler: "sync", progress: true })).item(0)).toBe(2);
  lazy.register("test.failing", () => {
    throw new Error("this is what it says");
  });
  const failing = x.mapBlocks("test.failing").compute({ scheduler: "sync", progress: true });
  await expect(failing).rejects.toThrow("this is what it says");
});

test("pictures of graphs are SVG, and drawn by layer from 150 tasks on", async () => {
  const small = await np.sum(matrix).visualize();
  expect(small).toMatch(/<svg[\s\S]*concat, sum/);
  const nodes = (dot: string) => dot.match(/label=/g)!.length;
  const graph = (chunks: number) => lazy.toDot(lazy.graphOf([np.add(lazy.ones([chunks], { chunks: 1 }), 1)]));
  expect(nodes(graph(75))).toBe(150);
  expect(nodes(graph(76))).toBe(2);
  expect(graph(76)).toContain("76 tasks");
});
