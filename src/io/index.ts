export { type LoadOptions, load } from "./load.ts";
export { NpzFile } from "./npz-file.ts";
export * as safetensors from "./safetensors/index.ts";
export { type NamedArrays, save, savez, savez_compressed } from "./save.ts";
export type { Destination, Written } from "./sink.ts";
export type { FileLike } from "./source.ts";
