export * from "./compare";
export * from "./complex";
export * from "./elementwise";
export * from "./math";
export * from "./parts";
export * from "./scan";

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
