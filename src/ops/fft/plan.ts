/** Plans of discrete Fourier transforms, as assembly/fft/plan.ts reads them. */
import { fft } from "../../wasm/fft.ts";
import { memory } from "../../wasm/memory.ts";
import { withScratch } from "../../wasm/storage.ts";
import { rootOfUnity } from "./roots.ts";

/** What a transform of one length needs to know. */
export interface Plan {
  /** Numbers that are transformed. */
  readonly length: number;
  /** As kernels read it. */
  readonly bytes: Uint8Array;
  /** Complex numbers of scratch memory for each line. */
  readonly room: number;
}

/** Types of the parts of complex numbers. */
export type Real = "float32" | "float64";

const constructors = { float32: Float32Array, float64: Float64Array };
const headerBytes = 16;
const radices = [4, 2, 3, 5, 7];

/** The plan for transforms of n numbers. */
export function makePlan(n: number, isInverse: boolean, real: Real): Plan {
  const { factors, rest } = factorize(n);
  if (rest > 1) return convolutionPlan(n, isInverse, real);
  const start = roundUp(headerBytes + 4 * factors.length);
  const count = twiddleCount(n, factors);
  const bytes = new Uint8Array(start + 2 * count * sizeOf(real));
  new Int32Array(bytes.buffer, 0, 4 + factors.length).set([
    n,
    Number(isInverse),
    factors.length,
    0,
    ...factors,
  ]);
  fillTwiddles(numbersIn(bytes, start, real), n, factors, isInverse);
  return { length: n, bytes, room: n };
}

/** Powers of the radices whose product is n, but for the product `rest` of other primes. */
function factorize(n: number): { factors: number[]; rest: number } {
  const factors = [];
  let rest = n;
  for (const radix of radices) {
    for (; rest % radix === 0; rest /= radix) factors.push(radix);
  }
  return { factors, rest };
}

function twiddleCount(n: number, factors: readonly number[]): number {
  let [count, m] = [0, n];
  for (const radix of factors) {
    m /= radix;
    count += m * (radix - 1);
  }
  return count;
}

/** exp(∓2πi p k / (m r)) for each pass of radix r, p < m, 0 < k < r. */
function fillTwiddles(
  numbers: Float32Array | Float64Array,
  n: number,
  factors: readonly number[],
  isInverse: boolean,
): void {
  let [at, m] = [0, n];
  for (const radix of factors) {
    const length = m;
    m /= radix;
    for (let p = 0; p < m; p++) {
      for (let k = 1; k < radix; k++) at = put(numbers, at, rootOfUnity(p * k, length), isInverse);
    }
  }
}

/** Writes a root of unity, or the conjugate; where the next one goes. */
function put(
  numbers: Float32Array | Float64Array,
  at: number,
  [re, im]: readonly [number, number],
  isInverse: boolean,
): number {
  numbers[at] = re;
  numbers[at + 1] = isInverse ? im : -im;
  return at + 2;
}

/**
 * The plan for a length with other prime factors: the chirp c(j) = exp(∓πi j² / n), then the transform of its conjugate, continued to m
 * numbers and divided by m, then the plan for m.
 */
function convolutionPlan(n: number, isInverse: boolean, real: Real): Plan {
  const m = smoothLength(2 * n - 1);
  const inner = makePlan(m, false, real);
  const size = 2 * sizeOf(real);
  const offset = headerBytes + roundUp((n + m) * size);
  const bytes = new Uint8Array(offset + inner.bytes.length);
  new Int32Array(bytes.buffer, 0, 4).set([n, Number(isInverse), 0, offset]);
  bytes.set(inner.bytes, offset);
  const chirp = chirpOf(n, isInverse);
  numbersIn(bytes, headerBytes, real).set(chirp);
  numbersIn(bytes, headerBytes + n * size, real).set(spectrumOf(chirp, m));
  return { length: n, bytes, room: 2 * m };
}

function chirpOf(n: number, isInverse: boolean): Float64Array {
  const chirp = new Float64Array(2 * n);
  // j² modulo 2n, which alone counts: the square itself need not be a safe integer.
  for (let [j, square] = [0, 0]; j < n; j++) {
    put(chirp, 2 * j, rootOfUnity(square, 2 * n), isInverse);
    square = (square + 2 * j + 1) % (2 * n);
  }
  return chirp;
}

/** The transform of the conjugate chirp, whose element m - j is element j, divided by m. */
function spectrumOf(chirp: Float64Array, m: number): Float64Array {
  const { bytes, room } = makePlan(m, false, "float64");
  const line = new Float64Array(2 * m);
  for (let j = 0; j < chirp.length; j += 2) {
    const conjugate = [chirp[j], -chirp[j + 1]];
    line.set(conjugate, j);
    if (j > 0) line.set(conjugate, 2 * m - j);
  }
  return withScratch("fft", bytes.length + 16 * (m + room), (plan) => {
    new Uint8Array(memory.buffer, plan).set(bytes);
    const at = plan + bytes.length;
    new Float64Array(memory.buffer, at).set(line);
    fft.fft_lines_c128(at, at, 0, 1, plan, at + 16 * m, 1 / m);
    return new Float64Array(memory.buffer.slice(at, at + 16 * m));
  });
}

/** The least length of at least n that the radices divide. */
function smoothLength(n: number): number {
  let m = n;
  while (factorize(m).rest > 1) m++;
  return m;
}

/** Factors that join transforms of even and odd elements of lines of 2h: -i/2 exp(∓πi k / h), k ≤ h / 2. */
export function halfTurns(h: number, isInverse: boolean, real: Real): Uint8Array {
  const numbers = new constructors[real](2 * (Math.floor(h / 2) + 1));
  for (let k = 0; 2 * k < numbers.length; k++) {
    const [re, im] = rootOfUnity(k, 2 * h);
    numbers.set([(isInverse ? im : -im) / 2, -re / 2], 2 * k);
  }
  return new Uint8Array(numbers.buffer);
}

const sizeOf = (real: Real): number => constructors[real].BYTES_PER_ELEMENT;
/** Bytes up to the next multiple of 16. */
export const roundUp = (nbytes: number): number => Math.ceil(nbytes / 16) * 16;

/** The numbers from a place in the plan on. */
function numbersIn({ buffer }: Uint8Array, start: number, real: Real): Float32Array | Float64Array {
  return new constructors[real](buffer as ArrayBuffer, start);
}
