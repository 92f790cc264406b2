const arrays = { float32: Float32Array, float64: Float64Array };

/** The operands of all libraries: numbers between -0.5 and 0.5 that bench/numpy_timer.py makes as well. */
export function pattern(size, dtype) {
  const values = new arrays[dtype](size);
  for (let i = 0; i < size; i++) values[i] = ((i * 7919) % 1009) / 1009 - 0.5;
  return values;
}

/** At most 1000 of the elements, evenly spaced, by which results are compared. */
export function sampled(values) {
  const step = Math.ceil(values.length / 1000);
  return Array.from({ length: Math.ceil(values.length / step) }, (_, i) => Number(values[i * step]));
}
