export * from "./cast";
export * from "./compare";
export * from "./complex";
export * from "./copy";
export * from "./elementwise";
export * from "./math";
export * from "./parts";
export * from "./positions";
export * from "./reduce";
export * from "./scan";
export * from "./search";
export * from "./select";
export * from "./sort";
export * from "./take";
export * from "./triangle";

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
