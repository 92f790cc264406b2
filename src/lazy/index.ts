/** Lazy arrays: chunks, a graph of tasks to look at, and compute. */
import * as elementwiseFunctions from "../np/elementwise.ts";
import { handleArrangement } from "./arrangement.ts";
import { elementwise } from "./blockwise.ts";
import { handle } from "./handlers.ts";
import { handleLinalg } from "./linalg.ts";
import { handleManipulation } from "./manipulation.ts";
import { handleProducts } from "./products.ts";
import { handleScans } from "./scan.ts";
import { handleSets } from "./sets.ts";
import { handleStatistics } from "./statistical.ts";

handle([...Object.values(elementwiseFunctions).map(({ id }) => id), "astype", "where"], elementwise);
handleStatistics();
handleManipulation();
handleArrangement();
handleScans();
handleSets();
handleProducts();
handleLinalg();

export { register } from "./chunk-functions.ts";
export type { ChunkSpecification, Chunks } from "./chunks.ts";
export { type ComputeOptions, compute, graphOf, persist } from "./compute.ts";
export { arange, type CreationOptions, eye, fromFunction, full, linspace, ones, zeros } from "./creation.ts";
export { type ChunkOptions, fromArray } from "./from-array.ts";
export { fromNpy } from "./from-npy.ts";
export { checkGraph, cull, Graph } from "./graph.ts";
export { laziness } from "./handlers.ts";
export { parseGraph, writeGraph } from "./json.ts";
export { LazyArray } from "./lazy-array.ts";
export type { Boundary, OverlapOptions } from "./map-overlap.ts";
export * as random from "./random.ts";
export { type Progress, type RunOptions, run } from "./scheduler/run.ts";
export type { Argument, Constant, Key, Reference, Task } from "./task.ts";
export { toDot, type VisualizeOptions, visualize } from "./visualize.ts";
export { type FromZarrOptions, fromZarr } from "./zarr/from-zarr.ts";
export type { OpenArray, ZarrStore } from "./zarr/store.ts";
export { type ToZarrOptions, toZarr } from "./zarr/to-zarr.ts";
