/**
 * jax-js: once this module is imported, public functions take its arrays, on any of its devices, and return such arrays on the
 * same device. Arguments are not consumed. Needs `@jax-js/jax` and a device that its user has initialised.
 */
import { isPlain } from "../../dispatch/protocol.ts";
import type * as np from "../../index.ts";
import { adapt, borrowed, native } from "../adapter.ts";
import { methods } from "../methods.ts";
import { readings, typing } from "../questions.ts";
import { conversionFor, isJaxArray, jaxArraysIn, toWasm } from "./conversion.ts";
import { creation } from "./creation.ts";
import { checkHeld } from "./dtypes.ts";
import { elementwise } from "./elementwise.ts";
import { manipulation } from "./manipulation.ts";
import { norms } from "./norms.ts";
import { keeping } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";
import { products } from "./products.ts";
import { reductions } from "./reductions.ts";
import { selection } from "./selection.ts";
import { transforms } from "./transforms.ts";

export { readGPUsAtOnce } from "./conversion.ts";

/** How arrays of jax-js answer a public function, by its id: natively, by borrowing WasmArray's implementation, or with an error. */
export const support = adapt(
  jax.Array,
  [
    creation,
    elementwise,
    reductions,
    manipulation,
    selection,
    products,
    norms,
    transforms,
    typing(isJaxArray, native),
    methods(isJaxArray, keeping, (x) => x.dispose()),
    readings,
    { toHost: native(readBack) },
  ],
  {
    rest: borrowed,
    check(id, args) {
      for (const x of jaxArraysIn(args)) {
        if (x.refCount === 0)
          throw new TypeError(
            `${id}: the array of jax-js is disposed, or was given to a function that consumes it`,
          );
        checkHeld(id, x.dtype);
      }
      const options = args.at(-1);
      if (isPlain(options) && typeof options.dtype === "string") checkHeld(id, options.dtype);
    },
    within: (run) => run(),
    conversion: (id, args) => conversionFor(id, jaxArraysIn(args)),
  },
);

/** The array in a WasmArray. Throws an Error if it is lost with its device. */
async function readBack(x: JaxArray): Promise<np.WasmArray> {
  const data = await x.ref.data().catch((cause) => {
    throw new Error(`toHost: the array could not be read from the device ${x.device}: ${cause.message}`, {
      cause,
    });
  });
  return toWasm(x, "toHost", data as ArrayLike<number>);
}
