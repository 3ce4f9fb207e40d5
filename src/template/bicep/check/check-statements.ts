import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { OutputDeclaration, ParameterDeclaration } from '../../template.ts';
import { checkBody } from './check-body.ts';
import { checkConstant } from './check-constant.ts';
import { checkDecorators } from './check-decorators.ts';
import { checkExport } from './check-export.ts';
import { checkFeatures } from './check-features.ts';
import { allowSecret, allowSecrets, checkModule } from './check-module.ts';
import { checkTarget } from './check-targets.ts';
import { checkDeclaredType } from './check-types.ts';
import { checkValue } from './check-value.ts';
import type { BicepUnit } from '../context.ts';
import { objectOf } from '../lower/declaration-body.ts';
import { isExported } from '../lower/decorators.ts';
import { keyText } from '../lower/lower-string.ts';
import type { ModuleSymbol, ResourceSymbol } from '../names/symbols.ts';
import { checkKnownAtStart, startProperties } from '../types/check-runtime.ts';
import { withLocals } from '../types/scope.ts';
import type { Scope, TypedName } from '../types/scope.ts';
import { checkCondition, createTypes, insideLoop } from '../types/type-of.ts';
import { typeOfVariable } from '../types/type-of-name.ts';
import { visit } from '../types/visit.ts';
import { isNullable, plain, settle } from '../types/static-type.ts';

/** Types that values of a file are given to, by the lower-case names of what is declared. */
export interface DeclaredTypes {
  readonly outputs?: ReadonlyMap<string, OutputDeclaration>;
  /** Of a parameter file: the parameters of its template. */
  readonly parameters?: ReadonlyMap<string, ParameterDeclaration>;
}

/**
 * Looks at the types of everything that is written in a file, when all its declarations are filled in: operands, arguments, accesses, what values are given
 * to, and what must be known before a deployment runs.
 */
export function checkStatements(tree: bicep.BicepFile, declared: DeclaredTypes, unit: BicepUnit): void {
  const scope = createTypes(unit, (node, type, around) =>
    checkValue(node, type, { receiver: 'declaration', argument: node, scope: around }),
  );
  for (const statement of tree.statements) {
    checkFeatures(statement, unit);
    checkDeclared(statement, declared, scope);
    checkStatement(statement, declared, scope);
  }
}

/** The type that a statement says, and its decorators. */
function checkDeclared(statement: bicep.Statement, declared: DeclaredTypes, scope: Scope): void {
  const { decorators } = statement;
  switch (statement.kind) {
    case 'param': {
      const symbol = scope.unit.globals.get(statement.name.name);
      checkDeclaredType(statement.kind, statement.type, decorators, scope);
      const type = symbol?.kind === 'parameter' ? symbol.declaration.type : undefined;
      return checkDecorators(decorators, type && { type, written: statement.type }, scope);
    }
    case 'output': {
      const type = declared.outputs?.get(statement.name.name.toLowerCase())?.type;
      checkDeclaredType(statement.kind, statement.type, decorators, scope);
      return checkDecorators(decorators, type && { type, written: statement.type }, scope);
    }
    case 'type': {
      const symbol = scope.unit.globals.get(statement.name.name);
      checkDeclaredType('type', statement.value, decorators, scope);
      const type = symbol?.kind === 'type' ? symbol.declaration.type : undefined;
      return checkDecorators(decorators, type && { type, written: statement.value }, scope);
    }
    case 'func':
      for (const { type } of statement.parameters) checkDeclaredType('argument', type, [], scope);
      checkDeclaredType('func', statement.returns, [], scope);
      return checkDecorators(decorators, undefined, scope);
    case 'var':
      if (statement.type !== undefined) checkDeclaredType('var', statement.type, [], scope);
      return checkDecorators(decorators, undefined, scope);
    default:
      return checkDecorators(decorators, undefined, scope);
  }
}

function checkStatement(statement: bicep.Statement, declared: DeclaredTypes, scope: Scope): void {
  switch (statement.kind) {
    case 'param':
      return checkDefault(statement, scope);
    case 'var':
      return checkVariable(statement, scope);
    case 'output': {
      const type = declared.outputs?.get(statement.name.name.toLowerCase())?.type ?? plain.any;
      const declaration = { kind: 'output', name: statement.name };
      return checkValue(statement.value, type, {
        receiver: 'declaration',
        declared: declaration,
        scope: scope.ofVariables(),
      });
    }
    case 'func':
      return checkFunction(statement, scope);
    case 'resource': {
      const symbol = scope.unit.globals.get(statement.name.name);
      return checkResource(statement, symbol?.kind === 'resource' ? symbol : undefined, scope);
    }
    case 'module': {
      const symbol = scope.unit.globals.get(statement.name.name);
      const [object, inside] = openValue(statement.value, scope);
      if (symbol?.kind === 'module')
        checkModule(symbol, object, { ...inside, takesCollections: statement.value.kind !== 'for' });
      return checkProperties(object, 'module', symbol?.kind === 'module' ? symbol : undefined, inside);
    }
    case 'metadata':
      visit(statement.value, scope);
      return checkConstant(statement.value, scope);
    case 'targetScope':
      return checkConstant(statement.value, scope);
    case 'assert':
      return visit(statement.value, scope);
    case 'paramAssignment':
      return checkAssignment(statement, declared, scope);
    default:
      return undefined;
  }
}

