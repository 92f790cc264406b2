// Bytes cannot be compiled here, so there is no choice at load; every version of workerd has relaxed SIMD.
export { default as module } from "../../../../build/linalg-relaxed.wasm";
