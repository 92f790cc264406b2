/** Multiplies an even number of real numbers. */
export function scaleLine<T>(x: usize, count: usize, scale: f64): void {
  const factor = v128.splat<T>(<T>scale);
  const end = x + count * sizeof<T>();
  for (; x + 16 <= end; x += 16) v128.store(x, v128.mul<T>(v128.load(x), factor));
  if (x < end) v128.store64_lane(x, v128.mul<T>(v128.load64_zero(x), factor), 0);
}
