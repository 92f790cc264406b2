/** Results that wait on disk until they are needed. */
import { isContiguous } from "../../array/wasm-array.ts";
import * as np from "../../index.ts";
import { bytesIn, fileSystem, readFully, withFile } from "../../io/files.ts";
import { builtin } from "../../np/internal.ts";
import { replaceLeaves } from "./messages.ts";

/** An array in memory, wherever a scheduler keeps it. */
export interface LiveArray {
  readonly nbytes: number;
  dispose(): void;
}

/** An array in a file. */
class SwappedArray implements LiveArray {
  readonly nbytes = 0;
  readonly path: string;
  readonly dtype: np.DType;
  readonly shape: readonly number[];
  readonly #remove: (path: string) => void;

  constructor(path: string, { dtype, shape }: np.WasmArray, remove: (path: string) => void) {
    this.path = path;
    this.dtype = dtype;
    this.shape = shape;
    this.#remove = remove;
  }

  dispose(): void {
    this.#remove(this.path);
  }
}

const isSwapped = (value: unknown): value is SwappedArray => value instanceof SwappedArray;

/** A folder of its own for the arrays of a run, which is removed with it. */
export class Swap {
  readonly #fs: typeof import("node:fs");
  readonly #folder: string;
  #count = 0;

  /** @throws Error where there are no files */
  constructor() {
    this.#fs = fileSystem("memoryLimit: chunks cannot be put aside");
    const { tmpdir } = builtin<typeof import("node:os")>("node:os")!;
    this.#folder = this.#fs.mkdtempSync(`${tmpdir()}/ndwasm-`);
  }

  /** A result with its arrays in files; `read` makes an array of what it gets of `isArray`. */
  write<A extends LiveArray>(
    result: unknown,
    isArray: (value: unknown) => value is A,
    read: (array: A) => np.WasmArray,
  ): unknown {
    return replaceLeaves(result, isArray, (array) => this.#write(read(array)));
  }

  #write(array: np.WasmArray): SwappedArray {
    const path = `${this.#folder}/${this.#count++}`;
    np.scope(() => {
      const bytes = bytesIn(isContiguous(array) ? array : np.asarray(array, { copy: true }));
      try {
        this.#fs.writeFileSync(path, bytes);
      } catch (cause) {
        this.#fs.rmSync(path, { force: true });
        throw new Error(
          `memoryLimit: could not put ${bytes.byteLength} bytes aside: ${(cause as Error).message}`,
          {
            cause,
          },
        );
      }
    });
    return new SwappedArray(path, array, (each) => this.#fs.rmSync(each, { force: true }));
  }

  /** The result with its arrays in memory again. */
  read(result: unknown): unknown {
    return replaceLeaves(result, isSwapped, ({ path, dtype, shape }) => {
      const array = np.empty(shape, { dtype });
      const bytes = bytesIn(array);
      const length = withFile(this.#fs, path, (descriptor) => readFully(this.#fs, descriptor, bytes, 0));
      if (length === bytes.byteLength) return array;
      throw new Error(`memoryLimit: ${path} is ${length} bytes long, not ${bytes.byteLength}`);
    });
  }

  /** Removes the folder and what is in it. */
  close(): void {
    this.#fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Whether a result has arrays in files. */
export function isSwappedOut(result: unknown): boolean {
  let found = false;
  replaceLeaves(result, isSwapped, () => {
    found = true;
  });
  return found;
}
