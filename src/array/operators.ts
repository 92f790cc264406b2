import { find } from "../dispatch/registry.ts";
import type { Coercible } from "./convert.ts";
import type { WasmArray } from "./wasm-array.ts";

/** What an operator returns: the other operand's kind of array if that is a foreign one. */
export type Combined<B> = B extends WasmArray | Coercible ? WasmArray : B;

/** Python's operators as methods: `x.add(y)` is `np.add(x, y)`, `x.iadd(y)` writes the sum to x and returns x. */
export interface Operators {
  add<B>(other: B): Combined<B>;
  subtract<B>(other: B): Combined<B>;
  multiply<B>(other: B): Combined<B>;
  divide<B>(other: B): Combined<B>;
  floor_divide<B>(other: B): Combined<B>;
  remainder<B>(other: B): Combined<B>;
  pow<B>(other: B): Combined<B>;
  matmul<B>(other: B): Combined<B>;
  equal<B>(other: B): Combined<B>;
  not_equal<B>(other: B): Combined<B>;
  less<B>(other: B): Combined<B>;
  less_equal<B>(other: B): Combined<B>;
  greater<B>(other: B): Combined<B>;
  greater_equal<B>(other: B): Combined<B>;
  negative(): WasmArray;
  positive(): WasmArray;
  abs(): WasmArray;
  iadd(other: WasmArray | Coercible): this;
  isubtract(other: WasmArray | Coercible): this;
  imultiply(other: WasmArray | Coercible): this;
  idivide(other: WasmArray | Coercible): this;
  ifloor_divide(other: WasmArray | Coercible): this;
  iremainder(other: WasmArray | Coercible): this;
  ipow(other: WasmArray | Coercible): this;
  imatmul(other: WasmArray | Coercible): this;
}

const arithmetic = ["add", "subtract", "multiply", "divide", "floor_divide", "remainder", "pow", "matmul"];
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
];

/**
 * Adds the operators to the array's prototype. They look the functions up by name when they are called, so that a bundle
 * carries those alone that it imports.
 */
export function attachOperators(prototype: object): void {
  const attach = (name: string, method: (this: WasmArray, ...operands: unknown[]) => unknown) => {
    Object.defineProperty(method, "name", { value: name });
    Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true });
  };
  for (const id of [...arithmetic, ...others]) {
    attach(id, function (...operands) {
      return operator(id, id)(this, ...operands);
    });
  }
  for (const id of arithmetic) {
    attach(`i${id}`, function (other) {
      return operator(`i${id}`, id)(this, other, { out: this });
    });
  }
}

function operator(name: string, id: string) {
  const func = find(id);
  if (func) return func;
  throw new TypeError(
    `${name}: the function '${id}' is not in this program: import { ${id} } of ndwasm and call that`,
  );
}
