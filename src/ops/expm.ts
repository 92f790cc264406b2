import { coerce } from "../array/convert.ts";
import { flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { realDType } from "../dtype.ts";
import { applyElementwise, type Elementwise } from "./elementwise.ts";
import { filled } from "./fill.ts";
import { matmul } from "./matmul.ts";
import { identities, toSquareMatrices } from "./matrices.ts";
import { matrixNorm } from "./norm.ts";
import { selectElements } from "./selection.ts";
import { solve } from "./solve.ts";

/**
 * Coefficients of the numerator of the diagonal Padé approximant to the exponential function, lowest power first: whole numbers
 * (2 m - j)! / (j! (m - j)!) that float64 holds up to the order m = 13.
 */
function numerator(order: number): number[] {
  const coefficients = [1];
  for (let j = order; j > 0; j--) {
    coefficients.unshift((coefficients[0] * j * (2 * order - j + 1)) / (order - j + 1));
  }
  return coefficients;
}

/** Norms up to which approximants have a relative backward error of 2^-53 (Higham, 2005, table 2.3). */
const reach = {
  3: 1.495585217958292e-2,
  5: 2.53939833006323e-1,
  7: 9.504178996162932e-1,
  9: 2.097847961257068,
  // Al-Mohy and Higham, 2009: less than 5.37, for the sake of the denominator's condition.
  13: 4.25,
} as const;

/**
 * The exponentials of a stack of square matrices: scaling and squaring of Padé approximants, by norms of powers (Al-Mohy and
 * Higham, "A New Scaling and Squaring Algorithm for the Matrix Exponential", SIAM J. Matrix Anal. Appl. 31, 2009, algorithm
 * 5.1, with norms that are computed rather than estimated). All matrices share an approximant; each has a scale of its own.
 */
export function expm(id: string, value: unknown): WasmArray {
  return scope(() => {
    const a = toSquareMatrices(id, value);
    if (a.shape[a.ndim - 1] < 2) return applyElementwise("exp", [a]);
    // Powers up to the tenth must not overflow.
    const most = realDType(a.dtype) === "float32" ? 12 : 100;
    const before = normsOf(id, a).map((norm) => clamp(Math.ceil(Math.log2(norm)) - most));
    const powers = new Powers(id, scaled(id, a, before));
    const order = ([3, 5, 7, 9] as const).find((m) => powers.suit(m));
    if (order) return squared(id, approximate(id, powers, order), before);
    const shifts = powers.shifts();
    const times = before.map((shift, i) => shift + shifts[i]);
    return squared(id, approximate(id, new Powers(id, scaled(id, a, times)), 13), times);
  });
}

/** Whole, not negative; no scale helps what is not finite. */
const clamp = (shift: number): number => (shift > 0 && Number.isFinite(shift) ? shift : 0);

const call = (id: Elementwise, x: WasmArray, y: WasmArray | number, out?: WasmArray): WasmArray =>
  applyElementwise(id, [x, y], out);

/** The 1-norms of a stack of matrices. */
const normsOf = (id: string, x: WasmArray): number[] =>
  Array.from(flatEntries(id, matrixNorm(id, x, x.ndim - 2, x.ndim - 1, false, 1)), Number);

/** A number for each matrix of the stack x, as an array that broadcasts with it. */
function perMatrix(id: string, x: WasmArray, values: readonly number[]): WasmArray {
  const array = allocateArray(id, realDType(x.dtype), [...x.shape.slice(0, -2), 1, 1]);
  flatEntries(id, array).set(values as number[] & bigint[]);
  return array;
}

/** Each matrix times 2^-shift. */
function scaled(id: string, x: WasmArray, shifts: readonly number[]): WasmArray {
  if (shifts.every((shift) => shift === 0)) return x;
  return call(
    "multiply",
    x,
    perMatrix(
      id,
      x,
      shifts.map((shift) => 2 ** -shift),
    ),
  );
}

/** Each matrix multiplied by itself as many times as it has been halved. */
function squared(id: string, x: WasmArray, times: readonly number[]): WasmArray {
  let result = x;
  for (let round = 1; times.some((count) => count >= round); round++) {
    const square = matmul(id, result, result);
    const all = times.every((count) => count >= round);
    const chosen = all ? square : selectElements(id, marks(id, x, times, round), square, result);
    // A thousand rounds of large matrices would not fit in memory.
    for (const old of [result, square]) if (old !== chosen) old.dispose();
    result = chosen;
  }
  return result;
}

const marks = (id: string, x: WasmArray, times: readonly number[], round: number): WasmArray =>
  perMatrix(
    id,
    x,
    times.map((count) => (count >= round ? 1 : 0)),
  );

/** p/q of a Padé approximant: q x = p is (v - u) x = v + u for the even and the odd powers of p. */
function approximate(id: string, powers: Powers, order: number): WasmArray {
  const { base } = powers;
  const one = identities(id, base.dtype, base.shape.slice(0, -2), base.shape[base.ndim - 1]);
  const part = (first: 0 | 1): WasmArray => {
    const coefficients = numerator(order).filter((_, power) => power % 2 === first);
    const low = coefficients
      .slice(0, 4)
      .map((factor, k) => [factor, k === 0 ? one : powers.even(k)] as const);
    if (order < 13) {
      const high = coefficients.slice(4).map((factor, k) => [factor, powers.even(k + 4)] as const);
      return combine([...low, ...high]);
    }
    // The sixth power is multiplied by what higher ones are made of.
    const high = coefficients.slice(4).map((factor, k) => [factor, powers.even(k + 1)] as const);
    return call("add", combine(low), matmul(id, powers.even(3), combine(high)));
  };
  const [v, u] = [part(0), matmul(id, base, part(1))];
  return solve(id, call("subtract", v, u), call("add", v, u));
}

/** Σ factor · x. */
function combine(terms: readonly (readonly [number, WasmArray])[]): WasmArray {
  const [first, ...rest] = terms.map(([factor, x]) => call("multiply", x, factor));
  for (const term of rest) call("add", first, term, first);
  return first;
}

/** The even powers of a stack of matrices and their norms, made when they are asked for. */
class Powers {
  readonly base: WasmArray;
  readonly #id: string;
  readonly #even: WasmArray[] = [];
  readonly #norms: number[];

  constructor(id: string, base: WasmArray) {
    this.#id = id;
    this.base = base;
    this.#norms = normsOf(id, base);
  }

  /** base^(2 k), k ≥ 1. */
  even(k: number): WasmArray {
    const half = k === 1 ? this.base : this.even(k >> 1);
    this.#even[k] ??= matmul(this.#id, k === 1 ? half : this.even(k - (k >> 1)), half);
    return this.#even[k];
  }

  /** ‖base^(2 k)‖^(1/2k) of each matrix. */
  roots(k: number): number[] {
    return normsOf(this.#id, this.even(k)).map((norm) => norm ** (1 / (2 * k)));
  }

  /** Whether the approximant of this order is accurate without a scale for all matrices. */
  suit(order: 3 | 5 | 7 | 9): boolean {
    const sizes = order < 7 ? [this.roots(2), this.roots(3)] : [this.roots(3), this.roots(4)];
    if (sizes.some((list) => list.some((size) => !(size <= reach[order])))) return false;
    return this.corrections(
      order,
      this.#norms.map(() => 0),
    ).every((shift) => shift === 0);
  }

  /** How often each matrix is to be halved for the approximant of order 13. */
  shifts(): number[] {
    const [d6, d8, d10] = [this.roots(3), this.roots(4), this.roots(5)];
    const shifts = d8.map((size, i) => {
      const least = Math.min(Math.max(d6[i], size), Math.max(size, d10[i]));
      return clamp(Math.ceil(Math.log2(least / reach[13])));
    });
    return this.corrections(13, shifts).map((more, i) => shifts[i] + more);
  }

  /** The function ℓ of the paper, for matrices times 2^-shift: halvings that rounding in the approximant calls for. */
  corrections(order: number, shifts: readonly number[]): number[] {
    const id = this.#id;
    const unit = realDType(this.base.dtype) === "float32" ? 24 : 53;
    // Powers of what has the norm 1 do not overflow.
    const sizes = applyElementwise("abs", [this.base]);
    const scales = perMatrix(
      id,
      sizes,
      this.#norms.map((norm) => (norm > 0 ? norm : 1)),
    );
    call("divide", sizes, scales, sizes);
    let sums = filled(id, sizes.dtype, [1, sizes.shape[sizes.ndim - 1]], coerce(id, 1));
    for (let power = 0; power <= 2 * order; power++) sums = matmul(id, sums, sizes);
    const norms = normsOf(id, sums);
    return norms.map((norm, i) => {
      const size = Math.log2(this.#norms[i]) - shifts[i];
      const error = Math.log2(norm) + 2 * order * size - logarithmOf(order) + unit;
      return clamp(Math.ceil(error / (2 * order)));
    });
  }
}

/** The logarithm, to base 2, of what the first term of an approximant's error is divided by: binomial(2 m, m) (2 m + 1)!. */
function logarithmOf(order: number): number {
  let sum = 0;
  for (let i = 1; i <= order; i++) sum += Math.log2((order + i) / i);
  for (let i = 2; i <= 2 * order + 1; i++) sum += Math.log2(i);
  return sum;
}
