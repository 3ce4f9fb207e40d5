import type { Diagnostic } from '../../text/diagnostic.ts';
import { listNames } from '../row-source.ts';
import type { ListGap, ListName, SubscriptionScope } from '../row-source.ts';
import type { Shard } from '../shard.ts';

/**
 * The first line of a file that `--save-rows` writes. One line for each row follows, and a `SavedEnd` line, without which the file is not
 * whole.
 */
export interface SavedHeader {
  readonly backuplint: 'rows';
  readonly schemaVersion: 1;
  readonly tool: string;
  /** ISO time at which reading began. */
  readonly time: string;
  /** Where only a part of the subscriptions was read (`--shard`): how many there are in all was counted then. */
  readonly shard?: Shard;
}

/** The last line: what was looked at, and what was not. */
export interface SavedEnd {
  readonly backuplint: 'end';
  readonly rows: number;
  /** The lists that were read to their end, also those without a row. */
  readonly lists: readonly ListName[];
  readonly scopes: readonly SubscriptionScope[];
  readonly gaps: readonly ListGap[];
  readonly diagnostics: readonly Diagnostic[];
}

/** True for an object of ours: a header or an end, not a row. */
export function isOwnLine(value: object): value is SavedHeader | SavedEnd {
  return 'backuplint' in value && (value.backuplint === 'rows' || value.backuplint === 'end');
}

/** What is wrong with a line of ours that was read from a file; undefined when nothing is. */
export function mistakeOfOwnLine(line: SavedHeader | SavedEnd): string | undefined {
  // Read from a file: nothing of the type is certain.
  const read: Readonly<Record<string, unknown>> = { ...line };
  if (line.backuplint === 'rows') {
    if (read['schemaVersion'] !== 1) return 'the rows were saved by another version of backuplint';
    return typeof read['time'] === 'string' ? undefined : 'the first line is not one that backuplint writes';
  }
  const fits =
    typeof read['rows'] === 'number' &&
    everyOne(read['lists'], (list) => knownLists.includes(list)) &&
    everyOne(read['scopes'], (scope) => hasTexts(scope, ['subscriptionId', 'status']) && hasGroups(scope)) &&
    everyOne(read['gaps'], (gap) => hasTexts(gap, ['because'])) &&
    everyOne(read['diagnostics'], (each) => hasTexts(each, ['code', 'level', 'message']));
  return fits ? undefined : 'the last line is not one that backuplint writes';
}

const knownLists: readonly unknown[] = listNames;

function everyOne(list: unknown, fits: (item: unknown) => boolean): boolean {
  return Array.isArray(list) && list.every(fits);
}

function hasGroups(scope: unknown): boolean {
  const groups: unknown =
    typeof scope === 'object' && scope !== null ? Reflect.get(scope, 'managementGroups') : undefined;
  return groups === undefined || everyOne(groups, (group) => typeof group === 'string');
}

function hasTexts(value: unknown, names: readonly string[]): boolean {
  return (
    typeof value === 'object' && value !== null && names.every((name) => typeof Reflect.get(value, name) === 'string')
  );
}
