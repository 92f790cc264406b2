import { visitTiles } from "../array/plan.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { dtypes } from "../dtype.ts";
import { core } from "../wasm/core.ts";
import { settle } from "../wasm/storage.ts";
import { commonShape, convertOperand, operand, resultType } from "./promotion.ts";
import { computeInto } from "./result.ts";

const kernels = {
  1: () => core.where_u8,
  2: () => core.where_u16,
  4: () => core.where_u32,
  8: () => core.where_u64,
  16: () => core.where_v128,
};

/** The elements of `x` where `condition` is not zero, of `y` elsewhere; all three broadcast. */
export function selectElements(id: string, condition: unknown, x: unknown, y: unknown): WasmArray {
  return scope(() => {
    const test = operand(id, condition);
    const choices = [operand(id, x), operand(id, y)];
    const dtype = resultType(choices);
    const shape = commonShape(id, [test, ...choices]);
    const inputs = [
      convertOperand(id, test, "bool"),
      ...choices.map((choice) => convertOperand(id, choice, dtype)),
    ];
    const kernel = kernels[dtypes[dtype].size as keyof typeof kernels]();
    return computeInto(id, undefined, shape, dtype, inputs, (result) => {
      visitTiles(
        id,
        shape,
        [result, ...inputs],
        ([o, c, a, b], { rowSteps: row, colSteps: col, rows, cols }) => {
          kernel(o, row[0], col[0], c, row[1], col[1], a, row[2], col[2], b, row[3], col[3], rows, cols);
        },
      );
      settle();
    });
  });
}
