import { describeCases } from "./run.ts";

const methods = ["reduce", "accumulate", "reduceat", "outer", "at"];
/** The same for all methods of functions. */
const within = (tolerance: { ulps?: number; complexUlps?: number }, ...functions: string[]) =>
  Object.fromEntries(functions.flatMap((fn) => methods.map((method) => [`${fn}.${method}`, tolerance])));

describeCases("universal", {
  tolerances: {
    // Errors of as many calls as there are elements.
    ...within({ ulps: 32 }, "pow", "atan2", "hypot", "logaddexp"),
    ...within({ complexUlps: 16 }, "multiply", "divide"),
    // Floats are multiplied in float64.
    ...within({ ulps: 4, complexUlps: 32 }, "multiply"),
  },
});
