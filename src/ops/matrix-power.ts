import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { ShapeError } from "../errors.ts";
import { format } from "../shape.ts";
import { matmul } from "./matmul.ts";
import { identities } from "./matrices.ts";
import { inv } from "./solve.ts";

/** Powers of a stack of square matrices, by squaring; of their inverses for negative exponents. */
export function matrixPower(id: string, value: unknown, exponent: number): WasmArray {
  if (!Number.isSafeInteger(exponent)) {
    throw new TypeError(`${id}: an exponent is an integer, not ${String(exponent)}`);
  }
  return scope(() => {
    const x = coerce(id, value);
    const [m, n] = x.shape.slice(-2);
    if (x.ndim < 2 || m !== n) {
      throw new ShapeError(
        `${id}: the last two dimensions of the array must be square, not ${format(x.shape)}`,
      );
    }
    if (exponent === 0) return identities(id, x.dtype, x.shape.slice(0, -2), n);
    let square = exponent < 0 ? inv(id, x) : x;
    let power: WasmArray | undefined;
    for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) power = power ? matmul(id, power, square) : square;
      if (rest > 1) square = matmul(id, square, square);
    }
    return power === x ? cast(id, x, x.dtype) : power!;
  });
}
