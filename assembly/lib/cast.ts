/** `value` as T: see the kernel `cast` for what does not fit. @inline */
export function convert<S, T>(value: S): T {
  if (isFloat<S>() && isInteger<T>()) {
    if (sizeof<T>() == 8 && !isSigned<T>()) {
      if (value >= <S>9223372036854775808.0)
        return <T>(toInt64<S>(value - <S>9223372036854775808.0) ^ i64.MIN_VALUE);
      return <T>toInt64<S>(value);
    }
    if (sizeof<T>() == 8 || (sizeof<T>() == 4 && !isSigned<T>())) return <T>toInt64<S>(value);
    return <T>(value >= <S>-2147483648.0 && value < <S>2147483648.0 ? <i32>value : i32.MIN_VALUE);
  }
  return <T>value;
}

/** @inline */
function toInt64<S>(value: S): i64 {
  return value >= <S>-9223372036854775808.0 && value < <S>9223372036854775808.0 ? <i64>value : i64.MIN_VALUE;
}

/** Converts four contiguous elements. @inline */
export function castFour<S, T>(out: usize, x: usize): void {
  if (isFloat<T>()) {
    if (isFloat<S>()) castFloats<S, T>(out, x);
    else if (sizeof<S>() == 8) castLongsToFloats<S, T>(out, x);
    else castWordsToFloats<S, T>(out, x);
  } else if (isFloat<S>()) {
    // Of a 64-bit integer, in whose range all values of uint32 are, what does not fit is the same for all its parts.
    if (sizeof<T>() == 8 || (sizeof<T>() == 4 && !isSigned<T>())) castFloatsToLongs<S, T>(out, x);
    else storeWords<T>(out, truncate<S>(x));
  } else if (sizeof<T>() < 8) {
    storeWords<T>(out, loadWords<S>(x));
  } else if (sizeof<S>() < 8) {
    const words = loadWords<S>(x);
    v128.store(out, isSigned<S>() ? i64x2.extend_low_i32x4_s(words) : i64x2.extend_low_i32x4_u(words));
    v128.store(out, isSigned<S>() ? i64x2.extend_high_i32x4_s(words) : i64x2.extend_high_i32x4_u(words), 16);
  } else {
    v128.store(out, v128.load(x));
    v128.store(out, v128.load(x, 16), 16);
  }
}

/** out[k] = x[k] is not zero, of four contiguous elements. @inline */
export function testFour<S>(out: usize, x: usize): void {
  const zero = i64x2.splat(0);
  let isZero: v128;
  if (sizeof<S>() == 8) {
    isZero = lowWords(v128.eq<S>(v128.load(x), zero), v128.eq<S>(v128.load(x, 16), zero));
  } else if (isFloat<S>()) {
    isZero = v128.eq<S>(v128.load(x), zero);
  } else {
    isZero = i32x4.eq(loadWords<S>(x), zero);
  }
  storeWords<u8>(out, i32x4.add(isZero, i32x4.splat(1)));
}

/** @inline */
function castFloats<S, T>(out: usize, x: usize): void {
  if (sizeof<S>() == sizeof<T>()) {
    for (let k: usize = 0; k < 4 * sizeof<T>(); k += 16) v128.store(out + k, v128.load(x + k));
  } else if (sizeof<T>() == 8) {
    v128.store(out, f64x2.promote_low_f32x4(v128.load64_zero(x)));
    v128.store(out, f64x2.promote_low_f32x4(v128.load64_zero(x, 8)), 16);
  } else {
    storeDoubles<T>(out, v128.load(x), v128.load(x, 16));
  }
}

/** @inline */
function castWordsToFloats<S, T>(out: usize, x: usize): void {
  const words = loadWords<S>(x);
  const unsigned = sizeof<S>() == 4 && !isSigned<S>();
  if (sizeof<T>() == 4) {
    v128.store(out, unsigned ? f32x4.convert_i32x4_u(words) : f32x4.convert_i32x4_s(words));
    return;
  }
  const upper = i32x4.shuffle(words, words, 2, 3, 2, 3);
  v128.store(out, unsigned ? f64x2.convert_low_i32x4_u(words) : f64x2.convert_low_i32x4_s(words));
  v128.store(out, unsigned ? f64x2.convert_low_i32x4_u(upper) : f64x2.convert_low_i32x4_s(upper), 16);
}

/*
 * 1.5 · 2^52: a double of an integer below 2^51 in magnitude plus this has the integer in its lowest bits, counted from
 * those of this itself.
 */
const magic: f64 = 6755399441055744.0;

