import { ShapeError } from "../errors.ts";
import { format, type Shape, sameShape, sizeOf } from "../shape.ts";

/** Refuses what are not as many places as heights to interpolate between, one at least, by their shapes. */
export function checkSamplePoints(id: string, places: Shape, heights: Shape): void {
  if (places.length !== 1 || !sameShape(places, heights)) {
    throw new ShapeError(
      `${id}: xp and fp are of one dimension and as long: shapes ${format(places)}, ${format(heights)}`,
    );
  }
  if (sizeOf(places) === 0) throw new ShapeError(`${id}: array of sample points is empty`);
}
