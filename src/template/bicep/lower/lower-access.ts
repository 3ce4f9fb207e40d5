import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression, MemberExpression } from '../../expression.ts';
import { unsupported } from '../context.ts';
import type { Context } from '../context.ts';
import { checkModuleMember, checkOutputName, reportMissing } from '../names/module-members.ts';
import { isNamespace } from './lower-name.ts';
import { instanceExpression, peekSymbol, resolveInstance } from './resolve-instance.ts';
import type { Instance } from './resolve-instance.ts';
import type { ImportedNamespaceSymbol } from '../names/symbols.ts';

/** `base.name`: a property of a value, a variable of an imported namespace, a property of a resource or module. */
export function lowerPropertyAccess(node: bicep.PropertyAccess, context: Context): Expression {
  const symbol = peekSymbol(node.base, context);
  if (symbol?.kind === 'importedNamespace') return lowerImportedVariable(node, symbol, context);
  if (symbol === undefined && node.base.kind === 'variable' && isNamespace(node.base.name)) {
    return missingMember(node.base.name, [], node, context);
  }
  const instance = resolveInstance(node.base, context);
  if (instance !== undefined) {
    reportCollection(instance, node.name, context);
    if (!node.safe) checkModuleMember(instance.symbol, node.name, context);
  } else if (!node.safe) checkOutput(node, context);
  const base =
    instance === undefined ? lowerBase(node.base, context) : instanceExpression(instance, node.base, context);
  return member(base, { kind: 'string', value: node.name.name, at: context.unit.at(node.name) }, node, context);
}

/** `base[index]`: an instance of a loop, or an element or property of a value. */
export function lowerArrayAccess(node: bicep.ArrayAccess, context: Context): Expression {
  const instance = resolveInstance(node, context);
  if (instance !== undefined) return instanceExpression(instance, node, context);
  const base = lowerBase(node.base, context);
  return member(base, context.unit.lower(node.index, context), node, context);
}

function member(
  base: Expression,
  key: Expression,
  node: bicep.PropertyAccess | bicep.ArrayAccess,
  context: Context,
): Expression {
  const plain: MemberExpression = { kind: 'member', base, key, at: context.unit.at(node) };
  const safe: MemberExpression = node.safe ? { ...plain, safe: true } : plain;
  return node.kind === 'arrayAccess' && node.fromEnd ? { ...safe, fromEnd: true } : safe;
}

/**
 * The base of an access. In `a.?b.c` a missing `b` makes the whole chain null; parentheses end the chain, so in `(a.?b).c` the base becomes
 * the `tryGet` call that the official compiler emits.
 */
function lowerBase(node: bicep.Expression, context: Context): Expression {
  const base = context.unit.lower(node, context);
  return node.kind === 'parenthesized' && base.kind === 'member' ? endedChain(base) : base;
}

function endedChain(chain: MemberExpression): Expression {
  const keys: Expression[] = [];
  for (let access: Expression = chain; access.kind === 'member'; access = access.base) {
    if (access.safe) {
      const name = access.fromEnd ? 'tryIndexFromEnd' : 'tryGet';
      return { kind: 'call', name, arguments: [access.base, access.key, ...keys], at: chain.at };
    }
    keys.unshift(access.fromEnd ? keyFromEnd(access) : access.key);
  }
  return chain;
}

/** How a key that counts from the end goes into a call of `tryGet()`. */
function keyFromEnd({ key, at }: MemberExpression): Expression {
  const properties = [
    { key: { kind: 'string', value: 'value', at }, value: key },
    { key: { kind: 'string', value: 'fromEnd', at }, value: { kind: 'bool', value: true, at } },
  ] as const;
  return { kind: 'object', properties, at };
}

/** `module.outputs.name`. */
function checkOutput(node: bicep.PropertyAccess, context: Context): void {
  if (node.base.kind !== 'propertyAccess' || node.base.name.name !== 'outputs') return;
  const instance = resolveInstance(node.base.base, context);
  if (instance?.symbol.kind === 'module') checkOutputName(instance.symbol, node.name, context);
}

function reportCollection(instance: Instance, node: bicep.Node, context: Context): void {
  if (!instance.symbol.isLoop || instance.index !== undefined) return;
  const type = instance.symbol.kind === 'module' ? 'module' : instance.symbol.declaration.type;
  context.unit.report({
    code: 'BCP055',
    node,
    message: `Cannot access properties of type "${type}[]". An "object" type is required.`,
  });
}

function lowerImportedVariable(
  node: bicep.PropertyAccess,
  symbol: ImportedNamespaceSymbol,
  context: Context,
): Expression {
  const declaration = symbol.exports.variables.get(node.name.name);
  if (declaration !== undefined) return { kind: 'variable', declaration, at: context.unit.at(node) };
  const name = node.base.kind === 'variable' ? node.base.name : '';
  return missingMember(name, [...symbol.exports.variables.keys()], node, context);
}

function missingMember(
  type: string,
  known: readonly string[],
  node: bicep.PropertyAccess,
  context: Context,
): Expression {
  reportMissing(type, known, node.name, context);
  return unsupported(context.unit.at(node), `the type "${type}" does not contain property "${node.name.name}"`);
}
