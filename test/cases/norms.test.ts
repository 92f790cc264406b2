import { describeCases } from "./run.ts";

// Sums of magnitudes, their powers and roots, and singular values: a few roundings each.
const rounded = { ulps: 4, complexUlps: 8, unsignedZeros: true };
const singularValues = { ulps: 24, unsignedZeros: true };

describeCases("norms", {
  tolerances: {
    "linalg.vector_norm": rounded,
    "linalg.matrix_norm": { ...singularValues, ofLargest: true },
    "linalg.norm": { ...singularValues, ofLargest: true },
    "linalg.cross": { unsignedZeros: true },
  },
});
