import { describeCases } from "./run.ts";

// Sums that cancel, in units of the largest: the error grows with the logarithm of the length.
const sums = { ulps: 6, unsignedZeros: true, ofLargest: true };
const transforms = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"];
const several = ["fftn", "ifftn", "rfftn", "irfftn", "fft2", "ifft2", "rfft2", "irfft2"];

describeCases("fft", {
  tolerances: Object.fromEntries([...transforms, ...several].map((name) => [`fft.${name}`, sums])),
});
