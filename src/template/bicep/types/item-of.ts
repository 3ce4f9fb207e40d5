import { plain, settle, unionOf, withoutNull } from './static-type.ts';
import type { StaticType } from './static-type.ts';

/** The type of the items of an array, `any` when it is not said. */
export function itemOf(array: StaticType): StaticType {
  const type = withoutNull(settle(array));
  if (type.kind === 'list') return type.item;
  return type.kind === 'tuple' && type.items.length > 0 ? unionOf(type.items) : plain.any;
}
