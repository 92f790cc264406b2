/** Points (xp, fp) in the order of xp, and what is outside of them. */
export interface Points {
  readonly xp: Float64Array;
  readonly fp: Float64Array;
  readonly left: number;
  readonly right: number;
}

/** The lines between points, at each of `values` (NumPy, compiled_base.c). */
export function interpolate(values: Float64Array, { xp, fp, left, right }: Points): Float64Array {
  const last = xp.length - 1;
  return values.map((x) => {
    if (Number.isNaN(x) && last > 0) return x;
    if (x < xp[0]) return left;
    if (x > xp[last]) return right;
    const j = before(x, xp);
    return j === last || xp[j] === x ? fp[j] : onLine(x, xp[j], xp[j + 1], fp[j], fp[j + 1]);
  });
}

/** The line from (x0, y0) to (x1, y1) at x; from the other end if infinities make that NaN. */
function onLine(x: number, x0: number, x1: number, y0: number, y1: number): number {
  const slope = (y1 - y0) / (x1 - x0);
  const y = slope * (x - x0) + y0;
  if (!Number.isNaN(y)) return y;
  const other = slope * (x - x1) + y1;
  return Number.isNaN(other) && y0 === y1 ? y0 : other;
}

/** The index of the last point that is not after x. */
function before(x: number, xp: Float64Array): number {
  let [low, high] = [0, xp.length];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (xp[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}
