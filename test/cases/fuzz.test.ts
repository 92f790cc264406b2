import { describeCases } from "./run.ts";

// What the tables of the chapters allow these functions: they are rounded in more than one place, or no library rounds
// them correctly at a good speed. All others are exact: they move elements, or add quarters.
const rounded =
  "abs acos acosh asin asinh atan atanh cos cosh cumulative_prod deg2rad divide exp expm1 log log10 log1p log2 mean multiply " +
  "pow prod rad2deg reciprocal sign sin sinh sqrt square std tan tanh var";
const sums = "cumulative_sum matmul sum tensordot vecdot";

describeCases("fuzz", {
  tolerances: Object.fromEntries([
    ...rounded.split(" ").map((fn) => [fn, { ulps: 12, complexUlps: 24, unsignedZeros: true }]),
    ...sums.split(" ").map((fn) => [fn, { unsignedZeros: true }]),
  ]),
});
