import type { SourceFile } from '../../text/source-file.ts';
import type * as bicep from '../../syntax/bicep/nodes.ts';
import { parseBicep } from '../../syntax/bicep/parse-bicep.ts';
import type { ParameterFile } from '../loader.ts';
import type { Argument, Template, TemplateReference, VariableDeclaration } from '../template.ts';
import { referenceFromText } from './bicep-host.ts';
import type { BicepHost, Exports } from './bicep-host.ts';
import { requiredParameters } from './check/check-module.ts';
import { checkStatements } from './check/check-statements.ts';
import type { DeclaredTypes } from './check/check-statements.ts';
import { declaredTwice, Names } from './names/declared-twice.ts';
import { unsupported } from './context.ts';
import type { Context } from './context.ts';
import { createUnit, inOrder } from './create-unit.ts';
import type { OpenUnit } from './create-unit.ts';
import { declareVariable } from './names/declare.ts';
import type { Draft } from './names/declare.ts';
import { reportCycles } from './check/find-cycles.ts';
import { reportReserved } from './names/reserved-names.ts';
import { importSymbols } from './names/import-symbols.ts';
import { lowerLoop } from './lower/lower-loop.ts';
import { constantPath } from './lower/lower-string.ts';
import type { BicepSymbol, VariableSymbol } from './names/symbols.ts';

/** What reading a `.bicepparam` asks of the loader: also parameter files that it extends. */
export interface ParameterHost extends BicepHost {
  /** The parameter file that `extends` names, or the reason why it cannot be read. */
  parameters(path: string, fromPath: string): ParameterFile | { readonly because: string; readonly code: string };
}

/**
 * Reads a Bicep parameter file. An assignment that mentions another one points at a variable that wraps it; functions that only a run knows
 * (`readEnvironmentVariable`, `externalInput`) stay calls. Never throws at the user's text.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/parameter-files
 */
export function parametersFromBicep(file: SourceFile, host: ParameterHost): ParameterFile {
  const { file: tree, problems } = parseBicep(file.text, 'parameters');
  const unit = createUnit(file, 'parameters', tree, problems, host);
  const reader = new ParametersReader(unit, host);
  for (const statement of tree.statements) reader.collect(statement);
  const using = reader.using;
  reader.fill();
  checkStatements(tree, reader.declared, unit);
  reportCycles(unit.uses, unit);
  return {
    path: file.path,
    ...(using === undefined ? {} : { using }),
    parameters: reader.parameters,
    variables: reader.variables,
    diagnostics: inOrder(unit.diagnostics, file),
  };
}

class ParametersReader {
  readonly parameters = new Map<string, Argument>();
  readonly variables = new Map<string, VariableDeclaration>();
  using: ParameterFile['using'];
  readonly #unit: OpenUnit;
  readonly #host: ParameterHost;
  readonly #context: Context;
  readonly #fills: (() => void)[] = [];
  readonly #assigned: bicep.ParameterAssignment[] = [];
  readonly #names = new Names();
  readonly #usings: bicep.UsingStatement[] = [];
  readonly #extended: bicep.ExtendsStatement[] = [];
  #template: Template | undefined;
  #usingNode: bicep.Node | undefined;

  constructor(unit: OpenUnit, host: ParameterHost) {
    this.#unit = unit;
    this.#host = host;
    this.#context = { unit, locals: undefined, owner: undefined, propertyLoops: false, loops: [] };
  }

