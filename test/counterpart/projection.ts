type Row = object;
/** A column that is computed from a row. */
type Read = (row: Row) => unknown;

/**
 * The `project` of a query, as Resource Graph applies it: columns by name, `name = path` and `name = bag_pack('key', path, ..)`. Of a row nothing else is
 * left, and what it lacks is null.
 *
 * @throws {Error} for anything else in it, or a query without one.
 */
export function projectionOf(query: string): (row: Row) => Record<string, unknown> {
  const text = /\|\s*project\s([^|]*)/i.exec(query)?.[1];
  if (text === undefined) throw new Error(`the query projects nothing: ${query}`);
  const tokens = text.match(/'[^']*'|[\w.]+|[=,()]/g) ?? [];
  if (tokens.join('') !== text.replaceAll(/\s/g, '')) throw new Error(`unknown words in the projection: ${text}`);
  const columns = readList([...tokens], readColumn);
  return (row) => Object.fromEntries(columns.map(([name, read]) => [name, read(row)]));
}

/** One or more parts with commas between them; `tokens` lose what was read. */
function readList<T>(tokens: string[], read: (tokens: string[]) => T): readonly T[] {
  const parts = [read(tokens)];
  while (tokens[0] === ',') {
    tokens.shift();
    parts.push(read(tokens));
  }
  return parts;
}

function readColumn(tokens: string[]): readonly [string, Read] {
  const name = tokens.shift() ?? '';
  if (tokens[0] !== '=') return [name, pathOf(name)];
  tokens.shift();
  return [name, readExpression(tokens)];
}

function readExpression(tokens: string[]): Read {
  const word = tokens.shift() ?? '';
  if (tokens[0] !== '(') return pathOf(word);
  if (word !== 'bag_pack') throw new Error(`the function '${word}' is not one of this counterpart`);
  tokens.shift();
  const members = readList(tokens, (rest): readonly [string, Read] => {
    const key = rest.shift() ?? '';
    if (rest.shift() !== ',') throw new Error(`the key ${key} has no value`);
    return [key.slice(1, -1), readExpression(rest)];
  });
  if (tokens.shift() !== ')') throw new Error('a bracket is not closed');
  return (row) => Object.fromEntries(members.map(([key, read]) => [key, read(row)]));
}

/** Names of columns and members are taken as they are: Kusto minds their case. */
function pathOf(path: string): Read {
  const names = path.split('.');
  return (row) => names.reduce<unknown>((value, name) => memberOf(value, name) ?? null, row);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
