import { coerce } from "../../array/convert.ts";
import { cast, copyInto } from "../../array/copy.ts";
import { flatEntries, isScalar } from "../../array/element.ts";
import { scope } from "../../array/scope.ts";
import { checkWritable, reshapeView } from "../../array/views.ts";
import { allocateArray, WasmArray } from "../../array/wasm-array.ts";
import { checkDType, type DType, dtypes, isInteger, type Scalar } from "../../dtype.ts";
import { DTypeError, ShapeError } from "../../errors.ts";
import {
  type Distribution,
  drawIntegers,
  drawNumbers,
  drawSample,
  shuffleLine,
} from "../../ops/random/draw.ts";
import { fillRange } from "../../ops/sequence.ts";
import { takeElements } from "../../ops/take.ts";
import { broadcastShapes, checkAxis, checkShape, type Shape, sizeOf } from "../../shape.ts";
import { add, multiply, subtract } from "../elementwise.ts";
import type { Coercible } from "../operand.ts";
import { checkFlag, checkOptions, splitOptions } from "../options.ts";
import { BitGenerator, PCG64, type Seed } from "./bit-generators.ts";
import { checkWeights, weightedIndices } from "./weights.ts";

/** A shape, or a length; without one, a scalar is drawn. */
export type Size = number | Shape | null;

type Real = "float32" | "float64";

export interface NumberOptions {
  /** float64 by default. */
  dtype?: Real | undefined;
}

export interface IntegerOptions {
  size?: Size | undefined;
  /** An integer type or bool; int64 by default. */
  dtype?: DType | undefined;
  /** Whether `high` may be drawn too. */
  endpoint?: boolean | undefined;
}

export interface SizeOption {
  size?: Size | undefined;
}

export interface ChoiceOptions extends SizeOption {
  /** Whether one element may be chosen several times, as it may by default. */
  replace?: boolean | undefined;
  /** The probability of each element; all the same by default. */
  p?: WasmArray | Coercible | undefined;
  /** The axis along which elements are chosen, the first by default. */
  axis?: number | undefined;
  /** Whether what is chosen without replacement comes in a random order, as it does by default. */
  shuffle?: boolean | undefined;
}

type Whole = number | bigint;

/** A parameter of a distribution: a number, or an array, which broadcasts. */
type Parameter = number | WasmArray | Coercible;

/** Overloads of a draw: without a size a number comes out. */
interface Draw {
  (): number;
  (size: number | Shape, options?: NumberOptions): WasmArray;
  (size: null | undefined, options?: NumberOptions): number;
}

/**
 * Random numbers, with the streams of NumPy's `Generator`: equal seeds give equal numbers, bit for bit. They do not
 * depend on the machine. Arrays are filled in row-major order.
 */
export class Generator {
  readonly bit_generator: BitGenerator;

  constructor(bitGenerator: BitGenerator) {
    this.bit_generator = bitGenerator;
  }

  /**
   * Numbers from 0 up to, not including, 1.
   * @example np.random.default_rng(42).random(2) // array([0.77395605, 0.43887844])
   */
  readonly random: Draw = this.#draw("random");

  /**
   * Numbers of the normal distribution of mean 0 and variance 1, by the ziggurat method (Marsaglia and Tsang, 2000; Doornik, 2005).
   * @example np.random.default_rng(42).standard_normal(2) // array([ 0.30471708, -1.03998411])
   */
  readonly standard_normal: Draw = this.#draw("standard_normal");

  /**
   * Numbers of the exponential distribution of mean 1, by the ziggurat method.
   * @example np.random.default_rng(42).standard_exponential(2) // array([2.4042086 , 2.33618966])
   */
  readonly standard_exponential: Draw = this.#draw("standard_exponential");

