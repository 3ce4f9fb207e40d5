import { someChild } from '../../../syntax/bicep/children.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { ParameterDeclaration, Template } from '../../template.ts';
import type { TypeNode } from '../../type-node.ts';
import { isPlainScope } from './check-scopes.ts';
import { checkValue } from './check-value.ts';
import { reportDisallowed } from './report-value.ts';
import { settle } from '../types/static-type.ts';
import { findProperty } from '../lower/declaration-body.ts';
import { keyText } from '../lower/lower-string.ts';
import type { Scope } from '../types/scope.ts';
import { visit } from '../types/visit.ts';
import type { ModuleSymbol } from '../names/symbols.ts';
import { resolveType } from '../types/type-members.ts';

/**
 * Reports parameters that a module's template requires and nobody passes, passed ones that it does not declare, and values of the wrong type. Of a
 * template that cannot be read nothing is said.
 */
export function checkModule(symbol: ModuleSymbol, object: bicep.ObjectExpression, scope: Scope): void {
  const params = findProperty(object, 'params');
  const { template } = symbol;
  if (template === undefined || template.diagnostics.some(({ level }) => level === 'error')) {
    if (params !== undefined) visit(params.value, scope);
    return;
  }
  const absentParts = [
    ...(params === undefined && requiredParameters(template).length > 0 ? ['params'] : []),
    ...(findProperty(object, 'scope') === undefined && needsScope(template, scope) ? ['scope'] : []),
  ];
  if (absentParts.length > 0 && (object.members.length > 0 || objectIsWritten(symbol)))
    scope.unit.report(missing('module', absentParts, symbol.node.name));
  if (params === undefined) return;
  if (params.value.kind !== 'object') return visit(params.value, scope);
  const passed = passedNames(params.value);
  const absent = requiredParameters(template, passed).sort((a, b) => (a < b ? -1 : 1));
  const spreads = params.value.members.some(({ kind }) => kind === 'spread');
  if (absent.length > 0 && !spreads) scope.unit.report(missing('object', absent, params.key));
  checkPassed(params.value, template, passed, scope);
}

/** Whether a template is written for another scope than that of the file, so that a module must say where it goes. */
function needsScope(template: Template, { unit }: Scope): boolean {
  return (
    !template.isLibrary && isPlainScope(template.scope) && isPlainScope(unit.scope) && template.scope !== unit.scope
  );
}

/** Names of the parameters that must still be given a value: no default, and null is not allowed. */
export function requiredParameters({ parameters }: Template, passed: ReadonlySet<string> = new Set()): string[] {
  const names: string[] = [];
  for (const parameter of parameters.values()) {
    if (!passed.has(parameter.name) && isRequired(parameter)) names.push(parameter.name);
  }
  return names;
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
  const names = new Set<string>();
  for (const member of object.members) if (member.kind === 'property') names.add(keyText(member.key) ?? '');
  return names;
}

function checkPassed(
  object: bicep.ObjectExpression,
  template: Template,
  passed: ReadonlySet<string>,
  scope: Scope,
): void {
  for (const member of object.members) {
    if (member.kind !== 'property') continue;
    const name = keyText(member.key) ?? '';
    const parameter = template.parameters.get(name.toLowerCase());
    if (parameter?.name !== name) {
      visit(member.value, scope);
      if (name === '' && keyText(member.key) !== undefined) continue;
      const declared = [...template.parameters.values()].map((one) => one.name);
      const free = declared.filter((one) => !passed.has(one));
      reportDisallowed(member.key, keyText(member.key), 'params', free, scope);
    } else if (!(member.value.kind === 'null' && !isRequired(parameter))) {
      if (isSecure(parameter)) allowSecret(member.value, scope);
      // Null stands for the default.
      const type: TypeNode = isRequired(parameter) ? parameter.type : { ...settle(parameter.type), nullable: true };
      checkValue(member.value, type, { receiver: { property: name }, key: member.key, scope });
    }
  }
}

/** Whether the value of a module is an object, as it must be. */
function objectIsWritten({ node }: ModuleSymbol): boolean {
  return node.value.kind === 'object' || node.value.kind === 'for' || node.value.kind === 'if';
}

function isSecure({ type }: ParameterDeclaration): boolean {
  return type.secure === true || resolveType(type)?.secure === true;
}

/** Notes where `getSecret()` is passed as it is, perhaps as one of two values. */
export function allowSecret(node: bicep.Expression, scope: Scope): void {
  if (node.kind === 'parenthesized') return allowSecret(node.expression, scope);
  if (node.kind === 'call') scope.secrets.add(node);
  if (node.kind !== 'ternary') return undefined;
  allowSecret(node.then, scope);
  return allowSecret(node.otherwise, scope);
}

/** The configuration of an extension takes secrets in any of its properties. */
export function allowSecrets(node: bicep.Expression, scope: Scope): void {
  allowSecret(node, scope);
  someChild(node, (part) => {
    allowSecrets(part, scope);
    return false;
  });
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
