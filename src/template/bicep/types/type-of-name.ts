import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import { fileContext } from '../context.ts';
import { lowerType } from '../lower/lower-type.ts';
import type { ModuleSymbol, ResourceSymbol, VariableSymbol } from '../names/symbols.ts';
import { checkCollection } from './check-collection.ts';
import { meaningOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { listOf, literalOf, plain, recordOf } from './static-type.ts';
import type { StaticType } from './static-type.ts';

/** Properties that every resource has as texts. */
export const resourceTexts: readonly string[] = ['id', 'name', 'type', 'apiVersion'];

const anyResource = recordOf(
  resourceTexts.map((name) => [name, typeOfText(name)] as const),
  true,
);

/** The type of a property that every resource has: but for the id, its declaration may say which text it is. */
export function typeOfText(name: string): StaticType {
  return name === 'id' ? plain.string : plain.looseString;
}

/** Reports a name that stands for too much where it is written, without asking for its type. */
export function checkName(node: bicep.VariableAccess, scope: Scope): void {
  if (scope.takesCollections) return;
  const meaning = meaningOf(node.name, scope);
  const isInstance = meaning?.kind === 'resource' || meaning?.kind === 'module';
  if (meaning?.kind === 'variable' || (isInstance && meaning.isLoop)) checkCollection(node, scope);
}

/** The type of what a name means. */
export function typeOfName(node: bicep.VariableAccess, scope: Scope): StaticType {
  return typeOfMeaning(meaningOf(node.name, scope), node, scope);
}

/** The type of a name whose meaning was looked up. */
export function typeOfMeaning(
  meaning: ReturnType<typeof meaningOf>,
  node: bicep.VariableAccess,
  scope: Scope,
): StaticType {
  switch (meaning?.kind) {
    case 'typed':
      return meaning.type;
    case 'parameter':
      return meaning.declaration.type;
    case 'variable':
      checkCollection(node, scope);
      return typeOfVariable(meaning, scope);
    case 'module':
    case 'resource':
      if (meaning.isLoop) checkCollection(node, scope);
      return typeOfDeclared(meaning, scope);
    default:
      return plain.any;
  }
}

/** The type of a variable of this file, or of an imported one; each is looked at once. */
export function typeOfVariable(symbol: VariableSymbol, scope: Scope): StaticType {
  if (symbol.node === undefined) return typeOfValue(symbol.declaration.value);
  const known = scope.variables.get(symbol);
  if (known !== undefined) return known;
  scope.variables.set(symbol, plain.any);
  const type =
    symbol.type === undefined
      ? scope.typeOf(symbol.node, scope.ofVariables())
      : lowerType(symbol.type, fileContext(scope.unit));
  scope.variables.set(symbol, type);
  return type;
}

/** The type of a resource or module, or of all that a loop declares. */
export function typeOfDeclared(symbol: ResourceSymbol | ModuleSymbol, scope: Scope): StaticType {
  const one = symbol.kind === 'module' ? typeOfModule(symbol, scope) : typeOfResource(symbol);
  return symbol.isLoop ? listOf(one) : one;
}

/** What every resource of Azure has; the rest is its type's. */
function typeOfResource({ declaration }: ResourceSymbol): StaticType {
  return declaration.extension === undefined ? anyResource : plain.any;
}

/** Whether a value is a resource of Azure, which has functions that only its type knows. */
export function isResource(type: StaticType): boolean {
  return type.kind === 'record' && anyResource.kind === 'record' && type.properties === anyResource.properties;
}

/** A module has a name and the outputs of its template, as far as that can be read. */
function typeOfModule(symbol: ModuleSymbol, scope: Scope): StaticType {
  const { modules } = scope;
  const known = modules.get(symbol);
  if (known !== undefined) return known;
  const declared = [...(symbol.template?.outputs.values() ?? [])].map(({ name, type }) => [name, type] as const);
  const outputs = recordOf(declared, true);
  const type = recordOf(
    [
      ['name', plain.looseString],
      ['outputs', outputs],
    ],
    true,
  );
  modules.set(symbol, type);
  return type;
}

/** Of a variable in another file, what it is at first sight. */
function typeOfValue(value: Expression): StaticType {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return literalOf(value);
    case 'array':
      return plain.array;
    case 'object':
      return plain.object;
    default:
      return plain.any;
  }
}