  collect(statement: bicep.Statement): void {
    switch (statement.kind) {
      case 'using':
        return this.#using(statement);
      case 'extends':
        return this.#extends(statement);
      case 'var': {
        const { declaration, symbol, fill } = declareVariable(statement, this.#unit.at(statement.name));
        this.#declare(statement.name, symbol);
        this.variables.set(declaration.name.toLowerCase(), declaration);
        this.#fills.push(() => fill({ ...this.#context, owner: symbol }));
        return;
      }
      case 'import':
        for (const { name, symbol } of importSymbols(statement, this.#unit, this.#context)) this.#declare(name, symbol);
        return;
      case 'paramAssignment':
        return this.#assignment(statement);
      default:
        return undefined;
    }
  }

  /** The types of the template's parameters; none when it cannot be read. */
  get declared(): DeclaredTypes {
    const template = this.#template;
    const isReadable = template?.diagnostics.every(({ level }) => level !== 'error') === true;
    return isReadable ? { parameters: template.parameters } : {};
  }

  /** Lowers all values, then compares the assignments with what the template declares. */
  fill(): void {
    for (const fill of this.#fills) fill();
    this.#names.report(this.#unit, 'BCP028', declaredTwice);
    this.#checkFiles();
    this.#checkSecrets();
    if (this.#template !== undefined && this.#usingNode !== undefined) {
      this.#compare(this.#template, this.#usingNode);
    }
  }

  /** There is one `using`, and at most one `extends`. */
  #checkFiles(): void {
    const [first] = this.#usings;
    if (first === undefined) {
      const message = 'A using declaration must be present in this parameters file.';
      this.#unit.report({ code: 'BCP261', node: { start: 0, end: 0 }, message });
    }
    if (this.#usings.length > 1) {
      const message = 'More than one using declaration are present';
      for (const node of this.#usings) this.#unit.report({ code: 'BCP262', node, message });
    }
    if (this.#extended.length < 2) return;
    const message = 'More than one "extends" declaration are present';
    for (const node of this.#extended) this.#unit.report({ code: 'BCP405', node, message });
  }

  /** A secret of a key vault has no value in the parameter file. */
  #checkSecrets(): void {
    for (const { to, toName, node } of this.#unit.uses) {
      if (to.kind !== 'variable' || to.node === undefined || !isSecret(to.node)) continue;
      const message = `The value of the "${toName}" parameter cannot be known until the template deployment has started because it uses a reference to a secret value in Azure Key Vault. Expressions that refer to the "${toName}" parameter may be used in .bicep files but not in .bicepparam files.`;
      this.#unit.report({ code: 'BCP368', node, message });
    }
  }

  #declare(name: bicep.Identifier, symbol: BicepSymbol): void {
    const { globals } = this.#unit;
    if (name.name === '') return;
    reportReserved(name, this.#unit);
    this.#names.add(name);
    if (!globals.has(name.name)) globals.set(name.name, symbol);
  }

  #using(node: bicep.UsingStatement): void {
    this.#usings.push(node);
    if (this.using !== undefined) return;
    const at = this.#unit.at(node);
    if (node.path === 'none') {
      this.using = { reference: 'none', at };
      return;
    }
    const message = 'The using declaration is missing a bicep template file path reference.';
    const path = constantPath(node.path, this.#context, { code: 'BCP256', message });
    if (path === undefined) return;
    const reference: TemplateReference = referenceFromText(path, this.#unit.at(node.path));
    this.using = { reference, at: this.#unit.at(node.path) };
    // A template that cannot be opened is reported by whoever deploys it.
    const opened = this.#host.template(reference, this.#unit.file.path);
    if (opened.kind !== 'template') return;
    this.#template = opened.template;
    this.#usingNode = node.path;
  }

  /** The base file's assignments hold unless this file makes its own; `base.name` is the value there. */
  #extends(node: bicep.ExtendsStatement): void {
    this.#extended.push(node);
    const path = constantPath(node.path, this.#context);
    if (path === undefined) return;
    const base = this.#host.parameters(path, this.#unit.file.path);
    if ('because' in base) {
      this.#unit.report({ code: base.code, node: node.path, message: base.because });
      this.#unit.globals.set('base', { kind: 'broken', because: base.because });
      return;
    }
    this.#unit.diagnostics.push(...base.diagnostics);
    const variables = new Map<string, VariableDeclaration>();
    for (const [key, argument] of base.parameters) {
      if (!this.parameters.has(key)) this.parameters.set(key, argument);
      variables.set(argument.name, wrap(argument));
    }
    const exports: Exports = { variables, functions: new Map(), types: new Map() };
    this.#unit.globals.set('base', { kind: 'importedNamespace', exports });
  }

  #assignment(node: bicep.ParameterAssignment): void {
    const { name } = node.name;
    const at = this.#unit.at(node.name);
    const declaration: Draft<VariableDeclaration> = { name, value: unsupported(at, 'not known yet'), at };
    const symbol: VariableSymbol = { kind: 'variable', declaration, node: node.value };
    this.#declare(node.name, symbol);
    this.#assigned.push(node);
    const argument: Draft<Argument> = { name, at, value: declaration.value };
    if (name !== '') this.parameters.set(name.toLowerCase(), argument);
    this.#fills.push(() => {
      const context = { ...this.#context, owner: symbol };
      declaration.value =
        node.value.kind === 'for' ? lowerLoop(node.value, name, context) : this.#unit.lower(node.value, context);
      argument.value = isSecret(node.value)
        ? { kind: 'keyVaultReference', at: this.#unit.at(node.value) }
        : declaration.value;
    });
  }

  /** Whether there is an assignment that is not null, which stands for a default. */
  #isGiven(name: string): boolean {
    const given = this.parameters.get(name.toLowerCase());
    return given !== undefined && given.value.kind !== 'null';
  }

  #compare(template: Template, usingNode: bicep.Node): void {
    if (template.diagnostics.some(({ level }) => level === 'error')) return;
    const missing = requiredParameters(template).filter((name) => !this.#isGiven(name));
    if (missing.length > 0) {
      const list = missing.sort((a, b) => (a < b ? -1 : 1)).map((name) => `"${name}"`);
      const message = `The following parameters are declared in the Bicep file but are missing an assignment in the params file: ${list.join(', ')}.`;
      this.#unit.report({ code: 'BCP258', node: usingNode, message });
    }
    const declared = new Set([...template.parameters.values()].map(({ name }) => name));
    for (const { name, start, end } of this.#assigned) {
      if (name.name === '' || declared.has(name.name)) continue;
      const message = `The parameter "${name.name}" is assigned in the params file without being declared in the Bicep file.`;
      this.#unit.report({ code: 'BCP259', node: { start, end }, message });
    }
  }
}

function wrap({ name, at, value }: Argument): VariableDeclaration {
  if (value.kind !== 'keyVaultReference') return { name, at, value };
  return { name, at, value: unsupported(value.at, 'a secret of a key vault is read by the deployment only') };
}

/** `getSecret(...)` or `az.getSecret(...)`. */
function isSecret(node: bicep.Expression): boolean {
  if (node.kind === 'parenthesized') return isSecret(node.expression);
  return node.kind === 'call' && node.name.name === 'getSecret';
}
