import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { findProperty } from '../lower/declaration-body.ts';
import { keyText } from '../lower/lower-string.ts';
import { suggestName } from '../names/suggest-name.ts';
import type { Scope } from '../types/scope.ts';

const moduleProperties = ['dependsOn', 'extensionConfigs', 'identity', 'name', 'params', 'scope'];

/** Reports what the body of a resource or module cannot hold: spreads, properties that are there twice, and what no module has. */
export function checkBody(object: bicep.ObjectExpression, isModule: boolean, scope: Scope): void {
  const { unit } = scope;
  const seen = new Map<string, bicep.Node>();
  for (const member of object.members) {
    if (member.kind === 'spread') {
      const message = 'The spread operator "..." is not permitted in this location.';
      unit.report({ code: 'BCP401', node: member, message });
    }
    if (member.kind !== 'property') continue;
    const name = keyText(member.key);
    if (name === undefined || name === '') continue;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, member.key);
    else reportRepeated(name, [first, member.key], scope);
    if (isModule && !moduleProperties.includes(name)) reportUnknown(name, object, member.key, scope);
  }
}

function reportRepeated(name: string, keys: readonly bicep.Node[], { unit }: Scope): void {
  const message = `The property "${name}" is declared multiple times in this object. Remove or rename the duplicate properties.`;
  for (const node of keys) unit.report({ code: 'BCP025', node, message });
}

function reportUnknown(name: string, object: bicep.ObjectExpression, node: bicep.Node, { unit }: Scope): void {
  const message = `The property "${name}" is not allowed on objects of type "module".`;
  const near = suggestName(
    name,
    moduleProperties.filter((one) => findProperty(object, one) === undefined),
  );
  if (near === undefined) unit.report({ code: 'BCP037', node, message });
  else unit.report({ code: 'BCP089', node, message: `${message} Did you mean "${near}"?` });
}
