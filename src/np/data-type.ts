import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/overridable.ts";
import { checkDType, type DType, promote } from "../dtype.ts";
import { operand, resultType } from "../ops/promotion.ts";
import type { Coercible, Like } from "./operand.ts";
import { checkDevice, checkFlag, checkOptions } from "./options.ts";

/**
 * The elements of `x` as a `dtype`: a copy, or with `copy: false` the array itself if it has the dtype. Integers wrap,
 * floats are truncated to integers, what is not zero is true. Floats that an integer dtype does not have become what
 * x86-64 makes of them, as in NumPy: NaN and numbers out of range are the least value of 64 bits for int64 and uint64, that
 * of 32 bits cut to size for the others; for uint32, the low half of the former. Throws a DTypeError for complex numbers
 * as real ones.
 *
 * @example np.astype([1.7, -1.7, 300], "int8") // array([ 1, -1, 44], dtype=int8)
 */
export const astype = /* @__PURE__ */ overridable(
  "astype",
  (x) => [x],
  <A>(x: A, dtype: DType, options: { copy?: boolean; device?: "cpu" | null } = {}): Like<A> => {
    checkOptions("astype", options, ["copy", "device"]);
    checkDevice("astype", options.device);
    const copy = checkFlag("astype", "copy", options.copy) ?? true;
    const wanted = checkDType("astype", dtype);
    return scope(() => {
      const source = coerce("astype", x);
      const same = source.dtype === wanted && (!copy || source !== x);
      return same ? source : cast("astype", source, wanted);
    }) as Like<A>;
  },
);

/**
 * The dtype to which arrays and dtypes promote. Scalars beside them are weak: they only count with their kind.
 *
 * @example np.result_type("int8", "uint8") // 'int16'
 */
export const result_type = /* @__PURE__ */ overridable(
  "result_type",
  (...args) => args,
  (...arrays_and_dtypes: (WasmArray | Coercible | DType)[]): DType => {
    if (arrays_and_dtypes.length === 0)
      throw new TypeError("result_type: at least one array or dtype is needed");
    return scope(() =>
      resultType(
        arrays_and_dtypes.map((x) =>
          typeof x === "string" ? checkDType("result_type", x) : operand("result_type", x),
        ),
      ),
    );
  },
);

/**
 * Whether promotion turns `from`, an array or a dtype, to the dtype `to`: every value of one is a value of the other, or
 * the nearest float.
 *
 * @example np.can_cast("int32", "float64") // true
 */
export const can_cast = /* @__PURE__ */ overridable(
  "can_cast",
  (from) => [from],
  (from: WasmArray | DType, to: DType): boolean => {
    const source = from instanceof WasmArray ? from.dtype : checkDType("can_cast", from);
    const target = checkDType("can_cast", to);
    return promote(source, target) === target;
  },
);
