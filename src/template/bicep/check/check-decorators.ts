import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { TypeNode } from '../../type-node.ts';
import { checkConstant } from './check-constant.ts';
import { checkCount } from './check-count.ts';
import { checkValue } from './check-value.ts';
import { fileContext } from '../context.ts';
import type { BicepUnit, Context } from '../context.ts';
import { isNamespace, unknownName } from '../lower/lower-name.ts';
import { literalText } from '../lower/lower-string.ts';
import { typeName } from '../types/type-name.ts';
import { plainKind } from '../types/assignable.ts';
import { decoratorSignatures } from '../types/function-table.ts';
import type { FunctionSignature } from '../types/function-table.ts';
import { resolveOverload } from '../types/resolve-overload.ts';
import { meaningOf } from '../types/scope.ts';
import type { Scope } from '../types/scope.ts';
import { settle } from '../types/static-type.ts';
import { visit } from '../types/visit.ts';

/** Decorators that fit some types only. */
const typesOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['minLength', ['array', 'string']],
  ['maxLength', ['array', 'string']],
  ['minValue', ['int']],
  ['maxValue', ['int']],
  ['secure', ['object', 'string']],
  ['sealed', ['object']],
  ['discriminator', ['object']],
]);

/** Decorators that add to a type, which the type of another declaration does not allow. */
const limiting: ReadonlySet<string> = new Set(['allowed', 'maxLength', 'maxValue', 'minLength', 'minValue', 'secure']);

/** The type that decorators stand on: what it means, and how it is written. */
export interface DecoratedType {
  readonly type: TypeNode;
  readonly written: bicep.TypeExpression;
}

/** Reports decorators with arguments that they do not take, and those that do not fit the type they stand on. */
export function checkDecorators(
  decorators: readonly bicep.Decorator[],
  type: DecoratedType | undefined,
  scope: Scope,
): void {
  if (decorators.every(isDescription)) return;
  const numbers = new Map<string, NumberArgument>();
  for (const decorator of decorators) {
    if (isDescription(decorator)) continue;
    const { expression } = decorator;
    if (expression.kind === 'variable') checkUncalled(expression, scope);
    if (expression.kind !== 'call') continue;
    if (expression.base?.kind === 'variable') checkNamespace(expression.base, scope);
    checkCall(expression, decorator, type, numbers, scope);
  }
  checkOrder('minLength', 'maxLength', numbers, scope);
  checkOrder('minValue', 'maxValue', numbers, scope);
}

/** Most decorators are a text that describes: nothing can be wrong there. */
function isDescription({ expression }: bicep.Decorator): boolean {
  if (expression.kind !== 'call' || expression.base !== undefined || expression.name.name !== 'description')
    return false;
  return expression.arguments.length === 1 && literalText(expression.arguments[0]) !== undefined;
}

interface NumberArgument {
  readonly decorator: bicep.Decorator;
  readonly value: number;
}

function checkCall(
  call: bicep.CallExpression,
  decorator: bicep.Decorator,
  type: DecoratedType | undefined,
  numbers: Map<string, NumberArgument>,
  scope: Scope,
): void {
  const { name } = call.name;
  const signature = decoratorSignatures.get(name);
  if (signature === undefined) return;
  if (!checkCount(signature.minimum, signature.maximum, call, scope)) return;
  const [node] = call.arguments;
  if (node !== undefined && isWrittenOut(call, signature)) visit(node, scope);
  else {
    const resolved = resolveOverload(signature, call, scope);
    if (resolved === undefined) return;
    const [first] = resolved.types;
    const value = first?.kind === 'literal' && first.value.kind === 'number' ? first.value.value : undefined;
    // What limits types says nothing where there is none.
    if (value !== undefined && node !== undefined && (type !== undefined || !typesOf.has(name))) {
      numbers.set(name, { decorator, value });
      checkNumber(name, value, node, scope);
    }
  }
  for (const argument of call.arguments) checkConstant(argument, scope);
  if (name === 'allowed' && node?.kind === 'array') checkAllowed(node, type?.type, scope);
  if (type === undefined) return;
  // As the compiler does: what is written with its namespace may stand on names of types.
  if (checkFit(name, decorator, type, scope) && call.base === undefined) checkAlias(name, decorator, type, scope);
}

/** Whether the only argument is a text, array or object as the decorator takes it: the types of its parts do not matter. */
function isWrittenOut(
  { arguments: [node, ...others] }: bicep.CallExpression,
  { overloads }: FunctionSignature,
): boolean {
  return others.length === 0 && node?.kind === overloads[0]?.parameters[0]?.type.kind;
}

function checkNumber(name: string, value: number, node: bicep.Node, { unit }: Scope): void {
  if (name === 'batchSize' && value < 1) {
    const message = `Expected a batch size of at least 1 but the specified value was "${value}".`;
    unit.report({ code: 'BCP154', node, message });
  }
  if (name.endsWith('Length') && value < 0) {
    unit.report({ code: 'BCP168', node, message: 'Length must not be a negative value.' });
  }
}

function checkAllowed(node: bicep.ArrayExpression, type: TypeNode | undefined, scope: Scope): void {
  if (node.items.length === 0) {
    scope.unit.report({ code: 'BCP099', node, message: 'The "allowed" array must contain one or more items.' });
  }
  if (type === undefined || plainKind(type) === 'array') return;
  const { allowedValues: _, ...item } = type;
  checkValue(node, { kind: 'list', item, at: type.at }, { receiver: 'declaration', scope });
}

