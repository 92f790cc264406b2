const arrays = { int32: Int32Array, float32: Float32Array, float64: Float64Array };

/**
 * The operands of all libraries, which bench/numpy_timer.py makes as well: numbers between -0.5 and 0.5, many of them the
 * same; for sorting hardly any the same and in no order, integers over their whole range; a million ones in no order, no two the
 * same in float32 either; the same number of ascending ones; ones between 0 and 10, not 0; a symmetric positive definite matrix.
 */
export const makers = {
  pattern: (size, dtype) => filled(size, dtype, (i) => ((i * 7919) % 1009) / 1009 - 0.5),
  scattered: (size, dtype) =>
    filled(size, dtype, dtype === "int32" ? hash : (i) => fraction(hash(2 * i), hash(2 * i + 1)) - 0.5),
  shuffled: (size, dtype) => filled(size, dtype, (i) => fifthPower(i) / prime - 0.5),
  amounts: (size, dtype) =>
    filled(size, dtype, (i) => 10 * (fraction(hash(2 * i), hash(2 * i + 1)) - 0.5 + 0.5) + 0.001),
  ascending: (size, dtype) => filled(size, dtype, (i) => i),
  positive(size, dtype) {
    const n = Math.sqrt(size);
    return filled(size, dtype, (k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      const at = Math.max(i, j) * n + Math.min(i, j);
      return fraction(hash(2 * at), hash(2 * at + 1)) - 0.5 + (i === j ? n : 0);
    });
  },
};

function filled(size, dtype, valueAt) {
  const values = new arrays[dtype](size);
  for (let i = 0; i < size; i++) values[i] = valueAt(i);
  return values;
}

const prime = 1_000_003;

/** i^5 modulo the prime, to which, less 1, 5 is prime: another for each i below. */
function fifthPower(i) {
  const fourth = (((i * i) % prime) * ((i * i) % prime)) % prime;
  return (fourth * i) % prime;
}

/** 32 bits that look random: the finalizer of MurmurHash3. */
function hash(i) {
  let h = Math.imul(i ^ (i >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A number from 0 to 1 of 53 bits. */
const fraction = (upper, lower) => ((upper >>> 0) * 2 ** 21 + (lower >>> 11)) / 2 ** 53;

/** At most 1000 of the elements, evenly spaced, by which results are compared. */
export function sampled(values) {
  const step = Math.ceil(values.length / 1000);
  return Array.from({ length: Math.ceil(values.length / step) }, (_, i) => Number(values[i * step]));
}
