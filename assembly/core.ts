export * from "./cast";
export * from "./copy";
export * from "./positions";
export * from "./reduce/prod";
export * from "./reduce/sum";
export * from "./select";
export * from "./take";
export * from "./triangle";

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
