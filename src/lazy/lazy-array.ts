import { attachOperators, type Operators } from "../array/operators.ts";
import { type ArrayFunction, arrayFunction } from "../dispatch/index.ts";
import { arrayUfunc } from "../dispatch/universal.ts";
import { type DType, dtypes } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import type * as np from "../index.ts";
import { sizeOf } from "../shape.ts";
import { drawChunkGrid } from "./chunk-grid.ts";
import {
  type ChunkSpecification,
  type Chunks,
  checkKnown,
  normalizeChunks,
  numblocksOf,
  shapeOf,
} from "./chunks.ts";
import { type ComputeOptions, compute, persist } from "./compute.ts";
import { describe, toHTML } from "./display.ts";
import { answer } from "./handlers.ts";
import type { Layer } from "./layer.ts";
import { transposeMatrices } from "./manipulation.ts";
import { type MapOptions, mapBlocks } from "./map-blocks.ts";
import { mapOverlap, type OverlapOptions } from "./map-overlap.ts";
import { rechunk } from "./rechunk.ts";
import { selectBlocks } from "./select-blocks.ts";
import { at, type LazyIndex } from "./slicing.ts";
import { answerUfunc } from "./ufunc-methods.ts";
import { type VisualizeOptions, visualize } from "./visualize.ts";
import type { ZarrStore } from "./zarr/store.ts";
import { type ToZarrOptions, toZarr } from "./zarr/to-zarr.ts";

/** An array whose chunks are the tasks of a graph. It is known but for its elements, until `compute`. */
export interface LazyArray extends Operators<LazyArray>, ArrayFunction {
  [arrayUfunc](...call: Parameters<typeof answerUfunc>): unknown;
}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods are set on the prototype
export class LazyArray {
  /** The call that makes the chunks. @internal */
  readonly layer: Layer;
  /** Lengths of the chunks along each axis. */
  readonly chunks: Chunks;
  readonly dtype: DType;
  readonly shape: readonly number[];

  /** @internal Arrays are made by the functions of the module and of np. */
  constructor(layer: Layer, chunks: Chunks, dtype: DType) {
    this.layer = layer;
    layer.chunks ??= chunks;
    this.chunks = chunks;
    this.dtype = dtype;
    this.shape = shapeOf(chunks);
  }

  get ndim(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** Bytes that the elements take once they are computed. */
  get nbytes(): number {
    return this.size * dtypes[this.dtype].size;
  }

  /** Number of chunks along each axis. */
  get numblocks(): readonly number[] {
    return numblocksOf(this.chunks);
  }

  /** Number of chunks. */
  get npartitions(): number {
    return sizeOf(this.numblocks);
  }

  /** The longest chunk along each axis. */
  get chunksize(): readonly number[] {
    return this.chunks.map((lengths) => Math.max(...lengths));
  }

  /**
   * NumPy's `x[...index]`, with integers, slices, "...", np.newaxis (null) and one list or mask of indices.
   * @throws IndexError for indices out of bounds, TypeError for more than one list or mask
   */
  at(...index: LazyIndex[]): LazyArray {
    return at(this, index);
  }

  /** The transpose of a matrix. @throws ShapeError unless there are two dimensions */
  get T(): LazyArray {
    if (this.ndim === 2) return transposeMatrices(this, "T");
    throw new ShapeError(`T: the array has ${this.ndim} dimensions, not 2`);
  }

  /** The transposes of the matrices in the last two axes. @throws ShapeError for fewer axes */
  get mT(): LazyArray {
    return transposeMatrices(this, "mT");
  }

  /**
   * The same array in other chunks.
   * @throws ShapeError for chunks that do not add up to the shape
   */
  rechunk(chunks: ChunkSpecification): LazyArray {
    checkKnown("rechunk", this.chunks);
    return rechunk(this, normalizeChunks("rechunk", chunks, this.shape, dtypes[this.dtype].size));
  }

  /**
   * The result of a function for each chunk: a public one by its id, or one that was registered. It gets the chunk, then `args`. Chunks of
   * the result have the same lengths unless `chunks` says otherwise, and the same dtype unless `dtype` does.
   */
  mapBlocks(fn: string, { args = [], chunks = this.chunks, dtype = this.dtype }: MapOptions = {}): LazyArray {
    return mapBlocks(this, fn, args, chunks, dtype);
  }

  /**
   * The result of a function for each chunk and `depth` elements of its neighbours on each side, which are cut off the result again unless
   * `trim` is false. What lies beyond the array is up to `boundary`, as in Dask's map_overlap.
   * @throws ShapeError for a depth beyond the array
   */
  mapOverlap(fn: string, options: OverlapOptions): LazyArray {
    return mapOverlap(this, fn, options);
  }

  /**
   * The array of some chunks, by their place in the grid: integers, slices and lists of them.
   * @throws IndexError for chunks that there are not
   */
  blocks(...index: np.Index[]): LazyArray {
    return selectBlocks(this, index);
  }

  /** The elements as a WasmArray, or what kind of array the chunks are. */
  async compute(options: ComputeOptions = {}): Promise<np.WasmArray> {
    const [result] = await compute([this], options);
    return result;
  }

  /** What is known of the array, and its chunks; nothing is computed. */
  toString(): string {
    return describe(this);
  }

  /** What `toString` says as a table, beside the chunk grid. Notebooks of Deno show it. */
  toHTML(): string {
    return toHTML(this);
  }

  /** The chunks as SVG: see also `visualize`, which draws the graph. */
  chunkGrid(): string {
    return drawChunkGrid(this.chunks);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return describe(this);
  }

  [Symbol.for("Jupyter.display")](): { readonly [type: string]: string } {
    return { "text/plain": describe(this), "text/html": toHTML(this) };
  }

  /** The picture of the graph: see `visualize`. */
  visualize(path?: string, options: VisualizeOptions = {}): Promise<string> {
    return visualize([this], path, options);
  }

  /**
   * Computes the array and writes its chunks as a Zarr array, into a folder or an object with the methods `get` and `set`, such as a Map. It
   * can be read only when all of it is there; if something fails, nothing is left.
   * @throws Error if there is something already (see `overwrite`), ShapeError for chunks that no store has
   */
  toZarr(target: string | URL | ZarrStore, options: ToZarrOptions = {}): Promise<void> {
    return toZarr(this, target, options);
  }

  /** The same array with its chunks computed. */
  async persist(options: ComputeOptions = {}): Promise<LazyArray> {
    const [result] = await persist([this], options);
    return result;
  }
}

LazyArray.prototype[arrayFunction] = answer;
LazyArray.prototype[arrayUfunc] = answerUfunc;
attachOperators(LazyArray.prototype);
