import {
  ADD,
  AND,
  applyBinary,
  applyLanes,
  COPYSIGN,
  DIVIDE,
  FLOOR_DIVIDE,
  FMAX,
  FMIN,
  FMOD,
  GCD,
  HEAVISIDE,
  LCM,
  LDEXP,
  LEFT_SHIFT,
  MAXIMUM,
  MINIMUM,
  MULTIPLY,
  NEXTAFTER,
  OR,
  POW,
  REMAINDER,
  RIGHT_SHIFT,
  SCALAR,
  SUBTRACT,
  XOR,
} from "./lib/binary";
import { lanes } from "./lib/lanes";
import {
  ABS,
  applyUnary,
  applyUnaryLanes,
  CEIL,
  DEGREES,
  EXPONENT,
  FLOOR,
  FRACTION,
  INVERT,
  MANTISSA,
  NEGATIVE,
  NOT,
  RADIANS,
  RECIPROCAL,
  ROUND,
  SIGN,
  SQRT,
  SQUARE,
  TRUNC,
  SCALAR as UNARY_SCALAR,
} from "./lib/unary";

/**
 * out[i, j] = x[i, j] op y[i, j]. Steps are in bytes; a contiguous row of contiguous or repeated elements is done in
 * vectors. Integer powers have exponents that are not negative.
 * @kernel.add(ADD) wrapping float
 * @kernel.add(OR) u8=bool
 * @kernel.subtract(SUBTRACT) wrapping float
 * @kernel.multiply(MULTIPLY) wrapping float
 * @kernel.multiply(AND) u8=bool
 * @kernel.divide(DIVIDE) float
 * @kernel.floor_divide(FLOOR_DIVIDE) real
 * @kernel.remainder(REMAINDER) real
 * @kernel.pow(POW) wrapping
 * @kernel.bitwise_and(AND) u8 u16 u32 u64
 * @kernel.bitwise_or(OR) u8 u16 u32 u64
 * @kernel.bitwise_xor(XOR) u8 u16 u32 u64
 * @kernel.bitwise_left_shift(LEFT_SHIFT) u8 u16 u32 u64
 * @kernel.bitwise_right_shift(RIGHT_SHIFT) int
 * @kernel.maximum(MAXIMUM) real
 * @kernel.minimum(MINIMUM) real
 * @kernel.fmax(FMAX) float
 * @kernel.fmin(FMIN) float
 * @kernel.fmod(FMOD) real
 * @kernel.copysign(COPYSIGN) float
 * @kernel.nextafter(NEXTAFTER) float
 * @kernel.heaviside(HEAVISIDE) float
 * @kernel.gcd(GCD) int
 * @kernel.lcm(LCM) int
 * @kernel.ldexp(LDEXP) float
 * @inline
 */
function binary<T>(
  op: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  rows: usize,
  cols: usize,
): void {
  const size = sizeof<T>();
  for (let i: usize = 0; i < rows; i++) {
    let j: usize = 0;
    if (op < SCALAR && outCol == size) {
      if (xCol == size) {
        if (yCol == size) j = binaryLanes<T>(op, true, true, out, x, y, cols);
        else if (yCol == 0) j = binaryLanes<T>(op, true, false, out, x, y, cols);
      } else if (xCol == 0 && yCol == size) {
        j = binaryLanes<T>(op, false, true, out, x, y, cols);
      }
    }
    let o = out + j * outCol;
    let a = x + j * xCol;
    let b = y + j * yCol;
    for (; j < cols; j++) {
      store<T>(o, applyBinary<T>(op, load<T>(a), load<T>(b)));
      o += outCol;
      a += xCol;
      b += yCol;
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}

/** Does whole vectors of a row, x and y moving along it or repeated; returns how many elements. @inline */
function binaryLanes<T>(
  op: i32,
  xMoves: bool,
  yMoves: bool,
  out: usize,
  x: usize,
  y: usize,
  cols: usize,
): usize {
  const done = cols & -lanes<T>();
  const end = out + done * sizeof<T>();
  let a = xMoves ? i64x2.splat(0) : v128.load_splat<T>(x);
  let b = yMoves ? i64x2.splat(0) : v128.load_splat<T>(y);
  for (; out < end; out += 16) {
    if (xMoves) {
      a = v128.load(x);
      x += 16;
    }
    if (yMoves) {
      b = v128.load(y);
      y += 16;
    }
    v128.store(out, applyLanes<T>(op, a, b));
  }
  return done;
}

/**
 * out[i, j] = op x[i, j]. Steps are in bytes; a contiguous row is done in vectors.
 * @kernel.negative(NEGATIVE) wrapping float
 * @kernel.abs(ABS) signed float
 * @kernel.sqrt(SQRT) float
 * @kernel.square(SQUARE) wrapping float
 * @kernel.sign(SIGN) real
 * @kernel.fraction(FRACTION) float
 * @kernel.mantissa(MANTISSA) float
 * @kernel.exponent(EXPONENT) float
 * @kernel.floor(FLOOR) float
 * @kernel.ceil(CEIL) float
 * @kernel.trunc(TRUNC) float
 * @kernel.round(ROUND) float
 * @kernel.reciprocal(RECIPROCAL) float
 * @kernel.deg2rad(RADIANS) float
 * @kernel.rad2deg(DEGREES) float
 * @kernel.bitwise_invert(INVERT) u8 u16 u32 u64
 * @kernel.logical_not(NOT) u8=bool
 * @inline
 */
function unary<T>(
  op: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    let j: usize = 0;
    if (op < UNARY_SCALAR && outCol == sizeof<T>() && xCol == sizeof<T>()) {
      for (; j + lanes<T>() <= cols; j += lanes<T>()) {
        v128.store(o, applyUnaryLanes<T>(op, v128.load(a)));
        o += 16;
        a += 16;
      }
    }
    for (; j < cols; j++) {
      store<T>(o, applyUnary<T>(op, load<T>(a)));
      o += outCol;
      a += xCol;
    }
    out += outRow;
    x += xRow;
  }
}

/**
 * The least of x[i, j] and 0, which tells whether they can be exponents. Steps are in bytes.
 * @kernel signed
 */
function least<T>(x: usize, xRow: isize, xCol: isize, rows: usize, cols: usize): f64 {
  let found: T = 0;
  for (let i: usize = 0; i < rows; i++) {
    let a = x;
    for (let j: usize = 0; j < cols; j++) {
      const value = load<T>(a);
      if (value < found) found = value;
      a += xCol;
    }
    x += xRow;
  }
  return <f64>found;
}
