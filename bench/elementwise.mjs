import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts"];

const matrix = [4000, 2500];
const ops = { add: "float64", multiply: "float64", less: "bool", equal: "bool" };
const bytes = { float64: 8, bool: 1 };

/** How the second operand lies, beside a contiguous first one and a contiguous result. */
const layouts = {
  contiguous: { shape: matrix },
  "[:, ::2]": { shape: [4000, 5000], view: "everyOther" },
  transposed: { shape: [2500, 4000], view: "transposed" },
  "one row": { shape: [1, 2500] },
};

/** Functions of matrices that are written to arrays that are there already, and choices, which are new arrays. */
export function rows({ libraries, numpy, peaks, quick }) {
  const [peak] = Object.values(peaks);
  const field = {
    libraries: libraries.map((library) => ({ ...library, ceiling: library.ceiling && "reading" })),
    numpy,
    reading: () => peak.reading("reading", 8 * size(matrix)),
  };
  return Object.entries(layouts).flatMap(([name, second]) => [
    ...(quick ? ["add", "less"] : Object.keys(ops)).map((op) => written(op, name, second, field)),
    choice(name, second, field),
  ]);
}

const size = (shape) => shape.reduce((product, length) => product * length);
/** Bytes of the elements that are read: a row that is repeated stays in a cache. */
const read = ({ shape, view }) => (8 * size(shape)) / (view === "everyOther" ? 2 : 1);

function written(op, name, second, field) {
  const out = ops[op] === "bool" ? { shape: matrix, view: "isNegative" } : { shape: matrix };
  const operands = [{ shape: matrix }, second, out];
  const work = read(operands[0]) + read(second) + bytes[ops[op]] * size(matrix);
  const call = ({ elementwiseOut }) => elementwiseOut?.(op);
  return row(`${op}, with out`, name, work, operands, call, `np.${op}(a, b, out=c)`, field);
}

function choice(name, third, field) {
  const operands = [{ shape: matrix, view: "isNegative" }, { shape: matrix }, third];
  const work = size(matrix) + read(operands[1]) + read(third) + 8 * size(matrix);
  return row(
    "where",
    name,
    work,
    operands,
    ({ elementwise }) => elementwise?.("where"),
    "np.where(a, b, c)",
    field,
  );
}

function row(op, name, work, operands, call, statement, { libraries, numpy, reading }) {
  return {
    table: `${op}, float64, 4000x2500`,
    name,
    unit: "GB/s",
    work,
    contenders: () => [
      ...contendersFor({ libraries, numpy }, "float64", operands, call, statement),
      reading(),
    ],
  };
}
