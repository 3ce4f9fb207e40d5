import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import type { Loop } from '../../template.ts';
import { withoutLoops } from '../context.ts';
import type { Context } from '../context.ts';
import { openLoop } from './lower-loop.ts';
import { keyText } from './lower-string.ts';

/** The value of a resource or module taken apart: `[for x in y: if (c) { ... }]`. */
export interface DeclarationBody {
  readonly loop?: Loop;
  readonly condition?: Expression;
  /** The object; a mistake in its place has no members. */
  readonly object: bicep.ObjectExpression;
  /** The context of the object: loop variables are known, properties may be loops. */
  readonly context: Context;
}

/** Takes the value of a resource or module apart. `loopName` is the symbolic name, as the compiler names the copy loop. */
export function openBody(value: bicep.Expression, loopName: string, context: Context): DeclarationBody {
  let rest = value;
  let inner = context;
  let loop: Loop | undefined;
  let condition: Expression | undefined;
  if (rest.kind === 'for') {
    const opened = openLoop(rest, loopName, context);
    loop = opened.loop;
    inner = opened.inner;
    rest = rest.body;
  }
  if (rest.kind === 'parenthesized') rest = rest.expression;
  if (rest.kind === 'if') {
    condition = context.unit.lower(rest.condition, inner);
    rest = rest.body;
  }
  return {
    ...(loop === undefined ? {} : { loop }),
    ...(condition === undefined ? {} : { condition }),
    object: objectOf(rest),
    context: { ...inner, propertyLoops: true },
  };
}

/** The object inside loop and condition, without lowering anything. */
export function objectOf(value: bicep.Expression): bicep.ObjectExpression {
  switch (value.kind) {
    case 'object':
      return value;
    case 'for':
    case 'if':
      return objectOf(value.body);
    case 'parenthesized':
      return objectOf(value.expression);
    default:
      return { kind: 'object', members: [], start: value.start, end: value.end };
  }
}

/** The value of a property of an object as written. */
export function propertyValue(object: bicep.ObjectExpression, name: string): bicep.Expression | undefined {
  return findProperty(object, name)?.value;
}

/** A property of an object as written. */
export function findProperty(object: bicep.ObjectExpression, name: string): bicep.ObjectProperty | undefined {
  for (const member of object.members) {
    if (member.kind === 'property' && keyText(member.key) === name) return member;
  }
  return undefined;
}

/** The object without some of its properties and without nested resources. */
export function withoutProperties(object: bicep.ObjectExpression, names: readonly string[]): bicep.ObjectExpression {
  const members = object.members.filter((member) => {
    if (member.kind === 'resource') return false;
    return member.kind === 'spread' || !names.includes(keyText(member.key) ?? '');
  });
  return { ...object, members };
}

/** Elements of `dependsOn`, each a resource, a module or an expression. */
export function lowerDependsOn(object: bicep.ObjectExpression, context: Context): Expression[] {
  const value = propertyValue(object, 'dependsOn');
  if (value === undefined) return [];
  const inner = withoutLoops(context);
  if (value.kind !== 'array') return [context.unit.lower(value, inner)];
  return value.items.map((item) => context.unit.lower(item.kind === 'spread' ? item.value : item, inner));
}
