/** The Fourier transform extension: https://data-apis.org/array-api/2025.12/extensions/fourier_transform_functions.html */
export * from "./complex.ts";
export * from "./frequencies.ts";
export * from "./real.ts";
