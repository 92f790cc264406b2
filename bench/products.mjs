import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts"];

/** Products of arrays of more axes, as many operations as matrices have, and those of vectors, which only read or write. */
export function rows({ libraries, numpy, peaks, quick }) {
  const field = { libraries, numpy, peaks };
  const arithmetic = quick ? contractions.slice(0, 2) : contractions;
  return [
    ...arithmetic.map((row) => contraction(row, field)),
    ...(quick ? passes.slice(0, 2) : passes).map((row) => pass(row, field)),
  ];
}

/** What libraries call alike, but for how they take axes. `multiplications` are those of the best order. */
const contractions = [
  {
    name: "tensordot, axes merged",
    shapes: [
      [100, 80, 90],
      [80, 90, 120],
    ],
    multiplications: 100 * 80 * 90 * 120,
    call:
      ({ tensordot }) =>
      (a, b) =>
        tensordot(a, b, 2),
    statement: "np.tensordot(a, b, 2)",
  },
  {
    name: "tensordot, the middle axis",
    shapes: [
      [50, 200, 60],
      [200, 100],
    ],
    multiplications: 50 * 200 * 60 * 100,
    call:
      ({ tensordot }) =>
      (a, b) =>
        tensordot(a, b, [[1], [0]]),
    statement: "np.tensordot(a, b, ([1], [0]))",
  },
  einsum("bij,bjk->bik", [64, 64, 64], [64, 64, 64], 64 ** 4),
  einsum("bij,bjk->bik", [1000, 8, 8], [1000, 8, 8], 1000 * 8 ** 3),
  einsum("ij,kj,k->i", [1000, 500], [800, 500], [800], 1000 * 500 + 800 * 500),
];

function einsum(subscripts, ...rest) {
  const multiplications = rest.pop();
  const names = rest.map((_, i) => "abc"[i]).join(", ");
  return {
    name: `einsum ${subscripts} ${rest[0].join("x")}`,
    shapes: rest,
    multiplications,
    call:
      (products) =>
      (...operands) =>
        products.einsum(subscripts, ...operands),
    statement: `np.einsum("${subscripts}", ${names}, optimize=True)`,
  };
}

function contraction({ name, shapes, multiplications, call, statement }, { libraries, numpy, peaks }) {
  const operands = shapes.map((shape) => ({ shape }));
  return {
    table: "float64, sums of products",
    name,
    unit: "GF/s",
    work: 2 * multiplications,
    tolerance: 1e-9,
    contenders: () => [
      ...contendersFor({ libraries, numpy }, "float64", operands, callOf(call), statement),
      ...Object.entries(peaks).map(([column, { multiplyAdds }]) => multiplyAdds(column, "float64")),
    ],
  };
}

const callOf =
  (call) =>
  ({ products }) =>
    products && call(products);

/** The elements that are read and written. */
const passes = [
  {
    name: "vecdot 4000x2500",
    shapes: [
      [4000, 2500],
      [4000, 2500],
    ],
    elements: 2e7,
    call:
      ({ vecdot }) =>
      (a, b) =>
        vecdot(a, b, -1),
    statement: "np.vecdot(a, b)",
  },
  {
    name: "norm 4000x2500",
    shapes: [[4000, 2500]],
    elements: 1e7,
    call:
      ({ norm }) =>
      (a) =>
        norm(a),
    statement: "np.linalg.norm(a)",
  },
  {
    name: "vecdot 4000x2500, axis 0",
    shapes: [
      [4000, 2500],
      [4000, 2500],
    ],
    elements: 2e7,
    call:
      ({ vecdot }) =>
      (a, b) =>
        vecdot(a, b, 0),
    statement: "np.vecdot(a, b, axis=0)",
  },
  {
    name: "outer 3000x3000",
    shapes: [[3000], [3000]],
    elements: 9e6,
    call:
      ({ outer }) =>
      (a, b) =>
        outer(a, b),
    statement: "np.outer(a, b)",
  },
];

function pass({ name, shapes, elements, call, statement }, { libraries, numpy, peaks }) {
  const readers = libraries.map((library) => ({ ...library, ceiling: library.ceiling && "reading" }));
  const operands = shapes.map((shape) => ({ shape }));
  return {
    table: "float64, one pass",
    name,
    unit: "GB/s",
    work: 8 * elements,
    tolerance: 1e-6,
    contenders: () => [
      ...contendersFor({ libraries: readers, numpy }, "float64", operands, callOf(call), statement),
      Object.values(peaks)[0].reading("reading", 8 * elements),
    ],
  };
}
