/** What schedulers and lazy arrays need besides the public functions: arrays by their place in a memory that threads share, parts of ranges and of random arrays, plans of products and the axes that they sum over, moments, reductions that functions have. */

export { describe, type SharedArray, viewShared } from "../array/shared-array.ts";
export { adjoint } from "../ops/conjugate.ts";
export { planPath } from "../ops/einsum/plan.ts";
export { parseExpression } from "../ops/einsum/subscripts.ts";
export { momentsAlong } from "../ops/moments.ts";
export { planChain } from "../ops/multi-dot.ts";
export { philoxPart } from "../ops/random/philox.ts";
export { countSteps, rangePart, spacePart } from "../ops/sequence.ts";
export { stackedQr, stackedTriangle } from "../ops/stacked-qr.ts";
export { summedAxes, type TensordotAxes } from "../ops/tensordot.ts";
export { builtin } from "../wasm/environment.ts";
export { type Invitation, invite, join } from "../wasm/guest.ts";
export { threadCount } from "../wasm/threads/fork-join.ts";
export { type ModuleWorker, serveMessages, startModuleWorker } from "../wasm/threads/module-worker.ts";
export { reductions } from "./ufunc-methods.ts";
