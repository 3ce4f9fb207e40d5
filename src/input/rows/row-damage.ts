import { resourceTypes } from '../row-source.ts';
import type { ListName } from '../row-source.ts';
import { propertiesOf, textColumn } from './graph-row.ts';
import type { GraphRow } from './graph-row.ts';

/**
 * Tells what makes a row of a list unusable, in words that follow "3 virtual machines"; undefined for a row that is fine. Its id must be one of the
 * list's type, and it must have properties: without them nothing is known of the resource, and nothing may read as absent.
 */
export function rowDamage(list: ListName): (row: GraphRow) => string | undefined {
  const patterns = resourceTypes[list].map(idPattern);
  return (row) => {
    const id = textColumn(row, 'id') ?? '';
    if (!patterns.some((pattern) => pattern.test(id))) return 'have an id that is no resource id of their type';
    return propertiesOf(row) === undefined ? 'have no properties' : undefined;
  };
}

/** `/subscriptions/S/../providers/NAMESPACE/TYPE/NAME/..`, whatever the case. As few segments as possible are tried first: nearly all ids have two. */
function idPattern(type: string): RegExp {
  const [namespace = '', ...types] = type.replaceAll('.', '\\.').split('/');
  const names = types.map((each) => `/${each}/[^/]+`).join('');
  return new RegExp(`^/subscriptions/[^/]+/(?:[^/]+/[^/]+/)*?providers/${namespace}${names}$`, 'i');
}
