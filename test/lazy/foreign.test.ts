import { expect, test } from "vitest";
import { adopt } from "../../src/dispatch/index.ts";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

/** An array of numbers of its own, which its user adopts. */
class Numbers {
  readonly shape: readonly number[];
  readonly dtype = "float64";
  readonly values: readonly number[];

  constructor(shape: readonly number[], values: readonly number[]) {
    this.shape = shape;
    this.values = values;
  }

  static of(x: np.WasmArray): Numbers {
    const nested = [x.toArray()] as unknown[];
    return new Numbers(x.shape, (nested.flat(8) as unknown[]).map(Number));
  }
}

const calls: string[] = [];
adopt(Numbers, {
  convert: {
    to(x: Numbers) {
      calls.push("to");
      return np.reshape(np.asarray(x.values), x.shape);
    },
    from: (x: np.WasmArray) => Numbers.of(x),
  },
});

lazy.register("test.numbers", (starts: number[], shape: number[]) => {
  const rows = np.add(np.arange(shape[0]), starts[0]);
  const columns = np.add(np.arange(shape[1]), starts[1]);
  return Numbers.of(np.add(np.multiply(np.expand_dims(rows, 1), 10), columns));
});

const x = lazy.fromFunction("test.numbers", [5, 6], { chunks: [2, 4] });
const a = np.add(np.multiply(np.expand_dims(np.arange(5), 1), 10), np.arange(6));

test.each<[string, (y: typeof x | typeof a) => unknown]>([
  ["blockwise", (y) => np.sqrt(np.add(np.multiply(y, 2), y))],
  ["a reduction", (y) => np.sum(y, { axis: 0 })],
  ["variances", (y) => np.var(y, { axis: 1, keepdims: true })],
  ["products", (y) => np.matmul(np.matrix_transpose(y as never), y as never)],
  ["slices", (y) => (y as typeof a).at("1:5:2", null, "::-1")],
  ["an index", (y) => (y as typeof a).at(3)],
  ["other chunks", (y) => (y instanceof lazy.LazyArray ? y.rechunk(3) : y)],
  ["masks", (y) => np.sum(y, { where: np.greater(y, 12) as never })],
])("chunks of an adopted class: %s", async (_, f) => {
  const before = calls.length;
  const result = (await (f(x) as lazy.LazyArray).compute({ scheduler: "sync" })) as unknown;
  expect(result).toBeInstanceOf(Numbers);
  expect(calls.length).toBeGreaterThan(before);
  const expected = Numbers.of(f(a) as np.WasmArray);
  expect(result).toEqual(expected);
});
