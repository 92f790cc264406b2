/** Whole numbers of any length that are not negative, or lists of them. */
export type Entropy = number | bigint | readonly (number | bigint)[];

const initA = 0x43b0d7e5;
const multiplierA = 0x931e8875;
const initB = 0x8b51f9dd;
const multiplierB = 0x58f38ded;
const mixLeft = 0xca01f9dd;
const mixRight = 0x4973f715;
const poolSize = 4;

/**
 * Makes states of bit generators from a seed, as NumPy does (O'Neill, "Developing a seed_seq alternative", 2015): similar seeds give
 * states that have nothing in common. Without entropy it is taken from the system's.
 * @throws TypeError for what is no whole number, RangeError for a negative one
 * @example new np.random.SeedSequence(42).generateState(1)[0] // 3444837047
 */
export class SeedSequence {
  readonly entropy: Entropy;
  readonly spawn_key: readonly number[];
  n_children_spawned = 0;
  readonly #pool: Uint32Array;

  constructor(entropy?: Entropy | null, { spawn_key = [] }: { spawn_key?: readonly number[] } = {}) {
    this.entropy = entropy ?? systemEntropy();
    this.spawn_key = spawn_key;
    this.#pool = mixed(assembled(wordsOf(this.entropy), wordsOf(spawn_key)));
  }

  /** `count` words of 32 bits. */
  generateState(count: number): Uint32Array {
    let factor = initB;
    return Uint32Array.from({ length: count }, (_, i) => {
      let word = this.#pool[i % poolSize] ^ factor;
      factor = Math.imul(factor, multiplierB);
      word = Math.imul(word, factor);
      return word ^ (word >>> 16);
    });
  }

  /** `count` sequences that are independent of this one and of each other. */
  spawn(count: number): SeedSequence[] {
    const first = this.n_children_spawned;
    this.n_children_spawned += count;
    return Array.from(
      { length: count },
      (_, i) => new SeedSequence(this.entropy, { spawn_key: [...this.spawn_key, first + i] }),
    );
  }
}

const systemEntropy = (): bigint =>
  crypto.getRandomValues(new Uint32Array(poolSize)).reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);

/** Words of 32 bits, the lowest first. */
function wordsOf(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== "bigint" && !Number.isSafeInteger(value)) {
    throw new TypeError(`SeedSequence: a seed is whole numbers, not ${String(value)}`);
  }
  let rest = BigInt(value as number | bigint);
  if (rest < 0n) throw new RangeError(`SeedSequence: the seed ${rest} is negative`);
  const words = [];
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest);
  return words;
}

/** Entropy is filled up to the size of the pool, so that it and a spawn key cannot be taken for longer entropy. */
function assembled(entropy: readonly number[], spawnKey: readonly number[]): number[] {
  const missing = spawnKey.length ? Math.max(0, poolSize - entropy.length) : 0;
  return [...entropy, ...new Array<number>(missing).fill(0), ...spawnKey];
}

function mixed(entropy: readonly number[]): Uint32Array {
  let factor = initA;
  function hash(word: number): number {
    const turned = word ^ factor;
    factor = Math.imul(factor, multiplierA);
    const product = Math.imul(turned, factor);
    return product ^ (product >>> 16);
  }
  const pool = Uint32Array.from({ length: poolSize }, (_, i) => hash(entropy[i] ?? 0));
  const add = (to: number, word: number) => {
    const sum = Math.imul(mixLeft, pool[to]) - Math.imul(mixRight, hash(word));
    pool[to] = sum ^ (sum >>> 16);
  };
  for (let from = 0; from < poolSize; from++) {
    for (let to = 0; to < poolSize; to++) if (to !== from) add(to, pool[from]);
  }
  for (const word of entropy.slice(poolSize)) for (let to = 0; to < poolSize; to++) add(to, word);
  return pool;
}
