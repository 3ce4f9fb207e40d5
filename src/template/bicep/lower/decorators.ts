import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import type { TypeConstraints } from '../../type-node.ts';
import { findBuiltIn } from '../names/built-in-names.ts';
import { isEnabled } from '../check/check-features.ts';
import type { Context } from '../context.ts';
import { Names } from '../names/declared-twice.ts';
import { unknownNameProblem } from './lower-name.ts';
import { literalText } from './lower-string.ts';

/** What a declaration can be, for decorators that only fit some. */
export type DecoratorTarget =
  | 'parameter'
  | 'variable'
  | 'resource'
  | 'module'
  | 'output'
  | 'function'
  | 'type'
  /** A property or item of a type. */
  | 'typePart'
  | 'metadata'
  | 'other';

/** What the decorators of a declaration say, as far as values depend on it. */
export interface Decorations {
  readonly constraints: TypeConstraints;
  readonly sealed: boolean;
  readonly discriminator?: string;
  /** The calls themselves, those that exist, fit the declaration and do not only describe it. */
  readonly calls: readonly bicep.CallExpression[];
}

const undecorated: Decorations = { constraints: {}, sealed: false, calls: [] };

const everywhere: readonly DecoratorTarget[] = [
  'parameter',
  'variable',
  'output',
  'type',
  'function',
  'resource',
  'module',
  'metadata',
  'typePart',
  'other',
];
const typed: readonly DecoratorTarget[] = ['parameter', 'output', 'type', 'typePart'];

/** The decorators of Bicep and what they may stand on. */
const targetsOf: ReadonlyMap<string, readonly DecoratorTarget[]> = new Map([
  ['allowed', ['parameter']],
  ['batchSize', ['resource', 'module']],
  ['description', everywhere],
  ['discriminator', typed],
  // In parts of types, where it cannot stand either, the compiler has other words for it.
  ['export', ['variable', 'function', 'type', 'typePart']],
  ['maxLength', typed],
  ['maxValue', typed],
  ['metadata', ['parameter', 'output', 'type', 'typePart', 'function']],
  ['minLength', typed],
  ['minValue', typed],
  ['nullIfNotFound', ['resource']],
  ['onlyIfNotExists', ['resource']],
  ['retryOn', ['resource']],
  ['sealed', typed],
  ['secure', typed],
  ['validate', typed],
]);

/** Decorators that an experimental feature must be enabled for. */
const featureOf: ReadonlyMap<string, string> = new Map([['validate', 'userDefinedConstraints']]);

/** What the compiler calls a decorator on the wrong kind of declaration. */
const misplaced: ReadonlyMap<DecoratorTarget, readonly [code: string, noun: string]> = new Map([
  ['parameter', ['BCP125', 'a parameter']],
  ['variable', ['BCP126', 'a variable']],
  ['resource', ['BCP127', 'a resource']],
  ['module', ['BCP128', 'a module']],
  ['output', ['BCP129', 'an output']],
  ['type', ['BCP297', 'a type']],
  ['typePart', ['BCP297', 'a type']],
  ['metadata', ['BCP269', 'a metadata']],
]);

/**
 * Reads the decorators of a declaration and reports those that do not exist or do not fit it.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/parameters#use-decorators
 */
export function readDecorators(
  decorators: readonly bicep.Decorator[],
  target: DecoratorTarget,
  context: Context,
): Decorations {
  if (decorators.length === 0) return undecorated;
  const calls: bicep.CallExpression[] = [];
  const names = decorators.length > 1 ? new Names() : undefined;
  for (const { expression } of decorators) {
    if (expression.kind !== 'call' || !isSystem(expression.base)) continue;
    for (const argument of expression.arguments) {
      // Most decorators are a description: in a literal there is nothing to find.
      if (literalText(argument) === undefined) context.unit.lower(argument, context);
    }
    // In parts of types the compiler looks at what is written without its namespace only.
    const place = target === 'typePart' && expression.base !== undefined ? 'other' : target;
    if (!checkDecorator(expression.name, place, context)) continue;
    if (expression.name.name !== 'description') calls.push(expression);
    // As the compiler does: what is written with its namespace is not counted.
    if (expression.base === undefined) names?.add(expression.name);
  }
  names?.report(context.unit, 'BCP166', (name) => `Duplicate "${name}" decorator.`);
  if (calls.length === 0) return undecorated;
  const last = (name: string) => calls.findLast((call) => call.name.name === name);
  const discriminator = literalText(last('discriminator')?.arguments[0]);
  const sealed = last('sealed') !== undefined;
  const constraints = constraintsOf(calls, context);
  return discriminator === undefined ? { constraints, sealed, calls } : { constraints, sealed, calls, discriminator };
}

/** Whether a declaration says `@export()`; needed before anything is lowered. */
export function isExported(decorators: readonly bicep.Decorator[]): boolean {
  return hasDecorator(decorators, 'export');
}

/** Whether a declaration says `@name(...)`, without lowering anything. */
export function hasDecorator(decorators: readonly bicep.Decorator[], name: string): boolean {
  return decorators.some(({ expression }) => {
    return expression.kind === 'call' && isSystem(expression.base) && expression.name.name === name;
  });
}

function isSystem(base: bicep.Expression | undefined): boolean {
  return base === undefined || (base.kind === 'variable' && (base.name === 'sys' || base.name === 'az'));
}

function checkDecorator(name: bicep.Identifier, target: DecoratorTarget, context: Context): boolean {
  if (name.name === '') return false;
  const feature = featureOf.get(name.name);
  const isKnown = feature === undefined || isEnabled(feature, context.unit);
  const targets = isKnown ? targetsOf.get(name.name) : undefined;
  if (targets === undefined) {
    const isFunction = findBuiltIn(name.name, 'template') !== undefined;
    const [code, message] = isFunction
      ? ['BCP152', `Function "${name.name}" cannot be used as a decorator.`]
      : unknownNameProblem(name.name, isKnown ? targetsOf.keys() : []);
    context.unit.report({ code, node: name, message });
    return false;
  }
  const [code, noun] = misplaced.get(target) ?? [];
  if (code === undefined || targets.includes(target)) return true;
  context.unit.report({ code, node: name, message: `Function "${name.name}" cannot be used as ${noun} decorator.` });
  return false;
}

/** Of decorators that stand there twice the last one counts. */
function constraintsOf(calls: readonly bicep.CallExpression[], context: Context): TypeConstraints {
  const constraints: { -readonly [K in keyof TypeConstraints]: TypeConstraints[K] } = {};
  for (const call of calls) {
    const argument = call.arguments[0];
    const { name } = call.name;
    switch (name) {
      case 'secure':
        constraints.secure = true;
        break;
      case 'allowed':
        if (argument?.kind === 'array') constraints.allowedValues = allowedValues(argument, context);
        break;
      case 'minLength':
      case 'maxLength':
      case 'minValue':
      case 'maxValue': {
        const value = argument === undefined ? undefined : context.unit.lower(argument, context);
        if (value?.kind === 'number') constraints[name] = value.value;
        break;
      }
      default:
        break;
    }
  }
  return constraints;
}

function allowedValues(list: bicep.ArrayExpression, context: Context): Expression[] {
  return list.items.flatMap((item) => (item.kind === 'spread' ? [] : [context.unit.lower(item, context)]));
}
