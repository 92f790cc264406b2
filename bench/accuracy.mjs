/** How accurate singular value decompositions are: the tables of docs/linalg.md. */
import { readFileSync } from "node:fs";
import { load } from "./ndwasm.mjs";
import { makers } from "./operands.mjs";

const np = await load();
const drivers = ["jacobi", "dc"];
const epsilon = { float32: 2 ** -23, float64: 2 ** -52 };
const fixtures = new URL("../test/fixtures/singular-values.jsonl", import.meta.url);

/**
 * Prints the largest relative error of a singular value of each fixture, and for larger matrices the 2-norms of the
 * residual, relative to the matrix, and of what separates vectors from orthonormal ones, in units of ε √n; then those
 * of linear systems, factors and eigenvectors in units of ε n.
 */
export function run() {
  printValues();
  for (const dtype of ["float64", "float32"]) printVectors(dtype);
  for (const dtype of ["float64", "float32"]) printSystems(dtype);
}

function printValues() {
  console.log("| matrix | condition | jacobi | dc |\n|---|---|---|---|");
  for (const line of readFileSync(fixtures, "utf8").trim().split("\n")) {
    const { name, shape, data, values } = JSON.parse(line);
    const x = np.reshape(np.asarray(data), shape);
    const errors = drivers.map((driver) => largestError(np.linalg.svd(x, { driver }).S, values));
    console.log(`| ${[name, values[0] / values.at(-1), ...errors].map(format).join(" | ")} |`);
  }
}

/** The largest relative error of the values found. */
function largestError(found, values) {
  const list = found.toArray();
  return Math.max(...values.map((value, i) => Math.abs(list[i] - value) / value));
}

const format = (value) => (typeof value === "number" ? value.toExponential(1) : value);

function printVectors(dtype) {
  console.log(`\n| ${dtype}, n | driver | residual | UᵀU - I | V Vᵀ - I |\n|---|---|---|---|---|`);
  for (const n of [16, 64, 256, 1024]) {
    for (const driver of drivers) {
      const x = squareOf("scattered", n, dtype);
      const { U, S, Vh } = np.linalg.svd(x, { driver });
      const product = np.matmul(wide(np.multiply(U, S)), wide(Vh));
      const losses = [
        norm(np.subtract(product, wide(x))) / norm(wide(x)),
        distanceFromIdentity(np.matmul(wide(U).T, wide(U))),
        distanceFromIdentity(np.matmul(wide(Vh), wide(Vh).T)),
      ];
      const units = losses.map((loss) => loss / (epsilon[dtype] * Math.sqrt(n)));
      console.log(`| ${[String(n), driver, ...units.map((value) => value.toFixed(2))].join(" | ")} |`);
    }
  }
}

function printSystems(dtype) {
  const columns = ["solve", "lu", "cholesky", "qr", "QᵀQ - I", "eigh", "VᵀV - I"];
  console.log(`\n| ${dtype}, n | ${columns.join(" | ")} |\n|${"---|".repeat(columns.length + 1)}`);
  for (const n of [16, 64, 256, 1024]) {
    const units = np.scope(() => losses(dtype, n).map((loss) => loss / (epsilon[dtype] * n)));
    console.log(`| ${[String(n), ...units.map((value) => value.toFixed(3))].join(" | ")} |`);
  }
}

/** Backward errors and distances from orthogonality, in the order of the columns. */
function losses(dtype, n) {
  const [x, positive] = ["scattered", "positive"].map((maker) => squareOf(maker, n, dtype));
  const b = np.reshape(np.asarray(makers.amounts(n, dtype)), [n, 1]);
  const solution = np.linalg.solve(x, b);
  const { P, L, U } = np.linalg.lu(x);
  const factor = wide(np.linalg.cholesky(positive));
  const { Q, R } = np.linalg.qr(x);
  const { eigenvalues, eigenvectors } = np.linalg.eigh(positive);
  const vectors = wide(eigenvectors);
  return [
    residual(np.matmul(wide(x), wide(solution)), wide(b)) / (norm(wide(x)) * norm(wide(solution))),
    residual(np.matmul(np.matmul(wide(P), wide(L)), wide(U)), wide(x)) / norm(wide(x)),
    residual(np.matmul(factor, factor.T), wide(positive)) / norm(wide(positive)),
    residual(np.matmul(wide(Q), wide(R)), wide(x)) / norm(wide(x)),
    distanceFromIdentity(np.matmul(wide(Q).T, wide(Q))),
    residual(np.matmul(wide(positive), vectors), np.multiply(vectors, wide(eigenvalues))) /
      norm(wide(positive)),
    distanceFromIdentity(np.matmul(vectors.T, vectors)),
  ];
}

const squareOf = (maker, n, dtype) => np.reshape(np.asarray(makers[maker](n * n, dtype)), [n, n]);
const residual = (found, wanted) => norm(np.subtract(found, wanted));
const wide = (x) => np.astype(x, "float64");
const norm = (x) => np.linalg.svdvals(x).at(0).item();
const distanceFromIdentity = (x) => norm(np.subtract(x, np.eye(x.shape[0])));
