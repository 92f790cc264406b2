export * from "./compare";
export * from "./complex";
export * from "./elementwise";
export * from "./math";
export * from "./parts";
export * from "./scan";

/** First address past this module's own data; its tables are at the end of its page: `math/tables`. */
export function data_end(): usize {
  return __heap_base;
}
