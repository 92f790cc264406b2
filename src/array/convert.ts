import { type DType, dtypes, promote, type Scalar, type TypedArray } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { format, isRowMajor, type Shape } from "../shape.ts";
import { memory } from "../wasm/memory.ts";
import type { ArrowVector } from "./arrow.ts";
import { type Container, containerOf, type Image, type Strided } from "./container.ts";
import { shareTypedArray } from "./data.ts";
import { dataOwners } from "./data-owners.ts";
import { entriesOf, entriesPer, firstEntry, gather, isScalar, readElement, writeElement } from "./element.ts";
import { allocateArray, storageOf, WasmArray } from "./wasm-array.ts";

/** Nested lists of scalars, lists of one length at each depth. */
export type NestedArray = readonly (Scalar | NestedArray | TypedArray | WasmArray)[];

/** What functions take for an array besides arrays themselves. */
export type Coercible = Scalar | NestedArray | TypedArray | Iterable<Scalar> | Strided | Image | ArrowVector;

/** An array's elements as lists of lists. */
export type NestedList = (Scalar | NestedList)[];

/** Lists deeper than this are taken for cyclic ones, as by NumPy. */
const deepest = 64;

const typedArrays: { readonly [tag: string]: DType } = {
  Int8Array: "int8",
  Int16Array: "int16",
  Int32Array: "int32",
  BigInt64Array: "int64",
  Uint8Array: "uint8",
  Uint8ClampedArray: "uint8",
  Uint16Array: "uint16",
  Uint32Array: "uint32",
  BigUint64Array: "uint64",
  Float32Array: "float32",
  Float64Array: "float64",
};

/** The dtype that a typed array's elements have, undefined for anything else. By its tag: it may be another realm's. */
export function typedArrayDType(value: unknown): DType | undefined {
  return ArrayBuffer.isView(value) ? typedArrays[(value as TypedArray)[Symbol.toStringTag]] : undefined;
}

/** The dtype that a scalar has by itself: integers are bigints, any number is a float64. */
export function scalarDType(value: Scalar): DType {
  if (typeof value === "number") return "float64";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "object") return "complex128";
  return BigInt.asIntN(64, value) === value ? "int64" : "uint64";
}

/**
 * `value` as an array. A WasmArray is returned itself; scalars, nested lists, typed arrays, containers and iterables become new
 * arrays, but a container over the `data` of an array a view of it. `dtype` is for what has none by itself: arrays and typed
 * arrays, also those in lists, keep theirs.
 * @throws ShapeError for ragged nesting, DTypeError for scalars that `dtype` does not have, TypeError for all else
 */
export function coerce(id: string, value: unknown, dtype?: DType): WasmArray {
  if (value instanceof WasmArray) {
    storageOf(id, value);
    return value;
  }
  if (isScalar(value)) return build(id, dtype ?? scalarDType(value), [], [[value]]);
  const own = typedArrayDType(value);
  if (own) return fromTypedArray(id, value as TypedArray, own);
  if (Array.isArray(value)) return fromList(id, value, dtype);
  if (typeof value === "object" && value !== null) {
    const container = containerOf(id, value);
    if (container) return fromContainer(id, container, dtype);
    if (Symbol.iterator in value) return fromList(id, Array.from(value as Iterable<unknown>), dtype);
  }
  throw new TypeError(`${id}: cannot make an array of ${describe(value)}`);
}

function fromTypedArray(id: string, value: TypedArray, dtype: DType): WasmArray {
  const source = detached(value);
  const x = allocateArray(id, dtype, [source.length]);
  copyEntries(source, entriesOf(id, x), firstEntry(x));
  return x;
}

