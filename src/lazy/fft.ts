/** Fourier transforms: one axis after another, each made one chunk for it. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import type { FrequencyOptions } from "../np/fft/frequencies.ts";
import type { FftnOptions, FftOptions } from "../np/fft/transforming.ts";
import { checkAxes, checkAxis, format } from "../shape.ts";
import { blockwise, type Label } from "./blockwise.ts";
import { arange } from "./creation.ts";
import { type Handler, handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { make } from "./like.ts";
import { operandOf, resultDType, taskOf } from "./operands.ts";
import { joinAxes } from "./order.ts";

/** The number of results by that of the transform's points. */
type Results = (n: number) => number;

const all: Results = (n) => n;
const half: Results = (n) => Math.floor(n / 2) + 1;
const even: Results = (length) => 2 * (length - 1);

/** A transform along one axis; `pointsOf` says how many points there are if it is not said. */
const alongOne =
  (pointsOf: Results, resultsOf: Results): Handler =>
  (func, args, options) => {
    const x = operandOf(args[0]);
    const { n = null, axis: asked = -1 } = options as FftOptions;
    const axis = checkAxis(func.id, asked, x.ndim);
    const points = n ?? pointsOf(x.shape[axis]);
    if (!Number.isSafeInteger(points) || points < 1) {
      throw new ShapeError(`${func.id}: there is no transform of ${points} numbers`);
    }
    const own = { ...options, axis, n: points };
    const labels: Label[] = [...x.shape.keys()];
    return blockwise({
      operation: func.id,
      operands: [{ x: joinAxes(x, [axis]), labels }],
      out: labels.with(axis, "frequencies"),
      sizes: new Map([["frequencies", [resultsOf(points)]]]),
      details: own,
      dtype: resultDType(func, [x], { ...own, n: 2 }),
      task: ([chunk]) => taskOf(func.id, [chunk], own),
    });
  };

type Transform = (x: LazyArray, options: FftOptions) => LazyArray;

/** A transform along several axes: `last` along the last of them, first of all or in the end, and `others` along the rest. */
const alongSeveral =
  (last: Transform, others: Transform, isLastFirst: boolean, own?: readonly number[]): Handler =>
  ({ id }, args, { s = null, axes: asked, norm }) => {
    const x = operandOf(args[0]);
    const lengths = s as FftnOptions["s"];
    const given = (asked ?? own ?? lengths?.map((_, i) => i - lengths.length)) as number[] | undefined;
    const axes = checkAxes(id, given, x.ndim);
    if (axes.length === 0) throw new ShapeError(`${id}: there is no axis to transform along`);
    if (lengths && lengths.length !== axes.length) {
      throw new ShapeError(
        `${id}: s ${format(lengths)} has not one length for each of the axes ${format(axes)}`,
      );
    }
    const steps = axes.map((axis, i) => {
      const n = !lengths || lengths[i] === -1 ? null : lengths[i];
      return { transform: i === axes.length - 1 ? last : others, options: { axis, n, norm } as FftOptions };
    });
    const ordered = isLastFirst ? steps.reverse() : steps;
    return ordered.reduce((values, { transform, options }) => transform(values, options), x);
  };

const shiftBy =
  (shiftFor: (length: number) => number): Handler =>
  ({ id }, args, { axes: asked }) => {
    const x = operandOf(args[0]);
    const axes = checkAxes(id, asked as number[] | null | undefined, x.ndim);
    return np.roll(
      x,
      axes.map((axis) => shiftFor(x.shape[axis])),
      { axis: axes },
    );
  };

function frequencies(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const n = args[0] as number;
  const isWhole = func.id === "fft.fftfreq";
  const { d = 1 } = options as FrequencyOptions;
  if (!Number.isSafeInteger(n) || n < 1) throw new ShapeError(`${func.id}: n ${n} is not a positive integer`);
  return make(func, [1], options, ({ dtype = "float64", chunks }) => {
    const places = arange(0, isWhole ? n : half(n), 1, { chunks });
    const isNegative = np.greater_equal(np.multiply(places, 2), n);
    const cycles = isWhole ? np.where(isNegative, np.subtract(places, n), places) : places;
    return np.astype(np.multiply(cycles, 1 / (n * d)) as LazyArray, dtype);
  });
}

/** Lets Fourier transforms answer for lazy arrays. */
export function handleFft(): void {
  const { fft, ifft, rfft, irfft } = np.fft;
  handle(["fft.fft", "fft.ifft"], alongOne(all, all));
  handle(["fft.rfft", "fft.ihfft"], alongOne(all, half));
  handle(["fft.irfft", "fft.hfft"], alongOne(even, all));
  for (const [suffix, axes] of [["n"], ["2", [-2, -1]]] as const) {
    handle([`fft.fft${suffix}`], alongSeveral(fft, fft, true, axes));
    handle([`fft.ifft${suffix}`], alongSeveral(ifft, ifft, true, axes));
    handle([`fft.rfft${suffix}`], alongSeveral(rfft, fft, true, axes));
    handle([`fft.irfft${suffix}`], alongSeveral(irfft, ifft, false, axes));
  }
  handle(
    ["fft.fftshift"],
    shiftBy((n) => Math.floor(n / 2)),
  );
  handle(
    ["fft.ifftshift"],
    shiftBy((n) => -Math.floor(n / 2)),
  );
  handle(["fft.fftfreq", "fft.rfftfreq"], frequencies);
}
