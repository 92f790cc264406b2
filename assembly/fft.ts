export * from "./fft/complex-lines";
export * from "./fft/real-lines";

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
