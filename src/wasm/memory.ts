/**
 * The one linear memory, shared by all modules: 4 GiB at most, or less on engines that will not reserve as much.
 * Below `heapBase` each module has 64 KiB for its own data (its `memoryBase` in asconfig.json).
 */
export const memory: WebAssembly.Memory = /* @__PURE__ */ reserve([65536, 32768, 16384]);

/** First address that blocks of arrays may take. */
export const heapBase = 1 << 20;

function reserve([maximum, ...smaller]: number[]): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: 32, maximum });
  } catch (error) {
    if (smaller.length === 0) throw error;
    return reserve(smaller);
  }
}
