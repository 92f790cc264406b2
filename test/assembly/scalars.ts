/** Arithmetic on single elements, digit by digit as NumPy has it: what kernels are checked against. */
import type { Code, Complex } from "../../src/dtype.ts";
import { type Element, rowOf } from "./tiles.ts";

/** The element of type `code` nearest to an exact or float64 result; integers wrap. */
export function narrow(code: Code, value: number | bigint): number | bigint {
  const { kind, size, array } = rowOf(code);
  if (kind === "float" || kind === "complex") {
    return size === 4 || code === "c64" ? Math.fround(Number(value)) : Number(value);
  }
  const wrapped =
    kind === "int" ? BigInt.asIntN(8 * size, BigInt(value)) : BigInt.asUintN(8 * size, BigInt(value));
  return array.BYTES_PER_ELEMENT === 8 ? wrapped : Number(wrapped);
}

/** A function of two integers, and one of two floats. */
interface Binary {
  readonly integer?: (a: bigint, b: bigint) => bigint;
  readonly float?: (a: number, b: number, round: (value: number) => number) => number;
  /** Instead of `integer` where the result depends on the size of the type. */
  readonly sized?: (a: bigint, b: bigint, bits: number) => bigint;
  readonly bool?: (a: number, b: number) => number;
}

export const binaries: { readonly [op: string]: Binary } = {
  add: { integer: (a, b) => a + b, float: (a, b) => a + b, bool: (a, b) => a | b },
  subtract: { integer: (a, b) => a - b, float: (a, b) => a - b },
  multiply: { integer: (a, b) => a * b, float: (a, b) => a * b, bool: (a, b) => a & b },
  divide: { float: (a, b) => a / b },
  floor_divide: { integer: floorDivide, float: (a, b, round) => divmod(a, b, round)[0] },
  remainder: {
    integer: (a, b) => (b === 0n ? 0n : a - b * floorDivide(a, b)),
    float: (a, b, round) => divmod(a, b, round)[1],
  },
  pow: { integer: (a, b) => a ** b },
  maximum: { integer: (a, b) => (a > b ? a : b), float: (a, b) => (a >= b || Number.isNaN(a) ? a : b) },
  minimum: { integer: (a, b) => (a < b ? a : b), float: (a, b) => (a <= b || Number.isNaN(a) ? a : b) },
  fmax: { float: (a, b) => (a >= b || Number.isNaN(b) ? a : b) },
  fmin: { float: (a, b) => (a <= b || Number.isNaN(b) ? a : b) },
  fmod: { integer: (a, b) => (b === 0n ? 0n : a % b), float: (a, b) => a % b },
  bitwise_and: { integer: (a, b) => a & b },
  bitwise_or: { integer: (a, b) => a | b },
  bitwise_xor: { integer: (a, b) => a ^ b },
  gcd: { integer: greatestDivisor },
  lcm: {
    integer: (a, b) => {
      const product = a * b;
      return product === 0n ? 0n : (product < 0n ? -product : product) / greatestDivisor(a, b);
    },
  },
  bitwise_left_shift: { sized: (a, b, bits) => (b < 0n || b >= bits ? 0n : a << b) },
  bitwise_right_shift: { sized: (a, b, bits) => (b < 0n || b >= bits ? (a < 0n ? -1n : 0n) : a >> b) },
  copysign: { float: (a, b) => (isNegative(a) === isNegative(b) ? a : -a) },
  nextafter: { float: (a, b, round) => next(a, b, round(0.1) === 0.1 ? Float64Array : Float32Array) },
  heaviside: { float: (a, b) => (Number.isNaN(a) ? a : a === 0 ? b : Number(a > 0)) },
};

const isNegative = (x: number): boolean => Object.is(Math.sign(x), -0) || x < 0;

