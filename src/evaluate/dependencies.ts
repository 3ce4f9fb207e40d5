import type { Expression, ResourceExpression } from '../template/expression.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { Env, Frame } from './frame.ts';
import { envOf } from './frame.ts';
import type { Instance, InstanceSet } from './instance.ts';
import { instanceAt, selectInstance } from './instances.ts';

/**
 * Evaluates what deployed instances wait for, as the engine does where resources are named by their ids: an index beyond the list that a
 * loop runs over is refused. With symbolic names there is nothing to evaluate.
 */
export function checkDependencies(declaration: ResourceDeclaration, { instances }: InstanceSet, frame: Frame): void {
  if (frame.template.symbolicNames || declaration.existing) return;
  for (const instance of instances) if (isDeployed(instance)) checkAll(declaration.dependsOn, instance.env);
  // Even of a loop without instances, but for what tells of its index.
  if (instances.length === 0) checkAll(declaration.dependsOn.filter(isWithoutLoop), envOf(frame));
}

function isDeployed(instance: Instance): boolean {
  const exists = instance.exists();
  return exists.kind === 'bool' && exists.value;
}

/** The parser limits how deep expressions are written. */
function isWithoutLoop(expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
      return expression.name.toLowerCase() !== 'copyindex' && expression.arguments.every(isWithoutLoop);
    case 'userCall':
      return expression.arguments.every(isWithoutLoop);
    case 'member':
      return isWithoutLoop(expression.base) && isWithoutLoop(expression.key);
    case 'array':
      return expression.items.every(isWithoutLoop);
    case 'resource':
      return expression.index === undefined || isWithoutLoop(expression.index);
    default:
      return true;
  }
}

function checkAll(dependencies: readonly Expression[], env: Env): void {
  for (const dependency of dependencies) {
    if (dependency.kind === 'resource') checkInstance(dependency, env);
    else env.frame.session.evaluate(dependency, env);
  }
}

/** An instance that there is has its name evaluated anyway. */
function checkInstance({ declaration, index }: ResourceExpression, { frame, ...env }: Env): void {
  if (index === undefined) return;
  const at = frame.session.evaluate(index, { ...env, frame });
  if (selectInstance(frame, declaration, at) === undefined) instanceAt(frame, declaration, at).name();
}
