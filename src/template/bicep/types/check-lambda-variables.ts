import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { meaningOf, someEvaluated } from './scope.ts';
import type { Scope } from './scope.ts';

/**
 * Reports variables of lambdas in the arguments of `reference()` and `list*()`, and in the index that chooses one resource of a loop: the deployment engine must
 * know these before it evaluates anything.
 */
export function checkLambdaVariables(
  node: bicep.CallExpression | bicep.ArrayAccess,
  parts: readonly bicep.Expression[],
  scope: Scope,
): void {
  if (!scope.inLambda) return;
  const names = new Set<string>();
  for (const part of parts) collect(part, names, scope);
  if (names.size === 0) return;
  const list = [...names].map((name) => `"${name}"`).join(', ');
  const [code, where] =
    node.kind === 'call'
      ? ['BCP248', `the "${node.name.name}" function`]
      : ['BCP247', 'resource or module array access'];
  const message = `Using lambda variables inside ${where} is not currently supported. Found the following lambda variable(s) being accessed: ${list}.`;
  scope.unit.report({ code, node: node.kind === 'call' ? node : node.index, message });
}

function collect(node: bicep.Expression, names: Set<string>, scope: Scope): boolean {
  if (node.kind === 'variable') {
    const meaning = meaningOf(node.name, scope);
    if (meaning?.kind === 'typed' && meaning.ofLambda) names.add(node.name);
    return false;
  }
  return someEvaluated(node, scope, (child) => collect(child, names, scope));
}