/** The next number after a on the way to b among those that an array of a type holds: their bits are in order. */
function next(a: number, b: number, type: typeof Float64Array | typeof Float32Array): number {
  if (Number.isNaN(a) || Number.isNaN(b) || a === b) return a === b ? b : Number.NaN;
  const number = new type([Math.abs(a)]);
  const bits = new (number.BYTES_PER_ELEMENT === 8 ? BigUint64Array : Uint32Array)(number.buffer);
  if (a === 0) bits.fill(one(bits) as never);
  else (bits as Uint32Array)[0] += (a < b === a > 0 ? one(bits) : -one(bits)) as number;
  return (a === 0 ? b : a) < 0 ? -number[0] : number[0];
}

const one = (bits: Uint32Array | BigUint64Array): number =>
  (bits instanceof BigUint64Array ? 1n : 1) as number;

function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) return 0n;
  const quotient = a / b;
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** npy_divmod of NumPy's npymath, rounding after each step. */
function divmod(a: number, b: number, round: (value: number) => number): [number, number] {
  let rest = a % b;
  if (b === 0) return [round(a / b), rest];
  let quotient = round(round(a - rest) / b);
  if (rest !== 0) {
    if (b < 0 !== rest < 0) {
      rest = round(rest + b);
      quotient = round(quotient - 1);
    }
  } else {
    rest = b < 0 || Object.is(b, -0) ? -0 : 0;
  }
  if (quotient === 0) return [a / b < 0 || Object.is(round(a / b), -0) ? -0 : 0, rest];
  let whole = Math.floor(quotient);
  if (quotient - whole > 0.5) whole = round(whole + 1);
  return [whole, rest];
}

/** `op` of two elements of one type, or undefined where there is no such kernel. */

function greatestDivisor(a: bigint, b: bigint): bigint {
  if (b === 0n) return a < 0n ? -a : a;
  return greatestDivisor(b, a % b);
}

export function applyBinary(op: string, code: Code, a: Element, b: Element): Element {
  const { kind, size } = rowOf(code);
  const { integer, sized, float, bool } = binaries[op];
  if (kind === "bool") return bool!(a as number, b as number);
  if (sized) return narrow(code, sized(BigInt(a as number), BigInt(b as number), 8 * size));
  if (kind !== "float") return narrow(code, integer!(BigInt(a as number), BigInt(b as number)));
  return narrow(
    code,
    float!(a as number, b as number, (value) => Number(narrow(code, value))),
  );
}

export const comparisons: { readonly [op: string]: (a: never, b: never) => boolean } = {
  equal: (a, b) => a === b,
  less: (a, b) => a < b,
  less_equal: (a, b) => a <= b,
};

const integers = [0n, 1n, -1n, 2n, 3n, -3n, 7n, 100n, 127n, -128n, 255n, 0x7fffn, -0x8000n]
  .concat([0x7fffffffn, -0x80000000n, 0xffffffffn, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n - 1n])
  .concat(Array.from({ length: 40 }, (_, i) => BigInt.asIntN(64, 0x9e3779b97f4a7c15n * BigInt(i + 1))));
const floats = [0, -0, 1, -1, 0.5, -2.5, 3, 7, Infinity, -Infinity, NaN, 1e-310, 5e-324, 1e300, -1e300]
  .concat([3.4e38, 1e-40, 2 ** 24 + 1, 0.1, 1 / 3])
  .concat(Array.from({ length: 40 }, (_, i) => Math.sin(i * i + 1) * 10 ** ((i % 7) - 3)));

/** Elements of a type, special ones among them, starting from any of them. */
export function sample(code: Code, start = 0): Element[] {
  const values = elements(code);
  return [...values.slice(start % values.length), ...values.slice(0, start % values.length)];
}

function elements(code: Code): Element[] {
  const { kind } = rowOf(code);
  if (kind === "bool") return [0, 1, 1, 0, 0];
  if (kind !== "float" && kind !== "complex") return integers.map((value) => narrow(code, value));
  const parts = floats.map((value) => Number(narrow(code, value)));
  if (kind === "float") return parts;
  return parts.map((re, i): Complex => ({ re, im: parts[(i * 7 + 3) % parts.length] }));
}
