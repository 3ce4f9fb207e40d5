import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { BicepUnit } from '../context.ts';
import { keyText, literalText } from '../lower/lower-string.ts';
import { typeName } from './type-name.ts';
import { hasInput } from './has-input.ts';
import { itemOf } from './item-of.ts';
import { listOf, literalOf, nowhere, plain, recordOf, settle, tupleOf, unionOf, withoutNull } from './static-type.ts';
import type { StaticType } from './static-type.ts';
import type { CheckArgument, Scope, TypedName } from './scope.ts';
import { insideChoice, instanceOf, withLocals } from './scope.ts';
import { isAssignable, isAssignableUnlessNull } from './assignable.ts';
import { checkKnownAtStart } from './check-runtime.ts';
import { typeOfIndex, typeOfProperty } from './type-of-access.ts';
import { typeOfCall } from './type-of-call.ts';
import { typeOfDeclared, typeOfName } from './type-of-name.ts';
import { typeOfBinary, typeOfUnary } from './type-of-operator.ts';

/** Expressions are looked into this deep, through variables and other declarations: the stack must hold them. */
const deepest = 400;

/** The outermost scope of a file, in which types of expressions can be asked for. */
export function createTypes(unit: BicepUnit, checkArgument: CheckArgument): Scope {
  let depth = 0;
  const outermost: Scope = {
    unit,
    typeOf(node, scope) {
      if (depth >= deepest) return plain.any;
      depth++;
      const type = typeOf(node, scope);
      depth--;
      return type;
    },
    checkArgument,
    variables: new Map(),
    modules: new Map(),
    runtimeVariables: new Map(),
    runtimeNames: new Map(),
    collections: new Map(),
    secrets: new Set(),
    locals: undefined,
    inFunction: false,
    inExisting: false,
    inLambda: false,
    inDefault: false,
    inChoice: false,
    takesCollections: false,
    ofVariables: () => ofVariables,
  };
  const ofVariables: Scope = { ...outermost, takesCollections: true };
  return outermost;
}

function typeOf(node: bicep.Expression, scope: Scope): StaticType {
  switch (node.kind) {
    case 'string':
      return typeOfString(node, scope);
    case 'integer':
      return literalOf({ kind: 'number', value: Number(node.text), text: node.text, at: nowhere });
    case 'boolean':
      return literalOf({ kind: 'bool', value: node.value, at: nowhere });
    case 'null':
      return plain.null;
    case 'variable':
      return typeOfName(node, scope);
    case 'array':
      return typeOfArray(node, scope);
    case 'object':
      return typeOfObject(node, scope);
    case 'parenthesized':
      return scope.typeOf(node.expression, scope);
    case 'nonNull':
      return withoutNull(scope.typeOf(node.base, scope));
    case 'ternary':
      return typeOfTernary(node, scope);
    case 'binary':
      return typeOfBinary(node, scope);
    case 'unary':
      return typeOfUnary(node, scope);
    case 'call':
      return typeOfCall(node, scope);
    case 'propertyAccess':
      return typeOfProperty(node, scope);
    case 'arrayAccess':
      return typeOfIndex(node, scope);
    case 'for':
      return listOf(scope.typeOf(node.body, insideLoop(node, scope)));
    case 'if':
      checkCondition(node.condition, scope);
      return scope.typeOf(node.body, scope);
    case 'lambda':
      return misplacedLambda(node, scope);
    case 'resourceAccess': {
      const instance = instanceOf(node, scope);
      return instance === undefined ? plain.any : typeOfDeclared(instance.symbol, scope);
    }
    case 'missing':
      return plain.any;
  }
}

function typeOfString(node: bicep.StringExpression, scope: Scope): StaticType {
  const value = literalText(node);
  if (value !== undefined) return literalOf({ kind: 'string', value, at: nowhere });
  for (const part of node.values) scope.typeOf(part, scope);
  return hasInput(node, scope) ? plain.string : plain.looseString;
}

/** An array that is written out is a tuple; with a spread in it, nothing is said of its items. */
function typeOfArray(node: bicep.ArrayExpression, scope: Scope): StaticType {
  const items: StaticType[] = [];
  let spreads = false;
  for (const item of node.items) {
    if (item.kind === 'spread') {
      checkSpread(item, plain.array, scope);
      spreads = true;
    } else items.push(scope.typeOf(item, scope));
  }
  return spreads ? plain.array : tupleOf(items);
}

