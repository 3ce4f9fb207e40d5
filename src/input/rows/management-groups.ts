import { columnOf, propertiesOf } from './graph-row.ts';
import type { GraphRow } from './graph-row.ts';

/**
 * Ids and display names of the management groups above a subscription, as its row tells them.
 * https://learn.microsoft.com/azure/governance/resource-graph/samples/samples-by-table#resourcecontainers
 */
export function managementGroupsOf(row: GraphRow): readonly string[] {
  const chain = memberOf(propertiesOf(row), 'managementGroupAncestorsChain');
  if (!Array.isArray(chain)) return [];
  const texts = chain.flatMap((group: unknown) => [memberOf(group, 'name'), memberOf(group, 'displayName')]);
  return [...new Set(texts.filter((text) => typeof text === 'string'))];
}

function memberOf(value: unknown, name: string): unknown {
  // Any object may be read by string keys.
  return typeof value === 'object' && value !== null ? columnOf(value as GraphRow, name) : undefined;
}
