import type { Location } from '../../../text/location.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import type { Loop } from '../../template.ts';
import { withNames, withoutLoops } from '../context.ts';
import type { Context } from '../context.ts';
import { reportTwice } from '../names/declared-twice.ts';
import type { BicepSymbol } from '../names/symbols.ts';

/**
 * A `for` expression as the value of a declaration or property: an array of `length(items)` values in which the item is
 * `items[copyIndex(name)]` and the index `copyIndex(name)`, as the official compiler emits it.
 */
export function lowerLoop(node: bicep.ForExpression, name: string, context: Context): Expression {
  const { loop, inner } = openLoop(node, name, context);
  const body = context.unit.lower(node.body, withoutLoops(inner));
  return { kind: 'loop', name: loop.name, count: loop.count, body, at: context.unit.at(node) };
}

/** The loop itself and the context in which its body is lowered. */
export function openLoop(
  node: bicep.ForExpression,
  name: string,
  context: Context,
): { readonly loop: Loop; readonly inner: Context } {
  const at = context.unit.at(node);
  if (node.index !== undefined) reportTwice([node.item, node.index], context.unit);
  const items = context.unit.lower(node.items, withoutLoops(context));
  const loopName = distinctName(name, context.loops);
  const index = (place: Location): Expression => ({
    kind: 'call',
    name: 'copyIndex',
    arguments: [{ kind: 'string', value: loopName, at: place }],
    at: place,
  });
  const inner = withNames({ ...context, loops: [...context.loops, loopName] }, loopNames(node, items, index));
  const count: Expression = { kind: 'call', name: 'length', arguments: [items], at: context.unit.at(node.items) };
  return { loop: { name: loopName, count, at }, inner };
}

/** The names of item and index for the instance that `index` stands for. */
export function loopNames(
  node: bicep.ForExpression,
  items: Expression,
  index: (at: Location) => Expression,
): ReadonlyMap<string, BicepSymbol> {
  const names = new Map<string, BicepSymbol>();
  names.set(node.item.name, {
    kind: 'local',
    make: (at) => ({ kind: 'member', base: items, key: index(at), at }),
  });
  if (node.index !== undefined) names.set(node.index.name, { kind: 'local', make: index });
  return names;
}

/** A property loop may have the name of a loop around it; the outer item must stay reachable inside. */
function distinctName(name: string, around: readonly string[]): string {
  return around.includes(name) ? distinctName(`${name}_`, around) : name;
}