function typeOfObject(node: bicep.ObjectExpression, scope: Scope): StaticType {
  const properties: [string, StaticType][] = [];
  let open = false;
  for (const member of node.members) {
    if (member.kind === 'resource') continue;
    if (member.kind === 'spread') {
      checkSpread(member, plain.object, scope);
      open = true;
      continue;
    }
    const name = keyText(member.key);
    if (name === undefined && 'kind' in member.key) scope.typeOf(member.key, scope);
    const type = scope.typeOf(member.value, scope);
    if (name === undefined || name === '') open = true;
    else properties.push([name, type]);
    if (name === undefined && member.value.kind === 'for') reportNamedLoop(member.key, scope);
  }
  if (open) checkSpreads(node, scope);
  return recordOf(properties, open);
}

/** Reports a loop as the value of a property whose name is computed. */
export function reportNamedLoop(node: bicep.Node, { unit }: Scope): void {
  const message = 'For-expressions cannot be used with properties whose names are also expressions.';
  unit.report({ code: 'BCP143', node, message });
}

/** Reports spreads in an object that has loops. */
function checkSpreads({ members }: bicep.ObjectExpression, { unit }: Scope): void {
  if (!members.some((member) => member.kind === 'property' && member.value.kind === 'for')) return;
  for (const node of members) {
    if (node.kind !== 'spread') continue;
    const message = 'The spread operator "..." cannot be used inside objects containing property for-expressions.';
    unit.report({ code: 'BCP417', node, message });
  }
}

function checkSpread(node: bicep.Spread, expected: StaticType, scope: Scope): void {
  const type = scope.typeOf(node.value, scope);
  if (scope.inChoice ? isAssignableUnlessNull(type, expected) : isAssignable(type, expected)) return;
  const message = `The spread operator "..." can only be used in this context for an expression assignable to type "${expected.kind}".`;
  scope.unit.report({ code: 'BCP402', node, message });
}

/** One of two types; which one a condition without inputs chooses, the compiler may know. */
function typeOfTernary(node: bicep.TernaryExpression, scope: Scope): StaticType {
  const condition = checkCondition(node.condition, scope);
  const inside = insideChoice(scope);
  const [then, otherwise] = [scope.typeOf(node.then, inside), scope.typeOf(node.otherwise, inside)];
  if (condition.kind === 'literal' && condition.value.kind === 'bool') return condition.value.value ? then : otherwise;
  return hasInput(node.condition, scope) ? unionOf([then, otherwise]) : plain.any;
}

/** The type of a condition, of a ternary, a resource or a module; reports one that is no boolean. */
export function checkCondition(node: bicep.Expression, scope: Scope): StaticType {
  const type = settle(scope.typeOf(node, scope));
  const isBool = isAssignableUnlessNull(type, plain.bool);
  if (!isBool) scope.unit.report({ code: 'BCP046', node, message: 'Expected a value of type "bool".' });
  return type;
}

/** The scope of the body of a loop; reports what cannot be looped over. */
export function insideLoop(node: bicep.ForExpression, scope: Scope): Scope {
  const items = scope.typeOf(node.items, scope.takesCollections ? { ...scope, takesCollections: false } : scope);
  checkKnownAtStart(node.items, { kind: 'loop' }, scope);
  if (!isAssignableUnlessNull(items, plain.array)) {
    const message = `Loop expected an expression of type "array" but the provided value is of type "${typeName(settle(items))}".`;
    scope.unit.report({ code: 'BCP137', node: node.items, message });
  }
  const names = new Map<string, TypedName>([[node.item.name, local(itemOf(items))]]);
  if (node.index !== undefined) names.set(node.index.name, local(plain.int));
  return { ...withLocals(scope, names), takesCollections: false };
}

function local(type: StaticType): TypedName {
  return { kind: 'typed', type, ofLambda: false };
}

function misplacedLambda(node: bicep.LambdaExpression, scope: Scope): StaticType {
  const message = 'Lambda functions may only be specified directly as function arguments.';
  scope.unit.report({ code: 'BCP242', node, message });
  return plain.any;
}
