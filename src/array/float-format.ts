import { dragon4 } from "./dragon4.ts";
import type { PrintOptions } from "./print-options.ts";

/**
 * What happens to trailing zeros: they are kept, or go up to the decimal point ("point"), or all but the first one
 * after it ("zero"), or the decimal point goes with them ("all").
 */
type Trim = "keep" | "point" | "zero" | "all";

interface NumberStyle {
  /** The number is a float32: its digits are those that tell it from its neighbours of that type. */
  single: boolean;
  unique: boolean;
  /** Most and fewest digits after the decimal point. */
  precision?: number | undefined;
  minDigits?: number | undefined;
  trim: Trim;
  /** "+" before positive numbers. */
  plus: boolean;
  /** Characters to fill up with spaces before and after the decimal point. */
  padLeft?: number;
  padRight?: number;
  /** Digits of the exponent, 2 if not given. */
  exponentDigits?: number;
}

const signOf = (x: number, plus: boolean): string => (x < 0 || Object.is(x, -0) ? "-" : plus ? "+" : "");

/** "." and the digits after it as `style` has them. */
function fractionOf(digits: string, style: NumberStyle): string {
  if (style.trim === "keep") {
    return `.${digits.padEnd((style.unique ? style.minDigits : style.precision) ?? 0, "0")}`;
  }
  const trimmed = digits.replace(/0+$/, "");
  if (trimmed === "" && style.trim === "zero") return ".0";
  return trimmed === "" && style.trim === "all" ? "" : `.${trimmed}`;
}

/** A finite number as ddd.ddd. */
export function positional(x: number, style: NumberStyle): string {
  const { digits, exponent } = dragon4(x, style.single, {
    unique: style.unique,
    max: style.precision,
    min: style.minDigits,
    fractional: true,
  });
  const whole = exponent < 0 ? "0" : digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const rest = exponent < 0 ? "0".repeat(-exponent - 1) + digits : digits.slice(exponent + 1);
  const left = signOf(x, style.plus) + whole;
  return left.padStart(style.padLeft ?? 0) + fractionOf(rest, style).padEnd((style.padRight ?? -1) + 1);
}

/** A finite number as d.ddde±dd. */
export function scientific(x: number, style: NumberStyle): string {
  const { precision, minDigits } = style;
  const { digits, exponent } = dragon4(x, style.single, {
    unique: style.unique,
    max: precision === undefined ? undefined : precision + 1,
    min: minDigits === undefined ? undefined : minDigits + 1,
    fractional: false,
  });
  const left = signOf(x, style.plus) + digits[0];
  const power = String(Math.abs(exponent)).padStart(style.exponentDigits ?? 2, "0");
  const mantissa = left.padStart(style.padLeft ?? 0) + fractionOf(digits.slice(1), style);
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${power}`;
}

/** Whether NumPy prints the finite numbers `values` with exponents. */
function wantsExponent(values: number[], single: boolean, suppress: boolean): boolean {
  let max = 0;
  let min = Number.POSITIVE_INFINITY;
  for (const value of values) {
    if (value === 0) continue;
    max = Math.max(max, Math.abs(value));
    min = Math.min(min, Math.abs(value));
  }
  if (max === 0) return false;
  // NumPy compares and divides in the array's own type.
  const round = single ? Math.fround : (x: number) => x;
  if (max >= (single ? 1e6 : 1e8)) return true;
  return !suppress && (min < round(0.0001) || round(max / min) > 1000);
}

const longest = (words: string[]): number => words.reduce((length, word) => Math.max(length, word.length), 0);

/** The common style of the finite numbers `values`: widths, precision, exponents. */
function styleOf(values: number[], single: boolean, options: PrintOptions) {
  const { floatmode } = options;
  const fixed = floatmode === "fixed";
  const first: NumberStyle = {
    single,
    unique: !fixed,
    precision: floatmode === "unique" ? undefined : options.precision,
    trim: fixed ? "keep" : "point",
    plus: options.sign === "+",
  };
  const exponents = wantsExponent(values, single, options.suppress);
  const parts = values.map((x) => (exponents ? scientific : positional)(x, first).split(/[.e]/));
  const padLeft = longest(parts.map(([whole]) => whole));
  const digits = longest(parts.map(([, fraction]) => fraction));
  if (exponents) {
    const exponentDigits = longest(parts.map(([, , power]) => power)) - 1;
    const style: NumberStyle = { ...first, precision: digits, minDigits: digits, trim: "keep" };
    return { write: scientific, ...style, exponentDigits, padLeft, padRight: exponentDigits + 2 + digits };
  }
  const equal = fixed || floatmode === "maxprec_equal";
  const style: NumberStyle = equal
    ? { ...first, precision: digits, minDigits: digits, trim: "keep" }
    : { ...first, minDigits: 0, trim: "point" };
  return { write: positional, ...style, padLeft, padRight: digits };
}

/** Formats each of the numbers `values` so that they line up under each other as in NumPy's `FloatingFormat`. */
export function floatFormat(values: number[], single: boolean, options: PrintOptions): (x: number) => string {
  const { sign, nanstr, infstr } = options;
  const finite = values.filter(Number.isFinite);
  const style = styleOf(finite, single, options);
  if (sign === " " && !finite.some((x) => signOf(x, false))) style.padLeft++;
  const after = style.padRight + 1;
  if (finite.length < values.length) {
    const signed = sign !== "-" || values.includes(Number.NEGATIVE_INFINITY);
    style.padLeft = Math.max(style.padLeft, nanstr.length - after, infstr.length + Number(signed) - after);
  }
  const plus = sign === "+" ? "+" : "";
  return (x) => {
    if (Number.isFinite(x)) return style.write(x, style);
    const word = Number.isNaN(x) ? plus + nanstr : (x < 0 ? "-" : plus) + infstr;
    return word.padStart(style.padLeft + after);
  };
}

/** A number alone, as Python prints a NumPy scalar: all its digits, with an exponent from 1e16 (float32: 1e6) on. */
export function formatFloat(x: number, single: boolean, trim: "zero" | "all" = "zero", plus = false): string {
  if (Number.isNaN(x)) return plus ? "+nan" : "nan";
  if (!Number.isFinite(x)) return `${signOf(x, plus)}inf`;
  const size = Math.abs(x);
  const style: NumberStyle = { single, unique: true, trim, plus };
  if (x === 0 || (size >= 1e-4 && size < (single ? 1e6 : 1e16))) return positional(x, style);
  return scientific(x, { ...style, trim: "all" });
}
