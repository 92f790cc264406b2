/*
 * The order in which sorting puts values: NaN last; complex numbers by real part, then by imaginary part, those with a
 * NaN last: NaN as imaginary part, as real part, as both.
 */

/** Whether the value at `a` is before that at `b`. @inline */
export function isBefore<T>(complex: bool, a: usize, b: usize): bool {
  const re = load<T>(a);
  const otherRe = load<T>(b);
  if (!complex) return isLess<T>(re, otherRe);
  const im = load<T>(a + sizeof<T>());
  const otherIm = load<T>(b + sizeof<T>());
  if (re < otherRe) return im == im || otherIm != otherIm;
  if (re > otherRe) return im == im && otherIm != otherIm;
  if (re == otherRe || (re != re && otherRe != otherRe)) return isLess<T>(im, otherIm);
  return otherRe != otherRe;
}

/** @inline */
function isLess<T>(a: T, b: T): bool {
  return a < b || (b != b && a == a);
}

/** Whether the values are equal; NaN equals nothing. @inline */
export function isEqual<T>(complex: bool, a: usize, b: usize): bool {
  if (load<T>(a) != load<T>(b)) return false;
  return !complex || load<T>(a + sizeof<T>()) == load<T>(b + sizeof<T>());
}
