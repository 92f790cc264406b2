/** Fourier transforms to real arrays. The library has pairs of arrays for complex numbers; public functions take one array. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { checkAxes, type Shape } from "../../shape.ts";
import { byId, type Entry, refused, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { isCommon, isFloat, keeping } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const { fft } = jax.numpy;

type Kernel = (x: JaxArray, axes: number[]) => JaxArray;

/** A function of floats along the axes that are the option `key`, or else `own`. */
const along = (
  id: string,
  key: "axis" | "axes",
  own: number | Shape | null,
  kernel: Kernel,
  least: number,
): Entry =>
  keeping((x: unknown, options: { [key]?: number | Shape | null } = {}) => {
    if (!isCommon(x) || !isFloat(x) || hasOther(options, key)) return NotImplemented;
    const given = options[key] ?? own;
    if (key === "axis" && typeof given !== "number") return NotImplemented;
    const axes = checkAxes(id, given, x.shape.length);
    // The last axis holds half of what it becomes.
    return axes.length > 0 && x.shape[axes.at(-1)!] >= least ? kernel(x.ref, axes) : NotImplemented;
  }, "borrowed: integers, no elements, other options than the axes");

const asPair = (x: JaxArray) => ({ real: x.ref, imag: jax.numpy.zerosLike(x) });

const complex = [
  ...["fft.fft", "fft.ifft", "fft.fft2", "fft.ifft2", "fft.fftn", "fft.ifftn"],
  ...["fft.rfft", "fft.rfft2", "fft.rfftn", "fft.ihfft", "linalg.eig", "linalg.eigvals"],
];

export const transforms: Table = {
  ...tableOf<Kernel>(
    {
      "fft.irfft": (x, [axis]) => fft.irfft(asPair(x), axis),
      "fft.hfft": (x, [axis]) => fft.hfft(asPair(x), axis),
    },
    (id, kernel) => along(id, "axis", -1, kernel, 2),
  ),
  "fft.irfftn": along("fft.irfftn", "axes", null, (x, axes) => fft.irfftn(asPair(x), axes), 2),
  "fft.irfft2": along("fft.irfft2", "axes", [-2, -1], (x, axes) => fft.irfft2(asPair(x), axes), 2),
  ...tableOf<Kernel>({ "fft.fftshift": fft.fftshift, "fft.ifftshift": fft.ifftshift }, (id, kernel) =>
    along(id, "axes", null, kernel, 1),
  ),
  ...byId(complex, () =>
    refused("results are complex, and arrays of jax-js are not: call it on await np.toHost(x)"),
  ),
};
