import { madd } from "../lib/lanes";

/** The constant of type T at an address in every lane: a literal in a loop would be built again for each vector. @inline */
export function constant<T>(at: usize): v128 {
  return v128.load_splat<T>(at);
}

/** c0 + c1 x with coefficients that lie at `at` in this order. @inline */
export function polynomial2<T>(x: v128, at: usize): v128 {
  return madd<T>(x, constant<T>(at + sizeof<T>()), constant<T>(at));
}

/** c0 + c1 x + … + c3 x³, `square` being x². Pairs of terms do not wait for each other (Estrin's scheme). @inline */
export function polynomial4<T>(x: v128, square: v128, at: usize): v128 {
  return madd<T>(square, polynomial2<T>(x, at + 2 * sizeof<T>()), polynomial2<T>(x, at));
}

/** c0 + c1 x + … + c4 x⁴, `square` being x². @inline */
export function polynomial5<T>(x: v128, square: v128, at: usize): v128 {
  const high = madd<T>(square, constant<T>(at + 4 * sizeof<T>()), polynomial2<T>(x, at + 2 * sizeof<T>()));
  return madd<T>(square, high, polynomial2<T>(x, at));
}

/** c0 + c1 x + … + c5 x⁵, `square` being x². @inline */
export function polynomial6<T>(x: v128, square: v128, at: usize): v128 {
  const high = polynomial4<T>(x, square, at + 2 * sizeof<T>());
  return madd<T>(square, high, polynomial2<T>(x, at));
}

/** c0 + c1 x + … with `count` coefficients, by Horner's rule. @inline */
export function horner<T>(x: v128, at: usize, count: i32): v128 {
  let value = constant<T>(at + (count - 1) * sizeof<T>());
  for (let i = count - 2; i >= 0; i--) value = madd<T>(value, x, constant<T>(at + i * sizeof<T>()));
  return value;
}
