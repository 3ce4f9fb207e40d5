import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression, ObjectPropertyExpression } from '../../expression.ts';
import type { Context } from '../context.ts';
import { repeatedProperty } from '../names/declared-twice.ts';
import { lowerLoop } from './lower-loop.ts';
import { keyText, lowerKey } from './lower-string.ts';

/** An array; with spreads it is `flatten(createArray(part, ...))` of its parts, as the official compiler emits it. */
export function lowerArray(node: bicep.ArrayExpression, context: Context): Expression {
  const { items } = node;
  if (!items.every(isItem)) return flattenParts(node, context);
  return { kind: 'array', items: items.map((item) => context.unit.lower(item, context)), at: context.unit.at(node) };
}

function isItem(item: bicep.Expression | bicep.Spread): item is bicep.Expression {
  return item.kind !== 'spread';
}

function flattenParts(node: bicep.ArrayExpression, context: Context): Expression {
  const at = context.unit.at(node);
  const parts: Expression[] = [];
  let items: Expression[] = [];
  const closePart = (): void => {
    if (items.length > 0) parts.push({ kind: 'array', items, at });
    items = [];
  };
  for (const item of node.items) {
    if (item.kind === 'spread') {
      closePart();
      parts.push(context.unit.lower(item.value, context));
    } else items.push(context.unit.lower(item, context));
  }
  closePart();
  return { kind: 'call', name: 'flatten', arguments: [{ kind: 'array', items: parts, at }], at };
}

/** An object; with spreads it is `shallowMerge(createArray(part, ...))` of its parts. */
export function lowerObject(node: bicep.ObjectExpression, context: Context): Expression {
  reportDuplicates(node, context);
  const { members } = node;
  if (!members.every(isProperty)) return mergeParts(node, context);
  const properties = members.map((member) => lowerProperty(member, context));
  return { kind: 'object', properties, at: context.unit.at(node) };
}

function isProperty(member: bicep.ObjectExpression['members'][number]): member is bicep.ObjectProperty {
  return member.kind === 'property';
}

function mergeParts(node: bicep.ObjectExpression, context: Context): Expression {
  const at = context.unit.at(node);
  const parts: Expression[] = [];
  let properties: ObjectPropertyExpression[] = [];
  const closePart = (): void => {
    if (properties.length > 0) parts.push({ kind: 'object', properties, at });
    properties = [];
  };
  for (const member of node.members) {
    if (member.kind === 'spread') {
      closePart();
      parts.push(context.unit.lower(member.value, context));
    } else if (member.kind === 'property') properties.push(lowerProperty(member, context));
  }
  if (!node.members.some((member) => member.kind === 'spread')) return { kind: 'object', properties, at };
  closePart();
  return { kind: 'call', name: 'shallowMerge', arguments: [{ kind: 'array', items: parts, at }], at };
}

/** `key: value`; the value may be a loop where the context allows it. */
export function lowerProperty(member: bicep.ObjectProperty, context: Context): ObjectPropertyExpression {
  const key = lowerKey(member.key, context);
  if (member.value.kind === 'for' && context.propertyLoops) {
    return { key, value: lowerLoop(member.value, keyText(member.key) ?? 'loop', context) };
  }
  return { key, value: context.unit.lower(member.value, context) };
}

/** Reports the keys that an object has more than once. */
export function reportDuplicates(node: bicep.ObjectExpression, context: Context): void {
  if (node.members.length < 2) return;
  const seen = new Set<string>();
  let repeated: Set<string> | undefined;
  for (const member of node.members) {
    if (member.kind !== 'property') continue;
    const text = keyText(member.key);
    if (text === undefined || text === '') continue;
    if (seen.has(text)) (repeated ??= new Set()).add(text);
    else seen.add(text);
  }
  if (repeated === undefined) return;
  for (const member of node.members) {
    if (member.kind !== 'property') continue;
    const text = keyText(member.key) ?? '';
    if (!repeated.has(text)) continue;
    context.unit.report(repeatedProperty(text, member.key));
  }
}
