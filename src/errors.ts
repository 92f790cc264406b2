/** Shapes that do not fit together, or that no array can have. */
export class ShapeError extends Error {
  override name = "ShapeError";
}

/** A data type that is unknown, or that a function does not take. */
export class DTypeError extends Error {
  override name = "DTypeError";
}

/** An axis out of range or named twice. */
export class AxisError extends Error {
  override name = "AxisError";
}

/** An index out of bounds, or of a kind that cannot index. */
export class IndexError extends Error {
  override name = "IndexError";
}

/** A matrix for which a factorization or a solution does not exist. */
export class LinAlgError extends Error {
  override name = "LinAlgError";
}
