import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { typeName } from '../types/type-name.ts';
import { plainKind } from '../types/assignable.ts';
import { instanceOf, meaningOf } from '../types/scope.ts';
import type { Scope } from '../types/scope.ts';
import { isNull, settle } from '../types/static-type.ts';
import type { StaticType } from '../types/static-type.ts';

/** Reports a `scope`, `parent` or item of `dependsOn` that is no resource, module or scope. */
export function checkTarget(name: 'scope' | 'parent' | 'dependsOn', value: bicep.Expression, scope: Scope): void {
  if (name !== 'dependsOn') return checkOne(name, value, scope);
  if (value.kind !== 'array') return checkOne(name, value, scope);
  for (const item of value.items) if (item.kind !== 'spread') checkOne('item', item, scope);
}

function checkOne(name: string, node: bicep.Expression, scope: Scope): void {
  const inside: Scope = name === 'item' || name === 'dependsOn' ? { ...scope, takesCollections: true } : scope;
  const type = settle(scope.typeOf(node, inside));
  if (name === 'parent') return checkParent(node, type, scope);
  if (isAny(node))
    return scope.unit.report({ code: 'BCP176', node, message: 'Values of the "any" type are not allowed here.' });
  const instance = instanceOf(node, scope);
  if (name === 'dependsOn' && instance !== undefined && !(instance.symbol.isLoop && !instance.indexed)) {
    return reportTarget(name, 'resource', node, scope);
  }
  if (isNull(type) && name !== 'item') return reportTarget(name, 'null', node, scope);
  if (instance !== undefined || !['string', 'int', 'bool'].includes(plainKind(type) ?? '')) return undefined;
  if (name === 'item') {
    const message = `The enclosing array expected an item of type "module[] | (resource | module) | resource[]", but the provided item was of type "${typeName(type)}".`;
    return scope.unit.report({ code: 'BCP034', node, message });
  }
  return reportTarget(name, typeName(type), node, scope);
}

function reportTarget(name: string, actual: string, node: bicep.Node, { unit }: Scope): void {
  const expected = name === 'dependsOn' ? '(module[] | (resource | module) | resource[])[]' : 'resource';
  const message = `The property "${name}" expected a value of type "${expected}" but the provided value is of type "${actual}".`;
  unit.report({ code: 'BCP036', node, message });
}

function isAny(node: bicep.Expression): boolean {
  return node.kind === 'call' && node.name.name === 'any';
}

/** A parent is a resource, as it is named. */
function checkParent(node: bicep.Expression, type: StaticType, scope: Scope): void {
  if (isAny(node))
    return scope.unit.report({ code: 'BCP176', node, message: 'Values of the "any" type are not allowed here.' });
  const symbol = instanceOf(node, scope)?.symbol;
  const kind = isNull(type) ? 'null' : plainKind(type);
  // A choice between resources is an object, too.
  const isObject = kind === 'object' && (node.kind === 'object' || node.kind === 'call');
  const isWrong =
    symbol === undefined ? kind !== undefined && (kind !== 'object' || isObject) : symbol.kind === 'module';
  const meaning = node.kind === 'variable' ? meaningOf(node.name, scope) : undefined;
  // What a variable holds is looked at elsewhere, and a name that means nothing is reported as that.
  if (node.kind === 'variable' && (meaning === undefined || meaning.kind === 'variable')) return undefined;
  if (isWrong)
    reportTarget('parent', symbol?.kind === 'module' ? 'module' : isNull(type) ? 'null' : typeName(type), node, scope);
  const isDirect = symbol?.kind === 'resource' && node.kind !== 'parenthesized' && node.kind !== 'nonNull';
  if (isDirect || node.kind === 'missing') return undefined;
  const message = 'The "parent" property only permits direct references to resources. Expressions are not supported.';
  return scope.unit.report({ code: 'BCP240', node, message });
}
