/** What ranges start and end at a multiple of. */
export const granule = 64;

/** Free ranges of addresses. Neighbours merge; a request takes the smallest range that holds it. */
export class Ranges {
  /** Size and start of each range as one number, ascending, so that the best fit is a binary search away. */
  readonly #keys: number[] = [];
  readonly #endOf = new Map<number, number>();
  readonly #startOf = new Map<number, number>();

  /** Number of ranges. */
  get count(): number {
    return this.#keys.length;
  }

  /** Start of the range that ends at `end`; `end` itself if there is none. */
  startOf(end: number): number {
    return this.#startOf.get(end) ?? end;
  }

  /** Makes [start, end) free. */
  add(start: number, end: number): void {
    if (start === end) return;
    const before = this.#startOf.get(start);
    if (before !== undefined) this.#remove(before, start);
    const after = this.#endOf.get(end);
    if (after !== undefined) this.#remove(end, after);
    this.#insert(before ?? start, after ?? end);
  }

  /** Takes `nbytes`, a multiple of the granule; returns where they start, or -1 if no range is long enough. */
  take(nbytes: number): number {
    const index = this.#search((nbytes / granule) * granules);
    if (index === this.#keys.length) return -1;
    const start = (this.#keys[index] % granules) * granule;
    const end = this.#endOf.get(start)!;
    this.#remove(start, end);
    if (start + nbytes < end) this.#insert(start + nbytes, end);
    return start;
  }

  #insert(start: number, end: number): void {
    const key = keyOf(start, end);
    this.#keys.splice(this.#search(key), 0, key);
    this.#endOf.set(start, end);
    this.#startOf.set(end, start);
  }

  #remove(start: number, end: number): void {
    this.#keys.splice(this.#search(keyOf(start, end)), 1);
    this.#endOf.delete(start);
    this.#startOf.delete(end);
  }

  /** Index of the first key that is at least `key`. */
  #search(key: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

// Granules of a 32-bit address space: a size and a start fit in the 53 bits of a number together.
const granules = 2 ** 32 / granule;

function keyOf(start: number, end: number): number {
  return ((end - start) / granule) * granules + start / granule;
}
