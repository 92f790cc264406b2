import { instantiateSync } from "@assemblyscript/loader";
import { memory } from "./memory.ts";

/** The module's exports, working on the one memory. */
export function instantiate<Exports>(module: WebAssembly.Module): Exports {
  // Those of the instance itself: the loader's own `exports` wrap each in a function that counts arguments.
  return instantiateSync(module, { env: { memory } }).instance.exports as Exports;
}
