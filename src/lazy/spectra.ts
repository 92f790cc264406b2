/** What singular values and eigenvalues are for. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { realDType } from "../dtype.ts";
import { LinAlgError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { namedTuple } from "../np/named-tuple.ts";
import { format } from "../shape.ts";
import { overlay } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { factorDType, tallFactors, thinSvd } from "./factors.ts";
import { type Handler, handle } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { operandOf, resultDType, sampleResult } from "./operands.ts";
import { part } from "./parts.ts";
import { rechunk } from "./rechunk.ts";
import { ofStacks } from "./stacks.ts";
import type { Argument } from "./task.ts";
import { adjoint, isBlocked } from "./triangular.ts";

const whole =
  (letters: string, outputs: string | Readonly<Record<string, string>>): Handler =>
  (func, args, options) =>
    ofStacks(func, args, options, { inputs: [letters], outputs });

/** The condition number by singular values, where that is what it is by. */
function cond(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  const p = (options.p ?? 2) as number;
  if (!isBlocked(x) || Math.abs(p) !== 2)
    return ofStacks(func, args, options, { inputs: ["mn"], outputs: "" });
  const dtype = resultDType(func, [x], options);
  if (x.shape.includes(0)) {
    throw new LinAlgError(`${func.id}: there is none of empty matrices: shape ${format(x.shape)}`);
  }
  const values = np.linalg.svdvals(x);
  return overlay(func.id, [values.at(0), values.at(-1)], p, dtype, (ends) => ({
    fn: "lazy.ratio",
    args: [...(ends as Argument[]), p > 0],
  }));
}

registerOwn("lazy.ratio", (first: np.WasmArray, last: np.WasmArray, upward: boolean) => {
  if (Number(first.item()) === 0) return np.full([], Number.POSITIVE_INFINITY, { dtype: first.dtype });
  return upward ? np.divide(first, last) : np.divide(last, first);
});

/** Singular values up to this count as zero: `rtol` times the greatest, which is the first. */
function toleranceOf(x: LazyArray, values: LazyArray, rtol: unknown): unknown {
  const epsilon = values.dtype === "float32" ? 2 ** -23 : 2 ** -52;
  return np.multiply(values.at("0:1"), (rtol ?? Math.max(...x.shape) * epsilon) as number);
}

function matrixRank(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  if (x.ndim < 2) return np.astype(np.any(x), "int64");
  if (!isBlocked(x)) return ofStacks(func, args, options, { inputs: ["mn"], outputs: "" });
  resultDType(func, [x], options);
  const values = np.linalg.svdvals(x);
  return np.count_nonzero(np.greater(values, toleranceOf(x, values, options.rtol)));
}

/** V Σ⁺ Uᴴ by the thin decomposition. */
function pinv(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const x = operandOf(args[0]);
  if (!isBlocked(x)) return ofStacks(func, args, options, { inputs: ["mn"], outputs: "nm" });
  resultDType(func, [x], options);
  const { U, S, Vh } = thinSvd(x);
  const isSome = np.greater(S, toleranceOf(x, S, options.rtol)) as LazyArray;
  const inverses = np.where(isSome, np.reciprocal(np.where(isSome, S, 1) as LazyArray), 0);
  return np.matmul(np.multiply(adjoint(Vh), inverses) as LazyArray, adjoint(U));
}

const polar: Handler = (func, args, options) =>
  ofStacks(func, args, options, {
    inputs: ["mn"],
    outputs: { u: "mn", p: options.side === "left" ? "mm" : "nn" },
  });

/** That of the triangular factor and Qᴴ b for a tall matrix: all but the residuals are the same. */
function lstsq(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const [a, b] = args.map(operandOf);
  if (a.ndim !== 2)
    throw new ShapeError(`${func.id}: takes one matrix, not an array of ${a.ndim} dimensions`);
  if (b.ndim !== 1 && b.ndim !== 2) {
    throw new ShapeError(`${func.id}: the right-hand side has ${b.ndim} dimensions, not 1 or 2`);
  }
  const [m, n] = a.shape;
  if (b.shape[0] !== m)
    throw new ShapeError(`${func.id}: shapes ${format(a.shape)} and ${format(b.shape)} do not fit`);
  const sides = b.ndim === 1 ? "" : "c";
  if (!isBlocked(a) || m < n) {
    const outputs = { x: `n${sides}`, residuals: "r", rank: "", s: "k" };
    return ofStacks(func, args, options, { inputs: ["mn", `m${sides}`], outputs });
  }
  const dtype = sampleResult(func, [a, b], options, (result) => (result as { x: np.WasmArray }).x.dtype);
  const { Q, R } = tallFactors(np.astype(a, factorDType(dtype)));
  const right = np.matmul(adjoint(Q), np.astype(b, dtype));
  const one = rechunk(right, [[n], ...right.chunks.slice(1).map((_, i) => [right.shape[i + 1]])]);
  const rcond = (options.rcond ?? m * (realDType(dtype) === "float32" ? 2 ** -23 : 2 ** -52)) as number;
  const small = makeLayer("lstsq", [R.layer, one.layer], rcond, (_, use) => ({
    fn: "linalg.lstsq",
    args: [use(R.layer, [0, 0]), use(one.layer, b.ndim === 1 ? [0] : [0, 0])],
    options: { rcond },
  }));
  const x = part(small, "x", one.chunks, dtype, () => []);
  const rank = part(small, "rank", [], "int64", () => []);
  const s = part(small, "s", [[n]], realDType(dtype), () => []);
  const distances = np.abs(np.subtract(b, np.matmul(a, x))) as LazyArray;
  const squares = np.sum(np.square(distances) as LazyArray, { axis: 0, keepdims: b.ndim === 1 });
  return namedTuple({ x, residuals: onlyOfFullRank(squares, rank, n, m), rank, s });
}

/** The sums of squares if the rank is the number of columns, of which there are less than rows; else nothing. */
function onlyOfFullRank(squares: LazyArray, rank: LazyArray, n: number, m: number): LazyArray {
  const layer = makeLayer("residuals", [squares.layer, rank.layer], [n, m], (index, use) => ({
    fn: "lazy.residuals",
    args: [use(squares.layer, index), use(rank.layer, []), n, m],
  }));
  return new LazyArray(
    layer,
    squares.chunks.map((lengths) => lengths.map(() => Number.NaN)),
    squares.dtype,
  );
}

registerOwn("lazy.residuals", (squares: np.WasmArray, rank: np.WasmArray, n: number, m: number) =>
  squares.at(Number(rank.item()) === n && m > n ? "..." : "0:0"),
);

/** Lets functions of singular values and eigenvalues answer for lazy arrays. */
export function handleSpectra(): void {
  handle(["linalg.eigh", "linalg.eig"], whole("nn", { eigenvalues: "n", eigenvectors: "nn" }));
  handle(["linalg.eigvalsh", "linalg.eigvals"], whole("nn", "n"));
  handle(["linalg.expm"], whole("nn", "nn"));
  handle(["linalg.null_space"], whole("mn", "nr"));
  handle(["linalg.orth"], whole("mn", "mr"));
  handle(["linalg.polar"], polar);
  handle(["linalg.cond"], cond);
  handle(["linalg.matrix_rank"], matrixRank);
  handle(["linalg.pinv"], pinv);
  handle(["linalg.lstsq"], lstsq);
}
