import * as np from "ndwasm";

export const stages = ["mean and deviation", "standardise", "SVD", "explained variance"] as const;

/**
 * The principal components of the rows of `x`, whatever kind of array it is: the directions in which the standardised
 * rows differ most, as rows of `Vh`, and the share of the whole variance that each of them explains.
 */
export function principalComponents<A>(x: A, report: (stage: string) => void = () => {}) {
  report("mean and deviation");
  const mean = np.mean(x, { axis: 0, keepdims: true });
  const deviation = np.std(x, { axis: 0, keepdims: true });

  report("standardise");
  // A pixel that is the same in all pictures has no deviation to divide by.
  const scale = np.where(np.equal(deviation, 0), 1, deviation);
  const standardised = np.divide(np.subtract(x, mean), scale);

  report("SVD");
  const { U, S, Vh } = np.linalg.svd(standardised, { full_matrices: false });

  report("explained variance");
  const variance = np.multiply(S, S);
  const explained = np.divide(variance, np.sum(variance));
  return { mean, scale, U, S, Vh, explained };
}

export type Components<A> = ReturnType<typeof principalComponents<A>>;
