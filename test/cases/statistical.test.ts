import { describeCases } from "./run.ts";

describeCases("statistical", {
  tolerances: {
    // As many roundings as there are terms; the few here stay far below that.
    sum: { ulps: 2, unsignedZeros: true },
    prod: { ulps: 12, complexUlps: 24, unsignedZeros: true },
    cumulative_sum: { ulps: 2, unsignedZeros: true },
    cumulative_prod: { ulps: 12, complexUlps: 24, unsignedZeros: true },
    cumsum: { ulps: 2, unsignedZeros: true },
    cumprod: { ulps: 12, complexUlps: 24, unsignedZeros: true },
    mean: { ulps: 2, unsignedZeros: true },
    // Sums of squares of differences from a mean that is rounded.
    var: { ulps: 4 },
    std: { ulps: 4 },
  },
});
