/** Python's `format % numbers`: https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting. */
import { formatFloat, positional, scientific } from "../../array/float-format.ts";

/** A number as Python has it: integers are bigints. */
export type PythonNumber = number | bigint | boolean;

/** One conversion of a format, and the text before it. */
interface Conversion {
  readonly before: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
  /** As it is written. */
  readonly text: string;
}

const conversion = /%([-+ 0#]*)(\d*)(?:\.(\d*))?[hlL]?([diuoxXeEfFgGs%])/g;

/**
 * What writes rows of numbers by a format such as "%.3f %d".
 * @param single whether the numbers are float32, by which "%s" decides how many digits to write
 * @throws TypeError for a format that is none of Python's, or not for `count` numbers
 */
export function rowFormat(
  id: string,
  format: string,
  count: number,
  single: boolean,
): (row: readonly PythonNumber[]) => string {
  const conversions: Conversion[] = [];
  let before = "";
  let end = 0;
  for (const match of format.matchAll(conversion)) {
    const [text, flags, width, precision, type] = match;
    before += format.slice(end, match.index);
    end = match.index + text.length;
    if (type === "%") before += "%";
    else {
      const digits = precision === undefined ? undefined : Number(precision);
      conversions.push({ before, flags, width: Number(width), precision: digits, type, text });
      before = "";
    }
  }
  const after = before + format.slice(end);
  if (format.replace(conversion, "").includes("%") || conversions.length !== count) {
    throw new TypeError(`${id}: fmt ${JSON.stringify(format)} is no format for ${count} numbers`);
  }
  return (row) =>
    conversions.map((each, i) => each.before + convert(id, row[i], each, single)).join("") + after;
}

function convert(id: string, value: PythonNumber, each: Conversion, single: boolean): string {
  const { flags, width, precision, type } = each;
  if (type === "s") return pad(toText(value, single).slice(0, precision), "", flags.replace("0", ""), width);
  const isAlternative = flags.includes("#");
  if ("diuoxX".includes(type)) {
    const integer = toInteger(id, value, each);
    const base = type === "o" ? 8 : type.toLowerCase() === "x" ? 16 : 10;
    const digits = (integer < 0n ? -integer : integer).toString(base).padStart(precision ?? 0, "0");
    const prefix = isAlternative && base !== 10 ? `0${type}` : "";
    return pad(
      type === "X" ? digits.toUpperCase() : digits,
      signOf(integer < 0n, flags) + prefix,
      flags,
      width,
    );
  }
  const number = Number(value);
  const digits = formatSize(Math.abs(number), type.toLowerCase(), precision ?? 6, isAlternative);
  const isNegative = number < 0 || Object.is(number, -0);
  return pad(/[A-Z]/.test(type) ? digits.toUpperCase() : digits, signOf(isNegative, flags), flags, width);
}

function toText(value: PythonNumber, single: boolean): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "bigint" ? String(value) : formatFloat(value, single);
}

function toInteger(id: string, value: PythonNumber, { type, text }: Conversion): bigint {
  if (typeof value !== "number") return BigInt(value);
  if (!Number.isFinite(value) || !"diu".includes(type))
    throw new TypeError(`${id}: ${text} does not write ${value}`);
  return BigInt(Math.trunc(value));
}

const signOf = (isNegative: boolean, flags: string): string =>
  isNegative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";

function pad(text: string, sign: string, flags: string, width: number): string {
  if (flags.includes("-")) return (sign + text).padEnd(width);
  return flags.includes("0") ? sign + text.padStart(width - sign.length, "0") : (sign + text).padStart(width);
}

/** A number that is not negative, by "e", "f" or "g". */
function formatSize(x: number, type: string, precision: number, isAlternative: boolean): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : "inf";
  if (type !== "g") {
    const text = type === "e" ? exponential(x, precision) : fixed(x, precision);
    return precision === 0 && isAlternative ? text.replace(/(?=e|$)/, ".") : text;
  }
  const digits = Math.max(precision, 1);
  const scaled = exponential(x, digits - 1);
  const exponent = Number(scaled.slice(scaled.indexOf("e") + 1));
  const text = exponent >= -4 && exponent < digits ? fixed(x, digits - 1 - exponent) : scaled;
  if (isAlternative) return text.includes(".") ? text : text.replace(/(?=e|$)/, ".");
  return text.includes(".") ? text.replace(/\.?0*(?=e|$)/, "") : text;
}

/** In C and Python ties go to the even digit, in JavaScript up; digits enough tell where there may be one. */
const tie = /5000(?:e|$)/;
const exactly = { single: false, unique: false, trim: "keep", plus: false } as const;

function exponential(x: number, precision: number): string {
  if (precision > 96 || tie.test(x.toExponential(precision + 4))) {
    return scientific(x, { ...exactly, precision }).replace(".e", "e");
  }
  return x.toExponential(precision).replace(/(?<=e[+-])(?=\d$)/, "0");
}

function fixed(x: number, precision: number): string {
  if (precision > 96 || x >= 1e21 || tie.test(x.toFixed(precision + 4))) {
    return positional(x, { ...exactly, precision }).replace(/\.$/, "");
  }
  return x.toFixed(precision);
}
