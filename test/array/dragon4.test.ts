import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dragon4 } from "../../src/array/dragon4.ts";

const finite = { noNaN: true, noDefaultInfinity: true };
const shortest = { unique: true, fractional: false };
const numberOf = ({ digits, exponent }: { digits: string; exponent: number }) =>
  Number(`${digits[0]}.${digits.slice(1)}e${exponent}`);

describe("the shortest digits", () => {
  test("of a float64 are JavaScript's own", () => {
    fc.assert(
      fc.property(fc.double(finite), (x) => {
        const [mantissa, exponent] = Math.abs(x).toExponential().split("e");
        const expected = { digits: mantissa.replace(".", ""), exponent: Number(exponent) };
        expect(dragon4(x, false, shortest)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test("of a float32 give it back, and none that are fewer do", () => {
    fc.assert(
      fc.property(fc.float({ ...finite, min: Math.fround(1e-44) }), (x) => {
        const decimal = dragon4(x, true, shortest);
        expect(Math.fround(numberOf(decimal))).toBe(x);
        const fewer = decimal.digits.length - 1;
        if (fewer === 0) return;
        const unit = 10 ** (decimal.exponent - fewer + 1);
        const near = Number(x.toPrecision(fewer));
        for (const other of [near - unit, near, near + unit]) {
          expect(Math.fround(Number(other.toPrecision(fewer)))).not.toBe(x);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test("a given number of digits is the value rounded to nearest, ties to even", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.integer({ min: 0, max: 20 }), (n, bits) => {
      // n / 2^bits is n 5^bits / 10^bits: exact in decimals, halves among them.
      const max = Math.floor(bits / 2);
      const units = 10n ** BigInt(bits - max);
      const scaled = BigInt(Math.abs(n)) * 5n ** BigInt(bits);
      const [quotient, twice] = [scaled / units, 2n * (scaled % units)];
      const up = twice > units || (twice === units && quotient % 2n === 1n);
      const { digits, exponent } = dragon4(n / 2 ** bits, false, { unique: false, max, fractional: true });
      const zeros = exponent + max + 1 - digits.length;
      expect(BigInt(digits + "0".repeat(zeros))).toBe(quotient + (up ? 1n : 0n));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["a tie at the last digit", 2 ** -9, { unique: true, max: 8, fractional: true }, "195312", -3],
  ["nines that carry", 9.9996, { unique: true, max: 3, fractional: true }, "1", 1],
  ["less than the last digit", 1e-12, { unique: true, max: 8, fractional: true }, "0", -8],
  [
    "more digits than tell it apart",
    0.1,
    { unique: true, min: 20, fractional: true },
    "10000000000000000555",
    -1,
  ],
  ["a power of two, nearer to its neighbour below", 2 ** -44, shortest, "5684341886080802", -14],
  ["the least number", 5e-324, shortest, "5", -324],
  ["the greatest number", Number.MAX_VALUE, shortest, "17976931348623157", 308],
  ["zero", 0, shortest, "0", 0],
])("%s", (_, x, limits, digits, exponent) => {
  expect(dragon4(x, false, limits)).toEqual({ digits, exponent });
});
