import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts", "tfjs-wasm", "jax-js", "typed arrays"];

const million = [1, 1_000_000];
/** Rows that are sorted, each by itself. */
const cases = {
  "random 1e6": { shape: million, values: "scattered" },
  "ascending 1e6": { shape: million, values: "ascending" },
  "1000 rows of 1000": { shape: [1000, 1000], values: "scattered" },
  "1000 columns of 1000": { shape: [1000, 1000], values: "scattered", view: "transposed" },
  "20000 rows of 50": { shape: [20_000, 50], values: "scattered" },
  "one row of 100": { shape: [1, 100], values: "scattered" },
};
const quickCases = ["random 1e6", "1000 rows of 1000"];

/** Sorting, and the order that sorts numbers no two of which are the same: NumPy's is not stable by default. */
export function rows({ libraries, numpy, quick }) {
  const dtypes = { sort: ["float64", "float32", "int32"], argsort: ["float64", "float32"] };
  const field = { libraries: libraries.map((library) => ({ ...library, ceiling: undefined })), numpy };
  const names = quick ? quickCases : Object.keys(cases);
  return Object.entries(dtypes).flatMap(([op, list]) =>
    (quick ? ["float64"] : list).flatMap((dtype) => names.map((name) => row(op, dtype, name, field))),
  );
}

function row(op, dtype, name, field) {
  const { shape, values, view } = cases[name];
  const operand = { shape, view, values: op === "argsort" && values === "scattered" ? "shuffled" : values };
  return {
    table: `${op}, ${dtype}`,
    name,
    unit: "M/s",
    work: shape[0] * shape[1],
    contenders: () => contendersFor(field, dtype, [operand], (library) => library[op], `np.${op}(a)`),
  };
}