/** Reports a decorator for another kind of type; false when nothing more need be said. */
function checkFit(
  name: string,
  decorator: bicep.Decorator,
  { type, written }: DecoratedType,
  { unit }: Scope,
): boolean {
  const types = typesOf.get(name);
  if (types === undefined) return true;
  const target = settle(type);
  if (name === 'secure' && target.kind === 'any') {
    const message =
      'The @secure() decorator can only be used on statements whose type is a subtype of "string" or "object".';
    unit.report({ code: 'BCP440', node: decorator, message });
    return false;
  }
  const kind = kindOf(target);
  if (kind === undefined) return true;
  if (!types.includes(kind)) {
    const message = `The decorator "${name}" can only be attached to targets of type "${types.join(' | ')}", but the target has type "${typeName(target)}".`;
    unit.report({ code: 'BCP124', node: decorator, message });
    return name !== 'secure';
  }
  if (name.endsWith('Length') && type.allowedValues === undefined && isLiteral(target)) {
    const message = `The '${name}' decorator may not be used on targets of a union or literal type. The allowed values for this parameter or type definition will be derived from the union or literal type automatically.`;
    unit.report({ code: 'BCP295', node: decorator, message });
  }
  if (name === 'sealed' && hasOthers(written)) {
    const message =
      'The "sealed" decorator may not be used on object types with an explicit additional properties type declaration.';
    unit.report({ code: 'BCP316', node: decorator, message });
  }
  return true;
}

/** Reports a decorator that would change the type of another declaration, which is only named here. */
function checkAlias(name: string, decorator: bicep.Decorator, { type, written }: DecoratedType, { unit }: Scope): void {
  if (!limiting.has(name) || type.kind === 'opaque' || !isAlias(written, unit)) return;
  const message = `The decorator "${name}" may not be used on statements whose declared type is a reference to a user-defined type.`;
  unit.report({ code: 'BCP308', node: decorator, message });
}

function isAlias(node: bicep.TypeExpression, unit: BicepUnit): boolean {
  switch (node.kind) {
    case 'typeNullable':
    case 'typeMember':
    case 'typeItem':
      return isAlias(node.base, unit);
    case 'typeName': {
      const kind = unit.globals.get(node.name)?.kind;
      return kind === 'type' || kind === 'importedNamespace';
    }
    default:
      return false;
  }
}

/** Whether an object type is written out with a type for all other properties. */
function hasOthers(node: bicep.TypeExpression): boolean {
  if (node.kind === 'typeNullable') return hasOthers(node.base);
  return node.kind === 'typeObject' && node.properties.some(({ key }) => key === '*');
}

/** A literal or a union of literals. */
function isLiteral(type: TypeNode): boolean {
  if (type.kind === 'union') return type.members.every((member) => settle(member).kind === 'literal');
  return type.kind === 'literal';
}

/** The plain type of all members of a union. */
function kindOf(type: TypeNode): string | undefined {
  if (type.kind !== 'union') return plainKind(type);
  const kinds = new Set(type.members.map((member) => plainKind(settle(member))));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

function checkOrder(
  least: string,
  greatest: string,
  numbers: ReadonlyMap<string, NumberArgument>,
  { unit }: Scope,
): void {
  const [low, high] = [numbers.get(least), numbers.get(greatest)];
  if (low === undefined || high === undefined || low.value <= high.value) return;
  const message = `A type's "${least}" must be less than or equal to its "${greatest}", but a minimum of ${low.value} and a maximum of ${high.value} were specified.`;
  unit.report({ code: 'BCP331', node: low.decorator, message });
}

/** `@secure` without parentheses is a name, and no name is a decorator. */
function checkUncalled(node: bicep.VariableAccess, scope: Scope): void {
  const { unit } = scope;
  const kind = meaningOf(node.name, scope)?.kind;
  if (kind === undefined && decoratorSignatures.has(node.name)) {
    const message = `The name "${node.name}" is not a parameter, variable, resource or module.`;
    unit.report({ code: 'BCP063', node, message });
  } else if (kind === undefined && !isNamespace(node.name)) {
    unknownName(node, node.name, fileContext(unit));
  } else if (kind === 'type') {
    const message = `'${node.name}' refers to a type but is being used as a value here.`;
    unit.report({ code: 'BCP288', node, message });
  } else if (kind === undefined || ['parameter', 'variable', 'resource', 'module'].includes(kind)) {
    const message = 'The expression cannot be used as a decorator as it is not callable.';
    unit.report({ code: 'BCP141', node, message });
  }
}

function checkNamespace(node: bicep.VariableAccess, scope: Scope): void {
  if (isNamespace(node.name) || meaningOf(node.name, scope) !== undefined) return;
  unknownName(node, node.name, fileContext(scope.unit));
}

/** Reports a decorator for loops on a declaration that has none. */
export function checkLoopDecorator(
  decorators: readonly bicep.CallExpression[],
  isLoop: boolean,
  context: Context,
): void {
  if (isLoop) return;
  for (const { name } of decorators) {
    if (name.name !== 'batchSize') continue;
    const message = 'The decorator "batchSize" can only be attached to resource or module collections.';
    context.unit.report({ code: 'BCP155', node: name, message });
  }
}
