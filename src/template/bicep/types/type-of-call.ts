import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { FunctionDeclaration } from '../../template.ts';
import { findBuiltIn } from '../names/built-in-names.ts';
import { checkCount } from '../check/check-count.ts';
import { isNamespace } from '../lower/lower-name.ts';
import { typeName } from './type-name.ts';
import { isAssignableUnlessNull, plainKind } from './assignable.ts';
import { checkLambdaVariables } from './check-lambda-variables.ts';
import { checkKnownAtStart, reportRuntimeCall } from './check-runtime.ts';
import { instanceSignatures } from './function-table.ts';
import { resolveOverload } from './resolve-overload.ts';
import { isRuntimeCall } from './runtime-values.ts';
import { typeOfResult } from './function-results.ts';
import { instanceOf, isNameOf, meaningOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { plain, settle, withoutNull } from './static-type.ts';
import type { StaticType } from './static-type.ts';
import { isResource } from './type-of-name.ts';

/** The type of a call; reports arguments that the function does not take. How many there are is looked at where the call is lowered. */
export function typeOfCall(node: bicep.CallExpression, scope: Scope): StaticType {
  const { unit } = scope;
  const { base, name } = node;
  if (isRuntimeCall(node, scope)) {
    for (const argument of node.arguments) checkKnownAtStart(argument, { kind: 'argument', name: name.name }, scope);
    checkLambdaVariables(node, node.arguments, scope);
    if (scope.inDefault && base === undefined) reportRuntimeCall(name, scope);
  }
  const meaning = base === undefined ? meaningOf(name.name, scope) : namespaceOf(base, scope);
  if (base === undefined && meaning?.kind === 'function') return typeOfUserCall(meaning.declaration, node, scope);
  if (base !== undefined && meaning?.kind === 'importedNamespace') {
    const declaration = meaning.exports.functions.get(name.name);
    return declaration === undefined ? visitArguments(node, scope) : typeOfUserCall(declaration, node, scope);
  }
  const isBuiltIn = base === undefined || (base.kind === 'variable' && isNamespace(base.name) && meaning === undefined);
  const signature = isBuiltIn && meaning === undefined ? findBuiltIn(name.name, unit.kind) : undefined;
  if (signature !== undefined) {
    if (name.name === 'getSecret' && !scope.secrets.has(node)) reportSecret(node, scope);
    const inside = isNameOf(node, scope) ? { ...scope, takesCollections: true } : scope;
    const resolved = resolveOverload(signature, node, inside);
    return resolved === undefined ? plain.any : typeOfResult(node, resolved, scope);
  }
  if (isBuiltIn) return visitArguments(node, scope);
  return typeOfOperation(base, node, scope);
}

function namespaceOf(base: bicep.Expression, scope: Scope): ReturnType<typeof meaningOf> {
  return base.kind === 'variable' ? meaningOf(base.name, scope) : undefined;
}

/** A function of a resource. */
function typeOfOperation(base: bicep.Expression, node: bicep.CallExpression, scope: Scope): StaticType {
  const { name } = node.name;
  const instance = instanceOf(base, scope);
  if (instance === undefined || (instance.symbol.isLoop && !instance.indexed)) {
    checkForeign(base, node.name, scope);
    return visitArguments(node, scope);
  }
  if (base.kind === 'arrayAccess') scope.typeOf(base, scope);
  const signature = instanceSignatures.get(name.startsWith('list') ? 'list' : name);
  if (signature === undefined || instance.symbol.kind === 'module') return visitArguments(node, scope);
  const isVault = instance.symbol.declaration.type.toLowerCase() === 'microsoft.keyvault/vaults';
  if (name === 'getSecret' && isVault && !scope.secrets.has(node)) reportSecret(node, scope);
  if (checkCount(signature.minimum, signature.maximum, node, scope)) resolveOverload(signature, node, scope);
  return plain.any;
}

/** Secrets of key vaults are read by the deployment only: nothing can be made of them before. */
function reportSecret(node: bicep.CallExpression, { unit }: Scope): void {
  const isTemplate = unit.kind === 'template';
  const where = isTemplate ? 'a module parameter with a secure decorator' : 'a parameter';
  const message = `Function "getSecret" is not valid at this location. It can only be used when directly assigning to ${where}.`;
  unit.report({ code: isTemplate ? 'BCP180' : 'BCP351', node, message });
}

/** Reports a call on a value: only resources have functions, also those that a variable holds. */
function checkForeign(base: bicep.Expression, name: bicep.Identifier, scope: Scope): void {
  const type = withoutNull(settle(scope.typeOf(base, scope)));
  const kind = type.kind === 'union' ? undefined : plainKind(type);
  if (kind === undefined || isResource(type)) return;
  if (kind === 'object') {
    const message = `The type "${typeName(type)}" does not contain function "${name.name}".`;
    return scope.unit.report({ code: 'BCP109', node: name, message });
  }
  const message = `Cannot call functions on type "${typeName(type)}". An "object" type is required.`;
  scope.unit.report({ code: 'BCP067', node: name, message });
}

function visitArguments(node: bicep.CallExpression, scope: Scope): StaticType {
  for (const argument of node.arguments) if (argument.kind !== 'lambda') scope.typeOf(argument, scope);
  return plain.any;
}

function typeOfUserCall(declaration: FunctionDeclaration, node: bicep.CallExpression, scope: Scope): StaticType {
  const { parameters, output } = declaration;
  const types = node.arguments.map((argument) => scope.typeOf(argument, scope));
  for (const [i, actual] of types.entries()) {
    const [argument, expected] = [node.arguments[i], parameters[i]?.type];
    if (argument === undefined || expected === undefined || isAssignableUnlessNull(actual, expected)) continue;
    const message = `Argument of type "${typeName(settle(actual))}" is not assignable to parameter of type "${typeName(settle(expected))}".`;
    scope.unit.report({ code: 'BCP070', node: argument, message });
    return output;
  }
  for (const [i, argument] of node.arguments.entries()) {
    const expected = parameters[i]?.type;
    if (expected !== undefined) scope.checkArgument(argument, expected, scope);
  }
  return output;
}
