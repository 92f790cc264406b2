/** Fills that tell operations apart, after ColorBrewer's Set3. */
const fills = [
  "#8dd3c7",
  "#ffffb3",
  "#bebada",
  "#fb8072",
  "#80b1d3",
  "#fdb462",
  "#b3de69",
  "#fccde5",
  "#d9d9d9",
  "#ccebc5",
];

/** A fill for each name, the same ones again where there are more names. */
export function fillsOf(names: Iterable<string>): ReadonlyMap<string, string> {
  return new Map([...new Set(names)].map((name, i) => [name, fills[i % fills.length]]));
}
