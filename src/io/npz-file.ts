import type { WasmArray } from "../array/wasm-array.ts";
import { type ReadLimits, readArray } from "./npy.ts";
import { Reader } from "./reader.ts";
import type { SeekableSource } from "./source.ts";
import type { Entry } from "./zip/format.ts";
import { readDirectory } from "./zip/read-directory.ts";
import { readFile } from "./zip/read-file.ts";

/** "PK", then a file, or the end of an archive of none. */
export const isZip = ([p, k, a, b]: Uint8Array): boolean =>
  p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));

/**
 * The arrays of a .npz archive, each of which is read when it is asked for. Names in it are names only: nothing is written anywhere.
 * @example
 * const archive = await np.load<np.NpzFile>(await np.savez(Uint8Array, { x: [1, 2], y: [true] }));
 * archive.files // ["x", "y"]
 */
export class NpzFile {
  readonly #name: string;
  readonly #source: SeekableSource;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #limits: ReadLimits;
  /** The names of the arrays. */
  readonly files: readonly string[];

  private constructor(name: string, source: SeekableSource, entries: readonly Entry[], limits: ReadLimits) {
    this.#name = name;
    this.#source = source;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
    this.#limits = limits;
    this.files = entries.map((entry) => entry.name.replace(/\.npy$/, ""));
  }

  /** @internal */
  static async open(name: string, source: SeekableSource, limits: ReadLimits): Promise<NpzFile> {
    return new NpzFile(name, source, await readDirectory(name, source), limits);
  }

  #find(name: string): Entry | undefined {
    return this.#entries.get(`${name}.npy`) ?? this.#entries.get(name);
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /**
   * Reads an array, a new one each time.
   * @throws Error if there is none of this name, or it is damaged; what `np.load` throws for a .npy file
   */
  async get(name: string): Promise<WasmArray> {
    const entry = this.#find(name);
    if (!entry) throw new Error(`${this.#name} has no array ${name}; it has ${this.files.join(", ")}`);
    const label = `${this.#name}: ${entry.name}`;
    const reader = new Reader(readFile("load", this.#name, this.#source, entry));
    try {
      const x = await readArray("load", label, reader, entry.size, this.#limits);
      await readToEnd(reader, x);
      return x;
    } finally {
      await reader.close();
    }
  }

  /** Reads one array after another, with its name. */
  async *[Symbol.asyncIterator](): AsyncGenerator<[name: string, array: WasmArray]> {
    for (const name of this.files) yield [name, await this.get(name)];
  }
}

/** What follows the elements has its part in the check sum. */
async function readToEnd(reader: Reader, x: WasmArray): Promise<void> {
  try {
    while (await reader.next());
  } catch (error) {
    x.dispose();
    throw error;
  }
}
