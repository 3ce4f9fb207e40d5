import type { Diagnostic } from '../../text/diagnostic.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type * as bicep from '../../syntax/bicep/nodes.ts';
import { parseBicep } from '../../syntax/bicep/parse-bicep.ts';
import type {
  FunctionDeclaration,
  OutputDeclaration,
  ParameterDeclaration,
  ResourceDeclaration,
  Template,
  TypeDeclaration,
  VariableDeclaration,
} from '../template.ts';
import type { BicepHost, Exports } from './bicep-host.ts';
import { bindModule, bindResource } from './names/bind-resources.ts';
import type { Context } from './context.ts';
import { usesSymbolicNames } from './symbolic-names.ts';
import { createUnit, inOrder } from './create-unit.ts';
import type { OpenUnit } from './create-unit.ts';
import { declareFunction, declareOutput, declareParameter, declareType, declareVariable } from './names/declare.ts';
import { reportEqualNames } from './check/check-names.ts';
import { checkStatements } from './check/check-statements.ts';
import { checkTargetScopes } from './check/check-target-scope.ts';
import { declaredTwice, Names, reportCasing } from './names/declared-twice.ts';
import { isExported, readDecorators } from './lower/decorators.ts';
import type { DecoratorTarget } from './lower/decorators.ts';
import { reportCycles } from './check/find-cycles.ts';
import { reportTypeCycles } from './check/find-type-cycles.ts';
import { reportReserved, reportReservedMetadata, reportReservedType } from './names/reserved-names.ts';
import { importSymbols } from './names/import-symbols.ts';
import { reportInvalidUses } from './check/report-invalid-uses.ts';
import { readSuppressions } from './suppressions.ts';
import type { BicepSymbol, ModuleSymbol, ResourceSymbol } from './names/symbols.ts';

/** A Bicep file as a template, with what other files may import from it. */
export interface BicepTemplate {
  readonly template: Template;
  readonly exports: Exports;
}

/**
 * Lowers a Bicep file to the one intermediate representation: first all names are collected, then every declaration is filled in. Never throws at
 * the user's text: what is wrong is among the diagnostics. `host` opens modules and imports, and reads files for load functions.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */
export function templateFromBicep(file: SourceFile, host: BicepHost): BicepTemplate {
  const { file: tree, problems } = parseBicep(file.text, 'template');
  const unit = createUnit(file, 'template', tree, problems, host);
  const collector = new Collector(unit);
  for (const statement of tree.statements) collector.collect(statement);
  collector.fill();
  if (collector.hasEqualNames) reportEqualDeclarations(tree.statements, unit);
  checkStatements(tree, { outputs: collector.outputs }, unit);
  reportCycles(unit.uses, unit);
  reportTypeCycles(
    tree.statements.filter((statement) => statement.kind === 'type'),
    unit,
  );
  checkTargetScopes(tree, unit);
  reportEqualNames(collector.instances, unit);
  reportInvalidUses(tree, unit);
  const diagnostics = inOrder(unit.diagnostics, file);
  const unread = unreadDeclaration(tree, diagnostics);
  const template: Template = {
    file,
    language: 'bicep',
    scope: unit.scope,
    symbolicNames: usesSymbolicNames(tree),
    parameters: collector.parameters,
    variables: collector.variables,
    functions: collector.functions,
    types: collector.types,
    resources: collector.resources,
    outputs: collector.outputs,
    diagnostics,
    ...(unread === undefined ? {} : { unread }),
    suppressions: readSuppressions(file, tree),
    isLibrary: isLibrary(collector, tree),
  };
  return { template, exports: collector.exports };
}

/** The error at the first statement that is none, or the first resource or module without a body. */
function unreadDeclaration(tree: bicep.BicepFile, diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  const lost = tree.statements.find(
    (statement) =>
      statement.kind === 'missing' ||
      ((statement.kind === 'resource' || statement.kind === 'module') && statement.value.kind === 'missing'),
  );
  if (lost === undefined) return undefined;
  return diagnostics.find(
    ({ level, at }) =>
      level === 'error' && at?.kind === 'file' && at.span.start >= lost.start && at.span.start <= lost.end,
  );
}

/** The kinds of declaration that Azure knows by name. */
const namedKinds = [
  ['param', 'parameters'],
  ['var', 'variables'],
  ['output', 'outputs'],
  ['type', 'types'],
  ['func', 'functions'],
] as const;

function reportEqualDeclarations(statements: readonly bicep.Statement[], unit: OpenUnit): void {
  for (const [kind, plural] of namedKinds) {
    const declared = statements.flatMap((statement) => (statement.kind === kind ? [statement.name] : []));
    reportCasing(declared, plural, unit);
  }
}

/** Nothing to deploy, and something that other files import. */
function isLibrary(collector: Collector, tree: bicep.BicepFile): boolean {
  if (collector.resources.length + collector.outputs.size + collector.parameters.size > 0) return false;
  return tree.statements.some(({ kind }) => kind === 'type' || kind === 'func' || kind === 'var');
}

const notDecorated = 'Decorators are not allowed here.';

/** Collects the declarations of a file, then fills them in. */
class Collector {
  readonly parameters = new Map<string, ParameterDeclaration>();
  readonly variables = new Map<string, VariableDeclaration>();
  readonly functions = new Map<string, FunctionDeclaration>();
  readonly types = new Map<string, TypeDeclaration>();
  readonly outputs = new Map<string, OutputDeclaration>();
  readonly resources: ResourceDeclaration[] = [];
  readonly instances: (ResourceSymbol | ModuleSymbol)[] = [];
  readonly exports = {
    variables: new Map<string, VariableDeclaration>(),
    functions: new Map<string, FunctionDeclaration>(),
    types: new Map<string, TypeDeclaration>(),
  };
  /** Whether Azure knows two declarations of one kind by the same name. */
  hasEqualNames = false;
  readonly #unit: OpenUnit;
  readonly #context: Context;
  readonly #fills: (() => void)[] = [];
  readonly #outputNames = new Names();
  readonly #metadataNames = new Names();
  readonly #names = new Names();

