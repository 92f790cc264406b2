/**
 * out[i] = Πⱼ x[i, j], multiplied with what is there unless `first`. Products of floats are f64, of integers i64 (modulo
 * 2^64, so that i64 serves u64 too): A. Steps are in bytes. With outRow 0 all rows make one product. The factors are
 * taken in order: regrouped, a product could overflow where in order it does not.
 * @kernel i8,i64=i8 i16,i64=i16 i32,i64=i32 i64,i64=i64 u8,i64=u8 u16,i64=u16 u32,i64=u32 f32,f64=f32 f64,f64=f64
 */
function prod<T, A>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
): void {
  let fresh = first;
  if (outRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    for (let j = 0; j < cols; j++) {
      multiplyColumn<T, A>(out, outRow, x, xRow, rows, fresh);
      fresh = false;
      x += xCol;
    }
    return;
  }
  for (let i = 0; i < rows; i++) {
    let product = fresh ? <A>1 : load<A>(out);
    let p = x;
    for (let j = 0; j < cols; j++) {
      product *= <A>load<T>(p);
      p += xCol;
    }
    store<A>(out, product);
    if (outRow == 0) fresh = false;
    out += outRow;
    x += xRow;
  }
}

/** out[i] *= x[i], or = x[i] if `first`. */
function multiplyColumn<T, A>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  rows: i32,
  first: bool,
): void {
  for (let i = 0; i < rows; i++) {
    store<A>(out, first ? <A>load<T>(x) : load<A>(out) * <A>load<T>(x));
    out += outRow;
    x += xRow;
  }
}

/**
 * The same of complex numbers, pairs of T; products are pairs of f64.
 * @kernel.prod complex
 */
function prodComplex<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
): void {
  let fresh = first;
  for (let i = 0; i < rows; i++) {
    let re: f64 = fresh ? 1 : load<f64>(out);
    let im: f64 = fresh ? 0 : load<f64>(out, 8);
    let p = x;
    for (let j = 0; j < cols; j++) {
      const a = <f64>load<T>(p);
      const b = <f64>load<T>(p, sizeof<T>());
      const real = re * a - im * b;
      im = re * b + im * a;
      re = real;
      p += xCol;
    }
    store<f64>(out, re);
    store<f64>(out, im, 8);
    if (outRow == 0) fresh = false;
    out += outRow;
    x += xRow;
  }
}
