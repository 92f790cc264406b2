import { transform } from "../../ops/fft/transforms.ts";
import { alongOne, alongSeveral } from "./transforming.ts";

const forward = { isInverse: false };
const inverse = { isInverse: true };

/**
 * The discrete Fourier transform along one axis: y(k) = Σ x(j) exp(-2πi jk / n). The result is complex64 for float32 and
 * complex64, else complex128. Stockham's transform with passes of radix 2, 3, 4, 5 and 7; lengths with other prime factors by
 * Bluestein's (1970); real numbers along a last axis of even length by one of half the length (Sorensen and others, 1987). The error
 * grows as ε log n.
 * @throws AxisError for an axis that `x` does not have, ShapeError for a length of 0, TypeError for an unknown norm
 * @example np.fft.fft([1, 2, 3, 4]) // array([10.+0.j, -2.+2.j, -2.+0.j, -2.-2.j])
 */
export const fft = /* @__PURE__ */ alongOne("fft.fft", forward, transform);

/**
 * The inverse of `fft`: x(j) = 1/n Σ y(k) exp(2πi jk / n). Types, method and errors are those of `fft`.
 * @example np.fft.ifft([10, { re: -2, im: 2 }, -2, { re: -2, im: -2 }]) // array([1.+0.j, 2.+0.j, 3.+0.j, 4.+0.j])
 */
export const ifft = /* @__PURE__ */ alongOne("fft.ifft", inverse, transform);

/**
 * The transform along several axes, all by default. Types, method and errors are those of `fft`.
 * @throws ShapeError besides if `s` does not have a length for each axis
 * @example np.fft.fftn([[1, 2], [3, 4]]) // array([[10.+0.j, -2.+0.j], [-4.+0.j,  0.+0.j]])
 */
export const fftn = /* @__PURE__ */ alongSeveral("fft.fftn", forward, transform);

/**
 * The inverse of `fftn`. Types, method and errors are the same.
 * @example np.fft.ifftn([[10, -2], [-4, 0]]) // array([[1.+0.j, 2.+0.j], [3.+0.j, 4.+0.j]])
 */
export const ifftn = /* @__PURE__ */ alongSeveral("fft.ifftn", inverse, transform);

/**
 * The transform along two axes, the last two by default. Types, method and errors are those of `fftn`.
 * @example np.fft.fft2([[1, 2], [3, 4]]) // array([[10.+0.j, -2.+0.j], [-4.+0.j,  0.+0.j]])
 */
export const fft2 = /* @__PURE__ */ alongSeveral("fft.fft2", forward, transform, [-2, -1]);

/**
 * The inverse of `fft2`. Types, method and errors are the same.
 * @example np.fft.ifft2([[10, -2], [-4, 0]]) // array([[1.+0.j, 2.+0.j], [3.+0.j, 4.+0.j]])
 */
export const ifft2 = /* @__PURE__ */ alongSeveral("fft.ifft2", inverse, transform, [-2, -1]);
