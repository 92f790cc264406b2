/** The kinds of array that the case tables run against. A kind is one entry of the list. */
import {
  adopt,
  arrayFunction,
  NotImplemented,
  type Overridable,
  type Type,
} from "../../src/dispatch/index.ts";
import * as np from "../../src/index.ts";
import type { Tolerance } from "./compare.ts";
import type { Case, Elements } from "./fixtures.ts";
import { jaxKind } from "./jax-kinds.ts";
import { contiguous, type Layout, layouts } from "./layouts.ts";
import { lazyKinds } from "./lazy-kinds.ts";
import { onnxKind } from "./onnx-kinds.ts";
import { read } from "./read.ts";
import { tfjsKinds } from "./tfjs-kinds.ts";

// biome-ignore lint/suspicious/noExplicitAny: the runner passes to a kind what that kind has made
export interface Kind<A = any> {
  readonly name: string;
  /** The layouts that are worth trying. */
  readonly layouts: readonly Layout[];
  make(elements: Elements, layout: Layout): A;
  /** Whether a result is an array of this kind. */
  owns(result: unknown): result is A;
  /** The array as data, for a kind that computes later once it has. */
  read(array: A): Elements | Promise<Elements>;
  dispose(array: A): void;
  /** The functions that are called: those of the sources, unless the kind is of another build of them. */
  readonly namespace?: object;
  /** Whether creation functions make arrays of this kind only with the option `like`. */
  readonly foreign: boolean;
  /** The case as it holds for this kind, whose results may be of other dtypes. */
  adapt?(each: Case): Case;
  /** How far results of a function may be off, where that is more than usual. */
  tolerance?(fn: string, usual: Tolerance): Tolerance;
  /** Why the case cannot hold for this kind; undefined if it can. */
  skip?(each: Case): string | undefined;
}

const wasm: Kind<np.WasmArray> = {
  name: "WasmArray",
  layouts,
  make: (elements, layout) => layout.make(elements),
  owns: (result) => result instanceof np.WasmArray,
  read,
  dispose: (x) => x.dispose(),
  foreign: false,
};

class Subclass extends np.WasmArray {}

/** A subclass that inherits the method: implementations take it as what it is, and return the default array. */
const subclass: Kind<np.WasmArray> = {
  ...wasm,
  name: "subclass of WasmArray",
  layouts: [contiguous],
  make(elements, layout) {
    const x = layout.make(elements);
    const copy = new Subclass(x.storage!, x.dtype, x.shape, x.strides, x.offset);
    x.dispose();
    return copy;
  },
};

class Wrapped {
  readonly inner: np.WasmArray;

  constructor(inner: np.WasmArray) {
    this.inner = inner;
  }
}

adopt(Wrapped, { convert: { to: (wrapped) => wrapped.inner, from: (x: np.WasmArray) => new Wrapped(x) } });

/** A class that its user adopts and for which nothing is implemented, so that everything is converted. */
const adopted: Kind<Wrapped> = {
  name: "adopted class",
  layouts: [contiguous],
  make: (elements, layout) => new Wrapped(layout.make(elements)),
  owns: (result) => result instanceof Wrapped,
  read: ({ inner }) => read(inner),
  dispose: ({ inner }) => inner.dispose(),
  foreign: true,
};

/** A class that answers by the protocol's own method, and keeps its elements as a list. */
class Duck {
  readonly elements: Elements;

  constructor(elements: Elements) {
    this.elements = elements;
  }

  [arrayFunction](
    func: Overridable,
    types: readonly Type[],
    args: readonly unknown[],
    options: { readonly [key: string]: unknown },
  ): unknown {
    if (!types.every(({ prototype }) => prototype === Duck.prototype)) return NotImplemented;
    return np.scope(() => {
      const result = func(
        ...(toWasm(args) as unknown[]),
        ...(Object.keys(options).length ? [toWasm(options)] : []),
      );
      return toDucks(result);
    });
  }
}

/** The same value with a WasmArray for every Duck in it. */
function toWasm(value: unknown): unknown {
  if (value instanceof Duck) return contiguous.make(value.elements);
  return mapItems(value, toWasm);
}

function toDucks(value: unknown): unknown {
  if (value instanceof np.WasmArray) return new Duck(read(value));
  return mapItems(value, toDucks);
}

/** A list or an object with its items changed. It keeps its class, which makes a named tuple iterable. */
function mapItems(value: unknown, change: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== "object" || value === null) return value;
  const items = Object.entries(value).map(([key, item]) => [key, change(item)]);
  return Object.assign(Object.create(Object.getPrototypeOf(value)), Object.fromEntries(items));
}

const duck: Kind<Duck> = {
  name: "class with the protocol's method",
  layouts: [contiguous],
  make: (elements) => new Duck(elements),
  owns: (result) => result instanceof Duck,
  read: ({ elements }) => elements,
  dispose() {},
  foreign: true,
  skip: ({ changed }) => changed && "its elements are copied for every call",
};

export const kinds: readonly Kind[] = [
  wasm,
  subclass,
  adopted,
  duck,
  ...lazyKinds,
  ...tfjsKinds,
  jaxKind("wasm"),
  onnxKind,
];
