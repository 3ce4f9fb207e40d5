import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import { builtInNames, findBuiltIn } from '../names/built-in-names.ts';
import { unsupported } from '../context.ts';
import type { Context } from '../context.ts';
import { suggestName } from '../names/suggest-name.ts';
import { findLocal, localNames } from '../names/symbols.ts';
import type { BicepSymbol } from '../names/symbols.ts';

/** A name as a value. */
export function lowerName(node: bicep.VariableAccess, context: Context): Expression {
  const symbol = lookUp(node.name, node, context);
  if (node.name === 'base' && context.unit.kind === 'parameters') reportBase(node, symbol, context);
  if (symbol === undefined) return unknownName(node, node.name, context);
  return symbolValue(symbol, node, context);
}

/** In a parameter file `base` is the one that it extends, and nothing else. */
function reportBase(node: bicep.VariableAccess, symbol: BicepSymbol | undefined, { unit }: Context): void {
  if (symbol?.kind === 'importedNamespace' || symbol?.kind === 'broken' || symbol?.kind === 'local') return;
  const message = "The identifier 'base' is only available in parameter files that declare an 'extends' clause.";
  unit.report({ code: 'BCP437', node, message });
}

/** What a name means here, noting that it is used; `undefined` when it means nothing. */
export function lookUp(name: string, node: bicep.Node, context: Context): BicepSymbol | undefined {
  const symbol = findLocal(context.locals, name) ?? context.unit.globals.get(name);
  if (symbol === undefined) return undefined;
  const hidden = context.inFunction && isRuntimeSymbol(symbol);
  if (hidden) return undefined;
  if (context.inDefault && isOutsideOfDefaults(symbol)) {
    const message =
      'This symbol cannot be referenced here. Only other parameters can be referenced in parameter default values.';
    context.unit.report({ code: 'BCP072', node, message });
  }
  if (symbol.kind !== 'local') context.unit.use({ from: context.owner, to: symbol, toName: name, node });
  return symbol;
}

/** The default of a parameter sees other parameters and functions only. */
function isOutsideOfDefaults({ kind }: BicepSymbol): boolean {
  return kind === 'variable' || kind === 'resource' || kind === 'module';
}

/**
 * A user function sees its parameters, other functions, variables, and of resources what is known before they are deployed; not what only a
 * deployment has.
 */
function isRuntimeSymbol(symbol: BicepSymbol): boolean {
  return symbol.kind === 'parameter' || symbol.kind === 'module';
}

function symbolValue(symbol: BicepSymbol, node: bicep.VariableAccess, context: Context): Expression {
  const at = context.unit.at(node);
  switch (symbol.kind) {
    case 'parameter':
      return { kind: 'parameter', declaration: symbol.declaration, at };
    case 'variable':
      return { kind: 'variable', declaration: symbol.declaration, at };
    case 'resource':
    case 'module':
      return { kind: 'resource', declaration: symbol.declaration, at };
    case 'local':
      return symbol.make(at);
    case 'broken':
      return unsupported(at, symbol.because);
    case 'extension':
      return unsupported(at, `the extension '${node.name}' is not Azure's`);
    case 'type':
      return notAValue('BCP288', `'${node.name}' refers to a type but is being used as a value here.`, node, context);
    case 'function':
    case 'importedNamespace':
      return notAValue('BCP063', notAVariable(node.name), node, context);
  }
}

/** Reports a name that means nothing, with the nearest one that does. */
export function unknownName(node: bicep.Node, name: string, context: Context, isCalled = false): Expression {
  const at = context.unit.at(node);
  if (name === '') return unsupported(at, 'the name is missing');
  const { kind, globals } = context.unit;
  if (typeNames.has(name)) {
    return notAValue('BCP288', `'${name}' refers to a type but is being used as a value here.`, node, context);
  }
  if (isNamespace(name) || findBuiltIn(name, kind) !== undefined) {
    return notAValue('BCP063', notAVariable(name), node, context);
  }
  // The compiler suggests functions only, and only for what is called; a declaration that was meant is worth a hint.
  const [code, message] = unknownNameProblem(name, isCalled ? builtInNames(kind) : []);
  const near = code === 'BCP082' ? undefined : suggestName(name, [...localNames(context.locals), ...globals.keys()]);
  context.unit.report({ code, node, message, ...(near === undefined ? {} : { hint: `Did you mean '${near}'?` }) });
  return unsupported(at, message);
}

/** Code and message for a name that does not exist. */
export function unknownNameProblem(name: string, names: Iterable<string>): [code: string, message: string] {
  const near = suggestName(name, names);
  const message = `The name "${name}" does not exist in the current context.`;
  return near === undefined ? ['BCP057', message] : ['BCP082', `${message} Did you mean "${near}"?`];
}

/** `sys` and `az`, the namespaces that every file has. */
export function isNamespace(name: string): name is 'sys' | 'az' {
  return name === 'sys' || name === 'az';
}

const typeNames: ReadonlySet<string> = new Set(['string', 'object', 'array', 'int', 'bool', 'any']);

function notAVariable(name: string): string {
  return `The name "${name}" is not a parameter, variable, resource or module.`;
}

function notAValue(code: string, message: string, node: bicep.Node, context: Context): Expression {
  context.unit.report({ code, node, message });
  return unsupported(context.unit.at(node), message);
}
