import { someChild } from '../../../syntax/bicep/children.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { VariableSymbol } from '../names/symbols.ts';
import { meaningOf } from '../types/scope.ts';
import type { Scope } from '../types/scope.ts';

/** Variables are followed this deep. */
const deepest = 200;

/** Reports an exported variable or function that depends on what only its own file has: parameters, resources and modules. */
export function checkExport(decorator: bicep.Decorator, value: bicep.Expression, scope: Scope): void {
  if (!dependsOnFile(value, scope, new Set(), 0)) return;
  const message =
    'The "@export()" decorator may not be applied to variables that refer to parameters, modules, or resource, either directly or indirectly.';
  scope.unit.report({ code: 'BCP372', node: decorator, message });
}

function dependsOnFile(node: bicep.Expression, scope: Scope, seen: Set<VariableSymbol>, depth: number): boolean {
  if (depth > deepest) return false;
  if (node.kind !== 'variable') return someChild(node, (child) => dependsOnFile(child, scope, seen, depth + 1));
  const meaning = meaningOf(node.name, scope);
  if (meaning?.kind === 'parameter' || meaning?.kind === 'resource' || meaning?.kind === 'module') return true;
  if (meaning?.kind !== 'variable' || meaning.node === undefined || seen.has(meaning)) return false;
  seen.add(meaning);
  return dependsOnFile(meaning.node, scope.ofVariables(), seen, depth + 1);
}