/** An assignment of a parameter file. Null stands for the default, whatever the type is. */
function checkAssignment(node: bicep.ParameterAssignment, declared: DeclaredTypes, scope: Scope): void {
  const type = declared.parameters?.get(node.name.name.toLowerCase())?.type;
  if (node.value.kind === 'null') return;
  allowSecret(node.value, scope);
  const given = { kind: 'param', name: node.name };
  checkValue(node.value, type ?? plain.any, { receiver: 'declaration', declared: given, scope });
}

function checkDefault(node: bicep.ParameterStatement, scope: Scope): void {
  const symbol = scope.unit.globals.get(node.name.name);
  if (node.defaultValue === undefined || symbol?.kind !== 'parameter') return;
  checkValue(node.defaultValue, symbol.declaration.type, {
    receiver: 'declaration',
    scope: { ...scope, inDefault: true },
  });
  if (!isNullable(settle(symbol.declaration.type))) return;
  const message =
    "Nullable-typed parameters may not be assigned default values. They have an implicit default of 'null' that cannot be overridden.";
  const start = scope.unit.file.text.indexOf('=', node.type.end);
  scope.unit.report({ code: 'BCP326', node: { start, end: node.defaultValue.end }, message });
}

function checkVariable(node: bicep.VariableStatement, scope: Scope): void {
  const inside = scope.ofVariables();
  if (node.value.kind === 'for') {
    const body = insideLoop(node.value, inside);
    checkKnownAtStart(node.value.body, { kind: 'loopVariable', name: node.name.name }, body);
  }
  const exported = node.decorators.find((decorator) => isExported([decorator]));
  if (exported !== undefined) checkExport(exported, node.value, inside);
  const symbol = scope.unit.globals.get(node.name.name);
  if (symbol?.kind !== 'variable' || symbol.node !== node.value) return visit(node.value, inside);
  const type = typeOfVariable(symbol, scope);
  const declared = { kind: 'var', name: node.name };
  if (node.type !== undefined) checkValue(node.value, type, { receiver: 'declaration', declared, scope: inside });
}

function checkFunction(node: bicep.FunctionStatement, scope: Scope): void {
  const symbol = scope.unit.globals.get(node.name.name);
  if (symbol?.kind !== 'function') return;
  const { parameters, output } = symbol.declaration;
  const names = new Map(
    parameters.map(({ name, type }): [string, TypedName] => [name, { kind: 'typed', type, ofLambda: false }]),
  );
  const inside: Scope = { ...withLocals(scope, names), inFunction: true };
  checkValue(node.body, output, { receiver: 'declaration', scope: inside });
  checkKnownAtStart(node.body, { kind: 'function' }, inside);
}

/** A resource sees those that are nested in it, by name. */
function checkResource(node: bicep.ResourceStatement, symbol: ResourceSymbol | undefined, around: Scope): void {
  const outside: Scope = node.existing ? { ...around, inExisting: true } : around;
  const scope = symbol === undefined || symbol.children.size === 0 ? outside : withLocals(outside, symbol.children);
  const [object, inside] = openValue(node.value, scope);
  checkProperties(object, symbol?.declaration.type ?? '', symbol, inside);
  for (const member of object.members) {
    if (member.kind === 'resource') checkResource(member, symbol?.children.get(member.name.name), scope);
  }
}

/** The object inside loop and condition, and the scope there. */
function openValue(value: bicep.Expression, scope: Scope): [bicep.ObjectExpression, Scope] {
  switch (value.kind) {
    case 'for':
      return openValue(value.body, insideLoop(value, scope));
    case 'if':
      checkCondition(value.condition, scope);
      checkKnownAtStart(value.condition, { kind: 'condition' }, scope);
      return openValue(value.body, scope);
    case 'parenthesized':
      return openValue(value.expression, scope);
    default:
      return [objectOf(value), scope];
  }
}

/** The properties of a resource or module but for the parameters of a module, which are compared with what its template declares. */
function checkProperties(
  object: bicep.ObjectExpression,
  type: string,
  symbol: ResourceSymbol | ModuleSymbol | undefined,
  scope: Scope,
): void {
  checkBody(object, symbol, scope);
  for (const member of object.members) {
    if (member.kind === 'spread') visit(member.value, scope);
    if (member.kind !== 'property') continue;
    const name = keyText(member.key) ?? '';
    if (name === 'params' && symbol?.kind === 'module') continue;
    if (name === 'extensionConfigs') allowSecrets(member.value, scope);
    if (startProperties.has(name)) checkKnownAtStart(member.value, { kind: 'property', name, type }, scope);
    if (name === 'name') checkValue(member.value, plain.string, { receiver: { property: name }, scope });
    else if (name === 'scope' || name === 'parent' || name === 'dependsOn') checkTarget(name, member.value, scope);
    else if (name === 'properties' && !scope.takesCollections)
      visit(member.value, { ...scope, takesCollections: true });
    else visit(member.value, scope);
  }
}
