import { copyKernel } from "../array/copy.ts";
import { WasmArray } from "../array/wasm-array.ts";
import { type Code, type DType, dtypes, isComplex, isInteger } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { ufunc } from "../wasm/ufunc.ts";
import { type Loop, remember, runLean } from "./loop.ts";
import { isIntegral, type Operand, resultType, typeAsIs } from "./promotion.ts";
import type { Kernel } from "./tile.ts";
import { applyLoop, type Call, type ElementwiseFunction } from "./ufunc.ts";

type Relation = "equal" | "less" | "less_equal";
type FloatCode = "f32" | "f64";

/** A comparison as a relation of its operands, or of these the other way round, or the opposite of that. */
interface Row {
  readonly relation: Relation;
  readonly swapped: boolean;
  readonly negated: boolean;
}

const row = (relation: Relation, swapped: boolean, negated = false): Row => ({ relation, swapped, negated });

const rows = {
  equal: row("equal", false),
  not_equal: row("equal", false, true),
  less: row("less", false),
  less_equal: row("less_equal", false),
  greater: row("less", true),
  greater_equal: row("less_equal", true),
};

export type Comparison = keyof typeof rows;

/** Whether the comparison `id` holds, for each pair of elements, as bools. */
export function comparison(id: Comparison): ElementwiseFunction {
  const row = rows[id];
  const loopFor = remember((dtype) => loopOf(id, row, dtype));
  return {
    takes: (dtype) => row.relation === "equal" || !isComplex(dtype),
    loopFor(name, dtype) {
      const { loop, turned } = loopOf(name, row, dtype);
      return row.swapped === turned ? loop : { ...loop, kernel: turnOperands(loop.kernel) };
    },
    apply: (values, placement, name = id) =>
      applyLoop(name, values, placement, (operands) => {
        const dtype = resultType(operands);
        const [a, b] = row.swapped ? [operands[1], operands[0]] : operands;
        const [side, other] = [sideOf(a, dtype), sideOf(b, dtype)];
        if (side !== other) {
          return { loop: copying(), operands: [holds(row.relation, side, other) !== row.negated] };
        }
        if (areMixed(operands, dtype)) return compareMixed(row, a as WasmArray, b as WasmArray);
        const { loop, turned } = loopFor(dtype);
        return { loop, operands: turned ? [b, a] : [a, b] };
      }),
    lean(x, y, out) {
      const dtype = typeAsIs(x, y);
      // Integers may be compared with numbers that are none of theirs.
      const isMixed = typeof x === "number" || typeof y === "number";
      if (!dtype || (isMixed && isInteger(dtype))) return undefined;
      const { loop, turned } = loopFor(dtype);
      return row.swapped === turned ? runLean(id, loop, x, y, out) : runLean(id, loop, y!, x, out);
    },
  };
}

/** On which side of all values of an integer dtype an integer out of its bounds lies: -1 or 1; 0 for all else. */
function sideOf(x: Operand, dtype: DType): number {
  if (x instanceof WasmArray || !isInteger(dtype) || !isIntegral(x)) return 0;
  const { kind, size } = dtypes[dtype];
  const value = BigInt(x);
  const wrapped = kind === "int" ? BigInt.asIntN(8 * size, value) : BigInt.asUintN(8 * size, value);
  return wrapped === value ? 0 : value < 0n ? -1 : 1;
}

function holds(relation: Relation, a: number, b: number): boolean {
  return relation === "equal" ? a === b : relation === "less" ? a < b : a <= b;
}

const copying = (): Loop => ({ kernel: copyKernel(1), reads: ["bool"], writes: "bool", byParts: false });

/** A loop, and whether it wants the operands the other way round. */
interface Turnable {
  readonly loop: Loop;
  readonly turned: boolean;
}

/** The loop for a relation of two operands that promote to `dtype`. */
function loopOf(id: string, { relation, negated }: Row, dtype: DType): Turnable {
  if (isComplex(dtype) && relation !== "equal") {
    throw new DTypeError(`${id}: complex numbers have no order: ${dtype}`);
  }
  const { kind, code } = dtypes[dtype];
  const turned = relation === "less_equal" && kind !== "float";
  const kernel = kernelOf(turned ? "less" : relation, code);
  return { loop: comparing(kernel, [dtype, dtype], negated !== turned), turned };
}

/** A kernel of two operands that takes them the other way round. */
const turnOperands =
  (kernel: Kernel): Kernel =>
  (out, outRow, outCol, x, xRow, xCol, y, yRow, yCol, ...rest) =>
    kernel(out, outRow, outCol, y, yRow, yCol, x, xRow, xCol, ...rest);

/** Whether operands are int64 and uint64, which promote to float64, where neighbours would be equal. */
const areMixed = (operands: readonly Operand[], dtype: DType): boolean =>
  dtype === "float64" && operands.every((x) => x instanceof WasmArray && isInteger(x.dtype));

/** There are kernels with the signed one first. */
function compareMixed({ relation, negated }: Row, a: WasmArray, b: WasmArray): Call {
  const turned = a.dtype === "uint64";
  const kernel = ufunc[`${turned ? opposites[relation] : relation}_mixed_i64`];
  const loop = comparing(kernel, ["int64", "uint64"], negated !== (turned && relation !== "equal"));
  return { loop, operands: turned ? [b, a] : [a, b] };
}

const comparing = (kernel: typeof ufunc.equal_f64, reads: readonly DType[], negate: boolean): Loop => ({
  kernel,
  reads,
  writes: "bool",
  byParts: false,
  flag: Number(negate),
});

/** What a relation of two numbers is the opposite of, the other way round; being equal stays what it is. */
const opposites = { equal: "equal", less: "less_equal", less_equal: "less" } as const;

function kernelOf(relation: Relation, code: Code): typeof ufunc.equal_f64 {
  if (relation === "equal") return ufunc[`equal_${code}`];
  if (relation === "less") return ufunc[`less_${code as Exclude<Code, "c64" | "c128">}`];
  return ufunc[`less_equal_${code as FloatCode}`];
}
