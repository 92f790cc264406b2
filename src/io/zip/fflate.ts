import { missingPeer } from "../../peer.ts";

/** The package fflate. @throws Error if it is not installed, or has another major version */
export async function importFflate(id: string): Promise<typeof import("fflate")> {
  try {
    return await import("fflate");
  } catch (cause) {
    throw missingPeer("fflate", "^0.8.2", `${id}: archives that are compressed need`, cause);
  }
}

/**
 * Turns the pieces that go into one of fflate's streams into those that come out of it.
 * @param most bytes that go in at a time
 */
export async function* throughStream(
  stream: {
    ondata: (piece: Uint8Array<ArrayBuffer>, isLast: boolean) => void;
    push(piece: Uint8Array, isLast?: boolean): void;
  },
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  stream.ondata = (piece) => out.push(piece);
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += most) {
      stream.push(piece.subarray(at, at + most));
      yield* out.splice(0);
    }
  }
  stream.push(new Uint8Array(0), true);
  yield* out;
}
