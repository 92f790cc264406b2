// Bytes cannot be compiled here, so there is no choice at load. The local emulators run in Node, which may lack relaxed SIMD.
export { default as module } from "../../../../build/linalg.wasm?module";