  constructor(unit: OpenUnit) {
    this.#unit = unit;
    this.#context = { unit, locals: undefined, owner: undefined, propertyLoops: false, loops: [] };
  }

  /** Lowers the parts of all declarations, now that every name is known; then reports names declared twice. */
  fill(): void {
    for (const fill of this.#fills) fill();
    this.#names.report(this.#unit, 'BCP028', declaredTwice);
    for (const names of [this.#outputNames, this.#metadataNames]) {
      names.report(
        this.#unit,
        'BCP145',
        (name) => `Output "${name}" is declared multiple times. Remove or rename the duplicates.`,
      );
    }
  }

  collect(statement: bicep.Statement): void {
    switch (statement.kind) {
      case 'param':
        return this.#parameter(statement);
      case 'var':
        return this.#variable(statement);
      case 'func':
        return this.#function(statement);
      case 'type':
        return this.#type(statement);
      case 'output':
        return this.#output(statement);
      case 'resource':
      case 'module':
        return this.#resource(statement);
      case 'import':
        for (const { name, symbol } of importSymbols(statement, this.#unit, this.#context)) this.#declare(name, symbol);
        return;
      case 'extension':
        if (statement.alias !== undefined) this.#declare(statement.alias, { kind: 'extension' });
        else if (!('kind' in statement.specification)) this.#declare(statement.specification, { kind: 'extension' });
        return this.#lowerLater(statement.config, statement.decorators);
      case 'metadata':
        this.#metadataNames.add(statement.name);
        reportReservedMetadata(statement.name, this.#unit);
        return this.#lowerLater(statement.value, statement.decorators, 'metadata');
      case 'targetScope':
        for (const node of statement.decorators) this.#unit.report({ code: 'BCP130', node, message: notDecorated });
        return this.#lowerLater(statement.value, statement.decorators);
      case 'assert':
        this.#names.add(statement.name);
        return this.#lowerLater(statement.value, statement.decorators);
      default:
        return undefined;
    }
  }

  /** Of declarations that Azure knows by the same name the first one counts. */
  #add<T>(declarations: Map<string, T>, name: string, declaration: T): void {
    const key = name.toLowerCase();
    if (declarations.has(key)) this.hasEqualNames = true;
    else declarations.set(key, declaration);
  }

  #declare(name: bicep.Identifier, symbol: BicepSymbol): void {
    if (name.name === '') return;
    if (symbol.kind !== 'extension') reportReserved(name, this.#unit);
    this.#names.add(name);
    if (!this.#unit.globals.has(name.name)) this.#unit.globals.set(name.name, symbol);
  }

  #fillLater(symbol: BicepSymbol | undefined, fill: (context: Context) => void): void {
    this.#fills.push(() => fill({ ...this.#context, owner: symbol }));
  }

  #lowerLater(
    value: bicep.Expression | undefined,
    decorators: readonly bicep.Decorator[],
    target: DecoratorTarget = 'other',
  ): void {
    this.#fillLater(undefined, (context) => {
      readDecorators(decorators, target, context);
      if (value !== undefined) context.unit.lower(value, context);
    });
  }

  #parameter(node: bicep.ParameterStatement): void {
    const { declaration, symbol, fill } = declareParameter(node, this.#unit.at(node.name));
    this.#declare(node.name, symbol);
    this.#add(this.parameters, declaration.name, declaration);
    this.#fillLater(symbol, fill);
  }

  #variable(node: bicep.VariableStatement): void {
    const { declaration, symbol, fill } = declareVariable(node, this.#unit.at(node.name));
    this.#declare(node.name, symbol);
    this.#add(this.variables, declaration.name, declaration);
    if (isExported(node.decorators)) this.exports.variables.set(declaration.name, declaration);
    this.#fillLater(symbol, fill);
  }

  #function(node: bicep.FunctionStatement): void {
    const { declaration, symbol, fill } = declareFunction(node, this.#unit.at(node.name));
    this.#declare(node.name, symbol);
    this.#add(this.functions, declaration.name, declaration);
    if (isExported(node.decorators)) this.exports.functions.set(node.name.name, declaration);
    this.#fillLater(symbol, fill);
  }

  #type(node: bicep.TypeStatement): void {
    reportReservedType(node.name, this.#unit);
    const { declaration, symbol, fill } = declareType(node, this.#unit.at(node.name), () => this.#context);
    this.#declare(node.name, symbol);
    this.#add(this.types, declaration.name, declaration);
    if (isExported(node.decorators)) this.exports.types.set(declaration.name, declaration);
    this.#fillLater(symbol, fill);
  }

  #output(node: bicep.OutputStatement): void {
    const { declaration, fill } = declareOutput(node, this.#unit.at(node.name));
    this.#outputNames.add(node.name);
    this.#add(this.outputs, declaration.name, declaration);
    this.#fillLater(undefined, fill);
  }

  #resource(node: bicep.ResourceStatement | bicep.ModuleStatement): void {
    const bound =
      node.kind === 'module'
        ? [bindModule(node, this.#unit, this.#context)]
        : bindResource(node, this.#unit, this.#context);
    const [first] = bound;
    if (first !== undefined) this.#declare(node.name, first.symbol);
    for (const { declaration, symbol, fill } of bound) {
      this.resources.push(declaration);
      this.instances.push(symbol);
      this.#fillLater(symbol, fill);
    }
  }
}
