import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts"];

/** What is transformed: the operation, the shape, and the dtype. The speed counts 5 n log2 n operations for each line of n numbers, half of them for real ones. */
const cases = [
  ["fft", [2 ** 20]],
  ["fft", [2 ** 20], "float32"],
  ["fft", [1_000_000]],
  ["fft", [1_000_003]],
  ["rfft", [2 ** 20]],
  ["irfft", [2 ** 19 + 1]],
  ["fft2", [1000, 1000]],
  ["fft2", [1024, 1024]],
  ["rfft2", [1000, 1000]],
  ["fft", [1024]],
  ["fft", [10_000, 16]],
  ["fft", [1000, 360]],
];
const quickCases = [0, 4, 6, 9].map((i) => cases[i]);

/** Fourier transforms of real numbers. */
export function rows({ libraries, numpy, quick }) {
  const field = { libraries: libraries.map((library) => ({ ...library, ceiling: undefined })), numpy };
  return (quick ? quickCases : cases).map(([op, shape, dtype = "float64"]) => row(op, shape, dtype, field));
}

function row(op, shape, dtype, field) {
  const size = shape.reduce((product, length) => product * length);
  const line = op.endsWith("2") ? size : shape.at(-1);
  const operand = { shape, values: "scattered" };
  const call = ({ fft }) => fft && ((x) => fft[op](x));
  // NumPy gives complex numbers, of which the parts are compared.
  const parts = op === "irfft" ? "" : `.view("${dtype}")`;
  return {
    table: `${dtype}, ${op}`,
    name: shape.join("x"),
    unit: "GF/s",
    work: (op.includes("r") ? 2.5 : 5) * size * Math.log2(line),
    tolerance: (dtype === "float32" ? 1e-6 : 1e-14) * Math.sqrt(line) * Math.log2(line),
    contenders: () => contendersFor(field, dtype, [operand], call, `np.fft.${op}(a)${parts}`),
  };
}
