/** Euler's number. */
export const e: number = Math.E;

export const pi: number = Math.PI;

/** Positive infinity of IEEE 754. */
export const inf: number = Number.POSITIVE_INFINITY;

/** "Not a number" of IEEE 754. */
export const nan: number = Number.NaN;
