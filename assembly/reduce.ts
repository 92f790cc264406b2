export * from "./reduce/arg";
export * from "./reduce/extremum";
export * from "./reduce/moments";
export * from "./reduce/prod";
export * from "./reduce/sum";
