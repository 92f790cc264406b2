import { missingPeer, wrongPeer } from "../peer.ts";

/** The package that an adapter is for: an optional peer dependency. */
export interface Peer<T> {
  readonly name: string;
  /** As in the peerDependencies of package.json. */
  readonly range: string;
  /** Imports it by a literal specifier, which bundlers follow. */
  load(): Promise<T>;
  /** What the package says that it is, such as "4.22.0". */
  version(peer: T): string;
}

const purpose = "the adapter needs";

/**
 * Imports a peer.
 * @throws Error that names the package and the versions that will do, if it is not installed or is of another one
 */
export async function importVersion<T>({ name, range, load, version }: Peer<T>): Promise<T> {
  const peer = await load().catch((cause) => {
    throw missingPeer(name, range, purpose, cause);
  });
  const found = version(peer);
  if (isIn(range, found)) return peer;
  throw wrongPeer(name, range, purpose, found);
}

/** Whether a version lies in a caret range: its leftmost number that is not 0 stays, what follows does not go down. */
function isIn(range: string, version: string): boolean {
  const [least, found] = [range.slice(1), version].map((text) => text.split(".").map(Number.parseFloat));
  const fixed = least.findIndex((n) => n > 0);
  const differs = least.findIndex((n, i) => n !== found[i]);
  return differs < 0 || (differs > fixed && found[differs] > least[differs]);
}
