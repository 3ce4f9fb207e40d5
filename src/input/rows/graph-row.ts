/** One row of a Resource Graph answer or of a saved file: plain JSON. Column names are looked up ignoring case: exports change it. */
export type GraphRow = Readonly<Record<string, unknown>>;

/** A column of a row that holds text; undefined when the column is absent or holds anything else. */
export function textColumn(row: GraphRow, column: string): string | undefined {
  const value = columnOf(row, column);
  return typeof value === 'string' ? value : undefined;
}

/** A column of a row, whatever the case of its name. */
export function columnOf(row: GraphRow, column: string): unknown {
  const name = spelledName(row, column);
  return name === undefined ? undefined : row[name];
}

/** The `properties` of a row; undefined when it has none. Exports write them as text now and then: as the JSON that they are. */
export function propertiesOf(row: GraphRow): GraphRow | undefined {
  const written = columnOf(row, 'properties');
  const properties = typeof written === 'string' ? parsed(written) : written;
  // Any object of plain JSON may be read by string keys.
  return typeof properties === 'object' && properties !== null ? (properties as GraphRow) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How an object spells the name of a member; undefined when it has none of that name. */
export function spelledName(object: GraphRow, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  for (const spelled in object) if (isSameName(spelled, name) && Object.hasOwn(object, spelled)) return spelled;
  return undefined;
}

/** Whether two names differ in case only. Most differ in length: changing the case of each would take the time of a large audit. */
export function isSameName(a: string, b: string): boolean {
  return a.length === b.length && (a === b || a.toLowerCase() === b.toLowerCase());
}
