import { beats } from "./reduce/best";

const SUM = 0;
const PROD = 1;
const MIN = 2;
const MAX = 3;

/** Rows whose running results are held at a time: they stay in the nearest cache while column after column is met. */
const strip: i32 = 1024;

/**
 * out[i, j] = x[i, 0] op … op x[i, j]. Sums and products run in A, f64 or i64 (modulo 2^64, so that i64 serves u64 too);
 * those of floats are rounded to T for `out`, those of integers are i64. Of minima and maxima, in T, a NaN stays. Steps
 * are in bytes; `held` is scratch memory for 1024 elements of A.
 * @kernel.cumulative_sum(SUM) i8,i64=i8 i16,i64=i16 i32,i64=i32 i64,i64=i64 u8,i64=u8 u16,i64=u16 u32,i64=u32
 * @kernel.cumulative_sum(SUM) f32,f64=f32 f64,f64=f64
 * @kernel.cumulative_prod(PROD) i8,i64=i8 i16,i64=i16 i32,i64=i32 i64,i64=i64 u8,i64=u8 u16,i64=u16 u32,i64=u32
 * @kernel.cumulative_prod(PROD) f32,f64=f32 f64,f64=f64
 * @kernel.cumulative_min(MIN) i8,i8=i8 i16,i16=i16 i32,i32=i32 i64,i64=i64 u8,u8=u8 u16,u16=u16 u32,u32=u32 u64,u64=u64
 * @kernel.cumulative_min(MIN) f32,f32=f32 f64,f64=f64
 * @kernel.cumulative_max(MAX) i8,i8=i8 i16,i16=i16 i32,i32=i32 i64,i64=i64 u8,u8=u8 u16,u16=u16 u32,u32=u32 u64,u64=u64
 * @kernel.cumulative_max(MAX) f32,f32=f32 f64,f64=f64
 * @inline
 */
function scan<T, A>(
  op: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  held: usize,
): void {
  // Rows that lie closer than columns advance together, a strip of them at a time; else each runs to its end.
  const height = abs<isize>(xRow) < abs<isize>(xCol) ? strip : 1;
  for (let i = 0; i < rows; i += height) {
    const count = min<i32>(height, rows - i);
    if (count == 1) scanRow<T, A>(op, out, outCol, x, xCol, cols);
    else scanStrip<T, A>(op, out, outRow, outCol, x, xRow, xCol, count, cols, held);
    out += <isize>height * outRow;
    x += <isize>height * xRow;
  }
}

/** @inline */
function scanRow<T, A>(op: i32, out: usize, outCol: isize, x: usize, xCol: isize, cols: i32): void {
  if (cols <= 0) return;
  let running = <A>load<T>(x);
  keep<T, A>(out, running);
  for (let j = 1; j < cols; j++) {
    out += outCol;
    x += xCol;
    running = combine<A>(op, running, <A>load<T>(x));
    keep<T, A>(out, running);
  }
}

/** @inline */
function scanStrip<T, A>(
  op: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  held: usize,
): void {
  for (let j = 0; j < cols; j++) {
    let o = out;
    let p = x;
    const end = held + sizeof<A>() * rows;
    for (let h = held; h < end; h += sizeof<A>()) {
      let running = <A>load<T>(p);
      if (j > 0) running = combine<A>(op, load<A>(h), running);
      store<A>(h, running);
      keep<T, A>(o, running);
      o += outRow;
      p += xRow;
    }
    out += outCol;
    x += xCol;
  }
}

/** @inline */
function combine<A>(op: i32, running: A, next: A): A {
  if (op == SUM) return <A>(running + next);
  if (op == PROD) return <A>(running * next);
  return beats<A>(next, running, op == MAX) ? next : running;
}

/** @inline */
function keep<T, A>(out: usize, running: A): void {
  if (isFloat<T>()) store<T>(out, <T>running);
  else store<A>(out, running);
}

/**
 * out[i, j] = x[i, 0] · … · x[i, j] of complex numbers, pairs of T, multiplied in f64.
 * @kernel.cumulative_prod complex
 */
function scanComplexProducts<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
): void {
  for (let i = 0; i < rows; i++) {
    let re: f64 = 1;
    let im: f64 = 0;
    for (let j = 0; j < cols; j++) {
      const p = x + <isize>j * xCol;
      const a = <f64>load<T>(p);
      const b = <f64>load<T>(p, sizeof<T>());
      // The first is not multiplied by one, which would make a NaN of an infinity.
      const real = j == 0 ? a : re * a - im * b;
      im = j == 0 ? b : re * b + im * a;
      re = real;
      const o = out + <isize>j * outCol;
      store<T>(o, <T>re);
      store<T>(o, <T>im, sizeof<T>());
    }
    out += outRow;
    x += xRow;
  }
}
