import { type Entropy, SeedSequence } from "./seed-sequence.ts";

/** What a bit generator is seeded with; nothing takes entropy of the system. */
export type Seed = Entropy | SeedSequence | null | undefined;

const sequenceOf = (seed: Seed): SeedSequence =>
  seed instanceof SeedSequence ? seed : new SeedSequence(seed);

/** Words of 64 bits, of which the sequence gives the lower half first. */
function words64(seed: SeedSequence, count: number): bigint[] {
  const halves = seed.generateState(2 * count);
  return Array.from({ length: count }, (_, i) => BigInt(halves[2 * i]) | (BigInt(halves[2 * i + 1]) << 32n));
}

/** A source of random bits, whose state kernels read and write (assembly/random/generator.ts). */
export abstract class BitGenerator {
  readonly seed_seq: SeedSequence;
  /** @internal */
  readonly bytes = new Uint8Array(112);

  constructor(seed: SeedSequence) {
    this.seed_seq = seed;
  }

  /** @internal */
  protected get words(): BigUint64Array {
    return new BigUint64Array(this.bytes.buffer);
  }

  /** `count` generators whose streams are independent of this one's and of each other's. */
  spawn(count: number): BitGenerator[] {
    const Kind = this.constructor as new (seed: SeedSequence) => BitGenerator;
    return this.seed_seq.spawn(count).map((seed) => new Kind(seed));
  }
}

/**
 * PCG XSL RR 128/64 (O'Neill, 2014), NumPy's default, with NumPy's streams.
 * @example new np.random.Generator(new np.random.PCG64(42)).random() // 0.7739560485559633
 */
export class PCG64 extends BitGenerator {
  constructor(seed?: Seed) {
    super(sequenceOf(seed));
    const [high, low, sequenceHigh, sequenceLow] = words64(this.seed_seq, 4);
    const multiplier = (2549297995355413924n << 64n) | 4865540595714422341n;
    const increment = BigInt.asUintN(128, (((sequenceHigh << 64n) | sequenceLow) << 1n) | 1n);
    const start = BigInt.asUintN(128, increment + ((high << 64n) | low));
    const state = BigInt.asUintN(128, start * multiplier + increment);
    this.words.set(
      [state >> 64n, state, increment >> 64n, increment].map((word) => BigInt.asUintN(64, word)),
      2,
    );
  }
}

export interface PhiloxOptions {
  /** Where the stream starts, a whole number below 2²⁵⁶; 0 by default. */
  counter?: bigint | undefined;
  /** Which stream it is, a whole number below 2¹²⁸, instead of a seed. */
  key?: bigint | undefined;
}

/**
 * Philox 4x64-10 (Salmon and others, 2011), with NumPy's streams: four words of 64 bits are a function of a counter and a key, so that a
 * stream can be entered anywhere.
 * @throws TypeError for both a seed and a key, RangeError for a counter or key that is negative or too large
 * @example new np.random.Generator(new np.random.Philox(42)).random() // 0.08607763073528474
 */
export class Philox extends BitGenerator {
  constructor(seed?: Seed, { counter = 0n, key }: PhiloxOptions = {}) {
    if (key !== undefined && seed !== undefined && seed !== null) {
      throw new TypeError("Philox: either a seed or a key is given, not both");
    }
    super(sequenceOf(key === undefined ? seed : 0));
    const keys = key === undefined ? words64(this.seed_seq, 2) : split("key", key, 2);
    this.words.set([...split("counter", counter, 4), ...keys], 2);
    const endOfBuffer = 4;
    new Uint32Array(this.bytes.buffer).set([1, 0, 0, endOfBuffer]);
  }
}

/** Words of 64 bits, the lowest first. */
function split(name: string, value: bigint, count: number): bigint[] {
  if (typeof value !== "bigint" || value < 0n || value >> BigInt(64 * count)) {
    throw new RangeError(`Philox: ${name} is a bigint from 0 to 2**${64 * count} - 1, not ${String(value)}`);
  }
  return Array.from({ length: count }, (_, i) => BigInt.asUintN(64, value >> BigInt(64 * i)));
}
