import { describeCases } from "./run.ts";

// NumPy computes in the operands' precision, and sums in another order.
const few = { ulps: 4, unsignedZeros: true };
const some = { ulps: 12, complexUlps: 24, unsignedZeros: true };

describeCases("distribution", {
  tolerances: {
    median: few,
    nanmedian: few,
    quantile: few,
    percentile: few,
    nanquantile: few,
    nanpercentile: few,
    average: some,
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
