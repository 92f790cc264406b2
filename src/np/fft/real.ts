import { scope } from "../../array/scope.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { conjugate } from "../../ops/conjugate.ts";
import { inverseRealTransform, realTransform, type Transform } from "../../ops/fft/transforms.ts";
import { alongOne, alongSeveral } from "./transforming.ts";

/** The length of real lines by that of half their transforms, unless it is said. */
const evenLength = (length: number): number => 2 * (length - 1);

const forward = { isInverse: false };
const inverse = { isInverse: true, lengthOf: evenLength };

/**
 * The transform of real numbers along one axis: the first n/2 + 1 of its n elements, of which the others are the conjugates.
 * The result is complex64 for float32, else complex128. By a transform of n/2 complex numbers where n is even (Sorensen and others, 1987).
 * @throws DTypeError for complex numbers, and as `fft`
 * @example np.fft.rfft([1, 2, 3, 4]) // array([10.+0.j, -2.+2.j, -2.+0.j])
 */
export const rfft = /* @__PURE__ */ alongOne("fft.rfft", forward, realTransform);

/**
 * The inverse of `rfft`: `n` real numbers along one axis, by default an even number, 2 (m - 1) for m elements. What is
 * imaginary of the first element, and for even n of the last, counts for nothing. float32 for complex64 and float32, else float64.
 * @throws as `fft`
 * @example np.fft.irfft([10, { re: -2, im: 2 }, -2]) // array([1., 2., 3., 4.])
 */
export const irfft = /* @__PURE__ */ alongOne("fft.irfft", inverse, inverseRealTransform);

/**
 * The transform of real numbers along several axes, all by default: of the last of them half the elements, as `rfft` gives
 * them. Types and errors are those of `rfft` and `fftn`.
 * @example np.fft.rfftn([[1, 2, 3], [4, 5, 6]]).at(1) // array([-9.+0.j,  0.+0.j])
 */
export const rfftn = /* @__PURE__ */ alongSeveral("fft.rfftn", forward, realTransform);

/**
 * The inverse of `rfftn`: the last length of `s` is that of the real lines, by default an even one. Types and errors are those
 * of `irfft` and `fftn`.
 * @example np.fft.irfftn([[10, -2], [-4, 0]]) // array([[1., 2.], [3., 4.]])
 */
export const irfftn = /* @__PURE__ */ alongSeveral("fft.irfftn", inverse, inverseRealTransform);

/**
 * `rfftn` along two axes, the last two by default.
 * @example np.fft.rfft2([[1, 2], [3, 4]]) // array([[10.+0.j, -2.+0.j], [-4.+0.j,  0.+0.j]])
 */
export const rfft2 = /* @__PURE__ */ alongSeveral("fft.rfft2", forward, realTransform, [-2, -1]);

/**
 * `irfftn` along two axes, the last two by default.
 * @example np.fft.irfft2([[10, -2], [-4, 0]]) // array([[1., 2.], [3., 4.]])
 */
export const irfft2 = /* @__PURE__ */ alongSeveral("fft.irfft2", inverse, inverseRealTransform, [-2, -1]);

/**
 * The transform, real, of numbers with Hermitian symmetry, of which the first n/2 + 1 are given. Types and errors are those of
 * `irfft`.
 * @example np.fft.hfft([1, { re: 2, im: 1 }, 3]) // array([ 8.,  0.,  0., -4.])
 */
export const hfft = /* @__PURE__ */ alongOne(
  "fft.hfft",
  { ...inverse, swapsNorm: true },
  (id: string, x: WasmArray, transform: Transform) =>
    scope(() => inverseRealTransform(id, conjugate(id, x), transform)),
);

/**
 * The inverse of `hfft`: n/2 + 1 of n numbers with Hermitian symmetry, of n real ones. Types and errors are those of `rfft`.
 * @example np.fft.ihfft([8, 0, 0, -4]) // array([1.-0.j, 2.+1.j, 3.-0.j])
 */
export const ihfft = /* @__PURE__ */ alongOne(
  "fft.ihfft",
  { ...forward, swapsNorm: true },
  (id: string, x: WasmArray, transform: Transform) =>
    scope(() => conjugate(id, realTransform(id, x, transform))),
);
