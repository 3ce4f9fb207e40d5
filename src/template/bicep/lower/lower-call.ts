import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import type { FunctionDeclaration } from '../../template.ts';
import { armFunctionProblem, builtInNames, findBuiltIn } from '../names/built-in-names.ts';
import { suggestName } from '../names/suggest-name.ts';
import { checkCount } from '../check/check-count.ts';
import { unsupported, withoutLoops } from '../context.ts';
import type { Context } from '../context.ts';
import { isLoadFunction, lowerLoadCall } from '../load/load-functions.ts';
import { isNamespace, lookUp, unknownName } from './lower-name.ts';
import { literalText } from './lower-string.ts';
import { instanceExpression, peekSymbol, resolveInstance } from './resolve-instance.ts';
import type { Instance } from './resolve-instance.ts';

/** A call: of a user function, of a built-in one, or of an operation of a resource (`storage.listKeys()`). */
export function lowerCall(node: bicep.CallExpression, context: Context): Expression {
  if (node.base === undefined) return lowerPlainCall(node, context);
  const symbol = peekSymbol(node.base, context);
  if (symbol?.kind === 'importedNamespace') {
    const declaration = symbol.exports.functions.get(node.name.name);
    if (declaration !== undefined) return lowerUserCall(declaration, node, context);
    return missingFunction(node.base, node, context);
  }
  // `extension az` declares what is there anyway.
  const isBuiltIn = symbol === undefined || symbol.kind === 'extension';
  if (isBuiltIn && node.base.kind === 'variable' && isNamespace(node.base.name)) {
    const known = findBuiltIn(node.name.name, context.unit.kind, node.base.name) !== undefined;
    return known ? lowerBuiltInCall(node, context) : missingFunction(node.base, node, context);
  }
  if (symbol?.kind === 'extension' || symbol?.kind === 'broken') {
    lowerArguments(node, context);
    return unsupported(context.unit.at(node), 'the function is declared outside of this file and cannot be seen');
  }
  if (symbol === undefined && context.inResource && isThis(node.base)) return lowerThis(node.base, node, context);
  const instance = resolveInstance(node.base, context);
  if (instance !== undefined) return lowerOperation(instance, node.base, node, context);
  return lowerForeignCall(node.base, node, context);
}

function isThis(base: bicep.Expression): boolean {
  return base.kind === 'variable' && base.name === 'this';
}

/** `this.exists()` and `this.existingResource()` ask for the resource as it is before it is deployed: `target('full')`. */
function lowerThis(base: bicep.Expression, node: bicep.CallExpression, context: Context): Expression {
  const { name } = node.name;
  const at = context.unit.at(node);
  if (name !== 'exists' && name !== 'existingResource') return missingFunction(base, node, context);
  if (!checkCount(0, 0, node, context)) {
    lowerArguments(node, context);
    return unsupported(at, `the function '${name}' is called with arguments`);
  }
  const call = (of: string, argument: Expression): Expression => ({
    kind: 'call',
    name: of,
    arguments: [argument],
    at,
  });
  const target = call('target', { kind: 'string', value: 'full', at });
  return name === 'exists' ? call('not', call('empty', target)) : target;
}

function lowerPlainCall(node: bicep.CallExpression, context: Context): Expression {
  const { name } = node.name;
  const symbol = lookUp(name, node.name, context);
  if (symbol?.kind === 'function') return lowerUserCall(symbol.declaration, node, context);
  if (symbol === undefined || symbol.kind === 'local') {
    if (findBuiltIn(name, context.unit.kind) !== undefined) return lowerBuiltInCall(node, context);
  }
  lowerArguments(node, context);
  const at = context.unit.at(node);
  if (symbol?.kind === 'broken') return unsupported(at, symbol.because);
  if (symbol !== undefined) {
    const builtIn = findBuiltIn(name, context.unit.kind);
    const notOne = `The name "${name}" is not a function.`;
    const message = builtIn === undefined ? notOne : `${notOne} Did you mean "${builtIn.namespace}.${name}"?`;
    context.unit.report({ code: builtIn === undefined ? 'BCP059' : 'BCP265', node: node.name, message });
    return unsupported(at, message);
  }
  const problem = armFunctionProblem(name);
  if (problem === undefined) return unknownName(node.name, name, context, true);
  context.unit.report({ ...problem, node: node.name });
  return unsupported(at, problem.message);
}

function lowerUserCall(declaration: FunctionDeclaration, node: bicep.CallExpression, context: Context): Expression {
  const count = declaration.parameters.length;
  checkCount(count, count, node, context);
  return {
    kind: 'userCall',
    function: declaration,
    arguments: lowerArguments(node, context),
    at: context.unit.at(node),
  };
}

