/** Which digits of a number to generate. */
export interface DigitLimits {
  /** Stop as soon as the digits tell the number from its neighbours of the same type; else go on to `max`. */
  unique: boolean;
  /** At most and at least that many digits, counted after the decimal point or, if not `fractional`, in all. */
  max?: number | undefined;
  min?: number | undefined;
  fractional: boolean;
}

/** Decimal digits d₀d₁d₂… of the number d₀.d₁d₂… × 10^exponent. */
export interface Decimal {
  digits: string;
  exponent: number;
}

/**
 * The decimal digits of |x|, rounded to nearest (ties to even): of a float32 if `single`, else of a float64.
 *
 * Method: Dragon4 (Steele and White 1990, Burger and Dybvig 1996) with the cutoffs of NumPy's `dragon4.c`, in BigInt.
 */
export function dragon4(x: number, single: boolean, limits: DigitLimits): Decimal {
  if (x === 0) return { digits: "0", exponent: 0 };
  const { mantissa, exponent, narrowBelow } = decompose(x, single);
  const shift = BigInt(Math.max(exponent, 0));
  const spare = narrowBelow ? 2n : 1n;

  // |x| = value / scale, and half the way to the neighbour below is low / scale, above high / scale.
  let value = mantissa << (shift + spare);
  let scale = 1n << (BigInt(Math.max(-exponent, 0)) + spare);
  let low = 1n << shift;

  // One past the exponent of the first digit: right, or one too small, or pulled up to the last digit wanted.
  let place = Math.ceil((mantissa.toString(2).length - 1 + exponent) * Math.log10(2) - 0.69);
  if (limits.fractional && limits.max !== undefined) place = Math.max(place, 1 - limits.max);
  const power = 10n ** BigInt(Math.abs(place));
  if (place > 0) scale *= power;
  else {
    value *= power;
    low *= power;
  }
  if (value >= scale) place++;
  else {
    value *= 10n;
    low *= 10n;
  }
  let high = narrowBelow ? 2n * low : low;

  const { max, min } = limits;
  const last = max === undefined ? Number.NEGATIVE_INFINITY : limits.fractional ? -max : place - max;
  const enough = min === undefined ? place : Math.min(place, limits.fractional ? -min : place - min);
  const even = (mantissa & 1n) === 0n;
  const digits: number[] = [];
  const first = place - 1;
  for (;;) {
    place--;
    const digit = Number(value / scale);
    value %= scale;
    const downFits = limits.unique && (even ? value <= low : value < low);
    const upFits = limits.unique && (even ? value + high >= scale : value + high > scale);
    const done = limits.unique ? (downFits || upFits) && place <= enough : value === 0n;
    if (done || place === last) {
      const half = 2n * value - scale;
      const down = downFits === upFits ? half < 0n || (half === 0n && digit % 2 === 0) : downFits;
      digits.push(down ? digit : digit + 1);
      return carry(digits, first);
    }
    digits.push(digit);
    value *= 10n;
    low *= 10n;
    high *= 10n;
  }
}

/** Passes a last digit of 10 on to the digits before it. */
function carry(digits: number[], exponent: number): Decimal {
  while (digits.at(-1) === 10) {
    digits.pop();
    if (digits.length === 0) return { digits: "1", exponent: exponent + 1 };
    digits[digits.length - 1]++;
  }
  return { digits: digits.join(""), exponent };
}

const word = new DataView(new ArrayBuffer(8));

/** |x| = mantissa × 2^exponent; `narrowBelow` where the neighbour below is nearer than the one above. */
function decompose(x: number, single: boolean) {
  const fractionBits = single ? 23 : 52;
  const exponentMask = single ? 0xff : 0x7ff;
  if (single) word.setFloat32(0, x);
  else word.setFloat64(0, x);
  const bits = single ? BigInt(word.getUint32(0)) : word.getBigUint64(0);
  const fraction = BigInt.asUintN(fractionBits, bits);
  const biased = Number(bits >> BigInt(fractionBits)) & exponentMask;
  return {
    mantissa: biased === 0 ? fraction : fraction + (1n << BigInt(fractionBits)),
    exponent: Math.max(biased, 1) - (exponentMask >> 1) - fractionBits,
    narrowBelow: fraction === 0n && biased > 1,
  };
}
