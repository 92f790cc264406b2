/** Where the bytes of a file go: paths, streams, memory. */
import { builtin } from "../np/internal.ts";
import { type FileSystem, fileSystem, pathOf } from "./files.ts";
import { join } from "./reader.ts";

/** Where files are written to. For a class, an instance that holds the file is returned. */
export type Destination = string | URL | WritableStream<Uint8Array> | typeof Uint8Array | typeof Blob;

/** What a function that writes a file returns. */
export type Written<D> = D extends typeof Uint8Array
  ? Uint8Array<ArrayBuffer>
  : D extends typeof Blob
    ? Blob
    : undefined;

/** Pieces of a file, each of which holds until the next one is asked for. */
type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Writes a file. A path gets the name's `ending` if it has not got it, as by NumPy; what is there under this name is replaced once all
 * has been written.
 */
export async function writeFile<D extends Destination>(
  id: string,
  file: D,
  ending: string,
  pieces: Pieces,
): Promise<Written<D>> {
  return (await write(id, file, ending, pieces)) as Written<D>;
}

function write(id: string, file: Destination, ending: string, pieces: Pieces): Promise<unknown> {
  if (typeof file === "string" || file instanceof URL) {
    const path = pathOf(file);
    return replaceFile(fileSystem(id), path.endsWith(ending) ? path : path + ending, pieces);
  }
  if (file === Uint8Array) return gather(pieces).then(join);
  if (file === Blob) return gather(pieces).then((parts) => new Blob(parts));
  if (typeof file === "object" && file !== null && "getWriter" in file) return writeStream(file, pieces);
  throw new TypeError(
    `${id}: a file is written to a path, a URL, a WritableStream, Uint8Array or Blob, not ${String(file)}`,
  );
}

async function gather(pieces: Pieces): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts = [];
  for await (const piece of pieces) parts.push(new Uint8Array(piece));
  return parts;
}

/** Writes pieces to a stream and closes it. */
export async function writeStream(stream: WritableStream<Uint8Array>, pieces: Pieces): Promise<void> {
  const writer = stream.getWriter();
  try {
    for await (const piece of pieces) {
      await writer.ready;
      await writer.write(piece.slice());
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    throw error;
  } finally {
    writer.releaseLock();
  }
}

/** Writes beside the file and renames then, so that there never is half a file under its name. */
async function replaceFile({ promises }: FileSystem, given: string, pieces: Pieces): Promise<void> {
  const existing = await promises.stat(given).catch(() => undefined);
  // A device or a pipe cannot be replaced, a link stays one.
  if (existing && !existing.isFile()) return writeInto(promises, given, "w", 0o666, pieces);
  const path = existing ? await promises.realpath(given) : given;
  const temporary = `${path}.${builtin<typeof import("node:crypto")>("node:crypto")!.randomUUID()}.tmp`;
  try {
    await writeInto(promises, temporary, "wx", existing?.mode ?? 0o666, pieces);
    await promises.rename(temporary, path);
  } catch (error) {
    await promises.rm(temporary, { force: true });
    throw error;
  }
}

async function writeInto(
  { open }: FileSystem["promises"],
  path: string,
  flags: string,
  mode: number,
  pieces: Pieces,
): Promise<void> {
  const handle = await open(path, flags, mode);
  try {
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; ) at += (await handle.write(piece, at)).bytesWritten;
    }
  } finally {
    await handle.close();
  }
}
