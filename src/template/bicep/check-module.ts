import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { ParameterDeclaration, Template } from '../template.ts';
import { checkValue } from './check-value.ts';
import type { Context } from './context.ts';
import { findProperty } from './declaration-body.ts';
import { keyText } from './lower-string.ts';
import type { ModuleSymbol } from './symbols.ts';
import { resolveType } from './type-members.ts';

/**
 * Reports parameters that a module's template requires and nobody passes, passed ones that it does not declare, and literals of the wrong type.
 * Says nothing when the template cannot be read.
 */
export function checkModule(symbol: ModuleSymbol, object: bicep.ObjectExpression, context: Context): void {
  const { template } = symbol;
  if (template === undefined || template.diagnostics.some(({ level }) => level === 'error')) return;
  const params = findProperty(object, 'params');
  const required = requiredParameters(template);
  if (params === undefined) {
    if (required.length > 0) context.unit.report(missing('module', ['params'], symbol.node.name));
    return;
  }
  if (params.value.kind !== 'object') return;
  const passed = passedNames(params.value);
  const absent = required.filter((name) => !passed.has(name)).sort((a, b) => (a < b ? -1 : 1));
  const spreads = params.value.members.some(({ kind }) => kind === 'spread');
  if (absent.length > 0 && !spreads) context.unit.report(missing('object', absent, params.key));
  checkPassed(params.value, template, passed, context);
}

/** Names of the parameters that must be given a value: no default, and null is not allowed. */
export function requiredParameters(template: Template): string[] {
  return [...template.parameters.values()].filter(isRequired).map(({ name }) => name);
}

function isRequired(parameter: ParameterDeclaration): boolean {
  if (parameter.defaultValue !== undefined || parameter.type.nullable === true) return false;
  return resolveType(parameter.type)?.nullable !== true && !aliasIsNullable(parameter);
}

/** A name in between may be the nullable one: `type a = string?`, `type b = a`. */
function aliasIsNullable(parameter: ParameterDeclaration): boolean {
  let { type } = parameter;
  for (let i = 0; i < 100 && type.kind === 'reference'; i++) {
    if (type.nullable === true) return true;
    type = type.declaration.type;
  }
  return false;
}

function passedNames(object: bicep.ObjectExpression): Set<string> {
  return new Set(object.members.flatMap((member) => (member.kind === 'property' ? [keyText(member.key) ?? ''] : [])));
}

function checkPassed(
  object: bicep.ObjectExpression,
  template: Template,
  passed: ReadonlySet<string>,
  context: Context,
): void {
  const declared = new Map([...template.parameters.values()].map((parameter) => [parameter.name, parameter]));
  for (const member of object.members) {
    if (member.kind !== 'property') continue;
    const name = keyText(member.key);
    if (name === undefined || name === '') continue;
    const parameter = declared.get(name);
    if (parameter === undefined) {
      const free = [...declared.keys()].filter((one) => !passed.has(one)).sort((a, b) => (a < b ? -1 : 1));
      const list = free.map((one) => `"${one}"`).join(', ');
      const others = list === '' ? 'No other properties are allowed.' : `Permissible properties include ${list}.`;
      const message = `The property "${name}" is not allowed on objects of type "params". ${others}`;
      context.unit.report({ code: 'BCP037', node: member.key, message });
    } else if (!(member.value.kind === 'null' && !isRequired(parameter))) {
      checkValue({ property: name }, member.value, parameter.type, context);
    }
  }
}

function missing(
  what: string,
  names: readonly string[],
  node: bicep.Node,
): { code: string; node: bicep.Node; message: string } {
  const list = names.map((name) => `"${name}"`).join(', ');
  const message = `The specified "${what}" declaration is missing the following required properties: ${list}.`;
  return { code: 'BCP035', node, message };
}
