import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { findProperty } from '../lower/declaration-body.ts';
import { keyText } from '../lower/lower-string.ts';
import { repeatedProperty } from '../names/declared-twice.ts';
import type { ModuleSymbol, ResourceSymbol } from '../names/symbols.ts';
import { reportDisallowed } from './report-value.ts';
import type { Scope } from '../types/scope.ts';

/** Of an existing resource these are looked up, not set. */
const deployedProperties: ReadonlySet<string> = new Set(
  'id type apiVersion location tags properties sku kind identity zones plan scale managedBy managedByExtended extendedLocation placement eTag asserts'.split(
    ' ',
  ),
);

const moduleProperties = ['dependsOn', 'extensionConfigs', 'identity', 'name', 'params', 'scope'];

/** Reports what the body of a resource or module cannot hold: spreads, computed names, properties that are there twice, and what no module or existing resource has. */
export function checkBody(
  object: bicep.ObjectExpression,
  of: ResourceSymbol | ModuleSymbol | undefined,
  scope: Scope,
): void {
  const { unit } = scope;
  const isModule = of?.kind === 'module';
  const isAzure = of?.kind === 'resource' && of.hasValidType && of.declaration.extension === undefined;
  const seen = new Map<string, bicep.Node>();
  for (const member of object.members) {
    if (member.kind === 'spread') {
      const message = 'The spread operator "..." is not permitted in this location.';
      unit.report({ code: 'BCP401', node: member, message });
    }
    if (member.kind !== 'property') continue;
    const name = keyText(member.key);
    if (name === undefined && (isModule || isAzure)) {
      const free = isModule ? moduleProperties.filter((one) => findProperty(object, one) === undefined) : [];
      reportDisallowed(member.key, name, isModule ? 'module' : of.declaration.type, free, scope);
    }
    if (name === undefined || name === '') continue;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, member.key);
    else reportRepeated(name, [first, member.key], scope);
    if (isModule && !moduleProperties.includes(name)) {
      const free = moduleProperties.filter((one) => findProperty(object, one) === undefined);
      reportDisallowed(member.key, name, 'module', free, scope);
    }
    if (isAzure && of.node.existing && deployedProperties.has(name)) {
      const message = `The property "${name}" cannot be used in an existing resource declaration.`;
      unit.report({ code: 'BCP173', node: member.key, message });
    }
  }
}

function reportRepeated(name: string, keys: readonly bicep.Node[], { unit }: Scope): void {
  for (const node of keys) unit.report(repeatedProperty(name, node));
}
