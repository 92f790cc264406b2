/**
 * The sum of finite numbers, rounded once. Shewchuk, "Adaptive precision floating-point arithmetic" (1997): the partial
 * sums do not overlap, so that together they are the exact sum.
 */
export function exactSum(values: Iterable<number>): number {
  const partials: number[] = [];
  for (let value of values) {
    let kept = 0;
    for (let partial of partials) {
      if (Math.abs(value) < Math.abs(partial)) [value, partial] = [partial, value];
      const high = value + partial;
      const low = partial - (high - value);
      if (low !== 0) partials[kept++] = low;
      value = high;
    }
    partials.length = kept;
    partials.push(value);
  }
  return partials.reduceRight((sum, partial) => sum + partial, 0);
}
