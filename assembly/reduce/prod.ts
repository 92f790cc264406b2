/**
 * out[i] = Πⱼ x[i, j], multiplied with what is there unless `first`. Steps are in bytes. With outRow 0 all rows make
 * one product. The factors are taken in order: regrouped, a product could overflow where in order it does not.
 * @kernel i64 f64
 */
function prod<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
): void {
  if (outRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    let fresh = first;
    for (let j = 0; j < cols; j++) {
      multiplyColumn<T>(out, outRow, x, xRow, rows, fresh);
      fresh = false;
      x += xCol;
    }
    return;
  }
  let fresh = first;
  for (let i = 0; i < rows; i++) {
    let product = fresh ? <T>1 : load<T>(out);
    let p = x;
    for (let j = 0; j < cols; j++) {
      product *= load<T>(p);
      p += xCol;
    }
    store<T>(out, product);
    if (outRow == 0) fresh = false;
    out += outRow;
    x += xRow;
  }
}

/** out[i] *= x[i], or = x[i] if `first`. */
function multiplyColumn<T>(out: usize, outRow: isize, x: usize, xRow: isize, rows: i32, first: bool): void {
  for (let i = 0; i < rows; i++) {
    store<T>(out, first ? load<T>(x) : load<T>(out) * load<T>(x));
    out += outRow;
    x += xRow;
  }
}

/**
 * The same of complex numbers, pairs of T.
 * @kernel.prod f64=c128
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
    let re = fresh ? <T>1 : load<T>(out);
    let im = fresh ? <T>0 : load<T>(out, sizeof<T>());
    let p = x;
    for (let j = 0; j < cols; j++) {
      const a = load<T>(p);
      const b = load<T>(p, sizeof<T>());
      const real = re * a - im * b;
      im = re * b + im * a;
      re = real;
      p += xCol;
    }
    store<T>(out, re);
    store<T>(out, im, sizeof<T>());
    if (outRow == 0) fresh = false;
    out += outRow;
    x += xRow;
  }
}
