/**
 * A plan is a block of memory that src/ops/fft/plan.ts fills: the length n of the transform (i32), whether it is the
 * inverse (i32), the number of passes (i32), the bytes from the start of the plan to the convolution, 0 if there is none (i32), the
 * radices of the passes (i32 each), and, from the next multiple of 16 on, their twiddle factors, pass by pass.
 *
 * With a convolution there are no passes; in their place come n factors (the chirp), then m factors (the transform of its conjugate), then the plan for
 * the transform of m numbers at that offset.
 */

/** Numbers that are transformed. @inline */
export function lengthOf(plan: usize): usize {
  return load<u32>(plan);
}

/** @inline */
export function isInverse(plan: usize): bool {
  return load<u32>(plan, 4) != 0;
}

/** @inline */
export function passesOf(plan: usize): u32 {
  return load<u32>(plan, 8);
}

/** The plan of the transforms that a convolution is made of, 0 if there is none. @inline */
export function convolutionOf(plan: usize): usize {
  const offset = load<u32>(plan, 12);
  return offset ? plan + offset : 0;
}

/** @inline */
export function radixOf(plan: usize, pass: u32): u32 {
  return load<u32>(plan + 4 * <usize>pass, 16);
}

/** Where the factors start. @inline */
export function factorsOf(plan: usize): usize {
  return plan + ((16 + 4 * <usize>passesOf(plan) + 15) & ~15);
}
