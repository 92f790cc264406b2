/** Files with random changes, and what becomes of them. */
import { crc32 } from "node:zlib";
import * as np from "../../src/index.ts";
import { bytesOf, recorded } from "./files.ts";

/** Numbers from 0 up to 1, the same for the same seed: splitmix32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return ((word ^ (word >>> 15)) >>> 0) / 2 ** 32;
  };
}

type Reading = (file: np.FileLike) => Promise<np.WasmArray[]>;

async function readArchive(file: np.FileLike): Promise<np.WasmArray[]> {
  const found = await np.load<np.WasmArray | np.NpzFile>(file);
  if (found instanceof np.WasmArray) return [found];
  const arrays = [];
  for await (const [, array] of found) arrays.push(array);
  return arrays;
}

const readTensors: Reading = async (file) => Object.values(await np.safetensors.load_file(file));

/** Files, and what reads them. */
async function seeds(): Promise<readonly (readonly [Uint8Array, Reading])[]> {
  const files = [...recorded.arrays, ...recorded.readable].map(({ file }) => bytesOf(file));
  const archive = await np.savez_compressed(Uint8Array, { x: np.arange(500), y: np.eye(3) });
  const archives = [archive, ...recorded.archives.slice(0, 2).map(({ file }) => bytesOf(file))];
  const tensors = recorded.tensors.map(({ file }) => bytesOf(file));
  return [
    ...[...files, ...archives, ...archives, ...archives].map((file) => [file, readArchive] as const),
    ...[...tensors, ...tensors, ...tensors].map((file) => [file, readTensors] as const),
  ];
}

const interesting = [
  0,
  1,
  0x7f,
  0x80,
  0xff,
  ...new TextEncoder().encode("0189-'\"(){}[],:<>|fFuUiIcbOTrue\\ PK"),
];

/** Some bytes changed, cut out, repeated or put elsewhere; most often near the start or the end, where headers are. */
function mutate(file: Uint8Array, random: () => number): Uint8Array<ArrayBuffer> {
  const below = (n: number) => Math.floor(random() * n);
  let bytes = [...file];
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const nearStart = below(Math.min(bytes.length, 130));
    const at = [nearStart, nearStart, bytes.length - below(Math.min(bytes.length, 130)), below(bytes.length)][
      below(4)
    ];
    const length = 1 + below(random() < 0.8 ? 4 : 64);
    const part = bytes.slice(at, at + length);
    const drawn = Array.from({ length }, () =>
      random() < 0.7 ? interesting[below(interesting.length)] : below(256),
    );
    const change = below(8);
    if (change < 4) bytes.splice(at, length, ...drawn);
    else if (change === 4) bytes.splice(at, length);
    else if (change === 5) bytes.splice(at, 0, ...drawn);
    else if (change === 6) bytes.splice(below(bytes.length), 0, ...part);
    else bytes = bytes.slice(0, at);
  }
  return Uint8Array.from(bytes);
}

export interface Outcome {
  read: number;
  refused: number;
  /** What was neither a right result nor a clear error. */
  readonly wrong: string[];
}

/** Reads `count` files with changes that the seed decides. */
export async function readMutations(count: number, seed: number): Promise<Outcome> {
  const files = await seeds();
  const outcome: Outcome = { read: 0, refused: 0, wrong: [] };
  for (let i = 0; i < count; i++) {
    const random = generator(seed + i);
    const [file, read] = files[Math.floor(random() * files.length)];
    const bytes = mutate(file, random);
    const label = `seed ${seed + i}, CRC ${crc32(bytes).toString(16)}`;
    const start = performance.now();
    try {
      const arrays = await read(random() < 0.1 ? new Blob([bytes]).stream() : bytes);
      outcome.read++;
      // Every element has come from the file, packed at most by 1032.
      const nbytes = arrays.reduce((sum, x) => sum + x.nbytes, 0);
      if (nbytes > 1032 * bytes.length)
        outcome.wrong.push(`${label}: ${nbytes} bytes out of ${bytes.length}`);
      for (const x of arrays) x.dispose();
    } catch (error) {
      outcome.refused++;
      if (!isClear(error)) outcome.wrong.push(`${label}: ${(error as Error).stack}`);
    }
    const taken = performance.now() - start;
    if (taken > 2000) outcome.wrong.push(`${label}: took ${taken} ms`);
  }
  return outcome;
}

const own: readonly unknown[] = [Error, np.DTypeError, np.ShapeError];

/** Whether an error says which function failed, and is none of the engine's own. */
function isClear(error: unknown): boolean {
  return (
    own.includes((error as Error).constructor) && /^(load|safetensors\.\w+): /.test((error as Error).message)
  );
}
