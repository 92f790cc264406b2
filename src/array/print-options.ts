/** How arrays print: NumPy's options, with its names and defaults. */
export interface PrintOptions {
  /** Most digits after the decimal point of a float, exactly that many in `floatmode` "fixed". */
  precision: number;
  /** Arrays of more elements are summarised with "...". */
  threshold: number;
  /** Elements shown at either end of a summarised axis. */
  edgeitems: number;
  /** Characters per line. */
  linewidth: number;
  /** Print small and large floats in positional notation where it would be the scientific one. */
  suppress: boolean;
  nanstr: string;
  infstr: string;
  /** What stands before positive numbers: nothing, "+", or a space. */
  sign: "-" | "+" | " ";
  /** `precision` is exact ("fixed"), ignored ("unique"), an upper limit, or one with as many digits for all. */
  floatmode: "fixed" | "unique" | "maxprec" | "maxprec_equal";
}

/** Options to change: those that are undefined stay as they are. */
export type PrintChanges = { [K in keyof PrintOptions]?: PrintOptions[K] | undefined };

let current: Readonly<PrintOptions> = {
  precision: 8,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 75,
  suppress: false,
  nanstr: "nan",
  infstr: "inf",
  sign: "-",
  floatmode: "maxprec",
};

export const printOptionNames: readonly string[] = Object.keys(current);

/** The options in force, with `changes` (checked) laid over them. */
export function printOptions(id: string, changes: PrintChanges = {}): Readonly<PrintOptions> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checks[name as keyof PrintOptions](id, name, value);
  return { ...current, ...Object.fromEntries(given) };
}

/** Puts `changes` in force for every array printed from now on. */
export function changePrintOptions(id: string, changes: PrintChanges): void {
  current = printOptions(id, changes);
}

type Check = (id: string, name: string, value: unknown) => void;

const check =
  (fits: (value: unknown) => boolean, wanted: string): Check =>
  (id, name, value) => {
    if (!fits(value)) throw new TypeError(`${id}: ${name} must be ${wanted}, not ${String(value)}`);
  };

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const oneOf = (...values: unknown[]): Check =>
  check((value) => values.includes(value), `one of ${values.map((value) => `"${value}"`).join(", ")}`);
const count = check(isCount, "a whole number >= 0");
const limit = check(
  (value) => typeof value === "number" && value >= 0,
  "a number >= 0 (Infinity for no limit)",
);
const text = check((value) => typeof value === "string", "a string");

const checks: { readonly [K in keyof PrintOptions]: Check } = {
  precision: count,
  threshold: limit,
  edgeitems: count,
  linewidth: limit,
  suppress: check((value) => typeof value === "boolean", "true or false"),
  nanstr: text,
  infstr: text,
  sign: oneOf("-", "+", " "),
  floatmode: oneOf("fixed", "unique", "maxprec", "maxprec_equal"),
};
