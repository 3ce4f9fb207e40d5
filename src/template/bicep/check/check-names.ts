import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { groupBy } from '../../../text/group-by.ts';
import { objectOf, propertyValue } from '../lower/declaration-body.ts';
import type { OpenUnit } from '../create-unit.ts';
import { literalText } from '../lower/lower-string.ts';
import type { ModuleSymbol, ResourceSymbol } from '../names/symbols.ts';

/**
 * Reports resources of one type, and modules, that are deployed under the same constant name in the same place. Names and places that are computed
 * are not compared, nor are declarations with a condition, of which perhaps only one holds.
 */
export function reportEqualNames(symbols: readonly (ResourceSymbol | ModuleSymbol)[], unit: OpenUnit): void {
  const named = symbols.flatMap((symbol) => identify(symbol, unit) ?? []);
  for (const group of groupBy(named, ({ identity }) => identity).values()) {
    if (group.length < 2) continue;
    const list = group.map(({ symbol }) => `"${symbol.name}"`).join(', ');
    for (const { symbol, nameNode } of group) {
      const isModule = symbol.kind === 'module';
      const what = isModule ? 'Modules' : 'Resources';
      const place = isModule ? ' and this same scope' : '';
      const message = `${what}: ${list} are defined with this same name${place} in a file. Rename them or split into different modules.`;
      unit.report({ code: isModule ? 'BCP122' : 'BCP121', node: nameNode, message });
    }
  }
}

interface NamedDeclaration {
  readonly symbol: ResourceSymbol | ModuleSymbol;
  readonly nameNode: bicep.Node;
  readonly identity: string;
}

function identify(symbol: ResourceSymbol | ModuleSymbol, unit: OpenUnit): NamedDeclaration | undefined {
  const { value } = symbol.node;
  // Of a module that cannot be opened, and of a resource that has no type, nothing can be said.
  if (symbol.kind === 'module' ? symbol.template === undefined : !symbol.hasValidType) return undefined;
  if (value.kind === 'if' || (value.kind === 'for' && value.body.kind === 'if')) return undefined;
  if (symbol.declaration.condition !== undefined || symbol.declaration.extension !== undefined) return undefined;
  const object = objectOf(value);
  const nameNode = propertyValue(object, 'name');
  const name = literalText(nameNode);
  const scope = placeText(propertyValue(object, 'scope'), unit);
  const parent = symbol.kind === 'resource' ? parentText(symbol, object) : '';
  if (nameNode === undefined || name === undefined || scope === undefined || parent === undefined) return undefined;
  const parts = [symbol.kind, symbol.declaration.type.toLowerCase(), parent, scope, name.toLowerCase()];
  return { symbol, nameNode, identity: JSON.stringify(parts) };
}

/** The parent by symbol; one instance of a loop of parents is not compared. */
function parentText(symbol: ResourceSymbol, object: bicep.ObjectExpression): string | undefined {
  if (symbol.container !== undefined) return symbol.container.declaration.symbolicName;
  const parent = propertyValue(object, 'parent');
  if (parent === undefined) return '';
  return parent.kind === 'variable' ? parent.name : undefined;
}

/** The scope when it is constant: none, a name, or a call with constant texts. */
function placeText(scope: bicep.Expression | undefined, unit: OpenUnit): string | undefined {
  if (scope === undefined) return '';
  if (scope.kind === 'variable') return unit.globals.get(scope.name)?.kind === 'resource' ? scope.name : undefined;
  if (scope.kind !== 'call') return undefined;
  if (scope.arguments.length === 0 && scope.name.name === unit.scope) return '';
  const texts = scope.arguments.map((argument) => literalText(argument));
  if (texts.some((text) => text === undefined)) return undefined;
  return `${scope.name.name}(${texts.join(', ').toLowerCase()})`;
}
