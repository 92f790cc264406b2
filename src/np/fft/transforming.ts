import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/index.ts";
import { ShapeError } from "../../errors.ts";
import type { Norm, Transform } from "../../ops/fft/transforms.ts";
import { checkAxes, checkAxis, format, type Shape } from "../../shape.ts";
import { type Like, withOperand } from "../operand.ts";
import { checkOptions } from "../options.ts";

export interface FftOptions {
  /** The length to which the axis is cropped, or padded with zeros; for real results, their length. */
  n?: number | null | undefined;
  /** The axis along which the lines lie, the last one by default. */
  axis?: number | undefined;
  /** What is divided by n: the inverse transform ("backward"), the transform ("forward"), or each by √n ("ortho"). */
  norm?: Norm | undefined;
}

export interface FftnOptions {
  /** The lengths to which the axes are cropped, or padded with zeros; -1 keeps a length. */
  s?: readonly number[] | null | undefined;
  /** The axes; by default the last ones if `s` is given, else all. */
  axes?: readonly number[] | null | undefined;
  /** What is divided by the number of elements: the inverse transform ("backward"), the transform ("forward"), or each by its root ("ortho"). */
  norm?: Norm | undefined;
}

type Compute = (id: string, x: WasmArray, transform: Transform) => WasmArray;

/** What sets a transform apart from others. */
interface Manner {
  readonly isInverse: boolean;
  /** The length of the results by that of the operand, where it is not the same. */
  readonly lengthOf?: (length: number) => number;
  /** Whether the two directions of `norm` stand for each other. */
  readonly swapsNorm?: boolean;
}

/** The transform `id` along one axis. */
export function alongOne(id: string, manner: Manner, compute: Compute) {
  return overridable(
    id,
    (x) => [x],
    <A>(x: A, options: FftOptions = {}): Like<A> => {
      checkOptions(id, options, ["n", "axis", "norm"]);
      const { n, axis = -1, norm } = options;
      return withOperand(id, x, (source) => {
        const at = checkAxis(id, axis, source.ndim);
        return compute(id, source, planned(id, manner, source.shape, [at], [n ?? -1], norm));
      }) as Like<A>;
    },
  );
}

/** The transform `id` along several axes, of which `own` are transformed unless others are named. */
export function alongSeveral(id: string, manner: Manner, compute: Compute, own: Shape | null = null) {
  return overridable(
    id,
    (x) => [x],
    <A>(x: A, options: FftnOptions = {}): Like<A> => {
      checkOptions(id, options, ["s", "axes", "norm"]);
      const { s, norm } = options;
      return withOperand(id, x, (source) => {
        const axes = axesOf(id, source.ndim, s, options.axes ?? own);
        if (s && s.length !== axes.length) {
          throw new ShapeError(
            `${id}: s ${format(s)} has not one length for each of the axes ${format(axes)}`,
          );
        }
        const lengths = s ?? axes.map(() => -1);
        return compute(id, source, planned(id, manner, source.shape, axes, lengths, norm));
      }) as Like<A>;
    },
  );
}

function axesOf(id: string, ndim: number, s: Shape | null | undefined, axes: Shape | null): number[] {
  if (axes || !s) return checkAxes(id, axes, ndim);
  return s.map((_, i) => checkAxis(id, i - s.length, ndim));
}

function planned(
  id: string,
  { isInverse, lengthOf, swapsNorm }: Manner,
  shape: Shape,
  axes: readonly number[],
  asked: readonly number[],
  norm: Norm = "backward",
): Transform {
  if (axes.length === 0) throw new ShapeError(`${id}: there is no axis to transform along`);
  const lengths = axes.map((axis, i) => {
    const n = asked[i];
    if (n !== -1) return checkLength(id, n);
    const isLast = i === axes.length - 1;
    return checkLength(id, lengthOf && isLast ? lengthOf(shape[axis]) : shape[axis]);
  });
  if (!directions[norm]) {
    throw new TypeError(`${id}: norm is "backward", "ortho" or "forward", not ${String(norm)}`);
  }
  return { axes, lengths, norm: swapsNorm ? directions[norm] : norm, isInverse };
}

/** Norms, and what they are seen from the other side. */
const directions: { readonly [N in Norm]: Norm } = {
  backward: "forward",
  ortho: "ortho",
  forward: "backward",
};

function checkLength(id: string, n: number): number {
  if (Number.isSafeInteger(n) && n > 0) return n;
  throw new ShapeError(`${id}: there is no transform of ${String(n)} numbers`);
}
