// Workers load built modules, so this file takes the package by its name.
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as np from "ndwasm";
import * as lazy from "ndwasm/lazy";
import { afterAll, describe, expect, test } from "vitest";
import "./functions.mjs";

const folder = mkdtempSync(join(tmpdir(), "ndwasm-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const schedulers = ["sync", "threads"] as const;

const swaps = () => readdirSync(tmpdir()).filter((name) => /^ndwasm-[^t]/.test(name));

function sample(): lazy.LazyArray {
  return lazy.random.random([600, 400], { chunks: 100, seed: 7 });
}

/** Runs until what is awaited has been seen, for 30 s at most. */
async function repeat(run: () => Promise<boolean>): Promise<void> {
  const start = performance.now();
  while (!(await run())) {
    if (performance.now() - start > 30_000) throw new Error("not within 30 s");
  }
}

test("both schedulers give the same results", async () => {
  const x = sample();
  const y = np.matmul(x, x.T);
  const results = [
    np.sum(np.exp(y.at("::3", ":200")), { axis: 0 }),
    np.std(x, { axis: 1 }),
    np.reshape(y, [-1]),
  ];
  const [one, other] = await Promise.all(schedulers.map((scheduler) => lazy.compute(results, { scheduler })));
  expect(other.map(String)).toEqual(one.map(String));
});

test("the singular value decomposition multiplies to the matrix", async () => {
  const x = lazy.random.normal(0, 1, [900, 60], { chunks: [100, 60], seed: 3 });
  const { U, S, Vh } = np.linalg.svd(x, { full_matrices: false });
  const back = np.matmul(np.multiply(U, S), Vh);
  for (const scheduler of schedulers) {
    const difference = await np.max(np.abs(np.subtract(back, x))).compute({ scheduler });
    expect(difference.item()).toBeLessThan(1e-12);
  }
});

test("functions of a module that is named run in workers, others in this thread", async () => {
  const x = lazy.ones([400, 50], { chunks: 50 });
  // Until workers have started this thread computes.
  await repeat(async () => {
    const threads = await x.mapBlocks("test.thread").compute({ scheduler: "threads" });
    return Number(np.max(threads).item()) > 0;
  });
  lazy.register("test.here", (chunk: np.WasmArray) => np.add(chunk, 1));
  const here = await x.mapBlocks("test.here").compute({ scheduler: "threads" });
  expect(here.item(0)).toBe(2);
});

test("a worker that is killed in the middle is replaced", async () => {
  const path = join(folder, "killed");
  const x = np.multiply(lazy.ones([40, 50], { chunks: [1, 50] }), 3);
  await repeat(async () => {
    const y = await x.mapBlocks("test.dieOnce", { args: [path] }).compute({ scheduler: "threads" });
    expect(np.sum(y).item()).toBe(6000);
    return existsSync(path);
  });
  expect(existsSync(path)).toBe(true);
});

describe.each(schedulers)("%s", (scheduler) => {
  test("a failing task names itself, its function, the shapes it got, and the user's line", async () => {
    const x = np.add(lazy.ones([4, 6], { chunks: [2, 3] }), 1).mapBlocks("test.fail");
    const error = await x.compute({ scheduler }).catch((each: Error) => each);
    expect(error).toBeInstanceOf(Error);
    const { message, name } = error as Error;
    expect(name).toBe("RangeError");
    expect(message).toMatch(/^task mapBlocks-\w+,\d,\d \(test.fail\) failed: this is what it says/);
    expect(message).toMatch(/made .*threads\.test\.ts/);
  });

  test("a signal stops the run", async () => {
    const controller = new AbortController();
    const running = np.sum(np.exp(lazy.ones([2000, 100], { chunks: [1, 100] }))).compute({
      scheduler,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(running).rejects.toThrow("enough");
    await expect(sample().compute({ scheduler, signal: AbortSignal.abort() })).rejects.toThrow("abort");
  });

  test("a limit of memory: chunks wait on disk, and files are removed", async () => {
    const before = swaps();
    const x = sample();
    const y = np.matmul(x.T, x);
    const expected = await np.sum(y, { axis: 1 }).compute({ scheduler });
    const limited = await np.sum(y, { axis: 1 }).compute({ scheduler, memoryLimit: 600_000 });
    expect(String(limited)).toBe(String(expected));
    expect(swaps()).toEqual(before);
    const small = y.compute({ scheduler, memoryLimit: 100_000 });
    await expect(small).rejects.toThrow("smaller chunks would fit");
    expect(swaps()).toEqual(before);
    await expect(y.compute({ scheduler, memoryLimit: -1 })).rejects.toThrow(RangeError);
  });

  test("runs leave no memory in use", async () => {
    const once = async () => (await np.sum(np.matmul(sample(), sample().T)).compute({ scheduler })).dispose();
    // Which worker gets how much differs from run to run; but there is an end to it.
    let before = 0;
    await repeat(async () => {
      for (let i = 0; i < 10; i++) await once();
      const { bytes } = np.show_config({ mode: "dicts" }).memory!;
      const isSteady = bytes === before;
      before = bytes;
      return isSteady;
    });
  });

  test("progress is told", async () => {
    const told: lazy.Progress[] = [];
    await np.sum(sample()).compute({ scheduler, onProgress: (each) => told.push(each) });
    expect(told.at(-1)!.done).toBe(told.at(-1)!.total);
  });
});
