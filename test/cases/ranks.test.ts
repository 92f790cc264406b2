import { describeCases } from "./run.ts";

// By singular value decompositions of small matrices, well-conditioned but for singular values that are zero.
const decomposed = { ulps: 64, ofLargest: true, unsignedZeros: true };

describeCases("ranks", {
  tolerances: { "linalg.pinv": decomposed, "linalg.polar": decomposed, "linalg.cond": { ulps: 400 } },
});
