import { missingPeer, wrongPeer } from "../../peer.ts";

type Fflate = typeof import("fflate");

const [name, range] = ["fflate", "^0.8.2"];

/** The package fflate. @throws Error if it is not installed, or is of another version */
export async function importFflate(id: string): Promise<Fflate> {
  const purpose = `${id}: archives that are compressed need`;
  let fflate: Fflate;
  try {
    fflate = await import("fflate");
  } catch (cause) {
    throw missingPeer(name, range, purpose, cause);
  }
  // It does not say its version. Since 0.8 its streams take options.
  if (!(fflate.Inflate?.length === 2)) throw wrongPeer(name, range, purpose, "another version");
  return fflate;
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
