import type * as Jax from "@jax-js/jax";
import { importVersion, type Peer } from "../peer.ts";

export const peer: Peer<typeof Jax> = {
  name: "@jax-js/jax",
  range: "^0.1.25",
  load: () => import("@jax-js/jax"),
  // The package does not say its version: it is known by what it has.
  version: (jax) =>
    "refCount" in jax.Array.prototype && "permuteDims" in jax.numpy ? "0.1.25" : "another version",
};

export const jax = await importVersion(peer);
/** An array of jax-js. Its functions consume the arrays that they are given: `x.ref` is given for the user. */
export type JaxArray = Jax.Array;
