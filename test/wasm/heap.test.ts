import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GrowingMemory, Heap } from "../../src/wasm/heap.ts";

const base = 1 << 20;
/** What a memory has to begin with. */
const own = [base, 32 * 65536] as const;
const capacity = 2 ** 32 - 65536 - base;

/** Counts pages instead of having any, up to `maximum`. */
class Pages implements GrowingMemory {
  buffer = { byteLength: 32 * 65536 };
  readonly maximum: number;
  grows = 0;

  constructor(maximum = 65536) {
    this.maximum = maximum;
  }

  grow(pages: number): number {
    const before = this.buffer.byteLength / 65536;
    if (before + pages > this.maximum) throw new RangeError("cannot grow");
    this.buffer = { byteLength: (before + pages) * 65536 };
    this.grows++;
    return before;
  }
}

const size = fc.oneof(
  fc.integer({ min: 0, max: 200 }),
  fc.integer({ min: 0, max: 40_000 }),
  fc.integer({ min: 0, max: 3_000_000 }),
);

describe("Heap", () => {
  test("blocks lie apart, at multiples of 16, inside the memory", () => {
    const action = fc.record({ free: fc.boolean(), size, pick: fc.nat() });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 300 }), (actions) => {
        const memory = new Pages();
        const heap = new Heap(memory, own);
        const live: { pointer: number; nbytes: number }[] = [];
        for (const { free, size: nbytes, pick } of actions) {
          if (free && live.length) {
            const [block] = live.splice(pick % live.length, 1);
            heap.free(block.pointer);
            continue;
          }
          const pointer = heap.allocate(nbytes);
          expect(pointer % 16).toBe(0);
          expect(pointer).toBeGreaterThanOrEqual(base);
          expect(pointer + nbytes).toBeLessThanOrEqual(memory.buffer.byteLength);
          expect(pointer + Math.ceil(nbytes / 16) * 16).toBeLessThanOrEqual(heap.untouched);
          for (const other of live) {
            const apart =
              pointer >= other.pointer + Math.max(1, other.nbytes) ||
              other.pointer >= pointer + Math.max(1, nbytes);
            if (!apart) expect.fail(`${pointer}+${nbytes} overlaps ${other.pointer}+${other.nbytes}`);
          }
          live.push({ pointer, nbytes });
        }
      }),
    );
  });

  test("everything freed is one block again", () => {
    fc.assert(
      fc.property(fc.array(size, { maxLength: 200 }), fc.infiniteStream(fc.nat()), (sizes, random) => {
        const heap = new Heap(new Pages(), own);
        const pointers = sizes.map((nbytes) => heap.allocate(nbytes));
        while (pointers.length) heap.free(pointers.splice(random.next().value! % pointers.length, 1)[0]);
        heap.reclaimChunks();
        expect(heap.available).toBe(capacity);
        expect(heap.allocate(capacity)).toBe(base);
        expect(heap.available).toBe(0);
      }),
    );
  });

  test("a freed block is reused before the memory grows", () => {
    const memory = new Pages();
    const heap = new Heap(memory, own);
    const first = heap.allocate(1_000_000);
    const { grows } = memory;
    for (let i = 0; i < 1000; i++) {
      heap.free(first);
      expect(heap.allocate(1_000_000)).toBe(first);
    }
    expect(memory.grows).toBe(grows);
  });

  test("a request takes the smallest hole that holds it", () => {
    const heap = new Heap(new Pages(), own);
    const blocks = [500_000, 20_000, 100_000, 20_000, 900_000, 20_000].map((nbytes) => heap.allocate(nbytes));
    for (const i of [0, 2, 4]) heap.free(blocks[i]);
    expect(heap.allocate(90_000)).toBe(blocks[2]);
    expect(heap.allocate(600_000)).toBe(blocks[4]);
    expect(heap.allocate(400_000)).toBe(blocks[0]);
  });

  test("grows a logarithmic number of times", () => {
    const memory = new Pages();
    const heap = new Heap(memory, own);
    for (let i = 0; i < 30_000; i++) expect(heap.allocate(100_000)).toBeGreaterThan(0);
    expect(memory.grows).toBeLessThan(25);
  });

  test("addresses above 2³¹ stay unsigned", () => {
    const heap = new Heap(new Pages(), own);
    expect(heap.allocate(2 ** 31)).toBe(base);
    const small = heap.allocate(10);
    const large = heap.allocate(2 ** 30);
    expect(small).toBeGreaterThan(2 ** 31);
    expect(large).toBeGreaterThan(2 ** 31);
    heap.free(small);
    heap.free(large);
    expect(heap.allocate(10)).toBe(small);
    expect(heap.allocate(2 ** 30)).toBe(large);
  });

  test("the last page is never handed out", () => {
    const memory = new Pages();
    const heap = new Heap(memory, own);
    expect(heap.allocate(capacity + 1)).toBe(0);
    expect(heap.allocate(capacity)).toBe(base);
    expect(memory.buffer.byteLength).toBe(2 ** 32 - 65536);
    expect(heap.allocate(1)).toBe(0);
  });

  test("requests that cannot be met change nothing", () => {
    const memory = new Pages(64);
    const heap = new Heap(memory, own);
    const { available } = heap;
    for (const nbytes of [64 * 65536, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
      expect(heap.allocate(nbytes)).toBe(0);
    }
    expect(heap.available).toBe(available);
    expect(heap.allocate(64 * 65536 - base)).toBe(base);
  });

  test("under pressure, free chunks of small blocks become room for large ones", () => {
    const heap = new Heap(new Pages(64), own);
    const small: number[] = [];
    for (let pointer = heap.allocate(1000); pointer; pointer = heap.allocate(1000)) small.push(pointer);
    expect(heap.allocate(1_000_000)).toBe(0);
    const kept = small.pop()!;
    for (const pointer of small) heap.free(pointer);
    const large = heap.allocate(1_000_000);
    expect(large).toBeGreaterThan(0);
    expect(kept < large || kept >= large + 1_000_000).toBe(true);
    // The chunk that still holds a block serves small requests as before.
    const refilled = heap.allocate(1000);
    expect(refilled).toBeGreaterThan(0);
    expect(refilled).not.toBe(kept);
  });

  test("heaps of several threads on one memory hand out different bytes", () => {
    const action = fc.record({
      heap: fc.integer({ min: 0, max: 2 }),
      free: fc.boolean(),
      size,
      pick: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
        const memory = new Pages();
        const heaps = [own, [base, base] as const, [base, base] as const].map(
          (range) => new Heap(memory, range),
        );
        const live: { heap: Heap; pointer: number; nbytes: number }[] = [];
        for (const { heap: which, free, size: nbytes, pick } of actions) {
          if (free && live.length > 0) {
            const [{ heap, pointer }] = live.splice(pick % live.length, 1);
            heap.free(pointer);
            continue;
          }
          const heap = heaps[which];
          const pointer = heap.allocate(nbytes);
          expect(pointer).toBeGreaterThan(0);
          for (const other of live) {
            expect(pointer + nbytes <= other.pointer || other.pointer + other.nbytes <= pointer).toBe(true);
          }
          live.push({ heap, pointer, nbytes });
        }
      }),
      { numRuns: 60 },
    );
  });

  test("threads that come and go take no more than they need", () => {
    const memory = new Pages();
    new Heap(memory, own).allocate(10_000_000);
    const before = memory.buffer.byteLength;
    for (let i = 0; i < 100; i++) new Heap(memory, [base, base]).allocate(80_000);
    expect(memory.buffer.byteLength - before).toBeLessThan(100 * 4 * 65536);
  });
});
