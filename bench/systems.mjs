import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts", "jax-js", "ml-matrix"];

/** What NumPy, if it can, is to do with the matrix a and the vector b. Eigenvectors are free, so that only values are compared. */
const statements = {
  solve: "np.linalg.solve(a, b)",
  inv: "np.linalg.inv(a)",
  cholesky: "np.linalg.cholesky(a)",
  eigh: "np.linalg.eigh(a)[0]",
  eigvalsh: "np.linalg.eigvalsh(a)",
  eig: "sum(np.linalg.eig(a)[0])",
};

/** Floating-point operations of an n x n matrix in units of n³, for those that are a share of the product's speed. */
const operations = { lu: 2 / 3, cholesky: 1 / 3 };

/** Linear systems and eigenvalues: one matrix, and many small ones. */
export function rows(field) {
  const { quick } = field;
  const systems = quick ? [64, 512] : [16, 64, 256, 1024];
  const eigen = quick ? [64, 256] : [16, 64, 256, 512, 1024];
  const general = quick ? [64] : [16, 64, 256, 512];
  const square = (n) => [n, n];
  return [
    ...["solve", "inv"].flatMap((op) => systems.map((n) => system(op, square(n), field))),
    ...["lu", "cholesky"].flatMap((op) =>
      [...systems, ...(quick ? [] : [2048])].map((n) => system(op, square(n), field)),
    ),
    ...["eigh", "eigvalsh"].flatMap((op) => eigen.map((n) => system(op, square(n), field))),
    ...general.map((n) => system("eig", square(n), field)),
    ...["solve", "inv"].map((op) => system(op, [10_000, 4, 4], field)),
  ];
}

function system(op, shape, { libraries, numpy }) {
  const n = shape.at(-1);
  const field = {
    libraries: libraries.map((library) => ({ ...library, ceiling: undefined })),
    numpy: statements[op] && numpy,
  };
  const symmetric = ["cholesky", "eigh", "eigvalsh"].includes(op) && "positive";
  const matrix = { shape, values: symmetric || "scattered" };
  const operands = op === "solve" ? [matrix, { shape: [n], values: "scattered" }] : [matrix];
  const call = ({ systems, stacks = [] }) =>
    shape.length === 2 || stacks.includes(op) ? systems?.[op] : undefined;
  return {
    table: `float64, ${op}`,
    name: shape.join("x"),
    unit: "GF/s",
    work: (operations[op] ?? 1) * shape.reduce((product, length) => product * length) * n,
    // Nothing is known of how the matrices are conditioned; what they give differs by far less than itself.
    tolerance: 1e-6 * n,
    contenders() {
      const contenders = contendersFor(field, "float64", operands, call, statements[op]);
      return operations[op] ? besideProduct(contenders, field.libraries[0], matrix) : contenders;
    },
  };
}

/** The first contender's speed as a share of that of its own matrix product. */
function besideProduct([first, ...others], library, matrix) {
  const product = (a) => library.matmul(a, a);
  const [contender] = contendersFor({ libraries: [library] }, "float64", [matrix], () => product);
  const { result, relation, ...timed } = { ...contender, name: "its matmul", work: 2 * matrix.shape[0] ** 3 };
  return [{ ...first, relation: { is: "share", of: timed.name } }, ...others, timed];
}
