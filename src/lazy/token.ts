/** Arithmetic of 32 bits: Math.imul and xor-shifts, as in the finalizer of MurmurHash3. */
function mix(hash: number, word: number, multiplier: number): number {
  const product = Math.imul(hash ^ word, multiplier);
  return product ^ (product >>> 15);
}

const seeds = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f];

/** A hash of 128 bits that is fed word by word. Four lanes with multipliers of their own, joined in the end. */
class Hash {
  #lanes = [...seeds];
  #count = 0;

  add(word: number): void {
    this.#count++;
    for (let lane = 0; lane < seeds.length; lane++) {
      this.#lanes[lane] = mix(this.#lanes[lane], word + lane, seeds[lane]);
    }
  }

  digest(): string {
    const [a, b, c, d] = this.#lanes;
    for (const word of [this.#count, a, b, c, d]) this.add(word);
    return this.#lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

/**
 * A name for a value: equal values have equal tokens, in any process. For plain data: objects count by their keys in
 * any order, and `toToken` stands for what is not plain.
 */
export function tokenOf(value: unknown): string {
  const hash = new Hash();
  const text = canonical(value);
  for (let i = 0; i < text.length; i++) hash.add(text.charCodeAt(i));
  return hash.digest();
}

/** A token of bytes. */
export function tokenOfBytes(bytes: Uint8Array): string {
  const hash = new Hash();
  const whole = bytes.byteLength >>> 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < whole; i++) hash.add(view.getInt32(4 * i, true));
  for (let i = 4 * whole; i < bytes.byteLength; i++) hash.add(bytes[i]);
  return hash.digest();
}

/** Text that tells apart what JSON does not: -0, NaN and infinities, bigints, undefined. */
function canonical(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}