/** @inline */
function castLongsToFloats<S, T>(out: usize, x: usize): void {
  const a = v128.load(x);
  const b = v128.load(x, 16);
  const least = i64x2.splat(isSigned<S>() ? -((<i64>1) << 51) : 0);
  const distances = v128.or(i64x2.sub(a, least), i64x2.sub(b, least));
  if (v128.any_true(i64x2.shr_u(distances, isSigned<S>() ? 52 : 51))) {
    convertFour<S, T>(out, x);
    return;
  }
  const bits = i64x2.splat(reinterpret<i64>(magic));
  const double = f64x2.splat(magic);
  const p = f64x2.sub(i64x2.add(a, bits), double);
  const q = f64x2.sub(i64x2.add(b, bits), double);
  storeDoubles<T>(out, p, q);
}

/** @inline */
function castFloatsToLongs<S, T>(out: usize, x: usize): void {
  const a = f64x2.trunc(loadDoubles<S>(x));
  const b = f64x2.trunc(loadDoubles<S>(x + 2 * sizeof<S>()));
  const bound = f64x2.splat(2251799813685248.0);
  const fits = v128.and(f64x2.lt(f64x2.abs(a), bound), f64x2.lt(f64x2.abs(b), bound));
  if (!i64x2.all_true(fits)) {
    convertFour<S, T>(out, x);
    return;
  }
  const bits = i64x2.splat(reinterpret<i64>(magic));
  const double = f64x2.splat(magic);
  const p = i64x2.sub(f64x2.add(a, double), bits);
  const q = i64x2.sub(f64x2.add(b, double), bits);
  if (sizeof<T>() == 4) {
    v128.store(out, lowWords(p, q));
  } else {
    v128.store(out, p);
    v128.store(out, q, 16);
  }
}

/** One by one: what vectors cannot. */
function convertFour<S, T>(out: usize, x: usize): void {
  for (let k: usize = 0; k < 4; k++) {
    store<T>(out + k * sizeof<T>(), convert<S, T>(load<S>(x + k * sizeof<S>())));
  }
}

/** Four floats as 32-bit integers, the least one where they do not fit. @inline */
function truncate<S>(x: usize): v128 {
  const least = i32x4.splat(i32.MIN_VALUE);
  if (sizeof<S>() == 4) {
    const v = v128.load(x);
    return v128.bitselect(i32x4.trunc_sat_f32x4_s(v), least, f32x4.lt(v, f32x4.splat(2147483648.0)));
  }
  const a = v128.load(x);
  const b = v128.load(x, 16);
  const bound = f64x2.splat(2147483648.0);
  const fits = lowWords(f64x2.lt(a, bound), f64x2.lt(b, bound));
  const words = i64x2.shuffle(i32x4.trunc_sat_f64x2_s_zero(a), i32x4.trunc_sat_f64x2_s_zero(b), 0, 2);
  return v128.bitselect(words, least, fits);
}

/** @inline */
function loadDoubles<S>(x: usize): v128 {
  return sizeof<S>() == 8 ? v128.load(x) : f64x2.promote_low_f32x4(v128.load64_zero(x));
}

/** @inline */
function storeDoubles<T>(out: usize, a: v128, b: v128): void {
  if (sizeof<T>() == 8) {
    v128.store(out, a);
    v128.store(out, b, 16);
  } else {
    v128.store(out, i64x2.shuffle(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2));
  }
}

/** The low 32 bits of four integers. @inline */
function loadWords<S>(x: usize): v128 {
  if (sizeof<S>() == 8) return lowWords(v128.load(x), v128.load(x, 16));
  if (sizeof<S>() == 4) return v128.load(x);
  if (sizeof<S>() == 2) {
    const v = v128.load64_zero(x);
    return isSigned<S>() ? i32x4.extend_low_i16x8_s(v) : i32x4.extend_low_i16x8_u(v);
  }
  const v = v128.load32_zero(x);
  if (isSigned<S>()) return i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v));
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v));
}

/** @inline */
function lowWords(a: v128, b: v128): v128 {
  return i32x4.shuffle(a, b, 0, 2, 4, 6);
}

/** Stores the low bits of four 32-bit integers. @inline */
function storeWords<T>(out: usize, words: v128): void {
  if (sizeof<T>() == 4) {
    v128.store(out, words);
  } else if (sizeof<T>() == 2) {
    v128.store64_lane(out, i16x8.shuffle(words, words, 0, 2, 4, 6, 0, 2, 4, 6), 0);
  } else {
    const bytes = i8x16.shuffle(words, words, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
    v128.store32_lane(out, bytes, 0);
  }
}
