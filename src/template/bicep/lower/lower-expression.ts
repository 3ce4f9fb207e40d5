import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import { unsupported, withNames } from '../context.ts';
import type { Context } from '../context.ts';
import { reportTwice } from '../names/declared-twice.ts';
import { lowerArrayAccess, lowerPropertyAccess } from './lower-access.ts';
import { lowerCall } from './lower-call.ts';
import { lowerArray, lowerObject } from './lower-collection.ts';
import { lowerName } from './lower-name.ts';
import { lowerBinary, lowerTernary, lowerUnary } from './lower-operator.ts';
import { lowerString } from './lower-string.ts';
import { lowerResourceAccess } from './resolve-instance.ts';
import type { LocalSymbol } from '../names/symbols.ts';

/**
 * The expression of the one intermediate representation that a Bicep expression means: operators, interpolation and spreads become calls of
 * the ARM functions that the official compiler emits. What is wrong is reported on the way and becomes an unknown.
 */
export function lowerExpression(node: bicep.Expression, context: Context): Expression {
  switch (node.kind) {
    case 'string':
      return lowerString(node, context);
    case 'integer':
      return { kind: 'number', value: Number(node.text), text: node.text, at: context.unit.at(node) };
    case 'boolean':
      return { kind: 'bool', value: node.value, at: context.unit.at(node) };
    case 'null':
      return { kind: 'null', at: context.unit.at(node) };
    case 'variable':
      return lowerName(node, context);
    case 'array':
      return lowerArray(node, context);
    case 'object':
      return lowerObject(node, context);
    case 'parenthesized':
      return context.unit.lower(node.expression, context);
    case 'nonNull':
      return context.unit.lower(node.base, context);
    case 'ternary':
      return lowerTernary(node, context);
    case 'binary':
      return lowerBinary(node, context);
    case 'unary':
      return lowerUnary(node, context);
    case 'call':
      return lowerCall(node, context);
    case 'propertyAccess':
      return lowerPropertyAccess(node, context);
    case 'arrayAccess':
      return lowerArrayAccess(node, context);
    case 'resourceAccess':
      return lowerResourceAccess(node, context);
    case 'lambda':
      return lowerLambda(node, context);
    case 'for':
      return misplacedLoop(node, context);
    case 'if':
      return unsupported(context.unit.at(node), 'a condition is only possible around the body of a resource or module');
    case 'missing':
      return unsupported(context.unit.at(node), 'the expression is missing');
  }
}

function lowerLambda(node: bicep.LambdaExpression, context: Context): Expression {
  reportTwice(node.parameters, context.unit);
  const parameters = node.parameters.map(({ name }) => name);
  const names = new Map(
    parameters.map((name): [string, LocalSymbol] => [
      name,
      { kind: 'local', make: (at) => ({ kind: 'lambdaVariable', name, at }) },
    ]),
  );
  const body = context.unit.lower(node.body, withNames(context, names));
  return { kind: 'lambda', parameters, body, at: context.unit.at(node) };
}

/** Loops that are allowed are lowered where they stand (declarations, properties); any other one is an error of the language. */
function misplacedLoop(node: bicep.ForExpression, context: Context): Expression {
  context.unit.report({
    code: 'BCP138',
    node: { start: node.start + 1, end: node.start + 1 + 'for'.length },
    message:
      'For-expressions are not supported in this context. For-expressions may be used as values of resource, module, variable, and output declarations, or values of resource and module properties.',
  });
  return unsupported(context.unit.at(node), 'a for-expression cannot stand here');
}
