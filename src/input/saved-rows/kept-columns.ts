import { queries } from '../resource-graph/queries.ts';
import type { ListName } from '../row-source.ts';

/** The members that are kept of a row or of an object in it; undefined for a value that is kept whole. */
export type KeptColumns = ReadonlyMap<string, KeptColumns | undefined>;

/** What the live query of a list projects: saved rows of any origin are cut down to the same, so that both are judged alike. */
export function keptColumns(list: ListName): KeptColumns {
  const projection = /\| project ([^|]*)/.exec(queries[list])?.[1] ?? '';
  const tokens = projection.match(/'[^']*'|[\w.]+|[(),=]/g) ?? [];
  return readColumns(tokens[Symbol.iterator]());
}

/** `id, name, properties = bag_pack('key', path, 'key', bag_pack(...))`, up to the closing bracket. */
function readColumns(tokens: Iterator<string>): KeptColumns {
  const columns = new Map<string, KeptColumns | undefined>();
  let name: string | undefined;
  for (let token = tokens.next(); !token.done && token.value !== ')'; token = tokens.next()) {
    const { value } = token;
    if (value === '(') {
      if (name !== undefined) columns.set(name, readColumns(tokens));
    } else if (value.startsWith("'")) columns.set((name = value.slice(1, -1)), undefined);
    else if (/^\w+$/.test(value) && value !== 'bag_pack') columns.set((name = value), undefined);
  }
  return columns;
}
