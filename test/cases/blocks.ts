import { vi } from "vitest";
import type { Storage } from "../../src/wasm/storage.ts";

const inUse = vi.hoisted(() => new Set<Storage>());

/** Counts the blocks that have been handed out and not released; to be imported before anything that allocates. */
vi.mock("../../src/wasm/storage.ts", async (importOriginal) => {
  const storage = await importOriginal<typeof import("../../src/wasm/storage.ts")>();
  return {
    ...storage,
    allocate(...args: Parameters<typeof storage.allocate>): Storage {
      const block = storage.allocate(...args);
      inUse.add(block);
      return block;
    },
    release(block: Storage): void {
      storage.release(block);
      if (block.references === 0) inUse.delete(block);
    },
  };
});

export const blocksInUse = (): number => inUse.size;
