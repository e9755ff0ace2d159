/** Rows under a heading, columns as wide as their widest cell, without blanks at the end of a line. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  return lines
    .map(
      (cells) =>
        `${widths
          .map((width, column) => (cells[column] ?? '').padEnd(width))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
