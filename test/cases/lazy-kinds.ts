// Workers import what is built, by the name of the package.
import * as builtNp from "ndwasm";
import * as builtLazy from "ndwasm/lazy";
import * as np from "../../src/index.ts";
import { regular } from "../../src/lazy/chunks.ts";
import * as lazy from "../../src/lazy/index.ts";
import { type Case, type Elements, isElements } from "./fixtures.ts";
import type { Kind } from "./kinds.ts";
import { contiguous } from "./layouts.ts";
import { read } from "./read.ts";

/** By the last part of a function's name, of which error it is known only when a result is computed that it is due. */
const lateErrors: { readonly [fn: string]: string } = {
  nanargmin: "ShapeError",
  nanargmax: "ShapeError",
  take_along_axis: "IndexError",
  searchsorted: "IndexError",
  compress: "IndexError",
  extract: "IndexError",
  reduceat: "IndexError",
};

/** Functions whose second argument is not lazy. */
const eagerSeconds = [
  "repeat",
  "take",
  "delete",
  "insert",
  "quantile",
  "percentile",
  "nanquantile",
  "nanpercentile",
];

/** Why a case of a function that is lazy cannot be: what lazy arrays refuse, which tests of their own see to. */
function eagerness(
  { fn, args, options, error }: Case,
  lengthsOf: (length: number) => number[],
): string | undefined {
  if (options.out) return "lazy arrays are not written to";
  if (
    error === "RangeError" ||
    error === "LinAlgError" ||
    (error && lateErrors[fn.slice(fn.lastIndexOf(".") + 1)] === error)
  ) {
    return "the error is about values, which are known to compute alone";
  }
  const [x, second] = args;
  if (eagerSeconds.includes(fn) && isElements(second)) return "the second argument is known";
  const isCut =
    isElements(x) && x.shape.length === 2 && x.shape.some((length) => lengthsOf(length).length > 1);
  if (!isCut) return undefined;
  if (fn === "linalg.qr") return "the signs of R depend on the chunks";
  const isFull = fn === "linalg.svd" && options.full_matrices !== false && x.shape[0] !== x.shape[1];
  return isFull ? "lazy factors are thin" : undefined;
}

/** What a kind takes from the package: its sources, or what is built of them, which workers can import. */
interface Build {
  readonly np: Pick<typeof np, "asarray" | "reshape">;
  readonly lazy: Pick<typeof lazy, "fromArray" | "graphOf" | "LazyArray" | "laziness">;
  readonly scheduler: "sync" | "threads";
}

const sources: Build = { np, lazy, scheduler: "sync" };
const built = { np: builtNp, lazy: builtLazy, scheduler: "threads" } as unknown as Build;

/** Lazy arrays whose axes are cut by `lengthsOf`. */
function lazyKind(
  name: string,
  lengthsOf: (length: number) => number[],
  { np, lazy, scheduler }: Build = sources,
): Kind<lazy.LazyArray> {
  // They are read once more after each case: that needs no workers.
  const operands = new WeakSet<lazy.LazyArray>();
  return {
    name: `LazyArray, ${name}`,
    namespace: np,
    layouts: [contiguous],
    make({ dtype, shape, data }) {
      const flat = np.asarray(data, { dtype });
      const x = np.reshape(flat, shape);
      const array = lazy.fromArray(x, { chunks: shape.map(lengthsOf) });
      for (const each of [flat, x]) each.dispose();
      operands.add(array);
      return array;
    },
    owns: (result) => result instanceof lazy.LazyArray,
    async read(array): Promise<Elements> {
      using x = await array.compute({ scheduler: operands.has(array) ? "sync" : scheduler, threads: 2 });
      const { dtype, shape } = x;
      const isSame =
        array.shape.length === shape.length &&
        shape.every((n, i) => [n, Number.NaN].includes(array.shape[i]));
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
      const { lazy: isLazy, alternative } = lazy.laziness(each.fn);
      return isLazy ? eagerness(each, lengthsOf) : alternative;
    },
  };
}

/** A kind without the cases of narrow types: those differ in kernels, which other kinds see to. */
function ofWideTypes(kind: Kind<lazy.LazyArray>): Kind<lazy.LazyArray> {
  const isWide = (arg: unknown) => !isElements(arg) || wideTypes.includes(arg.dtype);
  return {
    ...kind,
    skip: (each) => (each.args.flat().every(isWide) ? kind.skip?.(each) : "the type is narrow"),
  };
}

const wideTypes = ["bool", "int64", "float64", "complex128"];

const pairs = (length: number): number[] => regular(length, 2);
const ragged = (length: number): number[] => (length < 3 ? [length] : [1, ...regular(length - 1, 3)]);

const inThreads = [
  lazyKind("chunks of 2, in threads", pairs, built),
  ofWideTypes(lazyKind("ragged chunks, in threads", ragged, built)),
];

export const lazyKinds: readonly Kind[] = [
  lazyKind("one chunk", (length) => [length]),
  // What is built has a memory of its own, which no test makes spill.
  ...(process.env.NDWASM_TEST_SPILLED ? [] : inThreads),
  lazyKind("ragged chunks", ragged),
];
