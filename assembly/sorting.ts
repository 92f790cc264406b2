export * from "./search";
export * from "./sort";

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
