import { columnOf } from './graph-row.ts';
import type { GraphRow } from './graph-row.ts';

/**
 * The rows of a table: `{ columns: [{ name }], rows: [[..]] }`, with `resultFormat: table` the `data` of an answer. Undefined for what is no table, or one in which
 * it is not certain which cell belongs to which column.
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data#formatting-results
 */
export function rowsOfTable(data: object): readonly GraphRow[] | undefined {
  // Any object may be read by string keys.
  const table = data as GraphRow;
  const columns = columnOf(table, 'columns');
  const rows = columnOf(table, 'rows');
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  const names: readonly unknown[] = columns.map((column: unknown) => Object(column).name);
  if (!names.every(isText) || new Set(names.map((name) => name.toLowerCase())).size < names.length) return undefined;
  const isRow = (row: unknown): row is readonly unknown[] => Array.isArray(row) && row.length === names.length;
  if (!rows.every(isRow)) return undefined;
  return rows.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index]])));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
