import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { VariableSymbol } from '../names/symbols.ts';
import { instanceOf, meaningOf, someEvaluated } from './scope.ts';
import type { Scope } from './scope.ts';

/** Values are looked into this deep, through variables, too. */
const deepest = 200;

/** Reports the name of a loop of resources or modules, or of a variable that holds all of them, where only one of them can be named. */
export function checkCollection(node: bicep.VariableAccess, scope: Scope): void {
  if (scope.takesCollections) return;
  const meaning = meaningOf(node.name, scope);
  if (meaning?.kind !== 'variable') return report(node, '', scope);
  const names = collectionBehind(meaning, scope, 0);
  if (names === undefined) return;
  const chain = [node.name, ...names].map((name) => `"${name}"`).join(' -> ');
  report(node, ` The collection was accessed by the chain of ${chain}.`, scope);
}

function report(node: bicep.Node, chain: string, { unit }: Scope): void {
  const message = `Directly referencing a resource or module collection is not currently supported here.${chain} Apply an array indexer to the expression.`;
  unit.report({ code: 'BCP144', node, message });
}

/** The names from a variable to the loop that it holds; `undefined` when it holds none. */
function collectionBehind(symbol: VariableSymbol, scope: Scope, depth: number): readonly string[] | undefined {
  if (symbol.node === undefined || depth > deepest) return undefined;
  const known = scope.collections.get(symbol);
  if (known !== undefined) return known.length === 0 ? undefined : known;
  scope.collections.set(symbol, []);
  const names = collectionIn(symbol.node, scope.ofVariables(), depth + 1);
  scope.collections.set(symbol, names ?? []);
  return names;
}

function collectionIn(node: bicep.Expression, scope: Scope, depth: number): readonly string[] | undefined {
  if (depth > deepest) return undefined;
  if (node.kind === 'variable') {
    const meaning = meaningOf(node.name, scope);
    if (meaning?.kind === 'variable') {
      const names = collectionBehind(meaning, scope, depth);
      return names === undefined ? undefined : [node.name, ...names];
    }
    return instanceOf(node, scope)?.symbol.isLoop === true ? [node.name] : undefined;
  }
  const isAccess = node.kind === 'arrayAccess' || node.kind === 'propertyAccess';
  if (isAccess && instanceOf(node.base, scope) !== undefined) return undefined;
  let found: readonly string[] | undefined;
  someEvaluated(node, scope, (child) => {
    found = collectionIn(child, scope, depth + 1);
    return found !== undefined;
  });
  return found;
}
