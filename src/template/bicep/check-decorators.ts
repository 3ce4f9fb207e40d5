import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { TypeNode } from '../type-node.ts';
import type { Context } from './context.ts';
import { plainKind } from './types/assignable.ts';
import { resolveType } from './type-members.ts';

/** Decorators that fit some types only. */
const typesOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['minLength', ['array', 'string']],
  ['maxLength', ['array', 'string']],
  ['minValue', ['int']],
  ['maxValue', ['int']],
  ['secure', ['object', 'string']],
  ['sealed', ['object']],
]);

/** Reports decorators that do not fit the type they stand on. */
export function checkDecoratorTypes(
  decorators: readonly bicep.CallExpression[],
  type: TypeNode,
  context: Context,
): void {
  const shape = resolveType(type);
  const kind = shape === undefined ? undefined : plainKind(shape);
  if (kind === undefined) return;
  for (const { name } of decorators) {
    const types = typesOf.get(name.name);
    if (types === undefined || types.includes(kind)) continue;
    const message = `The decorator "${name.name}" can only be attached to targets of type "${types.join(' | ')}", but the target has type "${kind}".`;
    context.unit.report({ code: 'BCP124', node: name, message });
  }
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
