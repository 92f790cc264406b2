/** Norms of vectors and matrices. */
import { normsFor } from "../norms.ts";
import { keepAnyNaN, toBool } from "./nan.ts";
import { isCommon, isFloat, keeping } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;

export const norms = normsFor<JaxArray>(
  {
    isFloats: (x): x is JaxArray => isCommon(x) && isFloat(x),
    // The argument itself, which is kept.
    abs: (x) => jnp.abs(x.ref),
    square: (x) => jnp.square(x.ref),
    sqrt: jnp.sqrt,
    sum: jnp.sum,
    max: keepAnyNaN(jnp.max),
    min: keepAnyNaN(jnp.min),
    countNonzero: (x, axes, options) => jnp.astype(jnp.countNonzero(toBool(x.ref), axes, options), x.dtype),
  },
  keeping,
);
