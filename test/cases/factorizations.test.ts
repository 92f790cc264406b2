import { describeCases } from "./run.ts";

// Solutions are as far off as their matrices are ill-conditioned: none of these is worse than some hundreds.
const solution = { ulps: 1024, ofLargest: true, unsignedZeros: true };
const factor = { ulps: 64, ofLargest: true, unsignedZeros: true };

describeCases("factorizations", {
  tolerances: {
    "linalg.solve": solution,
    "linalg.inv": solution,
    "linalg.lstsq": solution,
    "linalg.solve_triangular": solution,
    "linalg.det": factor,
    "linalg.slogdet": factor,
    "linalg.cholesky": factor,
    "linalg.lu": factor,
    "linalg.lu_factor": factor,
  },
});
