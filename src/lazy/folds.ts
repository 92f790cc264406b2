/**
 * Methods of universal functions. Those of sums, products, extremes and decisions are the functions of these names; others need an axis whole:
 * it is made one chunk.
 */
import { find, type Options, type Overridable } from "../dispatch/index.ts";
import { isInteger } from "../dtype.ts";
import { IndexError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { reductions } from "../np/internal.ts";
import { checkAxes, checkAxis, format } from "../shape.ts";
import { integersOf } from "./arrangement.ts";
import { blockwise, type Label, type Labelled } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { answer, type Handler, handle, inNameOf, refuse } from "./handlers.ts";
import { LazyArray } from "./lazy-array.ts";
import { operandOf, resultDType, taskOf } from "./operands.ts";
import { joinAxes } from "./order.ts";
import { at } from "./slicing.ts";
import type { Argument } from "./task.ts";
import { methodNamed } from "./ufunc-methods.ts";

/** Scans that a function's methods are, by the function. */
const scans: { readonly [id: string]: string } = { add: "cumsum", multiply: "cumprod" };

/** Methods are made when they are asked for: tasks find them by their function. */
registerOwn("lazy.method", (id: string, method: string, ...args: unknown[]) =>
  methodNamed(find(id)!, method)(...args),
);

const taskFor = (func: Overridable, args: readonly Argument[], options: Options) =>
  taskOf("lazy.method", [...func.id.split("."), ...args], options);

/** A method that another function is. */
const as =
  (id: string): Handler =>
  (func, args, options) => {
    const axis = operandOf(args[0]).ndim === 0 ? null : 0;
    return inNameOf(func.id, () => answer(find(id)!, [], args, { axis, ...options }));
  };

/** The same where no dtype is asked for, which those functions do not all have. */
const unlessTyped =
  (id: string): Handler =>
  (func, args, options) =>
    (options.dtype === undefined ? as(id) : reduce)(func, args, options);

function reduce(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  const { axis = x.ndim === 0 ? null : 0, keepdims = false, where, ...rest } = options;
  const own = { ...rest, axis, keepdims };
  const isMasked = where !== undefined && where !== null && where !== true;
  const mask = isMasked ? operandOf(where) : undefined;
  // An axis without elements has no result unless there is an identity.
  const shape = x.shape.map((length) => (length === 0 ? 0 : 1));
  const dtype = np.scope(() =>
    resultDType(func, [np.ones(shape, { dtype: x.dtype })], mask ? { ...own, where: mask } : own),
  );
  const axes = checkAxes(func.id, axis as number | number[] | null, x.ndim);
  const labels: Label[] = [...x.shape.keys()];
  const operands: Labelled[] = [{ x: joinAxes(x, axes), labels }];
  if (mask) operands.push({ x: mask, labels: labels.slice(x.ndim - mask.ndim) });
  const kept = (label: Label): Label[] =>
    !axes.includes(label as number) ? [label] : keepdims ? [`kept ${label}`] : [];
  return blockwise({
    operation: func.id,
    operands,
    out: labels.flatMap(kept),
    sizes: new Map(axes.map((i) => [`kept ${i}`, [1]])),
    details: own,
    dtype,
    task: ([chunk, chosen]) => taskFor(func, [chunk], chosen ? { ...own, where: chosen } : own),
  });
}

/** For what the method refuses, and the other function does not. */
const checked =
  (handler: Handler): Handler =>
  (func, args, options) => {
    resultDType(func, [operandOf(args[0])], options);
    return handler(func, args, options);
  };

function accumulate(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  const dtype = resultDType(func, [x], options);
  const axis = checkAxis(func.id, (options.axis ?? 0) as number, x.ndim);
  const labels = [...x.shape.keys()];
  return blockwise({
    operation: func.id,
    operands: [{ x: joinAxes(x, [axis]), labels }],
    out: labels,
    details: options,
    dtype,
    task: ([chunk]) => taskFor(func, [chunk], { ...options, axis }),
  });
}

/** Indices may be lazy: whether they are in bounds is then found out when they are computed. */
function reduceat(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const x = operandOf(args[0]);
  const dtype = resultDType(func, [x, [0]], options);
  const axis = checkAxis(id, (options.axis ?? 0) as number, x.ndim);
  const labels: Label[] = [...x.shape.keys()];
  const operands: Labelled[] = [{ x: joinAxes(x, [axis]), labels: labels.with(axis, "elements") }];
  let starts: readonly number[] | null = null;
  if (args[1] instanceof LazyArray) {
    operands.push({ x: checkedStarts(id, args[1]), labels: [axis] });
  } else {
    starts = integersOf(id, "indices", args[1]);
    // An array of that length, and no elements, has the same indices.
    np.scope(() => {
      func(np.ones([x.shape[axis], 0], { dtype: x.dtype }), args[1], { ...options, axis: 0 });
    });
  }
  return blockwise({
    operation: id,
    operands,
    out: labels,
    sizes: starts ? new Map([[axis, [starts.length]]]) : undefined,
    details: [starts, options],
    dtype,
    task: ([chunk, given]) => taskFor(func, [chunk, given ?? starts], { ...options, axis }),
  });
}

/** Lazy indices in one chunk. */
function checkedStarts(id: string, starts: LazyArray): LazyArray {
  if (starts.ndim !== 1) {
    throw new ShapeError(`${id}: indices are of one dimension, not of shape ${format(starts.shape)}`);
  }
  if (!isInteger(starts.dtype)) throw new IndexError(`${id}: takes an integer type, not ${starts.dtype}`);
  return joinAxes(starts, [0]);
}

/** Every element of the one beside every element of the other. */
function outer(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const [a, b] = args.map(operandOf);
  const left = at(a, ["...", ...new Array<null>(b.ndim).fill(null)]);
  return answer(find(functionOf(func.id))!, [], [left, b], options);
}

const functionOf = (id: string): string => id.split(".")[0];

/** Lets the methods of universal functions, by these names, answer for lazy arrays. */
export function handleFolds(names: Iterable<string>): void {
  for (const name of names) {
    refuse([`${name}.at`], "a lazy array cannot be written to; use np.where");
    if (!("reduce" in find(name)!)) continue;
    handle([`${name}.reduce`], name in reductions ? unlessTyped(reductions[name]) : reduce);
    handle([`${name}.accumulate`], name in scans ? checked(as(scans[name])) : accumulate);
    handle([`${name}.reduceat`], reduceat);
    handle([`${name}.outer`], outer);
  }
}
