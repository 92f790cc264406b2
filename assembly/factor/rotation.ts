/** What `makeRotation` finds. */
export let cosine: f64 = 1;
export let sine: f64 = 0;
export let length: f64 = 0;

/** The rotation, of a cosine that is not negative, with cosine f + sine g = length and cosine g - sine f = 0. */
export function makeRotation(f: f64, g: f64): void {
  cosine = 1;
  sine = 0;
  length = f;
  if (g == 0) return;
  const square = f * f + g * g;
  if (square > 1e-280 && square < 1e300) {
    length = copysign(sqrt(square), f);
    cosine = f / length;
    sine = g / length;
    return;
  }
  const size = max(abs(f), abs(g));
  const x = f / size;
  const y = g / size;
  const ratio = copysign(sqrt(x * x + y * y), f);
  length = size * ratio;
  cosine = x / ratio;
  sine = y / ratio;
}
