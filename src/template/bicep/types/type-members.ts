import type { Location } from '../../../text/location.ts';
import type { TypeNode } from '../../type-node.ts';

/** As many aliases as this between a name and its type are a circle. */
const longestChain = 100;

/** The type behind names: follows references to a type that is written out. `undefined` when they lead in a circle. */
export function resolveType(type: TypeNode): TypeNode | undefined {
  let current = type;
  for (let i = 0; i < longestChain; i++) {
    if (current.kind !== 'reference') return current;
    current = current.declaration.type;
  }
  return undefined;
}

/** `type.name`, or the type of all other properties for `type.*`. */
export function memberOfType(type: TypeNode, name: string, at: Location): TypeNode {
  const shape = resolveType(type);
  if (shape?.kind === 'opaque') return shape;
  if (shape?.kind === 'record') {
    const member = name === '*' ? shape.additional : shape.properties.find((property) => property.name === name)?.type;
    if (member !== undefined && member !== false) return { ...member, at };
  }
  return { kind: 'opaque', because: `the type has no property '${name}'`, at };
}

/** `type[0]`, or the type of all items for `type[*]`. */
export function itemOfType(type: TypeNode, index: number | '*', at: Location): TypeNode {
  const shape = resolveType(type);
  if (shape?.kind === 'opaque') return shape;
  const item =
    shape?.kind === 'list' && index === '*'
      ? shape.item
      : shape?.kind === 'tuple' && index !== '*'
        ? shape.items[index]
        : undefined;
  return item === undefined ? { kind: 'opaque', because: 'the type has no such items', at } : { ...item, at };
}
