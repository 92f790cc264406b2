/** The one linear memory: 4 GiB at most. */
export const memory = new WebAssembly.Memory({ initial: 32, maximum: 65536 });
