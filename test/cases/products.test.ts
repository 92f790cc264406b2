import { describeCases } from "./run.ts";

// Products of quarters are exact in both float types, and so are their sums.
const exact = { unsignedZeros: true };

describeCases("products", {
  tolerances: {
    ...{ tensordot: exact, vecdot: exact, dot: exact, inner: exact, vdot: exact, kron: exact },
    "linalg.multi_dot": exact,
  },
});
