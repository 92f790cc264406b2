import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Storage } from "../../src/wasm/storage.ts";
import { spillFromNowOn } from "../pressure.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;

// Each test has a linear memory of its own. What it does not touch takes no room.
let storage: typeof import("../../src/wasm/storage.ts");
let memory: WebAssembly.Memory;
beforeEach(async () => {
  vi.resetModules();
  storage = await import("../../src/wasm/storage.ts");
  ({ memory } = await import("../../src/wasm/memory.ts"));
});

/** Lets finalizers of what is garbage run. */
async function finalizers(): Promise<void> {
  const nextTask = () => new Promise((resolve) => setTimeout(resolve, 10));
  let haveRun = false;
  const registry = new FinalizationRegistry(() => {
    haveRun = true;
  });
  (() => registry.register({}, 0))();
  while (!haveRun) {
    collectGarbage();
    await nextTask();
  }
  await nextTask();
}

function allocateRetained(nbytes: number): Storage {
  const block = storage.allocate("test", nbytes);
  storage.retain(block);
  return block;
}

/** Hands out all bytes of an epoch, so that what follows is spilled. */
function exhaustEpoch(): void {
  spillFromNowOn(storage.allocate);
}

/** A spilled block that holds `value` in each byte. */
function spilledBlock(value: number, nbytes = 100): Storage {
  const block = allocateRetained(nbytes);
  expect(block.spilled).not.toBeNull();
  storage.bytes(block).fill(value);
  return block;
}

function read(pointer: number, nbytes: number): number[] {
  return [...new Uint8Array(memory.buffer, pointer, nbytes)];
}

describe("lifetime", () => {
  test("a block is free for others when its last user releases it", () => {
    const block = allocateRetained(1000);
    storage.retain(block);
    const { pointer } = block;
    storage.release(block);
    expect(storage.allocate("test", 1000).pointer).not.toBe(pointer);
    storage.release(block);
    expect(storage.allocate("test", 1000).pointer).toBe(pointer);
  });

  test("a dropped block is free for others after its finalizer, and only once", async () => {
    const pointers = Array.from({ length: 20 }, () => storage.allocate("test", mebibyte).pointer);
    const kept = allocateRetained(mebibyte);
    await finalizers();
    const { byteLength } = memory.buffer;
    const again = Array.from({ length: 20 }, () => allocateRetained(mebibyte).pointer);
    expect(memory.buffer.byteLength).toBe(byteLength);
    expect(again.filter((pointer) => pointers.includes(pointer)).length).toBeGreaterThan(5);
    expect(again).not.toContain(kept.pointer);
    expect(new Set(again).size).toBe(20);
  });

  test("a released block is not freed again by a finalizer", async () => {
    (() => storage.release(allocateRetained(mebibyte)))();
    const other = allocateRetained(mebibyte);
    await finalizers();
    expect(allocateRetained(mebibyte).pointer).not.toBe(other.pointer);
  });

  test("scratch memory is free again afterwards, also after an error", () => {
    let first = 0;
    expect(
      storage.withScratch("test", 100_000, (pointer) => {
        first = pointer;
        return "result";
      }),
    ).toBe("result");
    const fail = () =>
      storage.withScratch("test", 100_000, (pointer) => {
        expect(pointer).toBe(first);
        throw new Error("stop");
      });
    expect(fail).toThrow("stop");
    expect(storage.withScratch("test", 100_000, (pointer) => pointer)).toBe(first);
  });
});

describe("blocks of zeros", () => {
  test("in memory that was used before, that never was, and partly", () => {
    const used = allocateRetained(100_000);
    const { pointer } = used;
    storage.bytes(used).fill(7);
    const behind = allocateRetained(100);
    storage.bytes(behind).fill(7);
    storage.release(used);
    const sizes = [50_000, 100_000, mebibyte, 100, 0];
    const blocks = sizes.map((nbytes) => storage.allocateZeros("test", nbytes));
    expect(blocks[0].pointer).toBe(pointer);
    for (const block of blocks) expect(storage.bytes(block).every((byte) => byte === 0)).toBe(true);
    expect(storage.bytes(behind).every((byte) => byte === 7)).toBe(true);
  });

  test("where a longer block has been in the place of a shorter one", () => {
    for (const nbytes of [40, 48]) {
      const block = allocateRetained(nbytes);
      storage.bytes(block).fill(7);
      storage.release(block);
    }
    expect(storage.bytes(storage.allocateZeros("test", 48)).every((byte) => byte === 0)).toBe(true);
  });

  test("outside linear memory, seen by a kernel too", () => {
    exhaustEpoch();
    const block = storage.allocateZeros("test", 100);
    expect(block.spilled).not.toBeNull();
    expect(read(storage.address(block), 100)).toEqual(Array(100).fill(0));
    storage.settle();
  });
});

test("a borrowed block is never given back", () => {
  const owner = allocateRetained(1000);
  const borrowed = storage.borrow(owner.pointer + 8, 16);
  storage.retain(borrowed);
  storage.bytes(borrowed).fill(1);
  storage.release(borrowed);
  expect(storage.bytes(owner).subarray(7, 25)).toEqual(Uint8Array.of(0, ...Array(16).fill(1), 0));
  expect(storage.allocate("test", 1000).pointer).not.toBe(owner.pointer);
});

