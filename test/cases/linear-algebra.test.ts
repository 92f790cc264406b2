import { describeCases } from "./run.ts";

// Products of quarters are exact in both float types, and so are their sums.
describeCases("linear-algebra", { tolerances: { matmul: { unsignedZeros: true } } });
