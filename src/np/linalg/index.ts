/** The linear algebra extension: https://data-apis.org/array-api/2025.12/extensions/linear_algebra_functions.html */
export { matmul, matrix_transpose, tensordot, vecdot } from "../linear-algebra.ts";
export * from "./determinant.ts";
export * from "./diagonals.ts";
export * from "./eigenvalues.ts";
export * from "./least-squares.ts";
export * from "./matrix-functions.ts";
export * from "./norms.ts";
export * from "./polar.ts";
export * from "./products.ts";
export * from "./qr.ts";
export * from "./rank.ts";
export * from "./solving.ts";
export * from "./svd.ts";
export * from "./triangular-factors.ts";
