/** Functions of the elements that are not NaN: those of all elements, with a mask. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { find } from "../dispatch/index.ts";
import { isFloating } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { overlay } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { lazyOf, operandOf, resultDType } from "./operands.ts";

/** The function that takes all elements. */
const ofAll = ({ id }: Overridable): Overridable => find(id.replace("nan", ""))!;

/** Which elements are numbers, and wanted; `where` itself where all are numbers. */
function numbersOf(x: LazyArray, where?: unknown): unknown {
  if (!isFloating(x.dtype)) return where;
  const numbers = np.equal(x, x);
  return where === undefined || where === true ? numbers : np.logical_and(numbers, lazyOf(where));
}

function reduceNumbers(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  const where = numbersOf(x, options.where);
  return ofAll(func)(x, { ...options, ...(where === undefined ? {} : { where }) });
}

/** What stands for NaN where elements are added or multiplied up. */
const neutral: { readonly [id: string]: number } = { nancumsum: 0, nancumprod: 1 };

function scanNumbers(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  const numbers = numbersOf(x);
  return ofAll(func)(numbers ? np.where(numbers, x, neutral[func.id]) : x, options);
}

function searchNumbers(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  resultDType(func, [x], options);
  const numbers = numbersOf(x);
  if (!numbers) return ofAll(func)(x, options);
  const farthest = func.id === "nanargmin" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const found = ofAll(func)(np.where(numbers, x, farthest), options);
  const some = np.any(numbers, options);
  return overlay(func.id, [found, some], null, "int64", (given) => ({
    fn: "lazy.checkFound",
    args: [...given, func.id] as never,
  }));
}

function checkFound(found: np.WasmArray, some: np.WasmArray, id: string): np.WasmArray {
  if (np.all(some).item()) return found;
  throw new ShapeError(`${id}: all-NaN slice encountered`);
}

registerOwn("lazy.checkFound", checkFound);

/** Lets functions of the elements that are not NaN answer for lazy arrays. */
export function handleNaN(): void {
  handle(["nansum", "nanprod", "nanmean", "nanvar", "nanstd"], reduceNumbers);
  handle(["nancumsum", "nancumprod"], scanNumbers);
  handle(["nanargmin", "nanargmax"], searchNumbers);
}
