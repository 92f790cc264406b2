import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DType } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";

/** Small whole numbers in one of several layouts: sums of their products are exact. */
const operand = (shape: readonly number[], dtype: DType) =>
  fc
    .record({
      order: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
      step: fc.constantFrom(1, 1, 2, -1),
      start: fc.nat(10),
    })
    .map(({ order, step, start }) => {
      const lengths = order.map((axis) => shape[axis]);
      if (lengths.length) lengths[lengths.length - 1] *= Math.abs(step);
      const size = lengths.reduce((product, n) => product * n, 1);
      const numbers = Array.from({ length: size }, (_, i) => ((i * 7 + start) % 11) - 5);
      const values = dtype.startsWith("complex")
        ? numbers.map((re, i) => ({ re, im: (i % 5) - 2 }))
        : numbers;
      const base = np.reshape(np.asarray(values, { dtype }), lengths);
      const cut = lengths.length ? base.at("...", np.slice(null, null, step)) : base;
      return np.permute_dims(
        cut,
        [...shape.keys()].map((axis) => order.indexOf(axis)),
      );
    });

const dtypes = ["float64", "float32", "int32", "complex128", "complex64"] as const;
const length = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.constantFrom(0, 33, 40));
const someLengths = (maxLength: number) => fc.array(length, { maxLength });

/** Two arrays, and the axes of each that are summed over. */
const contractions = fc
  .record({
    free: fc.tuple(someLengths(2), someLengths(2)),
    summed: someLengths(2),
    dtype: fc.constantFrom(...dtypes),
  })
  .filter(
    ({ free, summed }) => [...free[0], ...free[1], ...summed].reduce((p, n) => p * (n || 1), 1) < 10_000,
  )
  .chain(({ free, summed, dtype }) => {
    const side = (own: readonly number[]) => {
      const lengths = [...own, ...summed];
      const places = fc.shuffledSubarray([...lengths.keys()], { minLength: lengths.length });
      return places.chain((order) =>
        fc.record({
          x: operand(
            order.map((i) => lengths[i]),
            dtype,
          ),
          axes: fc.constant(summed.map((_, i) => order.indexOf(own.length + i))),
        }),
      );
    };
    return fc.tuple(side(free[0]), side(free[1]));
  });

/** By the definition: everything multiplied with everything, then summed. */
function expectedTensordot(x: np.WasmArray, xAxes: number[], y: np.WasmArray, yAxes: number[]): np.WasmArray {
  const others = (array: np.WasmArray, axes: number[]) =>
    [...array.shape.keys()].filter((i) => !axes.includes(i));
  const [left, right] = [others(x, xAxes), others(y, yAxes)];
  const one = np.permute_dims(x, [...left, ...xAxes]);
  const other = np.permute_dims(y, [...right, ...yAxes]);
  const wide = np.expand_dims(
    one,
    right.map((_, i) => left.length + i),
  );
  return np.sum(np.multiply(wide, other), {
    axis: xAxes.map((_, i) => left.length + right.length + i),
    dtype: x.dtype,
  });
}

const expectSame = (actual: np.WasmArray, expected: np.WasmArray) => {
  expect([actual.dtype, actual.shape]).toEqual([expected.dtype, expected.shape]);
  expect(np.all(np.equal(actual, expected)).item(), `${actual}, not ${expected}`).toBe(true);
};

test("tensordot sums over any axes of any layouts", () => {
  fc.assert(
    fc.property(contractions, ([{ x, axes }, other]) =>
      np.scope(() => {
        expectSame(
          np.tensordot(x, other.x, { axes: [axes, other.axes] }),
          expectedTensordot(x, axes, other.x, other.axes),
        );
      }),
    ),
    { numRuns: 200 },
  );
});

