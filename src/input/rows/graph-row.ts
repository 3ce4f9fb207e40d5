/** One row of a Resource Graph answer or of a saved file: plain JSON. Column names are looked up ignoring case: exports change it. */
export type GraphRow = Readonly<Record<string, unknown>>;

/** A column of a row that holds text; undefined when the column is absent or holds anything else. */
export function textColumn(row: GraphRow, column: string): string | undefined {
  const value = columnOf(row, column);
  return typeof value === 'string' ? value : undefined;
}

/** A column of a row, whatever the case of its name. */
export function columnOf(row: GraphRow, column: string): unknown {
  if (Object.hasOwn(row, column)) return row[column];
  const wanted = column.toLowerCase();
  for (const name in row) {
    // Most names differ in length: changing the case of each would take the time of a large audit.
    if (name.length === column.length && name.toLowerCase() === wanted && Object.hasOwn(row, name)) return row[name];
  }
  return undefined;
}
