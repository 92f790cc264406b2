import { describeCases } from "./run.ts";

describeCases("matrix-functions", {
  tolerances: {
    "linalg.matrix_power": { ulps: 200, ofLargest: true, unsignedZeros: true },
    // The exponentials of matrices of norm 20 are sums of terms a few times as large.
    "linalg.expm": { ulps: 100, ofLargest: true, unsignedZeros: true },
  },
});
