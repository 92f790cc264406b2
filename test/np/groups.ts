import fc from "fast-check";
import { entriesOf, entriesPer, writeElement } from "../../src/array/element.ts";
import { allocateArray, viewOf, type WasmArray } from "../../src/array/wasm-array.ts";
import { type Complex, type DType, dtypes, type Scalar } from "../../src/dtype.ts";
import { sizeOf } from "../../src/shape.ts";

/** An array in some layout, and the axes that are to go. */
export interface Problem {
  readonly dtype: DType;
  readonly shape: number[];
  /** Axes from the outermost to the innermost in memory. */
  readonly order: number[];
  /** For each axis: elements between its neighbours, backwards if negative, 0 where one is repeated. */
  readonly gaps: number[];
  readonly axis: number | number[] | null;
  readonly keepdims: boolean;
}

const axisLength = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constant(0) },
  // Past the blocks in which columns are split and elements cast.
  { weight: 2, arbitrary: fc.integer({ min: 500, max: 1300 }) },
);

/** Problems of up to four axes and 20 000 elements. */
export const problemFor = (kinds: readonly DType[]): fc.Arbitrary<Problem> =>
  fc
    .tuple(fc.constantFrom(...kinds), fc.array(axisLength, { maxLength: 4 }))
    .filter(([, shape]) => sizeOf(shape.map((n) => n || 1)) <= 20_000)
    .chain(([dtype, shape]) => {
      const axes = [...shape.keys()];
      const gap = fc.constantFrom(1, 1, 1, 1, 2, -1, -2, 0);
      const some = fc.subarray(axes).map((list) => list.map((a) => (a % 2 ? a - shape.length : a)));
      return fc.record({
        dtype: fc.constant(dtype),
        shape: fc.constant(shape),
        order: fc.shuffledSubarray(axes, { minLength: axes.length }),
        gaps: fc.array(gap, { minLength: axes.length, maxLength: axes.length }),
        axis: fc.oneof(
          fc.constant(null),
          axes.length ? fc.constantFrom(...axes) : fc.constant(null),
          some.map((list) => [...list].reverse()),
        ),
        keepdims: fc.boolean(),
      });
    });

export const isWhole = (dtype: DType): boolean => dtypes[dtype].kind.endsWith("int");

/** Element `i` of a list that repeats: powers of two among floats, any bits among integers. */
function elementAt(dtype: DType, i: number): Scalar {
  const powers = [1, -0.5, 2, 0.25, -4, 1, -1, 2, 0.5, -0.5, 1, 2, -1];
  const random = (i * 7919 + 13) % 10007;
  switch (dtypes[dtype].kind) {
    case "bool":
      return random % 5 > 0;
    case "float":
      return powers[random % powers.length];
    case "complex":
      return { re: powers[random % powers.length], im: powers[(random + 5) % powers.length] };
    default: {
      const bits = 8 * dtypes[dtype].size;
      const value = BigInt(random) * 0x9e3779b97f4a7c15n;
      return dtype.startsWith("u") ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
    }
  }
}

/** The array of a problem. */
export function makeArray({ dtype, shape, order, gaps }: Problem): WasmArray {
  const strides = shape.map(() => 0);
  let [length, start] = [1, 0];
  for (const axis of [...order].reverse()) {
    strides[axis] = gaps[axis] * length;
    if (strides[axis] < 0) start -= (shape[axis] - 1) * strides[axis];
    if (strides[axis] !== 0) length *= Math.max(1, shape[axis]) * Math.abs(gaps[axis]);
  }
  const base = allocateArray("test", dtype, [length]);
  const entries = entriesOf("test", base);
  const per = entriesPer(dtype);
  for (let i = 0; i < length; i++) writeElement("test", dtype, entries, i * per, elementAt(dtype, i));
  return viewOf("test", base, shape, strides, Math.max(0, start) * dtypes[dtype].size);
}

/** The elements that make each result, in row-major order; bigints for integers, numbers for bools. */
export function groupsOf(
  x: WasmArray,
  { axis }: Pick<Problem, "axis">,
): { shape: number[]; kept: number[]; groups: (number | bigint | Complex)[][] } {
  const axes = (axis === null ? [...x.shape.keys()] : [axis].flat()).map((a) => (a < 0 ? a + x.ndim : a));
  const kept = x.shape.filter((_, a) => !axes.includes(a));
  const groups: (number | bigint | Complex)[][] = Array.from({ length: sizeOf(kept) }, () => []);
  const entries = entriesOf("test", x);
  const first = x.offset / dtypes[x.dtype].array.BYTES_PER_ELEMENT;
  const per = entriesPer(x.dtype);
  const index = x.shape.map(() => 0);
  for (let flat = 0; flat < x.size; flat++) {
    let rest = flat;
    for (let a = x.ndim - 1; a >= 0; a--) {
      index[a] = rest % x.shape[a];
      rest = Math.floor(rest / x.shape[a]);
    }
    const at = first + per * index.reduce((sum, i, a) => sum + i * x.strides[a], 0);
    const result = index.reduce((sum, i, a) => (axes.includes(a) ? sum : sum * x.shape[a] + i), 0);
    const entry = entries[at];
    if (per === 2) groups[result].push({ re: entry as number, im: entries[at + 1] as number });
    else groups[result].push(isWhole(x.dtype) ? BigInt(entry) : entry);
  }
  return { shape: x.shape.map((n, a) => (axes.includes(a) ? 1 : n)), kept, groups };
}

/** The elements of a result in row-major order. */
export function elementsOf(x: WasmArray): Scalar[] {
  return x.ndim === 0 ? [x.item()] : ((x.toArray() as Scalar[]).flat(8) as Scalar[]);
}
