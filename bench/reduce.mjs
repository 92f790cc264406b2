import { contendersFor } from "./contender.mjs";

const onlySums = ["tfjs-wasm", "jax-js", "ml-matrix"];
export const peers = ["numpy-ts", ...onlySums];

/** Shorter samples than usual, as there are many rows; a call of the slowest takes a quarter of a second. */
export const pace = { seconds: 0.05, limit: 0.5 };

/** Layouts together are to be as fast as elsewhere, whatever each is. */
export const hasMeans = true;

const bytes = { float32: 4, float64: 8 };
/** What rounding may do: float32 sums of ten million numbers are far off in some libraries. */
const tolerance = { float32: 50, float64: 1e-6 };

const matrix = [4000, 2500];
const views = { C: undefined, "[:, ::2]": "everyOther", transposed: "transposed" };
const axes = { all: null, "axis 0": 0, "axis 1": 1 };

/** Reductions of a matrix in all its layouts, and of what fits in a cache: they are to run as fast as it is read. */
export function rows({ libraries, numpy, peaks, quick }) {
  const [peak] = Object.values(peaks);
  const all = libraries.map((library) => ({ ...library, ceiling: library.ceiling && "reading" }));
  const field = {
    // What sums show of the others holds for all that they reduce.
    librariesFor: (op) => (op === "sum" ? all : all.filter(({ name }) => !onlySums.includes(name))),
    numpy,
    reading: (nbytes) => peak.reading("reading", nbytes),
  };
  const few = { all: ["sum", "max", "argmax"], C: ["var"] };
  const many = { all: ["sum", "max", "min", "argmax", "argmin"], C: ["var", "std"] };
  return (quick ? ["float64"] : ["float64", "float32"]).flatMap((dtype) => [
    ...(quick || dtype === "float32" ? few : many).all.flatMap((op) =>
      Object.keys(views).flatMap((view) => ofMatrix(op, dtype, view, field)),
    ),
    ...(quick || dtype === "float32" ? few : many).C.flatMap((op) => ofMatrix(op, dtype, "C", field)),
    reduction(
      "in cache",
      `sum of 256 KB, ${dtype}`,
      "sum",
      dtype,
      { shape: [2 ** 18 / bytes[dtype]] },
      null,
      field,
    ),
  ]);
}

function ofMatrix(op, dtype, view, field) {
  const operand = { shape: matrix, view: views[view] };
  return Object.entries(axes).map(([name, axis]) =>
    reduction(`${op}, ${dtype}, 4000x2500`, `${view} ${name}`, op, dtype, operand, axis, field),
  );
}

/** The work is the bytes of the stored array: a view of every other column lies in the same cache lines. */
function reduction(table, name, op, dtype, operand, axis, { librariesFor, numpy, reading }) {
  const nbytes = operand.shape.reduce((product, length) => product * length) * bytes[dtype];
  const call = ({ reductions }) => reductions?.[op] && ((x) => reductions[op](x, axis ?? null));
  const statement = `np.${op}(a${axis === null ? "" : `, axis=${axis}`})`;
  return {
    table,
    name,
    unit: "GB/s",
    work: nbytes,
    tolerance: tolerance[dtype],
    contenders: () => [
      ...contendersFor({ libraries: librariesFor(op), numpy }, dtype, [operand], call, statement),
      reading(nbytes),
    ],
  };
}
