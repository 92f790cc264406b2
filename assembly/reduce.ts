export * from "./reduce/arg";
export * from "./reduce/extremum";
export * from "./reduce/moments";

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
