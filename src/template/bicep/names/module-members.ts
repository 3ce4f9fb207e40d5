import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { BicepUnit, Context } from '../context.ts';
import { suggestName } from './suggest-name.ts';
import type { ModuleSymbol, ResourceSymbol } from './symbols.ts';

const moduleProperties = ['identity', 'name', 'outputs'];
const writeOnly = ['params', 'scope', 'dependsOn'];

/** Reports a property that can be given and not read. */
export function reportWriteOnly(type: string, name: bicep.Identifier, { unit }: { readonly unit: BicepUnit }): void {
  const message = `The property "${name.name}" on type "${type}" is write-only. Write-only properties cannot be accessed.`;
  unit.report({ code: 'BCP077', node: name, message });
}

/** Reports a property that no module has. */
export function checkModuleMember(
  symbol: ModuleSymbol | ResourceSymbol,
  name: bicep.Identifier,
  context: Context,
): void {
  if (symbol.kind === 'resource' || name.name === '' || moduleProperties.includes(name.name)) return;
  if (writeOnly.includes(name.name)) return reportWriteOnly('module', name, context);
  reportMissing('module', moduleProperties, name, context);
}

/** Reports an output that the module's template does not declare; says nothing when the template cannot be read. */
export function checkOutputName(symbol: ModuleSymbol, name: bicep.Identifier, context: Context): void {
  if (symbol.template === undefined || name.name === '') return;
  if (symbol.template.diagnostics.some(({ level }) => level === 'error')) return;
  const known = [...symbol.template.outputs.values()].map((output) => output.name);
  if (!known.includes(name.name)) reportMissing('outputs', known, name, context);
}

/** Reports a property that a type does not have, with those that it has. */
export function reportMissing(
  type: string,
  known: readonly string[],
  name: bicep.Identifier,
  { unit }: { readonly unit: BicepUnit },
): void {
  const missing = `The type "${type}" does not contain property "${name.name}".`;
  const near = suggestName(name.name, known);
  const list = [...known].sort((a, b) => (a < b ? -1 : 1)).map((one) => `"${one}"`);
  if (near !== undefined) {
    unit.report({ code: 'BCP083', node: name, message: `${missing} Did you mean "${near}"?` });
  } else if (list.length === 0) {
    unit.report({ code: 'BCP052', node: name, message: missing });
  } else {
    const message = `${missing} Available properties include ${list.join(', ')}.`;
    unit.report({ code: 'BCP053', node: name, message });
  }
}
