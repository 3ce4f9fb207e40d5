import type { GraphRow } from '../rows/graph-row.ts';
import type { KeptColumns } from './kept-columns.ts';
import { createSharing } from './sharing.ts';
import type { Share } from './sharing.ts';

/** A row of which only what an audit reads is left, or why it cannot be used. */
export type SlimRow = { readonly row: GraphRow } | { readonly damage: RowDamage };

export type RowDamage =
  /** `ConvertTo-Json` without a sufficient `-Depth` wrote objects as text. */
  | 'depth-cut'
  /** The query that gave the row left out `properties` or another column that is needed. */
  | 'columns-missing';

/** Reads rows of one list: names in any case become Resource Graph's own, columns that no rule reads are dropped, and equal parts are shared. */
export function createRowSlimmer(columns: KeptColumns): (row: GraphRow) => SlimRow {
  const node = nodeOf(columns);
  return (row) => {
    const state: State = {};
    const slim = copy(row, node, state);
    return state.damage === undefined ? { row: slim } : { damage: state.damage };
  };
}

interface State {
  damage?: RowDamage;
}

/** What is kept of an object: its members by name, and how their values are shared. */
interface Node {
  readonly members: Map<string, Member | undefined>;
}

interface Member {
  readonly name: string;
  /** Undefined when the value is kept whole. */
  readonly node?: Node;
  readonly share: Share | undefined;
}

/** Texts that are different in every row: to look for equal ones would be in vain. */
const unique: ReadonlySet<string> = new Set(['id', 'name']);

function nodeOf(columns: KeptColumns, depth = 0): Node {
  const members = new Map<string, Member | undefined>();
  for (const [name, inner] of columns) {
    const node = inner === undefined ? undefined : nodeOf(inner, depth + 1);
    // What is below the members of `properties` is shared as a part of these.
    const share =
      depth > 1 || (depth === 0 && (unique.has(name) || name === 'properties')) ? undefined : createSharing();
    members.set(name, { name, share, ...(node === undefined ? {} : { node }) });
  }
  return { members };
}

function copy(source: object, node: Node, state: State): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key in source) {
    const member = memberOf(node, key);
    if (member === undefined) continue;
    const value = valueOf(Reflect.get(source, key), member, state);
    if (value !== undefined && value !== null)
      result[member.name] = member.share === undefined ? value : member.share(value);
  }
  return result;
}

/** Exports write names in other cases; each spelling is looked up once. */
function memberOf({ members }: Node, key: string): Member | undefined {
  const known = members.get(key);
  if (known !== undefined || members.has(key)) return known;
  const lower = key.toLowerCase();
  const member = [...members.values()].find((each) => each?.name.toLowerCase() === lower);
  if (members.size < mostSpellings) members.set(key, member);
  return member;
}

const mostSpellings = 1000;
const cutText = /^(@\{|System\.(Object|Collections|Management|String)\b)/;

function valueOf(value: unknown, { node }: Member, state: State): unknown {
  if (node === undefined) {
    if (containsCut(value)) state.damage = 'depth-cut';
    return value;
  }
  const object = typeof value === 'string' && value.startsWith('{') ? parsedObject(value) : value;
  if (typeof object === 'object' && object !== null) return copy(object, node, state);
  if (typeof object === 'string' && cutText.test(object)) state.damage = 'depth-cut';
  return undefined;
}

function containsCut(value: unknown): boolean {
  if (typeof value === 'string') return (value.startsWith('@') || value.startsWith('S')) && cutText.test(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) if (containsCut(Reflect.get(value, key))) return true;
  return false;
}

/** CSV and `az -o tsv` write objects as the JSON text that they are. */
function parsedObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
