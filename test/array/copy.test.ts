import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cast, contiguous, copyInto } from "../../src/array/copy.ts";
import { DTypeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";

describe("copyInto", () => {
  test("copies views of one array onto each other as if through a copy", () => {
    const part = fc.record({ start: fc.nat({ max: 5 }), step: fc.constantFrom(1, 2, 3) });
    fc.assert(
      fc.property(part, part, fc.integer({ min: 1, max: 6 }), fc.boolean(), (from, to, n, turned) => {
        const base = np.arange(24, { dtype: "int16" });
        const view = ({ start, step }: typeof from) => base.at(np.slice(start, start + n * step, step));
        const source = turned ? np.flip(view(from)) : view(from);
        const expected = base.toArray() as number[];
        const values = source.toArray() as number[];
        values.forEach((value, i) => {
          expected[to.start + i * to.step] = value;
        });
        copyInto("test", view(to), source);
        expect(base.toArray()).toEqual(expected);
      }),
    );
  });

  test("transposes a square in place, and rectangles larger than a block", () => {
    const square = np.reshape(np.arange(9), [3, 3]);
    const columns = square.T.toArray();
    copyInto("test", square, square.T);
    expect(square.toArray()).toEqual(columns);
    const wide = np.reshape(np.arange(200 * 70), [200, 70]);
    const copy = np.empty([70, 200]);
    copyInto("test", copy, wide.T);
    expect(copy.toArray()).toEqual(wide.T.toArray());
  });

  test("broadcasts, and casts", () => {
    const out = np.zeros([2, 3], { dtype: "uint8" });
    copyInto("test", out, np.asarray([1.9, -1, 257]));
    expect(out.toArray()).toEqual([
      [1, 255, 1],
      [1, 255, 1],
    ]);
  });

  test("refuses to lose an imaginary part, before it writes", () => {
    const out = np.ones([1]);
    expect(() => copyInto("test", out, np.asarray([{ re: 2, im: 0 }]))).toThrow(DTypeError);
    expect(out.toArray()).toEqual([1]);
  });
});

test("cast and contiguous give row-major arrays", () => {
  const x = np.reshape(np.arange(6), [2, 3]);
  expect(cast("test", x.T, "complex64").strides).toEqual([2, 1]);
  expect(contiguous("test", x)).toBe(x);
  const copy = contiguous("test", x.T);
  expect([copy.strides, copy.toArray()]).toEqual([[2, 1], x.T.toArray()]);
});
