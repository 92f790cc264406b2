import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts", "tfjs-wasm", "jax-js", "ml-matrix"];

const dtypes = ["float32", "float64"];
const epsilon = { float32: 2 ** -23, float64: 2 ** -52 };

/** What rounding may do to a sum of k products of at most 1/4. */
const tolerance = (k, dtype) => (k * k * epsilon[dtype]) / 16;

/** Matrix products: squares, odd shapes, transposed views, many small ones at once, and matrices times vectors. */
export function rows({ libraries, numpy, peaks, quick }) {
  const field = { libraries, numpy, peaks };
  const shapes = quick ? quickShapes : allShapes;
  const products = dtypes.flatMap((dtype) =>
    Object.entries(shapes).flatMap(([title, list]) =>
      list.map((shape) => product(`${dtype}, ${title}`, dtype, shape, field)),
    ),
  );
  const vectors = [{}, { a: "T" }].map((views) => timesVector(4000, views, field));
  return [...products, ...vectors];
}

const square = (n, views = {}) => ({ m: n, k: n, n, ...views });
const stack = (count, n) => ({ ...square(n), count });

const quickShapes = {
  square: [16, 64, 256, 1024].map((n) => square(n)),
  other: [{ m: 3, k: 1000, n: 1000 }, square(777, { a: "T", b: "T" })],
  stacks: [stack(1000, 8)],
};

const allShapes = {
  square: [16, 32, 64, 128, 256, 512, 1024, 2048].map((n) => square(n)),
  other: [
    square(777),
    { m: 1000, k: 37, n: 1000 },
    { m: 5000, k: 1000, n: 1000 },
    { m: 3, k: 1000, n: 1000 },
    square(1000, { a: "T" }),
    square(1000, { b: "T" }),
    square(1000, { a: "T", b: "T" }),
  ],
  stacks: [stack(10_000, 4), stack(1000, 8), stack(1000, 16), stack(100, 64)],
};

function product(table, dtype, shape, { libraries, numpy, peaks }) {
  const { m, k, n, count = 1 } = shape;
  return {
    table,
    name: title(shape),
    unit: "GF/s",
    work: 2 * m * n * k * count,
    tolerance: tolerance(k, dtype),
    contenders: () => [
      ...multiplications(dtype, shape, libraries, numpy),
      ...Object.entries(peaks).map(([name, { multiplyAdds }]) => multiplyAdds(name, dtype)),
    ],
  };
}

/** A matrix times a vector reads the matrix once: what counts is bytes. */
function timesVector(n, views, { libraries, numpy, peaks }) {
  const shape = { m: n, k: n, ...views };
  const readers = libraries.map((library) => ({ ...library, ceiling: library.ceiling && "reading" }));
  return {
    table: "float64, matrix times vector",
    name: title(shape),
    unit: "GB/s",
    work: 8 * n * n,
    tolerance: tolerance(n, "float64"),
    contenders: () => [
      ...multiplications("float64", shape, readers, numpy),
      Object.values(peaks)[0].reading("reading", 80e6),
    ],
  };
}

function title({ m, k, n, a, b, count }) {
  if (count) return `${count}x${m}²`;
  const lengths = m === k && k === n ? `${n}²` : [m, k, n].filter(Boolean).join("x");
  const views = a || b ? ` ${a ? "Aᵀ" : "A"}·${b ? "Bᵀ" : n ? "B" : "x"}` : "";
  return lengths + views;
}

/** A contender for each library that has the dtype and the dimensions. `n` is absent if the right operand is a vector. */
function multiplications(dtype, { m, k, n, a, b, count }, libraries, numpy) {
  const lead = count ? [count] : [];
  const operands = [operand([...lead, m, k], a), operand([...lead, ...(n ? [k, n] : [k])], b)];
  const call = ({ matmul, products }) => (count ? products && matmul : matmul);
  return contendersFor({ libraries, numpy }, dtype, operands, call, "a @ b");
}

function operand(shape, isTransposed) {
  return isTransposed ? { shape: shape.toReversed(), view: "transposed" } : { shape };
}
