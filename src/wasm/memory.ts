import { featuresOf, settings } from "./settings.ts";

const pageBytes = 65536;

/** First address that blocks of arrays may take. Below it each module has 64 KiB: its `memoryBase` in asconfig.json. */
export const heapBase = 1 << 20;

/** Where threads find what there is to do: the last page below the heap. */
export const boardBase = heapBase - pageBytes;

const initialPages = 32;

/** The addresses that belong to this thread from the start; of what the memory grows by, what it grows it by itself. */
export let ownAddresses: readonly [start: number, end: number] = [heapBase, initialPages * pageBytes];

/** Pages to which the memory may grow. */
export let maximumPages = 0;

/**
 * The one linear memory of all modules, shared with workers where there are threads. It may grow as far as the settings
 * say, by default to 4 GiB.
 */
export let memory: WebAssembly.Memory = /* @__PURE__ */ reserve();

/** Makes a memory for the settings in force. Nothing may be in use in the one before. */
export function renewMemory(): void {
  memory = reserve();
}

/** Puts another thread's memory in the place of this one's. Nothing may be in use in the one before. */
export function joinMemory(other: WebAssembly.Memory, pages: number): void {
  memory = other;
  maximumPages = pages;
  ownAddresses = [heapBase, heapBase];
}

function reserve(): WebAssembly.Memory {
  const { shared } = featuresOf(settings);
  maximumPages = Math.floor(settings.maxMemory / pageBytes);
  for (;;) {
    try {
      return new WebAssembly.Memory({ initial: initialPages, maximum: maximumPages, shared });
    } catch (error) {
      // What is shared cannot move, so that engines reserve the maximum at once, or refuse.
      if (!shared || maximumPages < 8192) throw error;
      maximumPages /= 2;
    }
  }
}
