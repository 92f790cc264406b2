import { describeCases } from "./run.ts";

// NumPy computes in the operands' precision, and sums in another order.
const few = { ulps: 4, unsignedZeros: true };
const some = { ulps: 12, complexUlps: 24, unsignedZeros: true };
// Deviations from a mean cancel.
const sums = { ...some, ofLargest: true };

describeCases("distribution", {
  tolerances: {
    median: few,
    nanmedian: few,
    quantile: few,
    percentile: few,
    nanquantile: few,
    nanpercentile: few,
    average: some,
    cov: sums,
    corrcoef: sums,
    histogram: few,
    nansum: few,
    nanmean: few,
    nanprod: some,
    nanvar: some,
    nanstd: some,
    nancumsum: few,
    nancumprod: some,
  },
});
