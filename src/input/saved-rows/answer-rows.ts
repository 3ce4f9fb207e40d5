import { columnOf } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import { rowsOfTable } from '../rows/table-rows.ts';

/** The rows that an answer holds, in any of the forms of Resource Graph's clients; undefined when the object is no answer (but a row). */
export function rowsOfAnswer(answer: GraphRow): readonly unknown[] | undefined {
  const data = columnOf(answer, 'data') ?? columnOf(answer, 'value');
  if (Array.isArray(data)) return data;
  if (typeof data === 'object' && data !== null) return rowsOfTable(data) ?? wrappedRows(data) ?? numberedRows(data);
  const isEmpty = data === null && columnOf(answer, 'count') === 0;
  return isEmpty ? [] : numberedRows(answer);
}

/** `{ "value": [..], "Count": 7 }`, as `ConvertTo-Json` of Windows PowerShell writes arrays that are members. */
function wrappedRows(data: object): readonly unknown[] | undefined {
  // Any object may be read by string keys.
  const rows = columnOf(data as GraphRow, 'value');
  return Array.isArray(rows) && columnOf(data as GraphRow, 'count') === rows.length ? rows : undefined;
}

/** `{ "0": {..}, "1": {..} }`, as betas of the JavaScript client write arrays; `{}` where there are no rows. */
function numberedRows(data: object): readonly unknown[] | undefined {
  return Object.keys(data).every((key, index) => key === String(index)) ? Object.values(data) : undefined;
}
