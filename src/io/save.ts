import { type Coercible, coerce } from "../array/convert.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { isPlain } from "../dispatch/protocol.ts";
import { writeArray } from "./npy.ts";
import { type Destination, type Written, writeFile } from "./sink.ts";
import { writeArchive } from "./zip/write-archive.ts";

type ArrayLike = WasmArray | Coercible;

/**
 * Writes an array to a .npy file, as NumPy does: in the order of its columns where its elements lie so in memory. `file` is a path, to
 * which ".npy" is added if it is missing, a file: URL, a WritableStream, or Uint8Array or Blob, of which one is returned. A file
 * under this name is replaced once all has been written. Until then the array must not be changed.
 *
 * @example
 * const file = await np.save(Uint8Array, np.asarray([1, 2]));
 * new TextDecoder().decode(file.subarray(10, 67)) // {'descr': '<f8', 'fortran_order': False, 'shape': (2,), }
 */
export const save = /* @__PURE__ */ overridable(
  "save",
  (_file, x) => [x],
  async <D extends Destination>(file: D, x: ArrayLike): Promise<Written<D>> => {
    const source = coerce("save", x);
    try {
      return await writeFile("save", file, ".npy", writeArray("save", source));
    } finally {
      if (source !== x) source.dispose();
    }
  },
);

/** Arrays by name. */
export interface NamedArrays {
  readonly [name: string]: ArrayLike;
}

interface Savez {
  <D extends Destination>(file: D, ...arrays: ArrayLike[]): Promise<Written<D>>;
  <D extends Destination>(file: D, arrays: NamedArrays): Promise<Written<D>>;
  <D extends Destination>(file: D, x: ArrayLike, ...arrays: (ArrayLike | NamedArrays)[]): Promise<Written<D>>;
}

/**
 * Writes arrays to a .npz archive, byte for byte as NumPy does; a last argument `{ name: array }` gives them names, others are "arr_0",
 * "arr_1", …. `file` is as for `save`.
 *
 * Throws a TypeError for a name that is given twice.
 *
 * @example
 * const archive = await np.load<np.NpzFile>(await np.savez(Uint8Array, [1, 2], { y: [3] }));
 * archive.files // ["y", "arr_0"]
 */
export const savez = /* @__PURE__ */ overridable("savez", arraysOf, ((
  file: Destination,
  ...arrays: unknown[]
) => writeArrays("savez", file, arrays, false)) as Savez);

/**
 * As `savez`, but compressed by Deflate, for which the package fflate must be installed. Throws an Error if it is not.
 *
 * @example
 * const archive = await np.load<np.NpzFile>(await np.savez_compressed(Blob, { x: np.zeros(1000) }));
 * (await archive.get("x")).size // 1000
 */
export const savez_compressed = /* @__PURE__ */ overridable("savez_compressed", arraysOf, ((
  file: Destination,
  ...arrays: unknown[]
) => writeArrays("savez_compressed", file, arrays, true)) as Savez);

function arraysOf(_file: unknown, ...arrays: unknown[]): unknown[] {
  return arrays.flatMap((x) => (isPlain(x) ? Object.values(x) : [x]));
}

function nameArrays(id: string, arrays: readonly unknown[]): { [name: string]: unknown } {
  const last = arrays.at(-1);
  const named: { [name: string]: unknown } = isPlain(last) ? { ...last } : {};
  for (const [i, x] of (isPlain(last) ? arrays.slice(0, -1) : arrays).entries()) {
    const name = `arr_${i}`;
    if (Object.hasOwn(named, name))
      throw new TypeError(`${id}: the name ${name} is that of an array without a name`);
    named[name] = x;
  }
  return named;
}

async function writeArrays(
  id: string,
  file: Destination,
  arrays: readonly unknown[],
  isCompressed: boolean,
): Promise<unknown> {
  const made: WasmArray[] = [];
  try {
    const members = Object.entries(nameArrays(id, arrays)).map(([name, x]) => {
      const source = coerce(id, x);
      if (source !== x) made.push(source);
      return { name: `${name}.npy`, pieces: () => writeArray(id, source) };
    });
    return await writeFile(id, file, ".npz", writeArchive(id, members, isCompressed));
  } finally {
    for (const x of made) x.dispose();
  }
}
