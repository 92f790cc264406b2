// Workers load built modules, so this file takes the package by its name.
import fs, { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as np from "ndwasm";
import * as lazy from "ndwasm/lazy";
import { afterAll, describe, expect, test, vi } from "vitest";
import "./functions.mjs";

const folder = mkdtempSync(join(tmpdir(), "ndwasm-test-"));
// Other programs have temporary files too.
process.env.TMPDIR = mkdtempSync(join(folder, "swap-"));
afterAll(() => rmSync(folder, { recursive: true }));

const schedulers = ["sync", "threads"] as const;

const swaps = () => readdirSync(tmpdir());

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

test("runs that go on at the same time share the workers", async () => {
  const sums = [1, 2, 3].map((seed) =>
    np.sum(np.exp(lazy.random.random([600, 400], { chunks: 50, seed })), { axis: 0 }),
  );
  // The second time all workers are there from the start.
  for (let round = 0; round < 2; round++) {
    const found = await Promise.all(sums.map((x) => x.compute({ scheduler: "threads", threads: 2 })));
    const expected = await lazy.compute(sums, { scheduler: "sync" });
    expect(found.map(String)).toEqual(expected.map(String));
  }
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
    const x = np.add(lazy.ones([4, 6], { chunks: [2, 3] }), 1);
    const results = [x, x.mapBlocks("test.fail")];
    const error = await lazy.compute(results, { scheduler }).catch((each: Error) => each);
    expect(error).toBeInstanceOf(Error);
    const { message, name } = error as Error;
    expect(name).toBe("RangeError");
    expect(message).toMatch(/^task mapBlocks-\w+,\d,\d \(test.fail\) failed: this is what it says/);
    expect(message).toMatch(/\n {2}given add-\w+,\d,\d: float64 \[2, 3\]\n {2}made .*threads\.test\.ts/);
    const factor = np.linalg.cholesky(lazy.zeros([4, 4], { chunks: -1 })).compute({ scheduler });
    await expect(factor).rejects.toThrow(/made .*threads\.test\.ts/);
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

  test("a full disk: what was put aside is removed, and the run fails", async () => {
    const before = swaps();
    const write = fs.writeFileSync;
    let count = 0;
    const full = vi.spyOn(fs, "writeFileSync").mockImplementation((path, ...rest) => {
      if (count++ < 3) return write(path, ...rest);
      write(path, "some of it");
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    });
    try {
      const y = np.matmul(sample().T, sample());
      const failing = np.sum(y, { axis: 1 }).compute({ scheduler, memoryLimit: 600_000 });
      await expect(failing).rejects.toThrow(/memoryLimit: could not put \d+ bytes aside: ENOSPC/);
    } finally {
      full.mockRestore();
    }
    expect(count).toBeGreaterThan(3);
    expect(swaps()).toEqual(before);
  });

  test("a run that is stopped while chunks wait on disk removes them", async () => {
    const before = swaps();
    const controller = new AbortController();
    const x = lazy.random.random([1000, 1000], { chunks: 100, seed: 7 });
    let most = 0;
    const stopped = np.sum(np.matmul(x.T, x), { axis: 1 }).compute({
      scheduler,
      memoryLimit: 2_000_000,
      signal: controller.signal,
      onProgress: () => {
        most = Math.max(most, swaps().length);
        if (most > before.length) controller.abort(new Error("enough"));
      },
    });
    await expect(stopped).rejects.toThrow("enough");
    expect(swaps()).toEqual(before);
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
