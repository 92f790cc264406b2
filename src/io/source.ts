/** Where the bytes of a file come from: paths, URLs, blobs, responses, memory, streams. */

import { builtin } from "../np/internal.ts";
import { memory } from "../wasm/memory.ts";
import { type FileSystem, pathOf } from "./files.ts";

/** What files are read from. Where there is no file system, a text is a URL, maybe a relative one. */
export type FileLike =
  | string
  | URL
  | Blob
  | Response
  | ArrayBufferLike
  | ArrayBufferView
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

export interface Source {
  /** As errors name it. */
  readonly name: string;
  /** Bytes of the file. Undefined where only reading it tells; such a source is read once, from its start. */
  readonly size: number | undefined;
  /** The bytes from `start` up to `end` in pieces, each of which holds until the next one is asked for. */
  read(start?: number, end?: number): AsyncIterable<Uint8Array>;
}

/** A source of which any part can be read at any time. */
export interface SeekableSource extends Source {
  readonly size: number;
}

/** The source itself, or a copy of all its `pieces` of which any part can be read. */
export async function toSeekable(source: Source, pieces = source.read()): Promise<SeekableSource> {
  if (isSeekable(source)) return source;
  const parts: Blob[] = [];
  for await (const piece of pieces) parts.push(new Blob([new Uint8Array(piece)]));
  return { ...blobSource(new Blob(parts)), name: source.name };
}

const isSeekable = (source: Source): source is SeekableSource => source.size !== undefined;

/** @throws TypeError for what is nothing that a file can be read from */
export async function openSource(id: string, file: FileLike): Promise<Source> {
  if (typeof file === "string" || file instanceof URL) return openAddress(id, file);
  if (file instanceof ArrayBuffer || isShared(file)) return bytesSource(new Uint8Array(file));
  if (ArrayBuffer.isView(file)) {
    return bytesSource(new Uint8Array(file.buffer, file.byteOffset, file.byteLength));
  }
  if (typeof file === "object" && file !== null) {
    if ("stream" in file && "size" in file) return blobSource(file);
    if ("body" in file && "ok" in file) return responseSource(id, file);
    if ("getReader" in file) return streamSource("the stream", readStream(file));
    if (Symbol.asyncIterator in file) return streamSource("the stream", file);
  }
  throw new TypeError(
    `${id}: a file is read from a path, a URL, a Blob, a Response, bytes or a stream, not ${String(file)}`,
  );
}

const isShared = (file: unknown): file is SharedArrayBuffer =>
  typeof SharedArrayBuffer !== "undefined" && file instanceof SharedArrayBuffer;

async function openAddress(id: string, place: string | URL): Promise<Source> {
  const fs = builtin<FileSystem>("node:fs");
  if (!fs || /^(https?|blob|data):/.test(String(place))) return responseSource(id, await fetch(place));
  const path = pathOf(place);
  const stats = await fs.promises.stat(path);
  const size = stats.isFile() ? stats.size : undefined;
  return { name: path, size, read: (start = 0, end) => readFile(fs, path, start, end ?? size) };
}

/** Bytes that are read from a file at a time. */
const pieceBytes = 2 ** 19;

/** Reads the next piece while the one before is used. Nothing is read into arrays directly: their memory may grow meanwhile. */
async function* readFile(
  fs: FileSystem,
  path: string,
  start: number,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  const handle = await fs.promises.open(path, "r");
  const length = Math.min(pieceBytes, end - start);
  const buffers = [new Uint8Array(length), new Uint8Array(length)];
  let position = start;
  // What is no plain file, a pipe say, has no positions.
  const readNext = () =>
    handle.read(
      buffers[0],
      0,
      Math.min(length, end - position),
      end === Number.POSITIVE_INFINITY ? null : position,
    );
  let next = readNext();
  try {
    for (;;) {
      const { bytesRead } = await next;
      const piece = buffers[0].subarray(0, bytesRead);
      if (bytesRead === 0) return;
      position += bytesRead;
      buffers.reverse();
      next = readNext();
      yield piece;
    }
  } finally {
    await next.catch(() => {});
    await handle.close();
  }
}

/** Bytes in memory. Those in linear memory are copied, as it may grow while an array is made of them. */
function bytesSource(given: Uint8Array): SeekableSource {
  const bytes = given.buffer === memory.buffer ? given.slice() : given;
  return {
    name: "the file",
    size: bytes.length,
    async *read(start = 0, end = bytes.length) {
      yield bytes.subarray(start, end);
    },
  };
}

function blobSource(blob: Blob): SeekableSource {
  return {
    name: "name" in blob ? String(blob.name) : "the file",
    size: blob.size,
    read: (start = 0, end = blob.size) => readStream(blob.slice(start, end).stream()),
  };
}

/** The body of a response, which may be compressed: what it says of its length is not that of the file. */
function responseSource(id: string, response: Response): Source {
  const name = response.url || "the response";
  if (!response.ok) throw new Error(`${id}: ${name}: ${response.status} ${response.statusText}`);
  return streamSource(name, response.body ? readStream(response.body) : readNothing());
}

async function* readNothing(): AsyncGenerator<Uint8Array> {}

const streamSource = (name: string, pieces: AsyncIterable<Uint8Array>): Source => ({
  name,
  size: undefined,
  read: () => pieces,
});

/** The pieces of a stream. Not all browsers iterate over streams themselves. */
export async function* readStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isDone = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!isDone) await reader.cancel();
    reader.releaseLock();
  }
}
