import { coerce } from "../array/convert.ts";
import { copyInto } from "../array/copy.ts";
import { visitTiles } from "../array/plan.ts";
import { scope } from "../array/scope.ts";
import { WasmArray } from "../array/wasm-array.ts";
import { type Code, type DType, dtypes, isComplex, isInteger } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { core } from "../wasm/core.ts";
import { settle } from "../wasm/storage.ts";
import { commonShape, convertOperand, isIntegral, type Operand, operand, resultType } from "./promotion.ts";
import { checkOut, computeInto } from "./result.ts";

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

/** Whether the comparison `id` holds, for each pair of elements; as bools in `out` if it is given. */
export function compareElements(id: Comparison, x: unknown, y: unknown, out?: unknown): WasmArray {
  return scope(() => {
    const operands = [operand(id, x), operand(id, y)];
    const dtype = resultType(operands);
    const { relation, swapped, negated } = rows[id];
    if (isComplex(dtype) && relation !== "equal") {
      throw new DTypeError(`${id}: complex numbers have no order: ${dtype}`);
    }
    const shape = commonShape(id, operands);
    const target = checkOut(id, out, shape, "bool");
    if (swapped) operands.reverse();
    const sides = operands.map((x) => sideOf(x, dtype));
    if (sides[0] !== sides[1]) {
      const verdict = holds(relation, sides[0], sides[1]) !== negated;
      return computeInto(id, target, shape, "bool", [], (result) =>
        copyInto(id, result, coerce(id, verdict)),
      );
    }
    const { kernel, inputs, negate } = prepare(id, { relation, swapped, negated }, operands, dtype);
    return computeInto(id, target, shape, "bool", inputs, (result) => {
      visitTiles(id, result.shape, [result, ...inputs], ([o, a, b], { rowSteps, colSteps, rows, cols }) => {
        kernel(
          o,
          rowSteps[0],
          colSteps[0],
          a,
          rowSteps[1],
          colSteps[1],
          b,
          rowSteps[2],
          colSteps[2],
          rows,
          cols,
          negate,
        );
      });
      settle();
    });
  });
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

interface Call {
  readonly kernel: typeof core.equal_f64;
  readonly inputs: readonly WasmArray[];
  /** What the kernel is told: 1 to give the opposite. */
  readonly negate: number;
}

/** The kernel for a relation of two operands that promote to `dtype`. */
function prepare(id: string, { relation, negated }: Row, operands: readonly Operand[], dtype: DType): Call {
  // int64 and uint64 promote to float64, which would make neighbours equal.
  const mixed = dtype === "float64" && operands.every((x) => x instanceof WasmArray && isInteger(x.dtype));
  const unsignedFirst = mixed && (operands[0] as WasmArray).dtype === "uint64";
  const turned = mixed ? unsignedFirst : relation === "less_equal" && dtypes[dtype].kind !== "float";
  const [a, b] = turned ? [...operands].reverse() : operands;
  const used = turned ? opposites[relation] : relation;
  return {
    kernel: mixed ? core[`${used}_mixed_i64`] : kernelOf(used, dtypes[dtype].code),
    inputs: [convertOperand(id, a, mixed ? "int64" : dtype), convertOperand(id, b, mixed ? "uint64" : dtype)],
    negate: Number(negated !== (turned && relation !== "equal")),
  };
}

/** What a relation of two numbers is the opposite of, the other way round; being equal stays what it is. */
const opposites = { equal: "equal", less: "less_equal", less_equal: "less" } as const;

function kernelOf(relation: Relation, code: Code): typeof core.equal_f64 {
  if (relation === "equal") return core[`equal_${code}`];
  if (relation === "less") return core[`less_${code as Exclude<Code, "c64" | "c128">}`];
  return core[`less_equal_${code as FloatCode}`];
}
