import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { isNamespace } from '../lower/lower-name.ts';
import { literalText } from '../lower/lower-string.ts';
import { unknownType } from '../lower/lower-type.ts';
import { fileContext } from '../context.ts';
import { isAzureType } from '../resource-types/resource-type.ts';
import type { Scope } from '../types/scope.ts';

/**
 * Reports types in angle brackets after a type that takes none, and what is no resource type in those of `resourceInput` and `resourceOutput`; `isPart`
 * when a property of the resource type is meant.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#resource-derived-types
 */
export function checkInstantiation(node: bicep.TypeInstantiation, isPart: boolean, scope: Scope): void {
  const { unit } = scope;
  const { base } = node;
  if (!isResourceDerived(base, scope)) return reportBase(base, scope);
  const [argument] = node.arguments;
  if (argument === undefined || node.arguments.length > 1) {
    const message = `Expected 1 argument, but got ${node.arguments.length}.`;
    return unit.report({ code: 'BCP071', node: { start: base.end, end: node.end }, message });
  }
  if (!checkArgument(argument, scope) || isPart) return;
  const message =
    'Resource-derived type expressions must dereference a property within the resource body. Using the entire resource body type is not permitted.';
  unit.report({ code: 'BCP394', node, message });
}

/** `resourceInput`, `sys.resourceOutput`. */
function isResourceDerived(base: bicep.TypeExpression, { unit }: Scope): boolean {
  if (base.kind === 'typeName') return isDerivedName(base.name) && !unit.globals.has(base.name);
  if (base.kind !== 'typeMember' || base.name === '*' || !isDerivedName(base.name.name)) return false;
  return base.base.kind === 'typeName' && base.base.name === 'sys' && !unit.globals.has('sys');
}

function isDerivedName(name: string): boolean {
  return name === 'resourceInput' || name === 'resourceOutput';
}

function reportBase(base: bicep.TypeExpression, { unit }: Scope): void {
  const name = textOf(base);
  if (base.kind === 'typeName') {
    const symbol = unit.globals.get(name);
    if (symbol?.kind === 'broken' || name === '') return;
    if (symbol !== undefined && symbol.kind !== 'type') {
      const message = `'${name}' refers to a value but is being used as a type here.`;
      return unit.report({ code: 'BCP287', node: base, message });
    }
    if (symbol === undefined && !plainNames.includes(name)) return void unknownType(name, base, fileContext(unit));
  } else if (base.kind === 'typeMember' && base.base.kind === 'typeName' && !isNamespace(base.base.name)) {
    // The types of extensions and of files that cannot be read are not known.
    const kind = unit.globals.get(base.base.name)?.kind;
    if (kind === 'extension' || kind === 'broken') return;
  }
  unit.report({ code: 'BCP383', node: base, message: `The "${name}" type is not parameterizable.` });
}

const plainNames = ['string', 'int', 'bool', 'array', 'object', 'any'];

function textOf(base: bicep.TypeExpression): string {
  if (base.kind === 'typeName') return base.name;
  return base.kind === 'typeMember' && base.name !== '*' ? `${textOf(base.base)}.${base.name.name}` : '';
}

function checkArgument(argument: bicep.TypeExpression, { unit }: Scope): boolean {
  const value = argument.kind === 'typeLiteral' ? argument.value : undefined;
  if (value === undefined) {
    unit.report({ code: 'BCP032', node: argument, message: 'The value must be a compile-time constant.' });
    return false;
  }
  if (value.kind !== 'string') {
    const given = value.kind === 'integer' ? value.text : value.kind === 'boolean' ? String(value.value) : value.kind;
    const message = `Argument of type "${given}" is not assignable to parameter of type "string".`;
    unit.report({ code: 'BCP070', node: argument, message });
    return false;
  }
  const text = literalText(value);
  if (text === undefined || isAzureType(text)) return true;
  const message = 'The resource type is not valid. Specify a valid resource type of format "<type-name>@<apiVersion>".';
  unit.report({ code: 'BCP029', node: argument, message });
  return false;
}
