/** ⌊a / b⌋ as NumPy has it: 0 for integers divided by 0. @inline */
export function divideFloor<T>(a: T, b: T): T {
  if (isFloat<T>()) return divideFloorFloat<T>(a, b);
  if (b == 0) return 0;
  if (!isSigned<T>()) return <T>(a / b);
  // The quotient of the least integer by -1 would trap.
  if (b == -1) return <T>-a;
  const quotient = <T>(a / b);
  return <T>(a < 0 != b < 0 && quotient * b != a ? quotient - 1 : quotient);
}

/** a - b ⌊a / b⌋, with the sign of b, as NumPy has it: 0 for integers divided by 0. @inline */
export function modulo<T>(a: T, b: T): T {
  if (isFloat<T>()) return moduloFloat<T>(a, b);
  if (b == 0) return 0;
  if (!isSigned<T>()) return <T>(a % b);
  if (b == -1) return 0;
  const rest = <T>(a % b);
  return <T>(rest != 0 && rest < 0 != b < 0 ? rest + b : rest);
}

/** What is left of a divided by b with the quotient cut, as in C: 0 for integers divided by 0. @inline */
export function truncatedRest<T>(a: T, b: T): T {
  if (isFloat<T>()) return floatRest<T>(a, b);
  // The rest of the least integer by -1 would trap.
  if (b == 0 || (isSigned<T>() && b == -1)) return 0;
  return <T>(a % b);
}

/** The same of floats. @inline */
function floatRest<T>(a: T, b: T): T {
  // Exact, so that one function of float64 serves float32 too.
  return <T>(<f64>a % <f64>b);
}

/** The integral quotient of CPython's divmod: rounding errors of a / b do not reach it. */
function divideFloorFloat<T>(a: T, b: T): T {
  if (b == 0) return <T>(a / b);
  const rest = floatRest<T>(a, b);
  let quotient = <T>((a - rest) / b);
  if (rest != 0 && b < 0 != rest < 0) quotient -= 1;
  if (quotient == 0) return copysign<T>(0, <T>(a / b));
  const whole = floor<T>(quotient);
  return <T>(quotient - whole > 0.5 ? whole + 1 : whole);
}

function moduloFloat<T>(a: T, b: T): T {
  const rest = floatRest<T>(a, b);
  // NaN where b is 0.
  if (rest == 0) return copysign<T>(0, b);
  return <T>(b < 0 != rest < 0 ? rest + b : rest);
}

/** a^b for integers, which wrap; b is not negative. */
export function power<T>(a: T, b: T): T {
  let product: T = 1;
  while (b) {
    if (b & 1) product = <T>(product * a);
    a = <T>(a * a);
    b = <T>(b >> 1);
  }
  return product;
}
