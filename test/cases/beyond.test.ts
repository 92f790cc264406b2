import { describeCases } from "./run.ts";

describeCases("beyond", {
  tolerances: {
    float_power: { ulps: 1, complexUlps: 4 },
    // Lines are computed as NumPy does, which may round a product and a sum at once.
    interp: { ulps: 2 },
  },
});
