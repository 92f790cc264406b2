import { contendersFor } from "./contender.mjs";

export const peers = ["numpy-ts"];

/** What is computed of ten elements, and how NumPy has it. */
const calls = {
  "add(a, b)": [2, ({ elementwise }) => elementwise?.("add"), "np.add(a, b)"],
  "add(a, b, out)": [3, ({ elementwiseOut }) => elementwiseOut?.("add"), "np.add(a, b, out=c)"],
  "add(a, 1)": [1, ({ elementwise }) => elementwise && ((a) => elementwise("add")(a, 1)), "np.add(a, 1)"],
  "less(a, b)": [2, ({ elementwise }) => elementwise?.("less"), "np.less(a, b)"],
  "negative(a)": [1, ({ elementwise }) => elementwise?.("negative"), "np.negative(a)"],
  "where(a < 0, b, c)": [3, ({ elementwise }) => elementwise?.("where"), "np.where(a, b, c)"],
  ...Object.fromEntries(
    ["sum", "mean", "max", "argmax"].map((op) => [
      `${op}(a)`,
      [1, ({ reductions }) => reductions && ((a) => reductions[op](a, null)), `np.${op}(a)`],
    ]),
  ),
};

/** As many operands of ten elements; choices are made by the first one. */
const operandsFor = (name, count) =>
  Array.from({ length: count }, (_, i) => ({
    shape: [10],
    view: name.startsWith("where") && i === 0 ? "isNegative" : undefined,
  }));

/** The cost of a call for arrays of ten elements: dispatch, checks, the result's allocation and its release. */
export function rows({ libraries, numpy }) {
  const field = { libraries: libraries.map((library) => ({ ...library, ceiling: undefined })), numpy };
  return Object.entries(calls).map(([name, [count, call, statement]]) => ({
    table: "ten elements, float64",
    name,
    unit: "ns",
    tolerance: 1e-12,
    contenders: () => contendersFor(field, "float64", operandsFor(name, count), call, statement),
  }));
}
