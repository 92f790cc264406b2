/** Manipulation functions: https://data-apis.org/array-api/2025.12/API_specification/manipulation_functions.html */
export * from "./axes.ts";
export * from "./editing.ts";
export { append, concat, stack, unstack } from "./joining.ts";
export * from "./padding.ts";
export * from "./repeating.ts";
export * from "./shapes.ts";
export * from "./splitting.ts";
export * from "./stacking.ts";
