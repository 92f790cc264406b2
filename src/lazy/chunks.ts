import { ShapeError } from "../errors.ts";
import { format, type Shape } from "../shape.ts";
import type { ChunkIndex } from "./layer.ts";

/** Lengths of the chunks along each axis. A length is NaN where it is known only when the chunk has been computed. */
export type Chunks = readonly (readonly number[])[];

/** One length for all axes, or for each axis a length, a list of lengths, -1 for the whole axis or "auto". */
export type ChunkSpecification = number | "auto" | readonly (number | "auto" | readonly number[])[];

/** What "auto" makes of chunks: about so many bytes, unless said otherwise. */
export const automaticBytes = 2 ** 26;

/**
 * The chunks that a specification means for an array of this shape with elements of `itemsize` bytes. Axes that are "auto"
 * share what `bytes` leaves room for.
 * @throws ShapeError for chunks that do not add up to the shape, TypeError for what is no specification
 */
export function normalizeChunks(
  id: string,
  given: ChunkSpecification,
  shape: Shape,
  itemsize: number,
  bytes = automaticBytes,
): Chunks {
  const list = Array.isArray(given) ? given : shape.map(() => given);
  if (list.length !== shape.length) {
    throw new ShapeError(`${id}: chunks for ${list.length} axes, but the shape is ${format(shape)}`);
  }
  const lengths = list.map((each, axis) => (each === "auto" ? "auto" : explicit(id, each, shape[axis])));
  const automatic = lengths.flatMap((each, axis) => (each === "auto" ? [axis] : []));
  if (automatic.length > 0) {
    const others = lengths.map((each) => (each === "auto" ? 1 : Math.max(1, ...each)));
    const room = Math.max(1, bytes / itemsize / others.reduce((product, length) => product * length, 1));
    const sides = automaticSides(
      automatic.map((axis) => shape[axis]),
      room,
    );
    for (const [i, axis] of automatic.entries()) lengths[axis] = regular(shape[axis], sides[i]);
  }
  return lengths as Chunks;
}

function explicit(id: string, given: unknown, length: number): readonly number[] {
  if (typeof given === "number") {
    if (given === -1) return [length];
    if (!Number.isInteger(given) || given < 1) {
      throw new ShapeError(`${id}: chunks of length ${given}; a length is a positive integer, or -1 for all`);
    }
    return regular(length, given);
  }
  if (!Array.isArray(given) || !given.every((each) => Number.isInteger(each) && each >= 0)) {
    throw new TypeError(`${id}: chunks are lengths or lists of lengths, not ${String(given)}`);
  }
  const total = given.reduce((sum, each) => sum + each, 0);
  if (total !== length || given.length === 0) {
    throw new ShapeError(`${id}: chunks ${format(given)} add up to ${total}, not to ${length}`);
  }
  return given;
}

/** Equal chunks but for the last one. */
export function regular(length: number, side: number): number[] {
  if (length === 0) return [0];
  const whole = new Array<number>(Math.floor(length / side)).fill(side);
  return length % side ? [...whole, length % side] : whole;
}

/** Sides, as equal as the lengths allow, of a box of at most `room` elements. */
function automaticSides(lengths: readonly number[], room: number): number[] {
  const sides = lengths.map(() => 0);
  const open = new Set(lengths.keys());
  let left = room;
  // Short axes take their whole length; what they leave goes to the others.
  for (let isSettled = false; !isSettled; ) {
    const side = left ** (1 / Math.max(1, open.size));
    const short = [...open].filter((i) => lengths[i] <= side);
    for (const i of short.length ? short : open) {
      sides[i] = Math.max(1, Math.min(lengths[i], Math.floor(side)));
      left /= sides[i];
      open.delete(i);
    }
    isSettled = open.size === 0;
  }
  return sides;
}

export const shapeOf = (chunks: Chunks): number[] =>
  chunks.map((lengths) => lengths.reduce((sum, length) => sum + length, 0));

export const numblocksOf = (chunks: Chunks): number[] => chunks.map(({ length }) => length);

/** Where each chunk of an axis starts, and the length of the axis at the end. */
export function boundsOf(lengths: readonly number[]): number[] {
  const bounds = [0];
  for (const length of lengths) bounds.push(bounds[bounds.length - 1] + length);
  return bounds;
}

/** The indices of all chunks, in row-major order. */
export function* chunkIndices(counts: readonly number[]): Generator<number[]> {
  if (counts.some((count) => count === 0)) return;
  const index = counts.map(() => 0);
  for (;;) {
    yield [...index];
    let axis = counts.length - 1;
    while (axis >= 0 && ++index[axis] === counts[axis]) index[axis--] = 0;
    if (axis < 0) return;
  }
}

export const chunkShape = (chunks: Chunks, index: ChunkIndex): number[] =>
  index.map((i, axis) => chunks[axis][i]);

export const isKnown = (chunks: Chunks): boolean => chunks.every((lengths) => !lengths.some(Number.isNaN));

/** @throws ShapeError if a length is not known before the array is computed */
export function checkKnown(id: string, chunks: Chunks): void {
  if (isKnown(chunks)) return;
  throw new ShapeError(
    `${id}: the lengths of some chunks are not known before they are computed: persist the array, or compute it`,
  );
}

/** Lengths that are not known count as equal where there are as many of them: tasks find out. */
export const sameChunks = (a: Chunks, b: Chunks): boolean =>
  a.length === b.length &&
  a.every(
    (lengths, axis) => lengths.length === b[axis].length && lengths.every((n, i) => Object.is(n, b[axis][i])),
  );
