import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { referenceFromText } from '../bicep-host.ts';
import type { Exports } from '../bicep-host.ts';
import type { Context } from '../context.ts';
import type { OpenUnit } from '../create-unit.ts';
import { constantPath, keyText } from '../lower/lower-string.ts';
import type { BicepSymbol } from './symbols.ts';

/** A name that a statement declares, and where the name stands. */
export interface NamedSymbol {
  readonly name: bicep.Identifier;
  readonly symbol: BicepSymbol;
}

/**
 * The names that an `import` declares. They point at the declarations in the imported file. An import that fails is reported once; its names
 * are then known, and unknown in value.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-import
 */
export function importSymbols(node: bicep.ImportStatement, unit: OpenUnit, context: Context): NamedSymbol[] {
  const names = namesOf(node.what);
  const opened = openImport(node.from, unit, context);
  if (typeof opened === 'string') {
    return names.map(({ name }) => ({ name, symbol: { kind: 'broken', because: opened } }));
  }
  return names.map(({ name, original }) => {
    if (original === undefined) return { name, symbol: { kind: 'importedNamespace', exports: opened } };
    const text = keyText(original) ?? '';
    return { name, symbol: exportedSymbol(text, opened) ?? missingExport(text, original, unit) };
  });
}

interface ImportedName {
  readonly name: bicep.Identifier;
  /** Absent for `* as name`. */
  readonly original?: bicep.Identifier | bicep.StringExpression;
}

function namesOf(what: bicep.ImportList | bicep.ImportWildcard): ImportedName[] {
  if (what.kind === 'wildcard') return [{ name: what.alias }];
  return what.items.map(({ name, alias }) => {
    const { start, end } = name;
    return { name: alias ?? { name: keyText(name) ?? '', start, end }, original: name };
  });
}

/** The exports of the imported file, or the reason why there are none. */
function openImport(from: bicep.StringExpression, unit: OpenUnit, context: Context): Exports | string {
  const message = 'This declaration is missing a template file path reference.';
  const path = constantPath(from, context, { code: 'BCP358', message });
  if (path === undefined) return 'the path of the import is not known';
  const result = unit.host.template(referenceFromText(path, unit.at(from)), unit.file.path);
  switch (result.kind) {
    case 'cycle':
      unit.report(cycleProblem(result.paths, from));
      return 'the import is part of a cycle';
    case 'failed':
      unit.diagnostics.push(result.diagnostic);
      return result.diagnostic.message;
    case 'template': {
      const errors = result.template.diagnostics.filter(({ level }) => level === 'error');
      if (errors.length > 0) {
        unit.report({ code: 'BCP104', node: from, message: 'The referenced module has errors.' });
        unit.diagnostics.push(...errors);
      }
      return result.exports;
    }
  }
}

/** Code and message for a file that leads back to itself. */
export function cycleProblem(
  paths: readonly string[],
  node: bicep.Node,
): { readonly code: string; readonly node: bicep.Node; readonly message: string } {
  if (paths.length < 2) {
    return { code: 'BCP094', node, message: 'This module references itself, which is not allowed.' };
  }
  const list = paths.map((path) => `"${path}"`).join(' -> ');
  return { code: 'BCP095', node, message: `The file is involved in a cycle (${list}).` };
}

function exportedSymbol(name: string, exports: Exports): BicepSymbol | undefined {
  const variable = exports.variables.get(name);
  if (variable !== undefined) return { kind: 'variable', declaration: variable };
  const declared = exports.functions.get(name);
  if (declared !== undefined) return { kind: 'function', declaration: declared };
  const type = exports.types.get(name);
  return type === undefined ? undefined : { kind: 'type', declaration: type };
}

function missingExport(name: string, node: bicep.Node, unit: OpenUnit): BicepSymbol {
  const message = `The '${name}' symbol was not found in (or was not exported by) the imported template.`;
  if (name !== '') unit.report({ code: 'BCP360', node, message });
  return { kind: 'broken', because: message };
}
