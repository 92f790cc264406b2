/**
 * The thin SVD of a matrix with no more rows than columns: pairs of rows are turned in their plane until all rows are
 * at right angles; what they have become is S Vh, and the turns make up U (one-sided Jacobi, Hestenes 1958).
 */
export function svdOfRows(rows: Float64Array[]) {
  const work = rows.map((row) => row.slice());
  const turns = rows.map((_, i) => new Float64Array(rows.length).fill(1, i, i + 1));
  const negligible = 1e-15 * rows.reduce((sum, row) => sum + dot(row, row), 0);
  let turned = true;
  while (turned) {
    turned = false;
    for (let p = 0; p < work.length; p++) {
      for (let q = p + 1; q < work.length; q++) {
        const [a, b, c] = [dot(work[p], work[p]), dot(work[q], work[q]), dot(work[p], work[q])];
        if (Math.abs(c) <= negligible) continue;
        turned = true;
        const ratio = (b - a) / (2 * c);
        const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
        turn(work[p], work[q], tangent);
        turn(turns[p], turns[q], tangent);
      }
    }
  }
  const lengths = work.map((row) => Math.sqrt(dot(row, row)));
  const order = Array.from(lengths.keys()).sort((i, j) => lengths[j] - lengths[i]);
  return {
    U: rows.map((_, i) => order.map((k) => turns[k][i])),
    S: order.map((k) => lengths[k]),
    Vh: order.map((k) => work[k].map((value) => value / (lengths[k] || 1))),
  };
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

/** Turns the rows x and y in their plane by the angle of this tangent. */
function turn(x: Float64Array, y: Float64Array, tangent: number): void {
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < x.length; i++) {
    const [xi, yi] = [x[i], y[i]];
    x[i] = cosine * xi - sine * yi;
    y[i] = sine * xi + cosine * yi;
  }
}
