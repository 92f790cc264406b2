import { formatArray, formatElements } from "../array/print.ts";
import {
  changePrintOptions,
  type PrintChanges,
  type PrintOptions,
  printOptionNames,
  printOptions,
} from "../array/print-options.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { type Coercible, withOperand } from "./operand.ts";
import { checkOptions } from "./options.ts";

/** Options of one call, with NumPy's names; what is not given is as `set_printoptions` left it. */
export interface TextOptions {
  /** Characters per line. */
  max_line_width?: number | undefined;
  /** Most digits after the decimal point of a float. */
  precision?: number | undefined;
  /** Positional notation for small floats too: they print as 0 below the precision. */
  suppress_small?: boolean | undefined;
}

export interface LayoutOptions extends TextOptions {
  /** Stands between two elements, " " if not given. */
  separator?: string | undefined;
  /** Text that will stand before and after: its length is left free in the lines. */
  prefix?: string | undefined;
  suffix?: string | undefined;
  threshold?: number | undefined;
  edgeitems?: number | undefined;
  sign?: PrintOptions["sign"] | undefined;
  floatmode?: PrintOptions["floatmode"] | undefined;
}

const textOptions = ["max_line_width", "precision", "suppress_small"];
const layoutOptions = [
  ...textOptions,
  ...["separator", "prefix", "suffix", "threshold", "edgeitems", "sign", "floatmode"],
];

/** The print options of a call of the function `id`. */
function optionsOf(id: string, options: LayoutOptions, names: readonly string[]): PrintOptions {
  checkOptions(id, options, names);
  const { max_line_width, precision, suppress_small, threshold, edgeitems, sign, floatmode } = options;
  return printOptions(id, {
    linewidth: max_line_width,
    precision,
    suppress: suppress_small,
    threshold,
    edgeitems,
    sign,
    floatmode,
  });
}

function formatText(id: string, x: unknown, kind: "str" | "repr", options: TextOptions): string {
  const checked = optionsOf(id, options, textOptions);
  return withOperand(id, x, (source) => formatArray(source, kind, checked));
}

/**
 * The text of an array as NumPy's `repr` has it, with its dtype where the elements do not tell it.
 * @throws TypeError for an unknown option or an unusable value of one
 * @example
 * np.array_repr(np.asarray([1.5, 2], { dtype: np.float32 })) // array([1.5, 2. ], dtype=float32)
 */
export const array_repr = /* @__PURE__ */ overridable(
  "array_repr",
  (x) => [x],
  (x: WasmArray | Coercible, options: TextOptions = {}): string =>
    formatText("array_repr", x, "repr", options),
);

/**
 * The text of an array as NumPy's `str` has it: the elements alone; that of a 0-d array is its element's.
 * @throws TypeError for an unknown option or an unusable value of one
 * @example
 * np.array_str(np.asarray([1 / 3, 2]), { precision: 3 }) // [0.333 2.   ]
 */
export const array_str = /* @__PURE__ */ overridable(
  "array_str",
  (x) => [x],
  (x: WasmArray | Coercible, options: TextOptions = {}): string => formatText("array_str", x, "str", options),
);

/**
 * The elements of an array between brackets.
 * @throws TypeError for an unknown option or an unusable value of one
 * @example
 * np.array2string(np.asarray([1n, 20n]), { separator: "," }) // [ 1,20]
 */
export const array2string = /* @__PURE__ */ overridable(
  "array2string",
  (x) => [x],
  (x: WasmArray | Coercible, options: LayoutOptions = {}): string => {
    const checked = optionsOf("array2string", options, layoutOptions);
    const { separator = " ", prefix = "", suffix = "" } = options;
    for (const [name, value] of Object.entries({ separator, prefix, suffix })) {
      if (typeof value !== "string")
        throw new TypeError(`array2string: ${name} must be a string, not ${value}`);
    }
    const layout = { separator, prefix, suffix };
    return withOperand("array2string", x, (source) => formatElements(source, layout, checked));
  },
);

/**
 * Changes how all arrays print from now on.
 * @throws TypeError for an unknown option or an unusable value of one; then nothing is changed
 * @example
 * np.set_printoptions({ precision: 8, threshold: 1000 });
 * np.get_printoptions().precision // 8
 */
export function set_printoptions(options: PrintChanges): void {
  checkOptions("set_printoptions", options, printOptionNames);
  changePrintOptions("set_printoptions", options);
}

/**
 * How arrays print now.
 * @example
 * np.get_printoptions().linewidth // 75
 */
export const get_printoptions = (): PrintOptions => printOptions("get_printoptions");
