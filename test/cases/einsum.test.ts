import { describeCases } from "./run.ts";

// Products of quarters are exact in both float types, and so are their sums.
describeCases("einsum", { tolerances: { einsum: { unsignedZeros: true } } });
