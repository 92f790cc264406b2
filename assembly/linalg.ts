export { negative_f32, negative_f64 } from "./elementwise";
export * from "./factor/bidiagonal";
export * from "./factor/bidiagonal-qr";
export * from "./factor/block-reflector";
export * from "./factor/cholesky";
export * from "./factor/complex-qr";
export * from "./factor/determinant";
export * from "./factor/divide-and-conquer";
export * from "./factor/eigen-merge";
export * from "./factor/eigenvectors";
export * from "./factor/hermitian";
export * from "./factor/hessenberg";
export * from "./factor/hessenberg-qr";
export * from "./factor/lu";
export * from "./factor/qr";
export * from "./factor/scaling";
export * from "./factor/schur-vectors";
export * from "./factor/singular-output";
export * from "./factor/solve";
export * from "./factor/svd";
export * from "./factor/triangle";
export * from "./factor/triangular";
export * from "./factor/tridiagonal";
export * from "./factor/tridiagonal-ql";
export * from "./gemm/gemm";
export * from "./gemm/packed";
export * from "./gemm/vecdot";
export * from "./squares";

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
