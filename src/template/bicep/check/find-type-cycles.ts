import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { BicepUnit } from '../context.ts';

/**
 * Reports types that consist of themselves, so that no value could be one: of what they require, not of what may be left out.
 */
export function reportTypeCycles(types: readonly bicep.TypeStatement[], unit: BicepUnit): void {
  const statements = new Map(types.map((type) => [type.name.name, type]));
  const needs = new Map(types.map(({ name, value }) => [name.name, requiredNames(value)]));
  for (const [name, statement] of statements) {
    if (needs.get(name)?.has(name) === true) {
      const message =
        'This type definition includes itself as required component, which creates a constraint that cannot be fulfilled.';
      unit.report({ code: 'BCP298', node: statement.name, message });
      continue;
    }
    const path = pathBack(name, needs);
    if (path === undefined) continue;
    const list = path.map((one) => `"${one}"`).join(' -> ');
    const message = `This type definition includes itself as a required component via a cycle (${list}).`;
    unit.report({ code: 'BCP299', node: statement.name, message });
  }
}

/** The names from a type back to itself, breadth first. */
function pathBack(name: string, needs: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const cameBy = new Map<string, string>();
  const queue = [name];
  for (const current of queue) {
    for (const next of needs.get(current) ?? []) {
      if (next === name) return wayTo(current, name, cameBy);
      if (cameBy.has(next)) continue;
      cameBy.set(next, current);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, cameBy: ReadonlyMap<string, string>): string[] {
  const path = [end];
  for (let at = end; at !== start; ) {
    at = cameBy.get(at) ?? start;
    path.unshift(at);
  }
  return path;
}

/** Names of types that every value of a type needs one of. */
function requiredNames(type: bicep.TypeExpression): ReadonlySet<string> {
  const names = new Set<string>();
  const rest: bicep.TypeExpression[] = [type];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    switch (node.kind) {
      case 'typeName':
        names.add(node.name);
        break;
      case 'typeUnion':
        rest.push(...node.members);
        break;
      case 'typeArray':
        rest.push(node.item);
        break;
      case 'typeTuple':
        rest.push(...node.items.map((item) => item.type));
        break;
      case 'typeObject':
        rest.push(...node.properties.flatMap(({ key, type: value }) => (key === '*' ? [] : [value])));
        break;
      case 'typeParenthesized':
        rest.push(node.type);
        break;
      default:
        break;
    }
  }
  return names;
}
