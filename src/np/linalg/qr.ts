import { overridable } from "../../dispatch/index.ts";
import { qr as decompose, triangularFactors } from "../../ops/qr.ts";
import { type NamedTuple, namedTuple } from "../named-tuple.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";

export interface QrOptions<Mode extends "reduced" | "complete" | "r" = "reduced" | "complete" | "r"> {
  /** Q (…, m, k) and R (…, k, n), where k is the lesser of m and n; or Q (…, m, m) and R (…, m, n); or R alone, (…, k, n). */
  mode?: Mode | undefined;
}

interface Qr {
  <A>(x: A, options: QrOptions<"r">): Like<A>;
  <A>(x: A, options?: QrOptions<"reduced" | "complete">): NamedTuple<{ Q: Like<A>; R: Like<A> }>;
}

/**
 * The QR factorization x = Q R of matrices (…, m, n): Q with orthonormal columns, and R upper triangular, of the dtype of x;
 * integers and booleans are taken as float64. Householder's reflections, applied in blocks (Schreiber and Van Loan, 1989).
 * @throws ShapeError for fewer than two dimensions; TypeError for an unknown mode
 * @example
 * const { Q, R } = np.linalg.qr([[0, 2], [3, 4]]);
 * R // array([[-3., -4.], [ 0., -2.]])
 */
export const qr = /* @__PURE__ */ overridable("linalg.qr", (x) => [x], (<A>(
  x: A,
  options: QrOptions = {},
) => {
  checkOptions("linalg.qr", options, ["mode"]);
  const mode = checkMode(options.mode ?? "reduced");
  if (mode === "r") return triangularFactors("linalg.qr", x) as Like<A>;
  const { Q, R } = decompose("linalg.qr", x, mode === "complete");
  return namedTuple({ Q: Q as Like<A>, R: R as Like<A> });
}) as Qr);

function checkMode(mode: unknown): "reduced" | "complete" | "r" {
  if (mode === "reduced" || mode === "complete" || mode === "r") return mode;
  throw new TypeError(`linalg.qr: mode is "reduced", "complete" or "r", not ${String(mode)}`);
}
