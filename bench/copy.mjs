import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts"];

const matrix = [4000, 2500];
const layouts = {
  contiguous: { shape: matrix },
  "[:, ::2]": { shape: [4000, 5000], view: "everyOther" },
  transposed: { shape: [2500, 4000], view: "transposed" },
};
const bytes = { float64: 8, float32: 4 };

/** Copies of a matrix in all its layouts into one that is there already, and new arrays made of several. */
export function rows({ libraries, numpy, quick }) {
  const field = { libraries: libraries.map((library) => ({ ...library, ceiling: undefined })), numpy };
  return (quick ? ["float64"] : ["float64", "float32"]).flatMap((dtype) => [
    ...Object.entries(layouts).map(([name, operand]) =>
      row(
        "copy to an array",
        dtype,
        name,
        [{ shape: matrix }, operand],
        ({ assign }) => assign,
        "np.copyto(a, b) or a",
        field,
      ),
    ),
    ...Object.entries(layouts).map(([name, operand]) =>
      row("copy", dtype, name, [operand], ({ copy }) => copy, "np.array(a, order='C')", field),
    ),
    ...["concat", "stack"].map((op) =>
      row(
        "new arrays",
        dtype,
        op,
        [{ shape: matrix }, { shape: matrix }],
        (library) => library[op] && ((...arrays) => library[op](arrays)),
        `np.${op}([a, b]${op === "stack" ? ", axis=-1" : ""})`,
        field,
      ),
    ),
  ]);
}

/** Bytes that are read and written. */
function row(table, dtype, name, operands, call, statement, field) {
  const elements = name === "concat" || name === "stack" ? 2e7 : 1e7;
  return {
    table: `${table}, ${dtype}, 4000x2500`,
    name,
    unit: "GB/s",
    work: 2 * elements * bytes[dtype],
    contenders: () => contendersFor(field, dtype, operands, call, statement),
  };
}