/** A view where the data is that of an array, else a row-major copy. */
function fromContainer(id: string, container: Container, dtype: DType | undefined): WasmArray {
  const { data, shape, strides, offset } = container;
  if (Array.isArray(data)) {
    const list: Scalar[] = [];
    gather(list, 0, data as Scalar[], offset, container, 1);
    const natural = list.length ? [...dtypesIn(id, list)].reduce(promote) : "float64";
    return build(id, container.dtype ?? dtype ?? natural, shape, [list]);
  }
  const values = data as TypedArray;
  const own = container.dtype!;
  if (dataOwners.has(values)) {
    const view = shareTypedArray(id, values, container);
    if (view) return view;
  }
  const source = detached(values);
  const x = allocateArray(id, own, shape);
  const per = entriesPer(own);
  const first = offset * per;
  if (isRowMajor(shape, strides)) {
    copyEntries(source.subarray(first, first + x.size * per), entriesOf(id, x), firstEntry(x));
  } else {
    gather(entriesOf(id, x), firstEntry(x), source, first, container, per);
  }
  return x;
}

function dtypesIn(id: string, list: readonly unknown[]): Set<DType> {
  const found = new Set<DType>();
  for (const item of list) {
    if (!isScalar(item))
      throw new TypeError(`${id}: cannot make an array of ${describe(item)} in a container`);
    found.add(scalarDType(item));
  }
  return found;
}

/** `value`, copied if it lies in linear memory, where an allocation could detach it. */
function detached(value: TypedArray): TypedArray {
  return value.buffer === memory.buffer ? value.slice() : value;
}

/** Copies between typed arrays that both hold bigints or both do not. */
function copyEntries(source: TypedArray, entries: TypedArray, at: number): void {
  (entries as Float64Array).set(source as Float64Array, at);
}

/** What a nested list holds: its innermost lists one after another, and the dtypes of their elements. */
interface Outline {
  readonly shape: Shape;
  readonly rows: ArrayLike<Scalar>[];
  readonly found: Set<DType>;
  /** Whether some of the dtypes are those of arrays. */
  typed: boolean;
}

function fromList(id: string, list: readonly unknown[], dtype: DType | undefined): WasmArray {
  const outline: Outline = { shape: shapeOf(id, list), rows: [], found: new Set(), typed: false };
  collect(id, list, outline, []);
  const { shape, rows, found, typed } = outline;
  const natural = found.size ? [...found].reduce(promote) : "float64";
  return build(id, typed ? natural : (dtype ?? natural), shape, rows);
}

/** A new array that holds `rows` one after another. */
function build(id: string, dtype: DType, shape: Shape, rows: readonly ArrayLike<Scalar>[]): WasmArray {
  const x = allocateArray(id, dtype, shape);
  const entries = entriesOf(id, x);
  let at = firstEntry(x);
  try {
    for (const row of rows) {
      writeRow(id, row, dtype, entries, at);
      at += row.length * entriesPer(dtype);
    }
  } catch (error) {
    x.dispose();
    throw error;
  }
  return x;
}

/** The shape of a nested list if it is not ragged: lengths along the first items. */
function shapeOf(id: string, list: readonly unknown[]): number[] {
  const shape: number[] = [];
  let item: unknown = list;
  while (Array.isArray(item)) {
    shape.push(item.length);
    if (shape.length > deepest) throw new ShapeError(`${id}: lists are nested more than ${deepest} deep`);
    item = item[0];
  }
  if (item instanceof WasmArray) shape.push(...item.shape);
  else if (typedArrayDType(item)) shape.push((item as TypedArray).length);
  return shape;
}

/** Adds the rows and dtypes of `item`, which lies at `position`. */
function collect(id: string, item: unknown, outline: Outline, position: number[]): void {
  const rest = outline.shape.slice(position.length);
  if (item instanceof WasmArray) {
    checkLengths(id, item.shape, rest, position);
    note(outline, item.dtype);
    outline.rows.push(([toList(id, item)] as unknown[]).flat(deepest) as Scalar[]);
    return;
  }
  const dtype = typedArrayDType(item);
  if (dtype) {
    const values = item as TypedArray;
    checkLengths(id, [values.length], rest, position);
    note(outline, dtype);
    outline.rows.push(detached(values));
    return;
  }
  if (!Array.isArray(item)) {
    if (!isScalar(item))
      throw new TypeError(`${id}: cannot make an array of ${describe(item)}${place(position)}`);
    checkLengths(id, [], rest, position);
    outline.found.add(scalarDType(item));
    outline.rows.push([item]);
    return;
  }
  checkLength(id, item.length, rest, position);
  if (rest.length === 1 && collectScalars(item, outline)) return;
  for (let i = 0; i < item.length; i++) {
    position.push(i);
    collect(id, item[i], outline, position);
    position.pop();
  }
}

