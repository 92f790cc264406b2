import { instantiateSync } from "@assemblyscript/loader";
import { memory } from "./memory.ts";

/** The module's exports, working on the one memory. */
export function instantiate<Exports>(module: WebAssembly.Module): Exports {
  return instantiateSync(module, { env: { memory } }).exports as Exports;
}
