/**
 * TensorFlow.js: once this module is imported, public functions take tensors (`tf.Tensor`, variables too) and return tensors.
 * Needs `@tensorflow/tfjs-core` and a backend that its user has chosen.
 */
import { isPlain } from "../../dispatch/protocol.ts";
import type * as np from "../../index.ts";
import { adapt, borrowed, native } from "../adapter.ts";
import { methods } from "../methods.ts";
import { readings, typing } from "../questions.ts";
import { conversionFor, read } from "./conversion.ts";
import { creation } from "./creation.ts";
import { checkHeld } from "./dtypes.ts";
import { elementwise } from "./elementwise.ts";
import { manipulation } from "./manipulation.ts";
import { isTensor, tensorsIn } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";
import { products } from "./products.ts";
import { norms, reductions } from "./reductions.ts";
import { selection } from "./selection.ts";
import { transforms } from "./transforms.ts";

/** How tensors answer a public function, by its id: natively, by borrowing WasmArray's implementation, or with an error. */
export const support = adapt(
  tf.Tensor,
  [
    creation,
    elementwise,
    reductions,
    norms,
    manipulation,
    selection,
    products,
    transforms,
    typing(isTensor, native),
    // Of tensors that are made within a call, tidy is in charge.
    methods(isTensor, native, () => {}),
    readings,
    { toHost: native(readBack) },
  ],
  {
    rest: borrowed,
    check(id, args) {
      for (const x of tensorsIn(args)) {
        if (x.isDisposed) throw new TypeError(`${id}: the tensor is disposed`);
        checkHeld(id, x.dtype);
      }
      const options = args.at(-1);
      if (isPlain(options) && typeof options.dtype === "string") checkHeld(id, options.dtype);
    },
    within(run) {
      let result: unknown;
      tf.tidy(() => {
        result = run();
        // What is to come holds no tensors, and tidy takes no promises.
        return result instanceof Promise ? [] : (result as Tensor);
      });
      return result;
    },
    conversion: (id, args) => conversionFor(id, tensorsIn(args)),
    // What the engine says of an operation that the backend in use does not have.
    isMissing: (error) => error instanceof Error && /not registered for backend/.test(error.message),
  },
);

/** The tensor in a WasmArray, once the backend has it. */
async function readBack(x: Tensor): Promise<np.WasmArray> {
  return read("toHost", x, await x.data());
}
