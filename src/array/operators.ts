import { find } from "../dispatch/registry.ts";
import type { Coercible } from "./convert.ts";
import type { WasmArray } from "./wasm-array.ts";

/** What an operator returns: the other operand's kind of array if that is a foreign one. */
export type Combined<B, A = WasmArray> = B extends WasmArray | Coercible ? A : B;

/** Python's operators as methods of arrays of the kind A: `x.add(y)` is `np.add(x, y)`. */
export interface Operators<A = WasmArray> {
  add<B>(other: B): Combined<B, A>;
  subtract<B>(other: B): Combined<B, A>;
  multiply<B>(other: B): Combined<B, A>;
  divide<B>(other: B): Combined<B, A>;
  floor_divide<B>(other: B): Combined<B, A>;
  remainder<B>(other: B): Combined<B, A>;
  pow<B>(other: B): Combined<B, A>;
  matmul<B>(other: B): Combined<B, A>;
  bitwise_and<B>(other: B): Combined<B, A>;
  bitwise_or<B>(other: B): Combined<B, A>;
  bitwise_xor<B>(other: B): Combined<B, A>;
  bitwise_left_shift<B>(other: B): Combined<B, A>;
  bitwise_right_shift<B>(other: B): Combined<B, A>;
  equal<B>(other: B): Combined<B, A>;
  not_equal<B>(other: B): Combined<B, A>;
  less<B>(other: B): Combined<B, A>;
  less_equal<B>(other: B): Combined<B, A>;
  greater<B>(other: B): Combined<B, A>;
  greater_equal<B>(other: B): Combined<B, A>;
  negative(): A;
  positive(): A;
  abs(): A;
  bitwise_invert(): A;
}

/** Operators that write to the array: `x.iadd(y)` writes the sum to x and returns x. */
export interface InPlaceOperators {
  iadd(other: WasmArray | Coercible): this;
  isubtract(other: WasmArray | Coercible): this;
  imultiply(other: WasmArray | Coercible): this;
  idivide(other: WasmArray | Coercible): this;
  ifloor_divide(other: WasmArray | Coercible): this;
  iremainder(other: WasmArray | Coercible): this;
  ipow(other: WasmArray | Coercible): this;
  imatmul(other: WasmArray | Coercible): this;
  ibitwise_and(other: WasmArray | Coercible): this;
  ibitwise_or(other: WasmArray | Coercible): this;
  ibitwise_xor(other: WasmArray | Coercible): this;
  ibitwise_left_shift(other: WasmArray | Coercible): this;
  ibitwise_right_shift(other: WasmArray | Coercible): this;
}

/** Those that have a form that writes to the array. */
const arithmetic = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "floor_divide",
  "remainder",
  "pow",
  "matmul",
  "bitwise_and",
  "bitwise_or",
  "bitwise_xor",
  "bitwise_left_shift",
  "bitwise_right_shift",
];
const others = [
  "equal",
  "not_equal",
  "less",
  "less_equal",
  "greater",
  "greater_equal",
  "negative",
  "positive",
  "abs",
  "bitwise_invert",
];

/**
 * Adds the operators to an array's prototype. They look the functions up by name when they are called, so that a bundle
 * carries those alone that it imports.
 */
export function attachOperators(prototype: object): void {
  for (const id of [...arithmetic, ...others]) {
    attach(prototype, id, function (...operands) {
      return operator(id, id)(this, ...operands);
    });
  }
}

/** Adds those that write to the array. */
export function attachInPlaceOperators(prototype: object): void {
  for (const id of arithmetic) {
    attach(prototype, `i${id}`, function (other) {
      return operator(`i${id}`, id)(this, other, { out: this });
    });
  }
}

function attach(
  prototype: object,
  name: string,
  method: (this: WasmArray, ...operands: unknown[]) => unknown,
): void {
  Object.defineProperty(method, "name", { value: name });
  Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true });
}

function operator(name: string, id: string) {
  const func = find(id);
  if (func) return func;
  throw new TypeError(
    `${name}: the function '${id}' is not in this program: import { ${id} } of ndwasm and call that`,
  );
}
