/**
 * onnxruntime-web: once this module is imported, public functions take tensors (`ort.Tensor`) on the CPU and return such tensors.
 * Needs `onnxruntime-web`, which has no arithmetic of its own: all is computed by WasmArray, but shapes change without a copy.
 */
import { NotImplemented } from "../../dispatch/protocol.ts";
import * as np from "../../index.ts";
import { sizeOf } from "../../shape.ts";
import { adapt, borrowed, type Entry, native } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { checkType, isTensor, tensorsIn, toTensor, toWasm } from "./conversion.ts";
import { ort, type Tensor } from "./peer.ts";

const note = "without a copy: the tensors share their data";

/** A function of the shape alone, which is found out by an array that takes no memory. */
const reshaping = (func: (x: np.WasmArray, ...rest: never[]) => np.WasmArray): Entry =>
  native((x: Tensor, ...rest: never[]) => {
    const shape = np.scope(() => func(np.broadcast_to(np.zeros([]), x.dims), ...rest).shape);
    return x.reshape(shape);
  }, note);

const reshape = native((x: unknown, shape: unknown, options?: object) => {
  const isFit =
    isTensor(x) &&
    Array.isArray(shape) &&
    shape.every((length) => Number.isInteger(length) && length >= 0) &&
    sizeOf(shape) === sizeOf(x.dims) &&
    !hasOther(options);
  return isFit ? x.reshape(shape) : NotImplemented;
}, note);

/** How tensors answer a public function, by its id: natively, by borrowing WasmArray's implementation, or with an error. */
export const support = adapt(
  ort.Tensor,
  [
    {
      reshape,
      squeeze: reshaping(np.squeeze),
      expand_dims: reshaping(np.expand_dims),
      toHost: native(readBack),
    },
  ],
  {
    rest: borrowed,
    check(id, args) {
      for (const x of tensorsIn(args)) {
        const { location } = x;
        if (location === "none") throw new TypeError(`${id}: the tensor is disposed`);
        if (location !== "cpu" && location !== "cpu-pinned" && id !== "toHost") {
          throw new TypeError(
            `${id}: the tensor is on the device (${location}): await np.toHost(x) reads it back`,
          );
        }
        checkType(id, x);
      }
    },
    within: (run) => run(),
    conversion: (id) => ({
      to: (x: Tensor) => toWasm(x, x.data),
      from: (x: np.WasmArray) => toTensor(id, x),
    }),
  },
);

/** The tensor in a WasmArray. */
async function readBack(x: Tensor): Promise<np.WasmArray> {
  return toWasm(x, await x.getData());
}
