/** Lazy arrays: chunks, a graph of tasks to look at, and compute. */
import type { Overridable } from "../dispatch/index.ts";
import * as arithmetic from "../np/elementwise.ts";
import * as logic from "../np/logic.ts";
import * as rounding from "../np/rounding.ts";
import { handleArrangement } from "./arrangement.ts";
import { elementwise } from "./blockwise.ts";
import { handleComposed } from "./composed.ts";
import { compute } from "./compute.ts";
import { handleDeterminants } from "./determinants.ts";
import { handleDiagonals } from "./diagonals.ts";
import { handleEditing } from "./editing.ts";
import { handleEinsum } from "./einsum.ts";
import { handleExtremes } from "./extremes.ts";
import { handleFactors } from "./factors.ts";
import { handleFft } from "./fft.ts";
import { handleFolds } from "./folds.ts";
import { handle } from "./handlers.ts";
import { handleHistogram } from "./histogram.ts";
import { handleJoining } from "./joining.ts";
import type { LazyArray } from "./lazy-array.ts";
import { handleCreation } from "./like.ts";
import { handleLu } from "./lu.ts";
import { handleManipulation } from "./manipulation.ts";
import { handleMasks } from "./masks.ts";
import { handleMoments } from "./moments.ts";
import { handleNaN } from "./nan.ts";
import { handleNorms } from "./norms.ts";
import { handleOrder } from "./order.ts";
import { handleProducts } from "./products.ts";
import { handleQuantiles } from "./quantile.ts";
import { handleScans } from "./scan.ts";
import { handleSets } from "./sets.ts";
import { handleSpectra } from "./spectra.ts";
import { handleStatistics } from "./statistical.ts";
import { handleTriangular } from "./triangular.ts";

const idsOf = (chapter: object): string[] => Object.values(chapter).map(({ id }: Overridable) => id);

const universal = [...[arithmetic, logic, rounding].flatMap(idsOf), "float_power", "ldexp"];
handle([...universal, "conj", "real", "imag", "clip", "astype", "where"], elementwise);
handleFolds(universal);
for (const handleChapter of [
  handleStatistics,
  handleMoments,
  handleExtremes,
  handleNaN,
  handleQuantiles,
  handleHistogram,
  handleScans,
  handleManipulation,
  handleArrangement,
  handleJoining,
  handleEditing,
  handleCreation,
  handleMasks,
  handleOrder,
  handleSets,
  handleComposed,
  handleDiagonals,
  handleProducts,
  handleEinsum,
  handleFactors,
  handleTriangular,
  handleLu,
  handleDeterminants,
  handleSpectra,
  handleNorms,
  handleFft,
]) {
  handleChapter();
}

handle(["toHost"], async (_, [x]) => (await compute([x as LazyArray]))[0]);

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
export * as linalg from "./linalg.ts";
export type { Boundary, OverlapOptions } from "./map-overlap.ts";
export * as random from "./random.ts";
export { Profile, profileOf, type Span } from "./scheduler/profile.ts";
export { type Progress, type RunOptions, run } from "./scheduler/run.ts";
export type { Argument, Constant, Key, Reference, Task } from "./task.ts";
export { type TopkOptions, topk } from "./topk.ts";
export { toDot, type VisualizeOptions, visualize } from "./visualize.ts";
export { type FromZarrOptions, fromZarr } from "./zarr/from-zarr.ts";
export type { OpenArray, ZarrStore } from "./zarr/store.ts";
export { type ToZarrOptions, toZarr } from "./zarr/to-zarr.ts";
