/** Places where Zarr arrays lie: folders, HTTP servers, and objects that hold bytes by key. */
import { fileSystem, pathOf, readFully, withFile } from "../../io/files.ts";
import { importPeer } from "../../peer.ts";

type Bytes = Uint8Array | undefined;
type Range = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

/** What holds bytes by keys such as "/c/0/1": one of zarrita's stores, a Map, or another object with these methods. */
export interface ZarrStore {
  get(key: string): Bytes | Promise<Bytes>;
  getRange?(key: string, range: Range): Bytes | Promise<Bytes>;
  set?(key: string, value: Uint8Array): unknown;
  delete?(key: string): unknown;
}

/** An array that zarrita has opened; a chunk's `stride` is in elements. */
export interface OpenArray {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly dtype: string;
  getChunk(index: number[]): Promise<Chunk>;
}

interface Chunk {
  readonly data:
    | ArrayBufferView
    | { readonly buffer: ArrayBufferLike; byteOffset: number; byteLength: number };
  readonly shape: number[];
  readonly stride: number[];
}

/** What is used of the package. */
interface Zarrita {
  readonly FetchStore: new (url: string) => ZarrStore;
  open: {
    (store: ZarrStore, options: { kind: "array" }): Promise<OpenArray>;
    v2(store: ZarrStore, options: { kind: "array" }): Promise<OpenArray>;
    v3(store: ZarrStore, options: { kind: "array" }): Promise<OpenArray>;
  };
  slice(start: number, stop: number): unknown;
  set(array: OpenArray, selection: unknown[], value: unknown): Promise<void>;
}

export const zarrita = (): Promise<Zarrita> =>
  importPeer("zarrita", "^0.7.0", "zarr: compressed chunks and stores need");

/** The store at a path or a URL, which any thread can open. */
export async function storeAt(place: string): Promise<ZarrStore> {
  if (!isRemote(place)) return new Folder(place);
  const { FetchStore } = await zarrita();
  return new FetchStore(place);
}

export const isRemote = (place: string): boolean => /^https?:/.test(place);

/** A folder as a store. Reading does not wait: chunks are read where they are wanted. */
export class Folder implements ZarrStore {
  readonly #fs = fileSystem("zarr");
  readonly #path: string;

  constructor(place: string) {
    this.#path = pathOf(place);
  }

  get(key: string): Bytes {
    return this.#open(key, (descriptor, size) => this.#read(descriptor, 0, size));
  }

  getRange(key: string, range: Range): Bytes {
    return this.#open(key, (descriptor, size) =>
      "offset" in range
        ? this.#read(descriptor, range.offset, range.length)
        : this.#read(descriptor, Math.max(0, size - range.suffixLength), range.suffixLength),
    );
  }

  /** Fills `bytes` from the start of a value; false if there is none, and a RangeError if it ends before. */
  readInto(key: string, bytes: Uint8Array): boolean {
    const isThere = this.#open(key, (descriptor, size) => {
      if (readFully(this.#fs, descriptor, bytes, 0) === bytes.byteLength) return true;
      throw new RangeError(`it is ${size} bytes long, not ${bytes.byteLength}`);
    });
    return isThere ?? false;
  }

  set(key: string, value: Uint8Array): void {
    const path = this.#path + key;
    this.#fs.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    this.#fs.writeFileSync(path, value);
  }

  #read(descriptor: number, position: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readFully(this.#fs, descriptor, bytes, position));
  }

  #open<T>(key: string, use: (descriptor: number, size: number) => T): T | undefined {
    try {
      return withFile(this.#fs, this.#path + key, (descriptor) =>
        use(descriptor, this.#fs.fstatSync(descriptor).size),
      );
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes((error as { code?: string }).code ?? "")) return undefined;
      throw error;
    }
  }
}
