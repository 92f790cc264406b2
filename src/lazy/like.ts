/** Functions that make arrays as others are: those with the option `like`, and those of another array's shape. */
import type { Options, Overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import * as np from "../index.ts";
import { elementwise } from "./blockwise.ts";
import { isKnown } from "./chunks.ts";
import { arange, type CreationOptions, eye, filled, full, linspace, ones, zeros } from "./creation.ts";
import { fromArray } from "./from-array.ts";
import { type Handler, handle, refuse } from "./handlers.ts";
import { LazyArray } from "./lazy-array.ts";
import { broadcast } from "./manipulation.ts";
import { isArrayLike, operandOf, resultDType } from "./operands.ts";

type Shape = number | readonly number[];

/** Makes an array by a function of the module, which may be given `chunks`, after the public one has checked its options on `empty`. */
export function make(
  func: Overridable,
  empty: readonly unknown[],
  given: Options,
  by: (options: CreationOptions) => LazyArray,
) {
  const { chunks, device: _, ...options } = given as Options & Pick<CreationOptions, "chunks">;
  np.scope(() => {
    func.implementation(...empty, options);
  });
  const dtype = (options.dtype ?? undefined) as DType | undefined;
  return by({ ...options, dtype, chunks: chunks ?? "auto" });
}

const ofShape =
  (create: (shape: Shape, options: CreationOptions) => LazyArray): Handler =>
  (func, [shape], given) =>
    make(func, [0], given, (options) => create(shape as Shape, options));

function fullLike(func: Overridable, [shape, value]: readonly unknown[], given: Options): LazyArray {
  return make(func, [0, isArrayLike(value) ? 0 : value], given, (options) => {
    if (!isArrayLike(value)) return full(shape as Shape, value as np.Scalar, options);
    const source = operandOf(value);
    const target = zeros(shape as Shape, { ...options, dtype: options.dtype ?? source.dtype });
    return broadcast(np.astype(source, target.dtype), target.chunks, func.id);
  });
}

function asLazy(_: Overridable, [value]: readonly unknown[], options: Options): LazyArray {
  const { dtype = null, chunks = "auto" } = options as {
    dtype?: DType | null;
    chunks?: CreationOptions["chunks"];
  };
  if (value instanceof LazyArray) return dtype === null ? value : np.astype(value, dtype);
  const { chunks: _chunks, ...own } = options;
  const x = np.asarray(value as np.Coercible, own);
  try {
    return fromArray(x, { chunks });
  } finally {
    if (x !== value) x.dispose();
  }
}

/** The arguments of a function that counts, without those that are left to it. */
const given = (args: readonly unknown[]): unknown[] => args.map((each) => each ?? undefined);

const range: Handler = (func, args, options) => {
  const [first, last, step] = given(args) as (number | bigint | undefined)[];
  const zero = typeof first === "bigint" ? 0n : 0;
  return make(func, [zero], options, (own) =>
    last === undefined ? arange(zero, first!, undefined, own) : arange(first!, last, step, own),
  );
};

const identity: Handler = (func, args, options) => {
  const [rows, columns] = given(args) as number[];
  return make(func, [0], options, (own) => eye(rows, columns, own));
};

const spaced: Handler = (func, args, options) => {
  const [start, stop, num] = args as [number, number, number];
  return make(func, [start, stop, 0], options, (own) => linspace(start, stop, num, own));
};

/** A text is read at once; what comes of it is lazy. */
async function readText(func: Overridable, [file]: readonly unknown[], options: Options): Promise<LazyArray> {
  const { chunks = "auto", ...own } = options as Options & Pick<CreationOptions, "chunks">;
  const x = (await func.implementation(file, own)) as np.WasmArray;
  try {
    return fromArray(x, { chunks });
  } finally {
    x.dispose();
  }
}

/** np.zeros_like and its kin: in the chunks of the array. */
const filledLike =
  (value?: np.Scalar): Handler =>
  (func, args, options) => {
    const x = operandOf(args[0]);
    const fill = value ?? args[1];
    if (!isKnown(x.chunks) || isArrayLike(fill)) return elementwise(func, args, options);
    return filled(x.chunks, fill as np.Scalar, resultDType(func, args, options));
  };

/** Lets functions that make arrays make lazy ones, and says what to do instead of writing to one. */
export function handleCreation(): void {
  handle(["zeros", "empty"], ofShape(zeros));
  handle(["ones"], ofShape(ones));
  handle(["full"], fullLike);
  handle(["asarray"], asLazy);
  handle(["arange"], range);
  handle(["eye"], identity);
  handle(["linspace"], spaced);
  handle(["loadtxt", "genfromtxt"], readText);
  handle(["zeros_like", "empty_like"], filledLike(0));
  handle(["ones_like"], filledLike(1));
  handle(["full_like"], filledLike());
  refuse(["put_along_axis"], "a lazy array cannot be written to; use np.where, or np.take_along_axis");
  refuse(
    [
      "array_repr",
      "array_str",
      "array2string",
      "save",
      "savez",
      "savez_compressed",
      "safetensors.save_file",
      "savetxt",
    ],
    "call it on the result of compute()",
  );
  refuse(["toNdarray", "toStdlib", "toArrow", "toImageData"], "call it on the result of compute()");
}
