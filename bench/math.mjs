import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts"];

const shape = [10_000_000];
const bytes = { float64: 8, float32: 4 };
/** What float32 may lack, with results up to e^10. */
const tolerance = { float64: 1e-9, float32: 0.05 };
const functions = ["exp", "log", "sin", "cos", "tanh"];

/** Elementary functions of ten million numbers between 0 and 10, which are written to arrays that are there already. */
export function rows({ libraries, numpy, quick }) {
  return Object.keys(bytes).flatMap((dtype) => [
    ...(quick ? ["exp", "sin"] : functions).map((op) => unary(op, dtype, { libraries, numpy })),
    power(dtype, { libraries, numpy }),
  ]);
}

function unary(op, dtype, field) {
  const call = ({ elementwise }) => elementwise && ((a, out) => elementwise(op)(a, { out }));
  return row(op, dtype, [{ shape, values: "amounts" }, { shape }], call, `np.${op}(a, out=b)`, field);
}

function power(dtype, field) {
  const operands = [{ shape, values: "amounts" }, { shape, values: "scattered" }, { shape }];
  return row(
    "pow",
    dtype,
    operands,
    ({ elementwiseOut }) => elementwiseOut?.("pow"),
    "np.pow(a, b, out=c)",
    field,
  );
}

function row(name, dtype, operands, call, statement, field) {
  return {
    table: `${dtype}, ten million elements, with out`,
    name,
    unit: "GB/s",
    work: operands.length * bytes[dtype] * shape[0],
    tolerance: tolerance[dtype],
    contenders: () => contendersFor(field, dtype, operands, call, statement),
  };
}
