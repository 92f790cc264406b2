import * as arrow from "apache-arrow";
import { describe, expect, test } from "vitest";
import { overridables } from "../../src/dispatch/index.ts";
import * as np from "../../src/index.ts";

/** Bytes that are not in use: what the error for a request that cannot be met says. */
function bytesLeft(): number {
  try {
    np.empty(2 ** 40);
  } catch (error) {
    return Number(/: (\d+) of/.exec((error as Error).message)![1]);
  }
  throw new Error("2^43 bytes were allocated");
}

const list = Array.from({ length: 60 }, () => new Array<number>(60).fill(1));
/** What functions take besides the list; by default nothing. */
const others: Readonly<Record<string, readonly unknown[]>> = {
  astype: ["int8"],
  reshape: [-1],
  permute_dims: [[1, 0]],
  broadcast_to: [[2, 60, 60]],
  full_like: [1],
  where: [list, list],
  searchsorted: [list],
  isin: [list],
  take: [[0, 1], { axis: 0 }],
  take_along_axis: [[[0]]],
  repeat: [2],
  tile: [[2, 1]],
  roll: [1],
  expand_dims: [0],
  moveaxis: [0, 1],
  swapaxes: [0, 1],
  tensordot: [list],
  vecdot: [list],
  dot: [list],
  inner: [list],
  vdot: [list],
  kron: [list],
  outer: [list[0]],
  "linalg.outer": [list[0]],
  "linalg.lstsq": [list],
  "linalg.matrix_power": [2],
  append: [list],
  delete: [0, { axis: 0 }],
  insert: [0, 7, { axis: 0 }],
  pad: [1],
  split: [2],
  array_split: [7],
  hsplit: [2],
  vsplit: [2],
  partition: [3],
  argpartition: [3],
  compress: [list],
  extract: [list],
  digitize: [list[0]],
  isclose: [list],
  allclose: [list],
  array_equal: [list],
  array_equiv: [list],
  ldexp: [2],
  float_power: [2],
  interp: [list[0], list[0]],
  union1d: [list],
  intersect1d: [list],
  setdiff1d: [list],
  setxor1d: [list],
  cumulative_sum: [{ axis: 0 }],
  cumulative_prod: [{ axis: 0 }],
  quantile: [0.5],
  percentile: [50],
  nanquantile: [0.5],
  nanpercentile: [50],
  toNdarray: [() => null],
  toStdlib: [class {}],
  toArrow: [arrow],
};
const integers = list.map((row) => row.map(BigInt));
const binary =
  /^(atan2|hypot|logaddexp|copysign|divmod|fmax|fmin|fmod|heaviside|logical_(and|or|xor)|maximum|minimum|nextafter|add|subtract|multiply|divide|floor_divide|remainder|pow|matmul|.*equal|less|greater)$/;
/** Those of integers alone. */
const ofIntegers = /^(bitwise_\w+|gcd|lcm)$/;
/** Those whose first argument has one dimension. */
const ofOneDimension = /^(bincount|searchsorted|meshgrid|compress|outer|linalg\.outer)$/;
/** Those that take no such list, those that refuse a singular matrix, and those whose result comes later. */
const notOfLists =
  /^(toHost|loadtxt|genfromtxt|save\w*|safetensors\.\w+|toImageData|einsum|einsum_path|linalg\.(cross|multi_dot|solve|inv|solve_triangular|cholesky)|put_along_axis|dsplit|can_cast|zeros|ones|empty|full|eye|arange|linspace|fft\.r?fftfreq)$/;

/** The arrays in a result of any function. */
const arraysIn = (result: unknown): np.WasmArray[] => {
  if (result instanceof np.WasmArray) return [result];
  return typeof result === "object" && result !== null ? Object.values(result).flatMap(arraysIn) : [];
};

// In a loop that gives finalizers no time, what is not given back at once is memory lost.
describe("gives back what a list was made into", () => {
  const functions = overridables().filter(({ id }) => !notOfLists.test(id));

  test.each(functions.map((func) => [func.id, func] as const))("%s", (id, func) => {
    const first = ofOneDimension.test(id) ? list[0] : list;
    const pair = ofIntegers.test(id) ? [integers, integers] : [first, list];
    const isPair = binary.test(id) || ofIntegers.test(id);
    const args = isPair ? pair.slice(0, id === "bitwise_invert" ? 1 : 2) : [first, ...(others[id] ?? [])];
    const run = () => {
      for (const array of arraysIn(func(...args))) array.dispose();
    };
    run();
    const before = bytesLeft();
    for (let i = 0; i < 5; i++) run();
    expect(bytesLeft()).toBe(before);
  });
});

test("gives back what a list was made into when the call fails", () => {
  const before = bytesLeft();
  expect(() => np.sum(list, { axis: 2 })).toThrow(/^sum: axis 2/);
  expect(() => np.argmax(list, { axis: 2 })).toThrow(/^argmax: axis 2/);
  expect(() => np.linspace({ re: 0, im: 1 }, 1, 3000, { dtype: "int8" })).toThrow(/^linspace: complex128/);
  expect(bytesLeft()).toBe(before);
});
