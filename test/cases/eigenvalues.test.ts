import { type Complex, realDType } from "../../src/dtype.ts";
import { adjoint, distance, distanceFromOrthonormal, multiply, toMatrix } from "../matrices.ts";
import { ulp } from "./compare.ts";
import { type Case, type Elements, isElements } from "./fixtures.ts";
import { describeCases } from "./run.ts";

const units = 32;
const tolerance = { ulps: units, ofLargest: true, unsignedZeros: true };

describeCases("eigenvalues", {
  tolerances: { "linalg.eigh": tolerance, "linalg.eigvalsh": tolerance, "linalg.eigvals": tolerance },
  checks: { "linalg.eigh": checkHermitian, "linalg.eig": checkGeneral },
});

/** Eigenvectors are orthonormal, and x, of which one triangle counts, only stretches them. */
function checkHermitian(
  { args: [x], options }: Case,
  { eigenvalues, eigenvectors }: Readonly<Record<string, Elements>>,
): string | undefined {
  if (!isElements(x)) return "there is no operand";
  const n = x.shape[x.shape.length - 1];
  const count = n && x.data.length / n ** 2;
  const unit = units * ulp(1, realDType(eigenvectors.dtype));
  for (let at = 0; at < count; at++) {
    const [given, v] = [x, eigenvectors].map(({ data }) => toMatrix(data.slice(at * n * n), n, n));
    const mirrored = adjoint(given, n);
    const matrix = given.map((row, i) =>
      row.map((value, j) => {
        if (i === j) return { re: value.re, im: 0 };
        return (options.UPLO === "U" ? j > i : j < i) ? value : mirrored[i][j];
      }),
    );
    const w = eigenvalues.data.slice(at * n, (at + 1) * n) as number[];
    const scaled = v.map((row) => row.map(({ re, im }, k) => ({ re: re * w[k], im: im * w[k] })));
    const error = distance(multiply(matrix, v, n), scaled);
    if (!(error <= unit * n * Math.max(1, ...w.map(Math.abs)))) return `A v is off by ${error}`;
    if (!(distanceFromOrthonormal(v, n) <= unit * n)) return "eigenvectors are not orthonormal";
  }
  return undefined;
}

/** Eigenvectors have norm 1, and x only stretches and turns them. */
function checkGeneral(
  { args: [x] }: Case,
  { eigenvalues, eigenvectors }: Readonly<Record<string, Elements>>,
): string | undefined {
  if (!isElements(x)) return "there is no operand";
  const n = x.shape[x.shape.length - 1];
  const count = n && x.data.length / n ** 2;
  const unit = units * ulp(1, realDType(eigenvectors.dtype));
  for (let at = 0; at < count; at++) {
    const [given, v] = [x, eigenvectors].map(({ data }) => toMatrix(data.slice(at * n * n), n, n));
    const w = eigenvalues.data.slice(at * n, (at + 1) * n) as Complex[];
    const scaled = v.map((row) =>
      row.map(({ re, im }, k) => ({ re: re * w[k].re - im * w[k].im, im: re * w[k].im + im * w[k].re })),
    );
    const size = Math.max(...given.flat().map(({ re, im }) => Math.hypot(re, im)));
    const error = distance(multiply(given, v, n), scaled);
    if (!(error <= unit * n * size)) return `A v is off by ${error}`;
    const norms = adjoint(v, n).map((row) => Math.hypot(...row.flatMap(({ re, im }) => [re, im])));
    if (!norms.every((norm) => Math.abs(norm - 1) <= unit)) return `eigenvectors have norms ${norms}`;
  }
  return undefined;
}
