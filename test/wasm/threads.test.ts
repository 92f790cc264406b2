import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DType } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";
import { type GemmCode, multiplyShared, sharedScratch } from "../../src/ops/shared-gemm.ts";
import { linalg } from "../../src/wasm/linalg.ts";
import { memory } from "../../src/wasm/memory.ts";
import { withScratch } from "../../src/wasm/storage.ts";
import { withThreads } from "../../src/wasm/threads/fork-join.ts";
import { dismissPool, joinedWorkers, poolFailure } from "../../src/wasm/threads/pool.ts";

const { shared } = np.show_config({ mode: "dicts" }).memory;
const builtin = process.getBuiltinModule("node:worker_threads");
const { Worker } = builtin;
type Worker = InstanceType<typeof Worker>;
/** Workers that have been started, dead ones too. */
const started: Worker[] = [];

beforeEach(() => {
  builtin.Worker = class extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      started.push(this);
    }
  };
});
afterEach(() => {
  builtin.Worker = Worker;
  vi.restoreAllMocks();
});
afterAll(dismissPool);

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Makes the workers for so many threads join. */
async function gather(count: number): Promise<void> {
  const x = np.ones([256, 256]);
  do {
    withThreads(count, () => np.matmul(x, x).dispose());
    await nextTask();
    expect(poolFailure()).toBe(null);
  } while (joinedWorkers() < count - 1);
}

/** Pseudo-random integers below an argument. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** An array of elements that make sums round, or wrap. */
function randomArray(shape: number[], dtype: DType, random: (below: number) => number): np.WasmArray {
  const x = np.empty(shape, { dtype });
  const { data } = x;
  for (let i = 0; i < data.length; i++) {
    const value = dtype === "bool" ? random(2) : random(2 ** 31) / (dtype.startsWith("f") ? 1e9 : 1) - 1;
    data[i] = (data instanceof BigInt64Array ? BigInt(Math.floor(value)) : value) as never;
  }
  return x;
}

const copyOf = (x: np.WasmArray) => np.asarray(x, { copy: true });
const bytesOf = ({ data }: np.WasmArray) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

describe.skipIf(!shared)("products on several threads have the bits of those on one", () => {
  const random = generator(1);

  test.each<DType>(["float64", "float32", "int64", "int8", "bool", "complex128"])("%s", (dtype) => {
    const shapes = [
      [129, 128, 128],
      [130, 300, 257],
      [300, 520, 600],
      [2, 1600, 700],
      [2100, 1000, 1],
      [1, 2100, 1001],
      [961, 70, 33],
    ];
    for (const [m, k, n] of shapes) {
      const [x, y] = [randomArray([m, k], dtype, random), randomArray([k, n], dtype, random)];
      const pairs = [
        [x, y],
        [np.flip(x), np.matrix_transpose(copyOf(y.T))],
        [copyOf(x.T).T, copyOf(y.T).T],
      ];
      for (const [a, b] of pairs) {
        const one = withThreads(1, () => np.matmul(a, b));
        for (const threads of [2, 4]) {
          const several = withThreads(threads, () => np.matmul(a, b));
          expect(bytesOf(several).equals(bytesOf(one)), `${m} x ${k} x ${n}`).toBe(true);
        }
      }
    }
  });

  test("batches, and an out of any layout", () => {
    const [x, y] = [
      randomArray([3, 1, 120, 130], "float64", random),
      randomArray([2, 130, 110], "float64", random),
    ];
    const product = (threads: number) =>
      withThreads(threads, () => {
        const out = np.permute_dims(np.zeros([110, 3, 120, 2]), [1, 3, 2, 0]);
        return copyOf(np.matmul(x, y, { out }));
      });
    expect(bytesOf(product(3)).equals(bytesOf(product(1)))).toBe(true);
  });

  test.each<DType>(["float64", "float32", "int8", "complex128"])("stacks of small ones, %s", (dtype) => {
    const x = randomArray([20, 150, 5, 6], dtype, random);
    const others = [
      randomArray([20, 150, 6, 7], dtype, random),
      np.matrix_transpose(randomArray([150, 7, 6], dtype, random)),
      randomArray([20, 1, 6, 7], dtype, random),
    ];
    for (const y of others) {
      for (const a of [x, np.flip(x)]) {
        const [one, several] = [1, 3].map((threads) => withThreads(threads, () => np.matmul(a, y)));
        expect(bytesOf(several).equals(bytesOf(one))).toBe(true);
      }
    }
  });
});

test.skipIf(!shared)(
  "transforms on several threads have the bits of those on one, with factors that are no whole numbers",
  async () => {
    await gather(2);
    const x = np.astype(randomArray([1000, 130], "float64", generator(3)), "complex128");
    const y = randomArray([1000, 130], "float64", generator(4));
    for (const transform of [
      () => np.fft.ifft(x),
      () => np.fft.ifft(x, { axis: 0, norm: "ortho" }),
      () => np.fft.fftn(y, { norm: "ortho" }),
      () => np.fft.irfft(x),
    ]) {
      const [one, ...several] = [1, 2, 2, 2].map((threads) => withThreads(threads, transform));
      for (const each of several) expect(bytesOf(each).equals(bytesOf(one))).toBe(true);
    }
  },
);