test("vecdot sums products with conjugates along any axis, and broadcasts", () => {
  const problems = fc
    .record({
      batch: someLengths(2),
      n: length,
      axis: fc.nat(2),
      repeat: fc.boolean(),
      dtype: fc.constantFrom(...dtypes),
    })
    .chain(({ batch, n, axis, repeat, dtype }) => {
      const at = Math.min(axis, batch.length);
      const shape = batch.toSpliced(at, 0, n);
      return fc.record({
        x: operand(shape, dtype),
        y: operand(repeat ? shape.map((m, i) => (i === at ? m : 1)) : shape, dtype),
        axis: fc.constant(at - shape.length),
      });
    });
  fc.assert(
    fc.property(problems, ({ x, y, axis }) =>
      np.scope(() => {
        const conjugate = x.dtype.startsWith("complex")
          ? np.reshape(
              np.asarray(
                (np.reshape(x, [-1]).toArray() as np.Complex[]).map(({ re, im }) => ({ re, im: -im })),
                { dtype: x.dtype },
              ),
              x.shape,
            )
          : x;
        expectSame(np.vecdot(x, y, { axis }), np.sum(np.multiply(conjugate, y), { axis, dtype: x.dtype }));
      }),
    ),
    { numRuns: 150 },
  );
});

describe("out", () => {
  const x = np.asarray([
    [1, 2],
    [3, 4],
  ]);

  test("is what is returned, and keeps its layout", () => {
    const out = np.zeros([4]);
    const view = out.at("::-2");
    expect(np.vecdot(x, x, { out: view })).toBe(view);
    expect(out.toArray()).toEqual([0, 25, 0, 5]);
    const matrix = np.zeros([2, 2], { dtype: "complex64" });
    expect(np.outer([1, 2], [3, 4], { out: matrix })).toBe(matrix);
    expect(matrix.item(1, 1)).toEqual({ re: 8, im: 0 });
    const column = np.zeros([2, 2]).at(":", ":1");
    expect(np.dot(np.reshape(x, [2, 1, 2]), [1, 1], { out: column })).toBe(column);
    expect(column.toArray()).toEqual([[3], [7]]);
  });

  test("may share memory with the operands", () => {
    const square = np.asarray([
      [1, 2],
      [3, 4],
    ]);
    np.vecdot(square, np.ones([2, 2, 2]), { out: square });
    expect(square.toArray()).toEqual([
      [3, 7],
      [3, 7],
    ]);
    const matrix = np.asarray([
      [1, 2],
      [3, 4],
    ]);
    np.outer(matrix.at(0), matrix.at(":", 0), { out: matrix });
    expect(matrix.toArray()).toEqual([
      [1, 3],
      [2, 6],
    ]);
  });

  test.each([
    ["vecdot", "ShapeError", () => np.vecdot(x, x, { out: np.zeros([3]) })],
    ["vecdot", "DTypeError", () => np.vecdot(x, x, { out: np.zeros([2], { dtype: "int32" }) })],
    ["outer", "ShapeError", () => np.outer([1, 2], [3], { out: np.zeros([2]) })],
    ["dot", "ShapeError", () => np.dot(np.ones([2, 2, 2]), [1, 1], { out: np.zeros([1, 2, 2]) })],
  ])("%s refuses one that does not fit: %s", (id, name, call) => {
    expect(call).toThrow(expect.objectContaining({ name, message: expect.stringMatching(`^${id}: `) }));
  });
});

describe("vecdot of many long vectors, shared by threads where there are any", () => {
  test.each(["float64", "float32", "int8", "complex128"] as const)("%s", (dtype) => {
    np.scope(() => {
      const [rows, cols] = [403, 611];
      const numbers = Array.from({ length: rows * cols }, (_, i) => ((i * 7) % 11) - 5);
      const x = np.reshape(np.asarray(numbers, { dtype }), [rows, cols]);
      const y = np.flip(x);
      for (const axis of [0, 1]) {
        expectSame(np.vecdot(x, y, { axis }), np.sum(np.multiply(x, y), { axis, dtype }));
      }
    });
  });
});
