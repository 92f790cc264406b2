import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts", "jax-js", "ml-matrix"];

/** Decompositions: squares, a tall matrix, and many small ones. */
export function rows(field) {
  const { quick } = field;
  const squares = (...sizes) => sizes.map((n) => [n, n]);
  const tall = quick ? [] : [[5000, 1000]];
  const shapes = {
    svd: [...squares(...(quick ? [16, 64, 256] : [16, 64, 128, 256, 512, 1024])), ...tall, [10_000, 4, 4]],
    svdvals: squares(...(quick ? [16, 64, 256] : [16, 64, 256, 512])),
    jacobi: squares(...(quick ? [64] : [16, 64, 256])),
    qr: [...squares(...(quick ? [16, 64, 256] : [16, 64, 256, 1024])), ...tall],
  };
  return Object.entries(shapes).flatMap(([op, all]) => all.map((shape) => decomposition(op, shape, field)));
}

/** What NumPy is to do with `a`: of several results the one that is compared. */
const statements = {
  svd: "np.linalg.svd(a, full_matrices=False)[1]",
  svdvals: "np.linalg.svd(a, compute_uv=False)",
  jacobi: "np.linalg.svd(a, full_matrices=False)[1]",
  qr: "np.linalg.qr(a)[1]",
};

function decomposition(op, shape, field) {
  const [m, n] = shape.slice(-2);
  const libraries = field.libraries.map((library) => ({ ...library, ceiling: undefined }));
  const call = ({ decompositions, stacks = [] }) =>
    shape.length === 2 || stacks.includes(op) ? decompositions?.[op] : undefined;
  const operand = { shape, values: "scattered" };
  return {
    table: `float64, ${op}`,
    name: shape.join("x"),
    unit: "ms",
    // For contenders that get too slow as matrices grow.
    work: shape.reduce((product, length) => product * length) * n,
    tolerance: 1e-10 * Math.sqrt(m * n),
    contenders: () => contendersFor({ ...field, libraries }, "float64", [operand], call, statements[op]),
  };
}
