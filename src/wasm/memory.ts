/**
 * The one linear memory, shared by all modules: 4 GiB at most. Below `heapBase` each module has 64 KiB for its own data
 * (its `memoryBase` in asconfig.json).
 */
export const memory: WebAssembly.Memory = /* @__PURE__ */ new WebAssembly.Memory({
  initial: 32,
  maximum: 65536,
});

/** First address that blocks of arrays may take. */
export const heapBase = 1 << 20;