/** A function of the language. `any()` has no meaning at run time; `nameof()` and the load functions are answered here. */
function lowerBuiltInCall(node: bicep.CallExpression, context: Context): Expression {
  const { name } = node.name;
  const at = context.unit.at(node);
  const signature = scopeSignature(name, context) ?? findBuiltIn(name, context.unit.kind);
  if (signature !== undefined && !checkCount(signature.minimum, signature.maximum, node, context)) {
    lowerArguments(node, context);
    return unsupported(at, `the function '${name}' is called with ${node.arguments.length} arguments`);
  }
  if ((name === 'newGuid' || name === 'utcNow') && context.inDefault === undefined) {
    const message = `Function "${name}" is not valid at this location. It can only be used as a parameter default value.`;
    context.unit.report({ code: 'BCP065', node: node.name, message });
  }
  const [first] = node.arguments;
  if (name === 'any' && first !== undefined) return context.unit.lower(first, context);
  if (name === 'nameof' && first !== undefined) return lowerNameOf(first, node, context);
  if (isLoadFunction(name)) return lowerLoadCall(node, context);
  return { kind: 'call', name, arguments: lowerArguments(node, context), at };
}

/** How many arguments the functions for scopes take depends on the scope of the file: where there is no own group, it must be named. */
function scopeSignature(name: string, { unit }: Context): { minimum: number; maximum: number } | undefined {
  if (unit.kind !== 'template') return undefined;
  const { scope } = unit;
  switch (name) {
    case 'resourceGroup':
      if (scope === 'subscription') return { minimum: 1, maximum: 2 };
      return scope === 'managementGroup' || scope === 'tenant' ? { minimum: 2, maximum: 2 } : undefined;
    case 'subscription':
      return scope === 'managementGroup' || scope === 'tenant' ? { minimum: 1, maximum: 1 } : undefined;
    case 'managementGroup':
      return scope === 'managementGroup' ? undefined : { minimum: 1, maximum: 1 };
    default:
      return undefined;
  }
}

/** The last name of the path, `nameof(storage.properties.x)` is `'x'`. */
function lowerNameOf(argument: bicep.Expression, node: bicep.CallExpression, context: Context): Expression {
  context.unit.lower(argument, context);
  const at = context.unit.at(node);
  const name = lastName(argument);
  if (name !== undefined) return { kind: 'string', value: name, at };
  const message = 'The "nameof" function can only be used with an expression which has a name.';
  context.unit.report({ code: 'BCP408', node: argument, message });
  return unsupported(at, message);
}

function lastName(node: bicep.Expression): string | undefined {
  switch (node.kind) {
    case 'variable':
      return node.name;
    case 'propertyAccess':
    case 'resourceAccess':
      return node.name.name;
    case 'arrayAccess':
      return literalText(node.index);
    case 'parenthesized':
      return lastName(node.expression);
    case 'nonNull':
      return lastName(node.base);
    default:
      return undefined;
  }
}

/** `storage.listKeys()` is `listKeys(storage, apiVersion)`, as the official compiler emits it. */
function lowerOperation(
  instance: Instance,
  base: bicep.Expression,
  node: bicep.CallExpression,
  context: Context,
): Expression {
  const at = context.unit.at(node);
  const { name } = node.name;
  const args = lowerArguments(node, context);
  const isVault = instance.symbol.declaration.type.toLowerCase() === 'microsoft.keyvault/vaults';
  if (name === 'getSecret' && isVault) return unsupported(at, 'a secret of a key vault is read by the deployment only');
  if (!/^list/i.test(name) || instance.symbol.kind === 'module') {
    const type = instance.symbol.kind === 'module' ? 'module' : instance.symbol.declaration.type;
    const near = isVault ? suggestName(name, ['getSecret']) : undefined;
    const missing = `The type "${type}" does not contain function "${name}".`;
    const message = near === undefined ? missing : `${missing} Did you mean "${near}"?`;
    if (instance.symbol.declaration.extension === undefined)
      context.unit.report({ code: near === undefined ? 'BCP109' : 'BCP110', node: node.name, message });
    return unsupported(at, message);
  }
  const target = instanceExpression(instance, base, context);
  const apiVersion = instance.symbol.declaration.apiVersion;
  const rest = args.length === 0 && apiVersion !== undefined ? [apiVersion] : args;
  return { kind: 'call', name, arguments: [target, ...rest], at };
}

/** A call on any other value: only resources passed as values have functions, and what they are cannot be seen here. */
function lowerForeignCall(base: bicep.Expression, node: bicep.CallExpression, context: Context): Expression {
  context.unit.lower(base, context);
  lowerArguments(node, context);
  return unsupported(context.unit.at(node), `the function '${node.name.name}' of this value cannot be evaluated`);
}

function lowerArguments(node: bicep.CallExpression, context: Context): Expression[] {
  const inner = withoutLoops(context);
  return node.arguments.map((argument) => context.unit.lower(argument, inner));
}

function missingFunction(base: bicep.Expression, node: bicep.CallExpression, context: Context): Expression {
  const namespace = base.kind === 'variable' ? base.name : '';
  const { name } = node.name;
  lowerArguments(node, context);
  const problem = armFunctionProblem(name) ?? unknownFunction(name, namespace, context);
  if (name !== '') context.unit.report({ ...problem, node: node.name });
  return unsupported(context.unit.at(node), problem.message);
}

function unknownFunction(name: string, namespace: string, { unit }: Context): { code: string; message: string } {
  const near = suggestName(name, isNamespace(namespace) ? builtInNames(unit.kind, namespace) : []);
  const message = `The function "${name}" does not exist in namespace "${namespace}".`;
  return near === undefined
    ? { code: 'BCP107', message }
    : { code: 'BCP108', message: `${message} Did you mean "${near}"?` };
}
