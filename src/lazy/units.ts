const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** A number of bytes in the unit that suits it. */
export function formatBytes(nbytes: number): string {
  const power = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, nbytes)) / 10)));
  const value = nbytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${units[power]}`;
}
