/** Files that are packed by gzip: by the engine's own streams, which check what they unpack. */
import { writeStream } from "./sink.ts";
import { readStream } from "./source.ts";

/** How such a file begins, as no text does. */
export const isGzip = ([one, other]: Uint8Array): boolean => one === 0x1f && other === 0x8b;

/** The bytes packed in others. `name` is the function and the file, as errors are to name them. */
export async function* unpackGzip(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* throughStream(new DecompressionStream("gzip"), pieces);
  } catch (cause) {
    throw new Error(`${name} cannot be unpacked: ${(cause as Error).message}`, { cause });
  }
}

/** Bytes, packed. */
export const packGzip = (pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> =>
  throughStream(new CompressionStream("gzip"), pieces);

async function* throughStream(
  { readable, writable }: CompressionStream | DecompressionStream,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const written = writeStream(writable as WritableStream<Uint8Array>, pieces);
  // What fails is told where it is read.
  written.catch(() => {});
  yield* readStream(readable);
  await written;
}
