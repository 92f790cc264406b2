import { flatten } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { type Scan, type ScanOp, scanElements } from "../ops/scan.ts";
import { checkAxis } from "../shape.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkOptions } from "./options.ts";
import { checkOptionalDType, type DTypeOption, type OutOption } from "./reduction.ts";

export interface ScanOptions<A> extends OutOption<A>, DTypeOption {
  /** The axis along which elements are taken together. */
  axis?: number | null | undefined;
}

/**
 * NumPy's older form: without an axis the array is flattened in row-major order. `prepare` gives the array that is scanned,
 * and is called in a scope.
 */
export const flattening = (id: string, op: ScanOp, prepare = (_: string, x: WasmArray): WasmArray => x) =>
  overridable(
    id,
    (x, options) => [x, options?.out],
    <A>(x: A, options: ScanOptions<Like<A>> = {}): Like<A> => {
      checkOptions(id, options, ["axis", "dtype", "out"]);
      return scanAlong(id, op, x, options, false, (source) => flatten(id, source), prepare);
    },
  );

/** `flat` gives what is scanned where there is no axis. */
export function scanAlong<A>(
  id: string,
  op: ScanOp,
  x: A,
  options: ScanOptions<Like<A>>,
  initial: boolean,
  flat: (source: WasmArray) => WasmArray,
  prepare = (_: string, x: WasmArray): WasmArray => x,
): Like<A> {
  const { axis = null, out } = options;
  const dtype = checkOptionalDType(id, options.dtype);
  return withOperand(id, x, (source) => {
    const scan: Scan = { axis: axis === null ? 0 : checkAxis(id, axis, source.ndim), dtype, initial, out };
    return scope(() => {
      const prepared = prepare(id, source);
      return scanElements(id, op, axis === null ? flat(prepared) : prepared, scan);
    });
  }) as Like<A>;
}
