import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { instantiateSync } from "@assemblyscript/loader";
import { describe, expect } from "vitest";
import type { TypedArray } from "../src/dtype.ts";

// Node 20 has relaxed SIMD behind this flag, which later versions do not know.
if (process.version.startsWith("v20.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

const asconfig = readFileSync(new URL("../asconfig.json", import.meta.url), "utf8");
const { targets } = JSON.parse(asconfig) as { targets: { [name: string]: { outFile: string } } };

const guard = 0xa5;
const guardBytes = 64;
/** Above the data of all modules. */
const arenaBase = 1 << 20;

/** Linear memory for one kernel test: blocks with guard bytes on both sides. */
export class Arena {
  readonly memory: WebAssembly.Memory;
  #top = arenaBase;
  readonly #blocks: { pointer: number; nbytes: number }[] = [];

  constructor(shared = false) {
    this.memory = new WebAssembly.Memory({ initial: 64, maximum: 65536, shared });
  }

  /** Address of a copy of `values`, at `misalign` bytes past a multiple of 16. */
  place(values: TypedArray, misalign = 0): number {
    const pointer = ((this.#top + guardBytes + 15) & ~15) + misalign;
    const end = pointer + values.byteLength + guardBytes;
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    new Uint8Array(this.memory.buffer).fill(guard, this.#top, end);
    new Uint8Array(this.memory.buffer, pointer).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    this.#blocks.push({ pointer, nbytes: values.byteLength });
    this.#top = end;
    return pointer;
  }

  /** The elements at `pointer` now, as many and of the type of `like`. */
  read<A extends TypedArray>(pointer: number, like: A): A {
    const copy = this.memory.buffer.slice(pointer, pointer + like.byteLength);
    return new (like.constructor as new (buffer: ArrayBuffer) => A)(copy);
  }

  /** Fails if a byte between the blocks has changed. */
  checkGuards(): void {
    const bytes = new Uint8Array(this.memory.buffer);
    for (const { pointer, nbytes } of this.#blocks) {
      for (let i = 1; i <= guardBytes; i++) {
        if (bytes[pointer - i] === guard && bytes[pointer + nbytes + i - 1] === guard) continue;
        expect.fail(`a kernel wrote outside the block of ${nbytes} bytes at ${pointer}`);
      }
    }
  }

  /** Forgets all blocks. */
  clear(): void {
    this.#top = arenaBase;
    this.#blocks.length = 0;
  }
}

/** The targets of asconfig.json that are artefacts of the module. */
const artefactsOf = (name: string): string[] =>
  Object.values(targets)
    .map(({ outFile }) => outFile.slice("build/".length, -".wasm".length))
    .filter((artefact) => artefact === name || artefact.startsWith(`${name}-`));

/** Runs `suite` for every artefact of the module: `kernels` works on the memory of `arena`. */
export function describeArtefacts<Exports>(
  name: "core" | "ufunc" | "sorting" | "linalg" | "fft" | "random" | "reduce" | "bench/peak",
  suite: (kernels: Exports, arena: Arena, artefact: string) => void,
): void {
  for (const artefact of artefactsOf(name)) {
    const bytes = readFileSync(new URL(`../build/${artefact}.wasm`, import.meta.url));
    const runs = WebAssembly.validate(bytes);
    describe.skipIf(!runs)(runs ? artefact : `${artefact} (not run: this engine cannot compile it)`, () => {
      if (!runs) return;
      const arena = new Arena(artefact.endsWith("-threads"));
      const instance = instantiateSync(new WebAssembly.Module(bytes), { env: { memory: arena.memory } });
      suite(instance.exports as Exports, arena, artefact);
    });
  }
}
