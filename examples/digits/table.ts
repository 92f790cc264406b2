/** Rows of cells under each other: the first column to the left, the others to the right, a line below two heads. */
export function formatTable(rows: string[][]): string {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  const lines = rows.map((row) =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join("   "),
  );
  return [...lines.slice(0, 2), widths.map((width) => "─".repeat(width)).join("───"), ...lines.slice(2)].join(
    "\n",
  );
}