describe("requests that cannot be met", () => {
  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("%d bytes", (nbytes) => {
    const error = new RangeError(`zeros: cannot allocate ${nbytes} bytes`);
    expect(() => storage.allocate("zeros", nbytes)).toThrow(error);
    expect(() => storage.withScratch("zeros", nbytes, () => 0)).toThrow(error);
  });

  test("more than linear memory: the error says what was asked for and what is left", () => {
    const capacity = 2 ** 32 - 65536 - mebibyte;
    const block = allocateRetained(gibibyte);
    const message = (nbytes: number) =>
      `ones: cannot allocate ${nbytes} bytes: ${capacity - gibibyte} of the ${capacity} bytes of linear memory are left`;
    for (const nbytes of [2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
      expect(() => storage.allocate("ones", nbytes)).toThrow(new RangeError(message(nbytes)));
    }
    const use = () => storage.withScratch("ones", 2 ** 32 - gibibyte, () => 0);
    expect(use).toThrow(new RangeError(message(2 ** 32 - gibibyte)));
    expect(storage.bytes(block)).toHaveLength(gibibyte);
  });

  test("a spilled block that does not fit beside the others, which stay as they were", () => {
    const large = allocateRetained(3.5 * gibibyte);
    const first = spilledBlock(7, 300 * mebibyte);
    const second = spilledBlock(8, 300 * mebibyte);
    storage.address(first);
    expect(() => storage.address(second, "add")).toThrow(/^add: cannot allocate 314572800 bytes: \d+ of the/);
    expect(first.pointer).toBe(0);
    expect(storage.bytes(first)[1000]).toBe(7);
    expect(storage.bytes(second)[1000]).toBe(8);
    expect(large.spilled).toBeNull();
    storage.release(large);
    expect(storage.address(second, "add")).toBeGreaterThan(0);
  });
});

describe("spilling", () => {
  test("starts when an epoch has handed out its bytes, or as many tiny blocks as cost as much", () => {
    const isSpilled = (nbytes: number) => storage.allocate("test", nbytes).spilled !== null;
    let large = 0;
    while (!isSpilled(100 * mebibyte)) large++;
    expect(large).toBe(15);
    let tiny = 0;
    while (!isSpilled(10)) tiny++;
    expect(tiny).toBeLessThan(40_000);
  });

  test("a young epoch gives linear memory to a block of any size", () => {
    allocateRetained(1000);
    expect(allocateRetained(3.5 * gibibyte).pointer).toBeGreaterThan(0);
  });

  test("blocks that are released do not count", () => {
    for (let i = 0; i < 1000; i++) {
      const block = allocateRetained(128 * mebibyte);
      expect(block.spilled).toBeNull();
      storage.release(block);
    }
  });

  test("leaves room in linear memory for what stands in for spilled blocks", async () => {
    const blocks: Storage[] = [];
    for (let i = 0; i < 25; i++) {
      blocks.push(allocateRetained(256 * mebibyte));
      if (i % 4 === 3) await finalizers();
    }
    expect(blocks.filter((block) => block.spilled).length).toBeGreaterThan(10);
    const spilled = blocks.slice(-3);
    for (const block of spilled) expect(storage.address(block)).toBeGreaterThan(0);
    storage.settle();
  }, 120_000);

  test("a kernel sees the bytes, and what it writes is there afterwards", () => {
    exhaustEpoch();
    const block = spilledBlock(3);
    const pointer = storage.address(block);
    expect(pointer % 16).toBe(0);
    expect(storage.address(block)).toBe(pointer);
    expect(read(pointer, 100)).toEqual(Array(100).fill(3));
    new Uint8Array(memory.buffer, pointer, 100).fill(4);
    expect(storage.bytes(block)[99]).toBe(4);
    storage.settle();
    expect(block.pointer).toBe(0);
    expect([...storage.bytes(block)]).toEqual(Array(100).fill(4));
  });

  test("what an operation that failed brought in stays right", () => {
    exhaustEpoch();
    const block = spilledBlock(1);
    new Uint8Array(memory.buffer, storage.address(block), 100).fill(2);
    // The operation throws here: no settle.
    const other = spilledBlock(5);
    expect(read(storage.address(block), 1)).toEqual([2]);
    storage.address(other);
    storage.settle();
    expect(storage.bytes(block)[0]).toBe(2);
    expect(storage.bytes(other)[0]).toBe(5);
  });

  test("a block that is released while it is in linear memory frees that", () => {
    exhaustEpoch();
    const block = spilledBlock(1, 100_000);
    const pointer = storage.address(block);
    storage.release(block);
    const other = spilledBlock(2, 100_000);
    expect(storage.address(other)).toBe(pointer);
    storage.settle();
    expect(storage.bytes(other)[0]).toBe(2);
  });

  test("small blocks do not overlap", () => {
    exhaustEpoch();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 100 }), (sizes) => {
        const blocks = sizes.map((nbytes, i) => spilledBlock(i, nbytes));
        blocks.forEach((block, i) => {
          const bytes = storage.bytes(block);
          expect(bytes).toHaveLength(sizes[i]);
          expect(bytes.byteOffset % 16).toBe(0);
          expect(bytes.every((byte) => byte === i)).toBe(true);
        });
      }),
      { numRuns: 20 },
    );
  });

  test("what is in use when finalizers have run moves to linear memory for good", async () => {
    exhaustEpoch();
    const block = spilledBlock(6);
    await finalizers();
    const pointer = storage.address(block);
    storage.settle();
    expect(block).toMatchObject({ pointer, spilled: null });
    expect(read(pointer, 100)).toEqual(Array(100).fill(6));
    storage.release(block);
    expect(storage.allocate("test", 100).pointer).toBe(pointer);
  });

  test("without a FinalizationRegistry, dropped blocks are spilled from the bound on", async () => {
    vi.stubGlobal("FinalizationRegistry", undefined);
    vi.resetModules();
    storage = await import("../../src/wasm/storage.ts");
    vi.unstubAllGlobals();
    exhaustEpoch();
    const block = spilledBlock(1);
    await finalizers();
    storage.address(block);
    storage.settle();
    expect(block.spilled).not.toBeNull();
  });
});
