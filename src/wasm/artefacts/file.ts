import { readFileSync } from "node:fs";

/** The best artefact of `name` that this engine can compile. */
export function loadFile(name: string): WebAssembly.Module {
  const read = (file: string) => readFileSync(new URL(`../../../build/${file}.wasm`, import.meta.url));
  const relaxed = read(`${name}-relaxed`);
  return new WebAssembly.Module(WebAssembly.validate(relaxed) ? relaxed : read(name));
}