function note(outline: Outline, dtype: DType): void {
  outline.found.add(dtype);
  outline.typed = true;
}

/** Adds a list as one row if it holds nothing but scalars. */
function collectScalars(list: readonly unknown[], { rows, found }: Outline): boolean {
  let previous: DType | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (!isScalar(item)) return false;
    const dtype = scalarDType(item);
    if (dtype !== previous) found.add(dtype);
    previous = dtype;
  }
  rows.push(list as Scalar[]);
  return true;
}

function checkLengths(id: string, lengths: Shape, rest: Shape, position: readonly number[]): void {
  if (lengths.length === rest.length && lengths.every((n, i) => n === rest[i])) return;
  if (lengths.length === 1) checkLength(id, lengths[0], rest, position);
  const [is, not] = [lengths, rest].map((shape) => (shape.length ? `shape ${format(shape)}` : "a scalar"));
  throw new ShapeError(`${id}: ragged nesting${place(position)}: ${is}, not ${not}`);
}

function checkLength(id: string, length: number, rest: Shape, position: readonly number[]): void {
  if (rest.length === 0)
    throw new ShapeError(`${id}: ragged nesting${place(position)}: a list, not a scalar`);
  if (length === rest[0]) return;
  throw new ShapeError(`${id}: ragged nesting${place(position)}: length ${length}, not ${rest[0]}`);
}

function writeRow(id: string, row: ArrayLike<Scalar>, dtype: DType, entries: TypedArray, at: number): void {
  const per = entriesPer(dtype);
  const sameKind = typeof entries[at] === typeof row[0];
  if (ArrayBuffer.isView(row) && per === 1 && sameKind) {
    copyEntries(row as TypedArray, entries, at);
    return;
  }
  const float = dtypes[dtype].kind === "float";
  for (let i = 0; i < row.length; i++) {
    const value = row[i];
    if (float && typeof value === "number") entries[at + i] = value;
    else writeElement(id, dtype, entries, at + i * per, value);
  }
}

/** ` at [1][0]`, or nothing for the outermost list. */
const place = (position: readonly number[]): string =>
  position.length ? ` at ${position.map((i) => `[${i}]`).join("")}` : "";

/** How messages name a value that is no array: strings as they are, objects by their class. */
function describe(value: unknown): string {
  if (typeof value === "string")
    return `the string '${value.length > 20 ? `${value.slice(0, 20)}…` : value}'`;
  if (typeof value === "function") return `the function ${value.name || "(anonymous)"}`;
  if (typeof value !== "object" || value === null) return String(value);
  return `an object of type ${Object.getPrototypeOf(value)?.constructor?.name || "Object"}`;
}

/** The elements as nested lists, or the one element of a 0-d array. */
export function toList(id: string, x: WasmArray): Scalar | NestedList {
  const { dtype, ndim, shape, strides } = x;
  const entries = entriesOf(id, x);
  const per = entriesPer(dtype);
  const { kind } = dtypes[dtype];
  const list = (axis: number, first: number): NestedList => {
    const items = new Array<Scalar | NestedList>(shape[axis]);
    const step = strides[axis] * per;
    let at = first;
    if (axis < ndim - 1) {
      for (let i = 0; i < items.length; i++, at += step) items[i] = list(axis + 1, at);
    } else if (kind === "bool" || kind === "complex") {
      for (let i = 0; i < items.length; i++, at += step) items[i] = readElement(dtype, entries, at);
    } else {
      for (let i = 0; i < items.length; i++, at += step) items[i] = entries[at];
    }
    return items;
  };
  return ndim ? list(0, firstEntry(x)) : readElement(dtype, entries, firstEntry(x));
}
