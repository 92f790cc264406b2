/** Takes the bytes of a file one after another, as many at a time as are wanted. */
export class Reader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** The next bytes, `most` of them or fewer, which hold until the next call; undefined at the end. */
  async next(most = Number.POSITIVE_INFINITY): Promise<Uint8Array | undefined> {
    while (this.#piece.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done) return undefined;
      this.#piece = value;
    }
    const bytes = this.#piece.subarray(0, most);
    this.#piece = this.#piece.subarray(bytes.length);
    return bytes;
  }

  /** A copy of the next `count` bytes, or of as many as there are. */
  async take(count: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    while (length < count) {
      const piece = await this.next(count - length);
      if (!piece) break;
      pieces.push(piece.slice());
      length += piece.length;
    }
    return join(pieces);
  }

  /** As `take`, but the bytes remain to be read. */
  async peek(count: number): Promise<Uint8Array> {
    const bytes = await this.take(count);
    this.#piece = join([bytes, this.#piece]);
    return bytes;
  }

  /** The bytes that have not been taken. */
  async *rest(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = await this.next();
      if (!piece) return;
      yield piece;
    }
  }

  /** Ends reading; what is left is not wanted. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}

/** One piece of bytes of several. */
export function join(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
