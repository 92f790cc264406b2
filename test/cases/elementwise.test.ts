import { describeCases } from "./run.ts";

describeCases("elementwise", {
  tolerances: {
    // Sums of products of parts, each rounded; a fused multiply-add rounds them otherwise.
    multiply: { complexUlps: 2 },
    square: { complexUlps: 2 },
    divide: { complexUlps: 4 },
    reciprocal: { complexUlps: 4 },
    sign: { complexUlps: 4 },
    // The square root and the logarithm of a hypotenuse that is rounded itself.
    abs: { complexUlps: 2 },
    sqrt: { complexUlps: 2 },
    // The factor is rounded itself, and not everywhere from the same type.
    deg2rad: { ulps: 1 },
    rad2deg: { ulps: 1 },
    // No library rounds these correctly at a good speed; below one unit is what good ones promise.
    exp: { ulps: 1, complexUlps: 2 },
    log: { ulps: 1, complexUlps: 2 },
    // Theirs are at most four units from what is right, as NumPy's are.
    exp2: { ulps: 1 },
    cbrt: { ulps: 1 },
    expm1: { ulps: 4 },
    log1p: { ulps: 4 },
    log2: { ulps: 4 },
    log10: { ulps: 4 },
    sin: { ulps: 4 },
    cos: { ulps: 4 },
    tan: { ulps: 4 },
    asin: { ulps: 4 },
    acos: { ulps: 4 },
    atan: { ulps: 4 },
    sinh: { ulps: 4 },
    cosh: { ulps: 4 },
    tanh: { ulps: 4 },
    asinh: { ulps: 4 },
    acosh: { ulps: 4 },
    atanh: { ulps: 4 },
    atan2: { ulps: 4 },
    hypot: { ulps: 4 },
    logaddexp: { ulps: 4 },
    // exp(y log x), the logarithm in extended precision.
    pow: { ulps: 1, complexUlps: 4 },
  },
});
