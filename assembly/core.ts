export * from "./cast";
export * from "./copy";
export * from "./elementwise";
export * from "./take";

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
