/** cos and sin of 2π j / n for whole numbers 0 <= j < n, right to the last digit or nearly: the angle is reduced to an octant exactly. */
export function rootOfUnity(j: number, n: number): [re: number, im: number] {
  const octant = Math.floor((8 * j) / n);
  const rest = 8 * j - octant * n;
  const isOdd = octant % 2 === 1;
  const angle = (Math.PI / 4) * ((isOdd ? n - rest : rest) / n);
  const c = Math.cos(angle);
  const s = isOdd ? -Math.sin(angle) : Math.sin(angle);
  switch (((octant + 1) >> 1) % 4) {
    case 0:
      return [c, s];
    case 1:
      return [-s, c];
    case 2:
      return [-c, -s];
    default:
      return [s, -c];
  }
}
