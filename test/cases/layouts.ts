import * as np from "../../src/index.ts";
import type { Elements } from "./fixtures.ts";

/** How the elements of an operand lie in memory: what the view is that has them. */
export interface Layout {
  readonly name: string;
  /** Whether an array of these elements can lie so, and not the same as in another layout. */
  readonly suits: (elements: Elements) => boolean;
  readonly make: (elements: Elements) => np.WasmArray;
}

const reverse = (order: readonly number[]): number[] => [...order].reverse();
const sizeOf = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);

/** Elements of another shape: `source(index)` is the position in `elements` of the one at `index`. */
function rearrange(
  elements: Elements,
  shape: readonly number[],
  source: (index: number[]) => number,
): Elements {
  const data = Array.from({ length: sizeOf(shape) }, (_, flat) => {
    const index = new Array<number>(shape.length);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = flat % shape[axis];
      flat = Math.floor(flat / shape[axis]);
    }
    return elements.data[source(index)];
  });
  return { dtype: elements.dtype, shape, data };
}

const position = (index: readonly number[], shape: readonly number[]): number =>
  index.reduce((flat, i, axis) => flat * shape[axis] + i, 0);

function makeContiguous({ dtype, shape, data }: Elements): np.WasmArray {
  return viewOf(np.asarray(data, { dtype }), (x) => np.reshape(x, shape));
}

/** A view of an array that nothing but the view keeps alive. */
function viewOf(base: np.WasmArray, take: (base: np.WasmArray) => np.WasmArray): np.WasmArray {
  const view = take(base);
  base.dispose();
  return view;
}

export const contiguous: Layout = { name: "contiguous", suits: () => true, make: makeContiguous };

const transposed: Layout = {
  name: "transposed",
  suits: ({ shape }) => shape.filter((n) => n > 1).length > 1,
  make(elements) {
    const shape = elements.shape;
    const across = rearrange(elements, reverse(shape), (index) => position(reverse(index), shape));
    return viewOf(makeContiguous(across), (x) => np.permute_dims(x, reverse([...shape.keys()])));
  },
};

const reversed: Layout = {
  name: "reversed",
  suits: ({ data }) => data.length > 1,
  make(elements) {
    const backwards = { ...elements, data: [...elements.data].reverse() };
    return viewOf(makeContiguous(backwards), (x) => np.flip(x));
  },
};

/** Every second element of rows with others in between, not from the first on. */
const strided: Layout = {
  name: "strided",
  suits: ({ shape, data }) => shape.length > 0 && data.length > 0,
  make(elements) {
    const { shape } = elements;
    const wide = [...shape.slice(0, -1), 2 * shape[shape.length - 1] + 1];
    const size = elements.data.length;
    const spread = rearrange(elements, wide, (index) => {
      const last = index[index.length - 1];
      // In between lie the elements of the other end.
      const at = position([...index.slice(0, -1), last >> 1], shape);
      return last % 2 === 1 ? at : size - 1 - (at % size);
    });
    return viewOf(makeContiguous(spread), (x) => x.at("...", np.slice(1, null, 2)));
  },
};

/** Stride 0 along the first axis, whose rows are all the same. */
const broadcast: Layout = {
  name: "broadcast",
  suits({ shape, data }) {
    const row = data.length / shape[0];
    return shape[0] > 1 && row > 0 && data.every((item, i) => sameScalar(item, data[i % row]));
  },
  make(elements) {
    const shape = [1, ...elements.shape.slice(1)];
    const row = { ...elements, shape, data: elements.data.slice(0, sizeOf(shape)) };
    return viewOf(makeContiguous(row), (x) => np.broadcast_to(x, elements.shape));
  },
};

function sameScalar(x: unknown, y: unknown): boolean {
  if (typeof x !== "object" || typeof y !== "object") return Object.is(x, y);
  const [a, b] = [x, y] as { re: number; im: number }[];
  return Object.is(a.re, b.re) && Object.is(a.im, b.im);
}

export const layouts: readonly Layout[] = [contiguous, transposed, reversed, strided, broadcast];
