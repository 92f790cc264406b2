/** Cases for libraries that have not all data types: what they expect in the dtypes that stand for those that are missing. */
import { type Complex, type DType, dtypes, isComplex, isInteger, type Scalar } from "../../src/dtype.ts";
import { type Case, type Elements, type Expected, isElements, isOutline } from "./fixtures.ts";

/** The dtype in the place of another; undefined if there is none. */
export type Narrow = (dtype: DType) => DType | undefined;

/** Why a case does not apply to a library that has these dtypes alone; undefined if it does. */
export function whyNot(
  each: Case,
  library: string,
  held: readonly DType[],
  narrow: Narrow,
): string | undefined {
  if (each.changed || each.options.out) return `${library}: arrays are not written to`;
  const asked = [...each.args, ...Object.values(each.options)]
    .flat(2)
    .map((x) => (isOutline(x) ? x.dtype : x));
  const missing =
    asked.find((x) => typeof x === "string" && x in dtypes && !held.includes(x as DType)) ??
    outlinesIn(each.result).find(({ dtype }) => !narrow(dtype))?.dtype;
  if (missing) return `${library} has no ${missing}`;
  const tooLarge = outlinesIn(each.result).some((x) => isElements(x) && !fits(x, narrow(x.dtype)!));
  return tooLarge ? `${library} has no dtype that holds the results` : undefined;
}

/** The case with results as a library gives them that narrows dtypes. */
export function narrowed(each: Case, narrow: Narrow): Case {
  return each.result === undefined ? each : { ...each, result: narrowExpected(each.result, narrow) };
}

function narrowExpected(expected: Expected, narrow: Narrow): Expected {
  if (typeof expected !== "object") return expected;
  if (isOutline(expected)) {
    const dtype = narrow(expected.dtype)!;
    return isElements(expected)
      ? { ...expected, dtype, data: expected.data.map((item) => toDType(item, dtype)) }
      : { ...expected, dtype };
  }
  if (Array.isArray(expected)) return expected.map((item) => narrowExpected(item, narrow));
  return Object.fromEntries(
    Object.entries(expected).map(([key, item]) => [key, narrowExpected(item, narrow)]),
  );
}

function toDType(item: Scalar, dtype: DType): Scalar {
  if (isComplex(dtype)) {
    const { re, im } = item as Complex;
    return { re: Math.fround(re), im: Math.fround(im) };
  }
  if (dtype === "float32") return Math.fround(Number(item));
  return dtype === "bool" ? item : Number(item);
}

/** Whether integers are in range, and finite floats stay finite. */
function fits({ data }: Elements, dtype: DType): boolean {
  return data.every((item) => {
    const value = toDType(item, dtype);
    if (isInteger(dtype)) return value === (Number(value) | 0);
    return typeof item !== "number" || Number.isFinite(item) === Number.isFinite(value);
  });
}

function outlinesIn(expected: Expected | undefined): { readonly dtype: DType }[] {
  if (typeof expected !== "object") return [];
  return isOutline(expected) ? [expected] : Object.values(expected).flatMap(outlinesIn);
}
