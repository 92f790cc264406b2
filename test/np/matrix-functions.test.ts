import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";

const { expm, matrix_power } = np.linalg;
const epsilon = 2 ** -52;

const largest = (x: np.WasmArray): number => np.max(np.abs(x)).item() as number;
const distance = (x: np.WasmArray, y: unknown): number => largest(np.subtract(x, y as np.WasmArray));

/** A stack of square matrices of norms up to 30, in some layout. */
const matrices = fc
  .record({
    n: fc.integer({ min: 1, max: 7 }),
    count: fc.integer({ min: 1, max: 3 }),
    scale: fc.constantFrom(1e-8, 0.01, 0.1, 0.5, 1, 4),
    turned: fc.boolean(),
  })
  .chain(({ n, count, scale, turned }) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: count * n * n,
        maxLength: count * n * n,
      })
      .map((values) => {
        const x = np.multiply(np.reshape(np.asarray(values), [count, n, n]), scale);
        return turned ? np.matrix_transpose(x) : x;
      }),
  );

const check = (property: (x: np.WasmArray) => void) =>
  fc.assert(
    fc.property(matrices, (x) => np.scope(() => property(x))),
    { numRuns: 100 },
  );

test("expm(x) expm(-x) is the identity", () => {
  check((x) => {
    const [forth, back] = [expm(x), expm(np.negative(x))];
    const n = x.shape[1];
    const bound = 100 * n * epsilon * Math.max(1, largest(forth) * largest(back));
    expect(distance(np.matmul(forth, back), np.eye(n))).toBeLessThan(bound);
  });
});

test("expm commutes with transposition and with a change of the basis, and doubles by squaring", () => {
  check((x) => {
    const result = expm(x);
    const bound = 500 * epsilon * Math.max(1, largest(result));
    expect(distance(expm(np.matrix_transpose(x)), np.matrix_transpose(result))).toBeLessThan(bound);
    const turned = np.flip(expm(np.flip(x, { axis: [1, 2] })), { axis: [1, 2] });
    expect(distance(turned, result)).toBeLessThan(bound);
    const square = expm(np.multiply(x, 2));
    expect(distance(np.matmul(result, result), square)).toBeLessThan(
      500 * x.shape[1] * epsilon * Math.max(1, largest(result) ** 2),
    );
  });
});

test("the determinant of expm is the exponential of the trace", () => {
  check((x) => {
    const [det, trace] = [np.linalg.det(expm(x)), np.exp(np.linalg.trace(x))];
    const size = largest(expm(x)) * largest(expm(np.negative(x)));
    expect(largest(np.divide(np.subtract(det, trace), trace))).toBeLessThan(
      1e4 * epsilon * Math.max(1, size),
    );
  });
});

test("the matrices of a stack do not depend on each other", () => {
  const scales = [1e-9, 0, 0.1, 1, 3, 40];
  const x = np.asarray([
    [0, -1],
    [1, 0],
  ]);
  const results = expm(np.stack(scales.map((scale) => np.multiply(x, scale))));
  for (const [i, t] of scales.entries()) {
    const rotation = [
      [Math.cos(t), -Math.sin(t)],
      [Math.sin(t), Math.cos(t)],
    ];
    expect(distance(results.at(i), rotation)).toBeLessThan(20 * epsilon * Math.max(1, t));
  }
});

describe("expm where powers of the matrix overflow", () => {
  test.each(["float32", "float64", "complex64", "complex128"] as const)("%s", (dtype) => {
    const x = np.asarray(
      [
        [-1e30, 0],
        [0, -3e30],
      ],
      { dtype },
    );
    expect(distance(expm(x), np.zeros([2, 2]))).toBe(0);
  });

  test("a nilpotent one is its own series", () => {
    expect(
      expm([
        [0, 1e200],
        [0, 0],
      ]).toArray(),
    ).toEqual([
      [1, 1e200],
      [0, 1],
    ]);
  });
});

test("expm of NaN is NaN", () => {
  expect(
    np
      .all(
        np.not_equal(
          expm([
            [1, Number.NaN],
            [0, 1],
          ]),
          0,
        ),
      )
      .item(),
  ).toBe(true);
  expect(expm([[Number.NaN]]).item(0, 0)).toBeNaN();
});

test("matrix_power is the product, exactly for integers", () => {
  const x = np.asarray([
    [1n, 2n, 0n],
    [0n, -1n, 3n],
    [2n, 0n, 1n],
  ]);
  let product = np.eye(3, null, { dtype: "int64" });
  for (let n = 0; n < 40; n++) {
    expect(matrix_power(x, n).toArray()).toEqual(product.toArray());
    product = np.matmul(product, x);
  }
});

test("matrix_power makes a new array", () => {
  const x = np.eye(2);
  matrix_power(x, 1).set(7);
  expect(x.toArray()).toEqual([
    [1, 0],
    [0, 1],
  ]);
});
