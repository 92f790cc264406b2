/** Fourier transforms, for which the library has kernels along the last axis. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { checkAxes, type Shape } from "../../shape.ts";
import { byId, type Entry, native, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { isTensor } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";
import { placing } from "./selection.ts";

type Kernel = (x: Tensor) => Tensor;

const exceptions = "borrowed: integers, no elements, other options than the axes";

/** What `kernel`, which takes the last axis, makes of another. */
function along(x: Tensor, axis: number, kernel: Kernel): Tensor {
  const last = x.rank - 1;
  if (axis === last) return kernel(x);
  const order = x.shape.map((_, i) => (i === axis ? last : i === last ? axis : i));
  return tf.transpose(kernel(tf.transpose(x, order)), order);
}

const alongAll = (x: Tensor, axes: readonly number[], kernel: Kernel): Tensor =>
  axes.reduce((result, axis) => along(result, axis, kernel), x);

/** What a transform takes and does along axes, of which it halves the last, or makes it twice as long. */
interface Transform {
  readonly takes: readonly Tensor["dtype"][];
  run(x: Tensor, axes: number[]): Tensor;
  /** The least length of the last axis. */
  readonly least?: number;
}

/** A transform along the axes that are the option `key`, or else `own`. */
const transform = (
  id: string,
  key: "axis" | "axes",
  own: number | Shape | null,
  { takes, run, least = 1 }: Transform,
): Entry =>
  native((x: unknown, options: { [key]?: number | Shape | null } = {}) => {
    if (!isTensor(x) || x.size === 0 || !takes.includes(x.dtype) || hasOther(options, key))
      return NotImplemented;
    const given = options[key] ?? own;
    if (key === "axis" && typeof given !== "number") return NotImplemented;
    const axes = checkAxes(id, given, x.rank);
    return axes.length > 0 && x.shape[axes.at(-1)!] >= least ? run(x, axes) : NotImplemented;
  }, exceptions);

const numbers = ["float32", "complex64"] as const;

const toComplex: Kernel = (x) => (x.dtype === "complex64" ? x : tf.complex(x, tf.zerosLike(x)));
const conjugate: Kernel = (x) => tf.complex(tf.real(x), tf.neg(tf.imag(x)));

const forward: Transform = { takes: numbers, run: (x, axes) => alongAll(toComplex(x), axes, tf.fft) };
const inverse: Transform = { takes: numbers, run: (x, axes) => alongAll(toComplex(x), axes, tf.ifft) };

const forwardOfReals: Transform = {
  takes: ["float32"],
  run: (x, axes) => alongAll(along(x, axes.at(-1)!, tf.rfft), axes.slice(0, -1), tf.fft),
};

/** Of a vector it makes a matrix. */
const inverseOfLast: Kernel = (x) =>
  tf.reshape(tf.irfft(x), [...x.shape.slice(0, -1), 2 * (x.shape.at(-1)! - 1)]);

const inverseToReals: Transform = {
  takes: numbers,
  run: (x, axes) => along(alongAll(toComplex(x), axes.slice(0, -1), tf.ifft), axes.at(-1)!, inverseOfLast),
  least: 2,
};

const one = tableOf<Transform>(
  {
    "fft.fft": forward,
    "fft.ifft": inverse,
    "fft.rfft": forwardOfReals,
    "fft.irfft": inverseToReals,
    "fft.hfft": {
      ...inverseToReals,
      run: (x, [axis]) =>
        along(toComplex(x), axis, (line) =>
          tf.mul(inverseOfLast(conjugate(line)), 2 * (line.shape.at(-1)! - 1)),
        ),
    },
    "fft.ihfft": {
      ...forwardOfReals,
      run: (x, [axis]) => along(x, axis, (line) => conjugate(tf.rfft(tf.div(line, line.shape.at(-1)!)))),
    },
  },
  (id, each) => transform(id, "axis", -1, each),
);

const several = { fft: forward, ifft: inverse, rfft: forwardOfReals, irfft: inverseToReals };

export const transforms: Table = {
  ...one,
  ...Object.fromEntries(
    Object.entries(several).flatMap(([name, each]) => [
      [`fft.${name}2`, transform(`fft.${name}2`, "axes", [-2, -1], each)],
      [`fft.${name}n`, transform(`fft.${name}n`, "axes", null, each)],
    ]),
  ),
  ...byId(["fft.fftshift", "fft.ifftshift"], (id) =>
    native(placing(id), "borrowed: complex numbers, no elements"),
  ),
};
