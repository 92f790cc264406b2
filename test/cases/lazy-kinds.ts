import { regular } from "../../src/lazy/chunks.ts";
import * as lazy from "../../src/lazy/index.ts";
import { type Case, type Elements, isElements } from "./fixtures.ts";
import type { Kind } from "./kinds.ts";
import { contiguous } from "./layouts.ts";
import { read } from "./read.ts";

/** Why a case of a function that is lazy cannot be: what lazy arrays refuse, which tests of their own see to. */
function eagerness({ fn, args, options, error }: Case): string | undefined {
  if (options.out) return "lazy arrays are not written to";
  if (fn.startsWith("nanarg") && error === "ShapeError")
    return "that all are NaN is known when it is computed";
  if (["repeat", "take", "delete", "insert"].includes(fn) && isElements(args[1]))
    return "the second argument is known";
  if (["quantile", "percentile", "nanquantile", "nanpercentile"].includes(fn) && isElements(args[1]))
    return "q is known";
  if (error === "IndexError" && ["take_along_axis", "searchsorted", "compress", "extract"].includes(fn))
    return "indices are known when they are computed";
  const [x] = args;
  if (fn === "linalg.qr") return "the signs of R depend on the chunks";
  const isDecomposition = /^linalg\.svd/.test(fn);
  if (!isDecomposition || !isElements(x)) return undefined;
  if (x.shape.length > 2) return "lazy decompositions are of one matrix";
  const isFull = fn === "linalg.svd" && options.full_matrices !== false && x.shape[0] !== x.shape[1];
  return isFull ? "lazy factors are thin" : undefined;
}

/** Lazy arrays whose axes are cut by `lengthsOf`. */
const lazyKind = (name: string, lengthsOf: (length: number) => number[]): Kind<lazy.LazyArray> => ({
  name: `LazyArray, ${name}`,
  layouts: [contiguous],
  make(elements) {
    using x = contiguous.make(elements);
    return lazy.fromArray(x, { chunks: elements.shape.map(lengthsOf) });
  },
  owns: (result) => result instanceof lazy.LazyArray,
  async read(array): Promise<Elements> {
    using x = await array.compute();
    const { dtype, shape } = read(x);
    const isSame =
      array.shape.length === shape.length && shape.every((n, i) => [n, Number.NaN].includes(array.shape[i]));
    if (array.dtype !== dtype || !isSame) {
      throw new Error(`said to be ${array.dtype} [${array.shape}], but is ${dtype} [${shape}]`);
    }
    return read(x);
  },
  dispose(array) {
    for (const source of lazy.graphOf([array]).sources.values()) (source as { dispose(): void }).dispose();
  },
  foreign: true,
  skip: (each: Case) => {
    if (each.error === "RangeError") return "the error is about values, which are known to compute alone";
    const { lazy: isLazy, alternative } = lazy.laziness(each.fn);
    return isLazy ? eagerness(each) : alternative;
  },
});

export const lazyKinds: readonly Kind[] = [
  lazyKind("one chunk", (length) => [length]),
  lazyKind("chunks of 2", (length) => regular(length, 2)),
  lazyKind("ragged chunks", (length) => (length < 3 ? [length] : [1, ...regular(length - 1, 3)])),
];
