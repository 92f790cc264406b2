import fc from "fast-check";
import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { withThreads } from "../../src/wasm/threads/fork-join.ts";

/** Numbers in [-1, 1) that look random: multiples of the golden section, mixed. */
const noise = (count: number, seed: number) =>
  Float64Array.from({ length: count }, (_, i) => (((i + seed) * (i + 7) * 0.6180339887498949) % 2) - 1);

function complex(shape: readonly number[], seed = 1): np.WasmArray {
  const size = shape.reduce((product, length) => product * length, 1);
  const parts = [noise(size, seed), noise(size, seed + 5)].map((values) =>
    np.reshape(np.asarray(values), shape),
  );
  return np.add(parts[0], np.multiply(parts[1], { re: 0, im: 1 }));
}

const real = (shape: readonly number[], seed = 1) => np.real(complex(shape, seed));

/** ‖x - y‖ / ‖y‖. */
const distance = (x: np.WasmArray, y: np.WasmArray): number =>
  Number(np.linalg.vector_norm(np.subtract(x, y))) / (Number(np.linalg.vector_norm(y)) || 1);

const epsilon = 2 ** -52;
const bound = (n: number) => 5 * epsilon * Math.max(1, Math.log2(n));

const lengths = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(1000, 1024, 1331, 4999, 5040));

test("the inverse gives back what was transformed", () => {
  fc.assert(
    fc.property(lengths, fc.constantFrom("backward", "ortho", "forward"), fc.nat(100), (n, norm, seed) => {
      const x = complex([n], seed);
      expect(distance(np.fft.ifft(np.fft.fft(x, { norm }), { norm }), x)).toBeLessThan(2 * bound(n));
      const y = real([n], seed);
      expect(distance(np.fft.irfft(np.fft.rfft(y, { norm }), { n, norm }), y)).toBeLessThan(2 * bound(n));
      expect(distance(np.fft.hfft(np.fft.ihfft(y, { norm }), { n, norm }), y)).toBeLessThan(2 * bound(n));
    }),
  );
});

test("real numbers have the transform that they have as complex ones", () => {
  fc.assert(
    fc.property(lengths, fc.nat(100), (n, seed) => {
      const x = real([n], seed);
      const whole = np.fft.fft(np.astype(x, np.complex128));
      const half = np.fft.rfft(x);
      expect(distance(half, whole.at(np.slice(0, half.size)))).toBeLessThan(2 * bound(n));
    }),
  );
});

test("a shift of the line multiplies its transform by roots of unity, and sums of squares stay", () => {
  fc.assert(
    fc.property(lengths, fc.nat(300), (n, shift) => {
      const x = complex([n]);
      const y = np.fft.fft(x);
      const turns = np.exp(np.multiply(np.arange(n), { re: 0, im: (-2 * Math.PI * (shift % n)) / n }));
      expect(distance(np.fft.fft(np.roll(x, shift)), np.multiply(y, turns))).toBeLessThan(1e-12);
      const [before, after] = [x, y].map((line) => Number(np.linalg.vector_norm(line)));
      expect(Math.abs(after / Math.sqrt(n) - before)).toBeLessThan(2 * bound(n) * before);
    }),
  );
});

test("several axes are one after another, in any order and layout", () => {
  const x = np.permute_dims(complex([6, 5, 4]), [2, 0, 1]);
  const step = np.fft.fft(np.fft.fft(np.fft.fft(x, { axis: 1 }), { axis: 0 }), { axis: 2 });
  expect(distance(np.fft.fftn(x), step)).toBeLessThan(bound(120));
  expect(distance(np.fft.fftn(x, { axes: [2, 0, 1] }), step)).toBeLessThan(bound(120));
});

test("a long line, a prime one, and one of the square of a prime", () => {
  for (const n of [2 ** 17, 65537, 1009 ** 2]) {
    const x = complex([n]);
    expect(distance(np.fft.ifft(np.fft.fft(x)), x)).toBeLessThan(2 * bound(n));
  }
});

test("several threads give what one gives", () => {
  const x = complex([300, 2, 200]);
  const y = real([700, 128]);
  for (const transform of [
    () => np.fft.fft(x),
    () => np.fft.fft(x, { axis: 0 }),
    () => np.fft.rfft(y),
    () => np.fft.irfft(x),
    () => np.fft.fft(x, { n: 211 }),
  ]) {
    const alone = withThreads(1, transform);
    for (let round = 0; round < 5; round++) {
      expect(Boolean(np.all(np.equal(withThreads(2, transform), alone)))).toBe(true);
    }
  }
});

test("NaN and infinity spread along their line alone", () => {
  const x = complex([3, 8]);
  x.set(Number.NaN, 1, 2);
  x.set(Number.POSITIVE_INFINITY, 2, 5);
  const finite = np.all(np.isfinite(np.fft.fft(x)), { axis: 1 });
  expect(finite.toArray()).toEqual([true, false, false]);
});

test("what is padded and cropped does not change the operand", () => {
  const x = real([4]);
  const before = x.toArray();
  expect(np.fft.fft(x, { n: 9 }).shape).toEqual([9]);
  expect(np.fft.fft(x, { n: 2 }).shape).toEqual([2]);
  expect(np.fft.irfft(x, { n: 11 }).shape).toEqual([11]);
  expect(x.toArray()).toEqual(before);
});
