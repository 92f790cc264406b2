/** Arrays by their place in a memory that several threads share: for schedulers, not for users. */

export { describe, type SharedArray, viewShared } from "../array/shared-array.ts";
export { type Invitation, invite, join } from "../wasm/guest.ts";
export { threadCount } from "../wasm/threads/fork-join.ts";
export { type ModuleWorker, serveMessages, startModuleWorker } from "../wasm/threads/module-worker.ts";
