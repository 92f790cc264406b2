import fc from "fast-check";
import { expect, test } from "vitest";
import * as np from "../../src/index.ts";

/** By the definition: all operands multiplied along axes of all labels, then summed. */
function expected(
  inputs: readonly string[],
  output: string,
  operands: readonly np.WasmArray[],
): np.WasmArray {
  const labels = [...new Set(output + inputs.join(""))];
  const spread = operands.map((x, k) => {
    let view = x;
    let names = [...inputs[k]];
    for (const label of new Set(names)) {
      while (names.indexOf(label) !== names.lastIndexOf(label)) {
        const [one, other] = [names.indexOf(label), names.lastIndexOf(label)];
        view = np.diagonal(view, { axis1: one, axis2: other });
        names = [...names.filter((_, i) => i !== one && i !== other), label];
      }
    }
    const own = labels.filter((label) => names.includes(label));
    const ordered = np.permute_dims(
      view,
      own.map((label) => names.indexOf(label)),
    );
    return np.expand_dims(
      ordered,
      labels.map((_, axis) => axis).filter((axis) => !names.includes(labels[axis])),
    );
  });
  const product = spread.reduce((a, b) => np.multiply(a, b));
  const summed = labels.map((_, axis) => axis).filter((axis) => !output.includes(labels[axis]));
  return np.sum(product, { axis: summed, dtype: product.dtype });
}

const sizes: Record<string, number> = { a: 2, b: 3, c: 1, d: 4, e: 2, f: 0 };

const problems = fc
  .record({
    inputs: fc.array(fc.array(fc.constantFrom(..."abcdeabcdf"), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    }),
    pick: fc.array(fc.nat(100), { maxLength: 3 }),
    dtype: fc.constantFrom("float64", "float32", "int32", "complex128", "complex64"),
    start: fc.nat(10),
    turned: fc.boolean(),
  })
  .map(({ inputs, pick, dtype, start, turned }) => {
    const terms = inputs.map((labels) => labels.join(""));
    const all = [...new Set(terms.join(""))];
    const output = [...new Set(pick.map((i) => all[i % all.length]))].filter(Boolean).join("");
    const operands = terms.map((term, k) => {
      const shape = [...term].map((label) => sizes[label]);
      const lengths = turned ? shape.toReversed() : shape;
      const size = shape.reduce((product, n) => product * n, 1);
      const numbers = Array.from({ length: size }, (_, i) => ((i * 7 + start + k) % 5) - 2);
      const values = dtype.startsWith("complex")
        ? numbers.map((re, i) => ({ re, im: (i % 3) - 1 }))
        : numbers;
      const x = np.reshape(np.asarray(values, { dtype: dtype as np.DType }), lengths);
      return turned
        ? np.permute_dims(
            x,
            shape.map((_, axis) => shape.length - 1 - axis),
          )
        : x;
    });
    return { terms, output, operands };
  });

test("einsum gives the sum of all products, in whatever order it contracts", () => {
  fc.assert(
    fc.property(problems, ({ terms, output, operands }) =>
      np.scope(() => {
        const sum = expected(terms, output, operands);
        for (const optimize of [true, false, "optimal"] as const) {
          const actual = np.einsum(`${terms.join(",")}->${output}`, ...operands, { optimize });
          expect([actual.dtype, actual.shape]).toEqual([sum.dtype, sum.shape]);
          expect(np.all(np.equal(actual, sum)).item(), `${actual}, not ${sum}`).toBe(true);
        }
      }),
    ),
    { numRuns: 300 },
  );
});

test("one operand without a sum gives a view", () => {
  const x = np.zeros([3, 3]);
  np.einsum("ii->i", x).set(1);
  np.einsum("ij->ji", x).set(2, 0, 1);
  expect(x.toArray()).toEqual([
    [1, 0, 0],
    [2, 1, 0],
    [0, 0, 1],
  ]);
});

test("out is what is returned, and may be an operand", () => {
  const x = np.asarray([
    [1, 2],
    [3, 4],
  ]);
  expect(np.einsum("ij,jk->ik", x, x, { out: x })).toBe(x);
  expect(x.toArray()).toEqual([
    [7, 10],
    [15, 22],
  ]);
});

test("a path that einsum_path gives can be used again", () => {
  const operands = [np.ones([2, 9]), np.ones([9, 2]), np.ones([2, 9])];
  const [path] = np.einsum_path("ij,jk,kl->il", ...operands, { optimize: "optimal" });
  expect(np.einsum("ij,jk,kl->il", ...operands, { optimize: path }).item(1, 8)).toBe(18);
});

test("the optimal path of nine operands is found in a moment", () => {
  const operands = Array.from({ length: 9 }, (_, i) => np.zeros([i + 1, 10 - i]));
  const subscripts = operands.map((_, i) => "abcdefghijklmnopqr".slice(2 * i, 2 * i + 2)).join(",");
  expect(np.einsum_path(`${subscripts}->`, ...operands, { optimize: "optimal" })[0].length).toBeGreaterThan(
    1,
  );
});

test("multi_dot takes the order of fewest multiplications", () => {
  const [n, k] = [2000, 1];
  const [tall, wide] = [np.ones([n, k]), np.ones([k, n])];
  // From the left, it would make a matrix of 2000 x 2000 and multiply by it twice.
  const product = np.linalg.multi_dot([tall, wide, tall, wide, np.ones([n])]);
  expect(product.item(7)).toBe(n ** 2);
});