test.skipIf(!shared)("svd and qr on several threads find what they find on one", async () => {
  await gather(2);
  const x = randomArray([420, 400], "float64", generator(5));
  const norm = (a: np.WasmArray) => Number(np.max(np.abs(a)).item());
  const alone = withThreads(1, () => np.linalg.svdvals(x));
  withThreads(2, () => {
    const { U, S, Vh } = np.linalg.svd(x, { full_matrices: false });
    expect(norm(np.subtract(S, alone))).toBeLessThan(1e-12 * norm(alone));
    expect(norm(np.subtract(np.matmul(np.multiply(U, S), Vh), x))).toBeLessThan(1e-12 * norm(alone));
    const { Q, R } = np.linalg.qr(x);
    expect(norm(np.subtract(np.matmul(Q, R), x))).toBeLessThan(1e-12 * norm(alone));
    for (const a of [U, Q]) {
      expect(norm(np.subtract(np.matmul(a.T, a), np.eye(400)))).toBeLessThan(1e-12);
    }
  });
});

/** A product of matrices of random shape, read from `block` and written to `out`, on several threads and on one. */
function compareProducts(block: number, out: number, random: (below: number) => number): void {
  const code = (["f64", "f32", "i32", "c64"] as const)[random(4)] satisfies GemmCode;
  const size = { f64: 8, f32: 4, i32: 4, c64: 8 }[code];
  const large = random(50) === 0;
  const [m, n, k] = large
    ? [100 + random(200), 100 + random(100), 150 + random(200)]
    : [0, 0, 0].map(() => 1 + random(90));
  const product = { code, size, m, n, k };
  const [a, b] = [block, block + m * k * size];
  const [expected, found] = [out, out + m * n * size];
  const left = { at: a, row: k * size, col: size };
  const right = random(2) ? { at: b, row: n * size, col: size } : { at: b, row: size, col: k * size };
  withScratch("test", linalg.gemm_work(m, n, k), (work) => {
    linalg[`gemm_${code}`](
      ...([expected, n * size, size, a, left.row, left.col, b, right.row, right.col, m, n, k, work] as const),
    );
  });
  withThreads(1 + random(4), () => {
    withScratch("test", sharedScratch(product), (scratch) => {
      multiplyShared(product, { at: found, row: n * size, col: size }, left, right, scratch);
    });
  });
  const bytes = (pointer: number) => Buffer.from(memory.buffer, pointer, m * n * size);
  if (!bytes(found).equals(bytes(expected))) expect.fail(`${code} ${m} x ${k} x ${n}`);
}

/** Calls `use` with a comparison of products of random shape. */
async function withComparison(seed: number, use: (compare: () => void) => Promise<void>): Promise<void> {
  const random = generator(seed);
  // Of float32, whose pairs are finite as float64 too.
  const [numbers, room] = [randomArray([400_000], "float32", random), np.empty([2 * 300 * 200])];
  await use(() => compareProducts(numbers.data.byteOffset, room.data.byteOffset, random));
  numbers.dispose();
  room.dispose();
}

describe.skipIf(!shared)("soak", () => {
  test("10,000 products of random shape with random numbers of threads", () =>
    withComparison(3, async (compare) => {
      await gather(4);
      for (let i = 0; i < 10_000; i++) {
        compare();
        if (i % 500 === 0) await nextTask();
      }
    }));

  test("with workers killed at any time", () =>
    withComparison(4, async (compare) => {
      const before = started.length;
      for (let i = 0; i < 1000; i++) {
        compare();
        if (i % 50 > 0) continue;
        await gather(4);
        for (const worker of started.slice(-2)) worker.terminate();
      }
      expect(started.length).toBeGreaterThan(before + 10);
    }));
});

describe.skipIf(!shared)("workers", () => {
  /** Two matrices whose product takes long enough for things to happen meanwhile. */
  const operands = () => [np.ones([1000, 1000]), np.ones([1000, 1000])];

  test("one that dies in a tile: the tile is done again, a fresh worker started later", async () => {
    dismissPool();
    await gather(2);
    const [x, y] = operands();
    const before = started.length;
    const { store } = Atomics;
    let killed: Promise<number> | null = null;
    vi.spyOn(Atomics, "store").mockImplementation(((words: Int32Array, index: number, value: number) => {
      // The caller has finished a tile, so that the worker, which was awake, is in another one.
      if (index > 0 && !killed) killed = started.at(-1)!.terminate();
      return store(words, index, value);
    }) as never);
    const product = withThreads(2, () => np.matmul(x, y));
    vi.restoreAllMocks();
    expect(np.all(np.equal(product, 1000)).item()).toBe(true);
    await gather(2);
    expect(started.length).toBeGreaterThan(before);
    expect(
      np
        .all(
          np.equal(
            withThreads(2, () => np.matmul(x, y)),
            1000,
          ),
        )
        .item(),
    ).toBe(true);
  });

  test("are not waited for when they start", () => {
    dismissPool();
    const [x, y] = operands();
    expect(
      np
        .all(
          np.equal(
            withThreads(3, () => np.matmul(x, y)),
            1000,
          ),
        )
        .item(),
    ).toBe(true);
  });

  test("small products start none", () => {
    dismissPool();
    const before = started.length;
    const x = np.ones([64, 64]);
    for (let i = 0; i < 100; i++) withThreads(2, () => np.matmul(x, x)).dispose();
    expect(started.length).toBe(before);
  });
});
