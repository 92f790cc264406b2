import { overridable } from "../../dispatch/index.ts";
import { eig as decomposeGeneral, eigvals as findGeneral } from "../../ops/eig.ts";
import { eigh as decompose, eigvalsh as findValues, type Triangle } from "../../ops/eigh.ts";
import { type NamedTuple, namedTuple } from "../named-tuple.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";

export interface EighOptions {
  /** Which triangle of x is read: the lower ("L", the default) or the upper one. */
  UPLO?: "L" | "U" | "l" | "u" | undefined;
}

function checkTriangle(id: string, options: EighOptions): Triangle {
  checkOptions(id, options, ["UPLO"]);
  const { UPLO = "L" } = options;
  const triangle = typeof UPLO === "string" ? UPLO.toUpperCase() : "";
  if (triangle === "L" || triangle === "U") return triangle;
  throw new TypeError(`${id}: UPLO is "L" or "U", not ${String(UPLO)}`);
}

/**
 * Eigenvalues (…, n), ascending, of the real dtype of x, and eigenvectors, the columns of matrices (…, n, n), of symmetric
 * (Hermitian) matrices x (…, n, n), of which one triangle is read; integers and booleans are taken as float64. Reduction to
 * tridiagonal form by blocks (Dongarra, Hammarling and Sorensen, 1989), then divide and conquer (Gu and Eisenstat, 1995); single
 * precision is computed in double.
 * @throws ShapeError if the matrices are not square; LinAlgError for NaN or infinity, or if an iteration does not converge
 * @example
 * const { eigenvalues, eigenvectors } = np.linalg.eigh([[3, 0], [0, 1]]);
 * eigenvalues // array([1., 3.])
 */
export const eigh = /* @__PURE__ */ overridable(
  "linalg.eigh",
  (x) => [x],
  <A>(x: A, options: EighOptions = {}): NamedTuple<{ eigenvalues: Like<A>; eigenvectors: Like<A> }> => {
    const triangle = checkTriangle("linalg.eigh", options);
    const { eigenvalues, eigenvectors } = decompose("linalg.eigh", x, triangle);
    return namedTuple({ eigenvalues: eigenvalues as Like<A>, eigenvectors: eigenvectors as Like<A> });
  },
);

/**
 * The eigenvalues (…, n) of symmetric (Hermitian) matrices (…, n, n), ascending, of the real dtype of x; see `eigh`. By
 * implicit QL iterations (Dubrulle, Martin and Wilkinson, 1968) on the tridiagonal form.
 * @throws ShapeError if the matrices are not square; LinAlgError for NaN or infinity, or if the iteration does not converge
 * @example
 * np.linalg.eigvalsh([[2, 1], [1, 2]]) // array([1., 3.])
 */
export const eigvalsh = /* @__PURE__ */ overridable(
  "linalg.eigvalsh",
  (x) => [x],
  <A>(x: A, options: EighOptions = {}): Like<A> =>
    findValues("linalg.eigvalsh", x, checkTriangle("linalg.eigvalsh", options)) as Like<A>,
);

/**
 * Eigenvalues (…, n), in no order, and eigenvectors, the columns of matrices (…, n, n), of square matrices x (…, n, n). Both
 * are complex, whatever x is, as the standard of 2025.12 has it; integers and booleans are taken as float64. Eigenvectors have
 * norm 1 and a real largest element. Balancing (Parlett and Reinsch, 1969), Hessenberg form, shifted QR iterations (Francis,
 * 1961), back-substitution; single precision is computed in double.
 * @throws ShapeError if the matrices are not square; LinAlgError for NaN or infinity, or if the iteration does not converge
 * @example
 * const { eigenvalues, eigenvectors } = np.linalg.eig([[0, -1], [1, 0]]);
 * eigenvalues // array([0.+1.j, 0.-1.j])
 */
export const eig = /* @__PURE__ */ overridable(
  "linalg.eig",
  (x) => [x],
  <A>(x: A): NamedTuple<{ eigenvalues: Like<A>; eigenvectors: Like<A> }> => {
    const { eigenvalues, eigenvectors } = decomposeGeneral("linalg.eig", x);
    return namedTuple({ eigenvalues: eigenvalues as Like<A>, eigenvectors: eigenvectors as Like<A> });
  },
);

/**
 * The eigenvalues (…, n) of square matrices (…, n, n), in no order, and complex; see `eig`.
 * @throws ShapeError if the matrices are not square; LinAlgError for NaN or infinity, or if the iteration does not converge
 * @example
 * np.linalg.eigvals([[2, 1], [0, 3]]) // array([2.+0.j, 3.+0.j])
 */
export const eigvals = /* @__PURE__ */ overridable(
  "linalg.eigvals",
  (x) => [x],
  <A>(x: A): Like<A> => findGeneral("linalg.eigvals", x) as Like<A>,
);