  #draw(distribution: Distribution): Draw {
    const draw = (...args: unknown[]): number | WasmArray => {
      const id = `random.${distribution}`;
      const [[size], options] = splitOptions<NumberOptions>(id, args, 1);
      checkOptions(id, options, ["dtype"]);
      const dtype = checkReal(id, options.dtype ?? "float64");
      return this.#numbers(id, distribution, size as Size, dtype);
    };
    return draw as Draw;
  }

  #numbers(id: string, distribution: Distribution, size: Size | undefined, dtype: Real): number | WasmArray {
    const shape = shapeOf(id, size);
    return scalarIf(size, drawNumbers(id, this.bit_generator.bytes, distribution, dtype, shape)) as number;
  }

  /**
   * Numbers from `low` up to, not including, `high`; parameters broadcast.
   * @throws RangeError if `high` is less than `low`
   * @example np.random.default_rng(42).uniform(-1, 1, { size: 2 }) // array([ 0.5479121 , -0.12224312])
   */
  uniform(low?: number, high?: number, options?: { size?: null }): number;
  uniform(low?: Parameter, high?: Parameter, options?: SizeOption): WasmArray;
  uniform(low: Parameter = 0, high: Parameter = 1, options: SizeOption = {}): number | WasmArray {
    return scope(() => {
      const range = subtract(high, low);
      checkNotNegative("random.uniform", "high - low", range);
      return this.#scaled("uniform", "random", low, range, options);
    });
  }

  /**
   * Numbers of the normal distribution of mean `loc` and standard deviation `scale`; parameters broadcast.
   * @throws RangeError for a negative scale
   * @example np.random.default_rng(42).normal(10, 0.1, { size: 2 }) // array([10.03047171,  9.89600159])
   */
  normal(loc?: number, scale?: number, options?: { size?: null }): number;
  normal(loc?: Parameter, scale?: Parameter, options?: SizeOption): WasmArray;
  normal(loc: Parameter = 0, scale: Parameter = 1, options: SizeOption = {}): number | WasmArray {
    checkNotNegative("random.normal", "scale", scale);
    return this.#scaled("normal", "standard_normal", loc, scale, options);
  }

  /**
   * Numbers of the exponential distribution of mean `scale`; parameters broadcast.
   * @throws RangeError for a negative scale
   * @example np.random.default_rng(42).exponential(2, { size: 2 }) // array([4.80841721, 4.67237931])
   */
  exponential(scale?: number, options?: { size?: null }): number;
  exponential(scale?: Parameter, options?: SizeOption): WasmArray;
  exponential(scale: Parameter = 1, options: SizeOption = {}): number | WasmArray {
    checkNotNegative("random.exponential", "scale", scale);
    return this.#scaled("exponential", "standard_exponential", null, scale, options);
  }

  /** loc + scale · a number of the distribution, for each element. */
  #scaled(
    name: string,
    distribution: Distribution,
    loc: Parameter | null,
    scale: Parameter,
    options: SizeOption,
  ): number | WasmArray {
    const id = `random.${name}`;
    checkOptions(id, options, ["size"]);
    return scope(() => {
      const given = (loc === null ? [scale] : [scale, loc]).map((value) =>
        isScalar(value) ? value : coerce(id, value),
      );
      const shapes = given.map((value) => (isScalar(value) ? [] : value.shape));
      const common = broadcastShapes(id, ...shapes);
      const size = options.size ?? (common.length ? common : null);
      const shape = shapeOf(id, size);
      if (sizeOf(broadcastShapes(id, common, shape)) !== sizeOf(shape)) {
        throw new ShapeError(`${id}: parameters of shape [${common}] do not broadcast to size [${shape}]`);
      }
      const drawn = drawNumbers(id, this.bit_generator.bytes, distribution, "float64", shape);
      const scaled = multiply(drawn, given[0] as WasmArray, { out: drawn });
      return scalarIf(size, loc === null ? scaled : add(scaled, given[1] as WasmArray, { out: drawn }));
    }) as number | WasmArray;
  }

  /**
   * Integers from `low` up to, not including, `high`; one parameter alone is `high`, and `low` then 0. Lemire's method (2019). A
   * scalar is a bigint for types of 64 bits.
   * @throws RangeError if there is no such integer, or the dtype does not have them; DTypeError for a dtype that is not an
   *   integer's
   * @example np.random.default_rng(42).integers(1, 7, { size: 5 }) // array([1, 5, 4, 3, 3])
   */
  integers(high: Whole, options?: IntegerOptions & { size?: null }): Scalar;
  integers(high: Whole, options: IntegerOptions & { size: number | Shape }): WasmArray;
  integers(low: Whole, high: Whole | null, options?: IntegerOptions & { size?: null }): Scalar;
  integers(low: Whole, high: Whole | null, options: IntegerOptions & { size: number | Shape }): WasmArray;
  integers(low: Whole, ...rest: unknown[]): Scalar | WasmArray {
    const id = "random.integers";
    const [[given], options] = splitOptions<IntegerOptions>(id, rest, 1);
    checkOptions(id, options, ["size", "dtype", "endpoint"]);
    const dtype = checkDType(id, options.dtype ?? "int64");
    if (!isInteger(dtype) && dtype !== "bool") throw new DTypeError(`${id}: ${dtype} is not an integer type`);
    const endpoint = checkFlag(id, "endpoint", options.endpoint) ?? false;
    const isAlone = given === undefined || given === null;
    const [first, stop] = (isAlone ? [0n, low] : [low, given]).map((value) => toInteger(id, value));
    const last = endpoint ? stop : stop - 1n;
    checkRange(id, dtype, first, last);
    const shape = shapeOf(id, options.size);
    const out = drawIntegers(
      id,
      this.bit_generator.bytes,
      dtype,
      shape,
      BigInt.asUintN(64, first),
      last - first,
    );
    return scalarIf(options.size, out);
  }

  /**
   * Elements of `a` along an axis, or of the numbers from 0 up to `a`, chosen at random, with replacement unless it is said.
   * @throws ShapeError if more are to be chosen without replacement than there are, and if `p` has not one probability for each;
   *   RangeError for probabilities that are negative or do not add up to 1
   * @example np.random.default_rng(42).choice(5, { size: 3, replace: false }) // array([4, 0, 3])
   */
  choice(a: number | WasmArray | Coercible, options: ChoiceOptions & { size: number | Shape }): WasmArray;
  choice(a: number | WasmArray | Coercible, options?: ChoiceOptions): Scalar | WasmArray;
  choice(a: number | WasmArray | Coercible, options: ChoiceOptions = {}): Scalar | WasmArray {
    const id = "random.choice";
    checkOptions(id, options, ["size", "replace", "p", "axis", "shuffle"]);
    const { size, p, axis = 0 } = options;
    const replace = checkFlag(id, "replace", options.replace) ?? true;
    const isShuffled = checkFlag(id, "shuffle", options.shuffle) ?? true;
    const shape = shapeOf(id, size);
    return scope(() => {
      const source = typeof a === "number" || typeof a === "bigint" ? null : coerce(id, a);
      const at = source ? checkAxis(id, axis, source.ndim) : 0;
      const population = source ? source.shape[at] : Number(toInteger(id, a));
      const count = sizeOf(shape);
      if (population <= 0 && count > 0) throw new ShapeError(`${id}: there is nothing to choose from`);
      if (!replace && count > population) {
        throw new ShapeError(`${id}: ${count} of ${population} cannot be chosen without replacement`);
      }
      const chosen =
        p === undefined
          ? this.#chosen(id, population, count, replace, isShuffled)
          : this.#weighted(id, coerce(id, p, "float64"), population, count, replace);
      const indices = reshapeView(id, chosen, shape)!;
      return scalarIf(
        size,
        source ? takeElements(id, source, indices, at, "raise") : cast(id, indices, "int64"),
      );
    }) as Scalar | WasmArray;
  }

  #chosen(id: string, population: number, count: number, replace: boolean, isShuffled: boolean): WasmArray {
    const { bytes } = this.bit_generator;
    if (!replace) return drawSample(id, bytes, population, count, isShuffled);
    return drawIntegers(id, bytes, "int64", [count], 0n, BigInt(Math.max(population - 1, 0)));
  }

  #weighted(id: string, p: WasmArray, population: number, count: number, replace: boolean): WasmArray {
    if (p.ndim !== 1) throw new ShapeError(`${id}: p is of one dimension, not ${p.ndim}`);
    const weights = Float64Array.from(flatEntries(id, p) as Float64Array);
    checkWeights(id, weights, population, replace ? 0 : count);
    const uniform = (length: number) =>
      scope(() => flatEntries(id, this.random(length)).slice() as Float64Array);
    return coerce(id, BigInt64Array.from(weightedIndices(weights, count, replace, uniform), BigInt));
  }

  /**
   * Puts the elements of `x` along an axis, the first by default, in a random order (Fisher and Yates).
   * @throws TypeError for what is no array or cannot be written, AxisError for an axis that it does not have
   * @example
   * const x = np.arange(5n);
   * np.random.default_rng(42).shuffle(x);
   * x // array([4, 2, 3, 1, 0])
   */
  shuffle(x: WasmArray, options: { axis?: number | undefined } = {}): void {
    const id = "random.shuffle";
    checkOptions(id, options, ["axis"]);
    if (!(x instanceof WasmArray)) throw new TypeError(`${id}: x is an array, not ${String(x)}`);
    checkWritable(id, x);
    const axis = checkAxis(id, options.axis ?? 0, x.ndim);
    if (x.size === 0) return;
    if (x.ndim === 1) shuffleLine(id, this.bit_generator.bytes, x);
    else scope(() => copyInto(id, x, takeElements(id, x, this.#permuted(id, x.shape[axis]), axis, "raise")));
  }

  /**
   * A copy of `x` with its elements along an axis, the first by default, in a random order; for a number the numbers from 0 up
   * to it.
   * @throws AxisError for an axis that `x` does not have
   * @example np.random.default_rng(42).permutation(5) // array([4, 2, 3, 1, 0])
   */
  permutation(x: number | WasmArray | Coercible, options: { axis?: number | undefined } = {}): WasmArray {
    const id = "random.permutation";
    checkOptions(id, options, ["axis"]);
    if (typeof x === "number" || typeof x === "bigint") return this.#permuted(id, Number(toInteger(id, x)));
    return scope(() => {
      const source = coerce(id, x);
      const axis = checkAxis(id, options.axis ?? 0, source.ndim);
      return takeElements(id, source, this.#permuted(id, source.shape[axis]), axis, "raise");
    });
  }

  #permuted(id: string, length: number): WasmArray {
    const indices = allocateArray(id, "int64", checkShape(id, length));
    fillRange(id, indices, 0, 1);
    shuffleLine(id, this.bit_generator.bytes, indices);
    return indices;
  }

  /** `count` generators whose streams are independent of this one's and of each other's. */
  spawn(count: number): Generator[] {
    return this.bit_generator.spawn(count).map((each) => new Generator(each));
  }
}

/**
 * A generator with NumPy's default bits, PCG64. The seed is a whole number, a list of them, a SeedSequence, or a bit generator
 * or generator itself; without one it is taken from the system's entropy.
 * @throws TypeError for what is no whole number, RangeError for a negative one
 * @example np.random.default_rng(42).random() // 0.7739560485559633
 */
export function default_rng(seed?: Seed | BitGenerator | Generator): Generator {
  if (seed instanceof Generator) return seed;
  return new Generator(seed instanceof BitGenerator ? seed : new PCG64(seed));
}

/** The one element where no size is asked for. */
function scalarIf(size: Size | undefined, x: WasmArray): Scalar | WasmArray {
  if (size !== undefined && size !== null) return x;
  if (x.ndim > 0) return x;
  const value = x.item();
  x.dispose();
  return value;
}

const shapeOf = (id: string, size: Size | undefined): number[] =>
  size === undefined || size === null ? [] : checkShape(id, size);

function checkReal(id: string, dtype: string): Real {
  if (dtype === "float32" || dtype === "float64") return dtype;
  throw new DTypeError(`${id}: dtype is float32 or float64, not ${dtype}`);
}

/** Refuses parameters of which one is below 0. */
function checkNotNegative(id: string, name: string, value: Parameter): void {
  const values = scope(() => flatEntries(id, coerce(id, value)).slice());
  if (values.some((each) => each < 0)) throw new RangeError(`${id}: ${name} < 0`);
}

function toInteger(id: string, value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (Number.isSafeInteger(value)) return BigInt(value as number);
  throw new TypeError(`${id}: ${String(value)} is not a whole number`);
}

function checkRange(id: string, dtype: DType, first: bigint, last: bigint): void {
  const { kind, size } = dtypes[dtype];
  const bits = kind === "bool" ? 1n : BigInt(8 * size);
  const isSigned = kind === "int";
  const least = isSigned ? -(1n << (bits - 1n)) : 0n;
  const most = isSigned ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  if (first < least) throw new RangeError(`${id}: low ${first} is out of bounds for ${dtype}`);
  if (last > most) throw new RangeError(`${id}: high ${last + 1n} is out of bounds for ${dtype}`);
  if (first > last)
    throw new RangeError(`${id}: low >= high: there is nothing to draw from ${first} up to ${last + 1n}`);
}
