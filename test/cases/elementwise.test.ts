import { describeCases } from "./run.ts";

describeCases("elementwise", {
  tolerances: {
    // Sums of products of parts, each rounded; a fused multiply-add rounds them otherwise.
    multiply: { complexUlps: 2 },
    divide: { complexUlps: 4 },
    // The square root and the logarithm of a hypotenuse that is rounded itself.
    abs: { complexUlps: 2 },
    sqrt: { complexUlps: 2 },
    // No library rounds these correctly at a good speed; below one unit is what good ones promise.
    exp: { ulps: 1, complexUlps: 2 },
    log: { ulps: 1, complexUlps: 2 },
    // exp(y log x), the logarithm in extended precision; for complex numbers in ordinary.
    pow: { ulps: 1, complexUlps: 32 },
  },
});
