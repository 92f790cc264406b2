import { describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

const n = 60;
const a = lazy.random.normal(0, 1, [n, n], { chunks: [17, 23], seed: 1 });
const b = lazy.random.normal(0, 1, [n, 5], { chunks: [20, 2], seed: 2 });

/** The greatest distance of elements, as a multiple of the greatest element of what is expected. */
async function distance(actual: unknown, expected: unknown): Promise<number> {
  const greatest = (y: lazy.LazyArray) => np.max(np.abs(y) as lazy.LazyArray);
  const difference = np.subtract(actual as lazy.LazyArray, expected as lazy.LazyArray) as lazy.LazyArray;
  const [off, size] = await lazy.compute([greatest(difference), greatest(expected as lazy.LazyArray)]);
  return Number(off.item()) / Number(size.item());
}

const near = 1e-10;

describe("one matrix in chunks", () => {
  test("solve, inv and lu: products give back the matrix", async () => {
    expect(await distance(np.matmul(a, np.linalg.solve(a, b)), b)).toBeLessThan(near);
    expect(await distance(np.matmul(a, np.linalg.inv(a)), lazy.eye(n))).toBeLessThan(near);
    const { P, L, U } = np.linalg.lu(a);
    expect(await distance(np.matmul(np.matmul(P, L), U), a)).toBeLessThan(near);
    for (const wide of [a.at(":20"), a.at(":", ":20")]) {
      const factors = np.linalg.lu(wide, { permute_l: true });
      expect(await distance(np.matmul(factors.L, factors.U), wide)).toBeLessThan(near);
    }
  });

  test("det and slogdet: those of the whole matrix", async () => {
    using whole = await a.compute();
    const { sign, logabsdet } = np.linalg.slogdet(a);
    const expected = np.linalg.slogdet(whole);
    expect((await sign.compute()).item()).toBe(expected.sign.item());
    expect((await logabsdet.compute()).item()).toBeCloseTo(Number(expected.logabsdet.item()), 10);
    const [found, one] = [await np.linalg.det(a).compute(), np.linalg.det(whole)];
    expect(Number(found.item()) / Number(one.item())).toBeCloseTo(1, 10);
  });

  test("cholesky and solve_triangular", async () => {
    const positive = np.add(np.matmul(a, a.T), lazy.eye(n)) as lazy.LazyArray;
    const L = np.linalg.cholesky(positive);
    expect(await distance(np.matmul(L, L.T), positive)).toBeLessThan(near);
    const U = np.linalg.cholesky(positive, { upper: true });
    expect(await distance(U, L.T)).toBeLessThan(near);
    for (const trans of ["N", "T"] as const) {
      const x = np.linalg.solve_triangular(L, b, { lower: true, trans });
      expect(await distance(np.matmul(trans === "N" ? L : L.T, x), b)).toBeLessThan(near);
    }
  });

  test("lstsq of a tall matrix: that of the whole one", async () => {
    const tall = lazy.random.normal(0, 1, [300, 8], { chunks: [70, 5], seed: 3 });
    const right = lazy.random.normal(0, 1, [300], { chunks: 100, seed: 4 });
    const found = np.linalg.lstsq(tall, right);
    const results = await lazy.compute([...found]);
    using whole = await tall.compute();
    for (const [i, expected] of [...np.linalg.lstsq(whole, await right.compute())].entries()) {
      expect(np.all(np.less(np.abs(np.subtract(results[i], expected)), near)).item()).toBe(true);
    }
  });

  test("singular values of wide and tall matrices in both directions, and what is made of them", async () => {
    for (const shape of [
      [40, 90],
      [90, 40],
    ]) {
      const x = lazy.random.normal(0, 1, shape, { chunks: 25, seed: 5 });
      using whole = await x.compute();
      using values = await np.linalg.svdvals(x).compute();
      expect(np.max(np.abs(np.subtract(values, np.linalg.svdvals(whole)))).item()).toBeLessThan(near);
      expect(await distance(np.matmul(np.matmul(x, np.linalg.pinv(x)), x), x)).toBeLessThan(near);
      expect((await np.linalg.matrix_rank(x).compute()).item()).toBe(40n);
      const { Q, R } = np.linalg.qr(x);
      expect(await distance(np.matmul(Q, R), x)).toBeLessThan(near);
    }
  });
});

describe("svd_compressed", () => {
  // Of rank 6 but for noise.
  const low = np.matmul(
    lazy.random.normal(0, 1, [300, 6], { chunks: 100, seed: 6 }),
    lazy.random.normal(0, 1, [6, 120], { chunks: 50, seed: 7 }),
  );
  const x = np.add(
    low,
    np.multiply(lazy.random.normal(0, 1, [300, 120], { chunks: [100, 50], seed: 8 }), 1e-6),
  );

  test("the greatest singular values and their vectors", async () => {
    const { U, S, Vh } = lazy.linalg.svd_compressed(x as lazy.LazyArray, 6, { seed: 9, n_power_iter: 1 });
    const expected = np.linalg.svdvals(x as lazy.LazyArray).at(":6");
    expect(await distance(S, expected)).toBeLessThan(1e-9);
    expect(await distance(np.matmul(np.multiply(U, S) as lazy.LazyArray, Vh), x)).toBeLessThan(1e-5);
    expect(await distance(np.matmul(U.T, U), lazy.eye(6))).toBeLessThan(near);
  });

  test("a seed gives the same numbers, whatever is chosen wrongly is refused", async () => {
    const values = () => lazy.linalg.svd_compressed(x as lazy.LazyArray, 3, { seed: 1 }).S.compute();
    expect(String(await values())).toBe(String(await values()));
    expect(() => lazy.linalg.svd_compressed(x as lazy.LazyArray, 121)).toThrow(
      "k 121 is not a whole number from 1 to 120",
    );
    expect(() => lazy.linalg.svd_compressed(lazy.ones([3]), 1)).toThrow(np.ShapeError);
  });
});

test("a matrix is not joined to a chunk that is too large", () => {
  const x = lazy.ones([12_000, 12_000], { chunks: 1000 });
  for (const fn of [np.linalg.eig, np.linalg.expm, np.linalg.eigvalsh]) {
    expect(() => fn(x)).toThrow("would be a chunk of 1152000000 bytes, more than 1073741824");
  }
  expect(np.linalg.expm(x.rechunk(-1)).numblocks).toEqual([1, 1]);
});

test("matrices without a solution or a factor are refused in the name of the user's call", async () => {
  const singular = lazy.ones([6, 6], { chunks: 2 });
  const rejects = async (y: lazy.LazyArray, message: string) => {
    const error = await y.compute({ scheduler: "sync" }).catch((each: Error) => each);
    expect((error as Error).name).toBe("LinAlgError");
    expect((error as Error).message).toContain(message);
  };
  await rejects(np.linalg.solve(singular, lazy.ones([6])), "linalg.solve: Singular matrix");
  await rejects(np.linalg.inv(singular), "linalg.inv: Singular matrix");
  await rejects(
    np.linalg.cholesky(np.negative(lazy.eye(4, 4, { chunks: 2 })) as lazy.LazyArray),
    "linalg.cholesky: Matrix is not positive definite",
  );
  await rejects(
    np.linalg.solve_triangular(lazy.zeros([4, 4], { chunks: 2 }), lazy.ones([4])),
    "linalg.solve_triangular: ",
  );
  expect(() => np.linalg.cholesky(lazy.ones([4, 6], { chunks: 2 }))).toThrow(np.ShapeError);
});
