import { coerce } from "../array/convert.ts";
import { cast, copyInto } from "../array/copy.ts";
import { byteSteps, planNest, walkNest } from "../array/plan.ts";
import { scope } from "../array/scope.ts";
import { pointerOf, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, isComplex, isFloating, isInteger, realDType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { ufunc } from "../wasm/ufunc.ts";
import { type ReduceOp, typesOf } from "./reduce.ts";
import { realCode } from "./reduce-plan.ts";
import { computeWhole, targetOf } from "./result.ts";

/** What is to be scanned how. */
export interface Scan {
  /** Counted from the front. */
  readonly axis: number;
  /** The type of the results, to which elements are cast first; by default that of `out`, or the operation's own. */
  readonly dtype?: DType | undefined;
  /** Whether the result of nothing comes first. */
  readonly initial?: boolean;
  /** Where the results go, of exactly their shape. */
  readonly out?: unknown;
}

export type ScanOp = Exclude<ReduceOp, "count_nonzero">;

/**
 * The results of reducing the first elements along an axis: one, two, and so on, with `initial` none to begin with. Float
 * sums and products run in float64; integers wrap.
 * @throws ShapeError for `out` of a wrong shape, DTypeError for casts that would lose what is imaginary, `out` of a lower
 *   kind, and complex numbers that would have to be ordered
 */
export function scanElements(id: string, op: ScanOp, x: WasmArray, scan: Scan): WasmArray {
  const { axis, initial = false } = scan;
  const shape = x.shape.map((length, i) => (i === axis && initial ? length + 1 : length));
  const target = targetOf(id, scan.out, shape, ...typesOf(op, x.dtype, scan.dtype));
  return scope(() => {
    const stages = stagesFor(id, op, x.dtype, target.dtype);
    const source = x.dtype === stages.load ? x : cast(id, x, stages.load);
    return computeWhole(id, target, stages.store, [source], (out) => {
      const rest = initial ? afterIdentity(id, op, out, axis) : out;
      if (rest.size > 0) fillScan(id, stages, rest, source, axis);
    });
  });
}

/** The kernel of a scan, and the types that it reads and writes. */
interface Stages {
  readonly kernel: typeof ufunc.cumulative_sum_f64;
  readonly load: DType;
  readonly store: DType;
  /** Real and imaginary parts are scanned each by itself. */
  readonly parts?: boolean;
}

function stagesFor(id: string, op: ScanOp, from: DType, to: DType): Stages {
  if (op === "any" || op === "all" || (to === "bool" && (op === "sum" || op === "prod"))) {
    const kernel = op === "any" || op === "sum" ? ufunc.cumulative_max_u8 : ufunc.cumulative_min_u8;
    return { kernel, load: "bool", store: "bool" };
  }
  if (op === "min" || op === "max") {
    if (isComplex(to)) throw new DTypeError(`${id}: ${to} is not a real type, its values have no order`);
    return { kernel: ufunc[`cumulative_${op}_${realCode(to)}`], load: to, store: to };
  }
  if (isComplex(to) && op === "prod") {
    const kernel = to === "complex64" ? ufunc.cumulative_prod_c64 : ufunc.cumulative_prod_c128;
    return { kernel, load: to, store: to };
  }
  const sameSums = (isInteger(from) || from === "bool") && isInteger(to) && dtypes[to].size === 8;
  const load = sameSums ? from : to;
  const code = realCode(realDType(load));
  const store = isFloating(to) ? to : dtypes[to].kind === "uint" ? "uint64" : "int64";
  return {
    kernel: ufunc[`cumulative_${op}_${code === "u64" ? "i64" : code}`],
    load,
    store,
    parts: isComplex(to),
  };
}

/** Sets the first elements along an axis to the result of nothing; the rest as a view. */
function afterIdentity(id: string, op: ScanOp, out: WasmArray, axis: number): WasmArray {
  const length = (n: number) => out.shape.map((own, i) => (i === axis ? n : own));
  const identity = coerce(id, op === "prod" || op === "all" ? 1 : 0);
  copyInto(id, viewOf(id, out, length(1), out.strides), identity);
  const step = out.strides[axis] * dtypes[out.dtype].size;
  return viewOf(id, out, length(out.shape[axis] - 1), out.strides, step);
}

/** Bytes in which a kernel holds running results: 1024 of them at a time. */
const heldBytes = 1024 * 8;

function fillScan(id: string, { kernel, parts }: Stages, out: WasmArray, x: WasmArray, axis: number): void {
  const shape = [...x.shape];
  const steps = [byteSteps(out, shape), byteSteps(x, shape)];
  const cols = shape.splice(axis, 1)[0];
  const [outCol, xCol] = steps.map((own) => own.splice(axis, 1)[0]);
  if (parts) {
    shape.push(2);
    for (const own of steps) own.push(dtypes[x.dtype].size / 2);
  }
  const nest = planNest(shape, steps);
  const [rowSteps, innerSteps] = [nest.rowSteps, nest.colSteps];
  withScratch(id, heldBytes, (held) => {
    walkNest(nest, [pointerOf(id, out), pointerOf(id, x)], ([o, a]) => {
      for (let i = 0; i < nest.rows; i++) {
        const [to, from] = [o + i * rowSteps[0], a + i * rowSteps[1]];
        kernel(to, innerSteps[0], outCol, from, innerSteps[1], xCol, nest.cols, cols, held);
      }
    });
  });
  settle();
}
