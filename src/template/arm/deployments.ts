import type { JsonNode, JsonObject } from '../../syntax/json/nodes.ts';
import type { Expression } from '../expression.ts';
import type { Argument, DeploymentDeclaration, Template, TemplateReference } from '../template.ts';
import { findProperty, findText, findValue, lastOfEachKey } from './json-access.ts';
import { lowerOptional, lowerValue } from './lower-value.ts';
import { type Lowering, placeOf, reportError } from './lowering.ts';

/** True for `Microsoft.Resources/deployments`. */
export function isDeploymentType(type: string): boolean {
  return type.toLowerCase() === 'microsoft.resources/deployments';
}

/**
 * A nested or linked deployment (https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates). `lowering` is that
 * of the resource: a nested template whose scope is `outer` sees the same names and loops.
 */
export function lowerDeployment(node: JsonObject, lowering: Lowering): DeploymentDeclaration {
  const properties = findValue(node, 'properties');
  const link = findValue(properties, 'templateLink');
  const nested = findValue(properties, 'template');
  const written = findText(findValue(properties, 'expressionEvaluationOptions'), 'scope')?.toLowerCase();
  checkDeployment(properties, written, lowering);
  const inner = (written ?? lowering.defaultScope) === 'inner';
  if (written === 'outer' && lowering.defaultScope === 'inner') {
    const message =
      "Template language version '2.0' does not support 'Outer' expression evaluation. Ensure you have set expressionEvaluationOptions.scope to 'Inner'.";
    reportError(lowering, 'invalid-template', message, placeOf(lowering, { start: node.start, end: node.start + 1 }));
  }
  const kind = nested === undefined && link !== undefined ? 'linked' : 'nested';
  // Who evaluates the text of a template evaluates the templates in it, too, whatever these say of themselves.
  const expressionScope = kind === 'linked' || (inner && !lowering.outerScope) ? 'inner' : 'outer';
  const surroundings = inner ? { ...lowering, later: lowering.later.slice(0, -1) } : lowering;
  const passed = lowerArguments(findValue(properties, 'parameters'), lowering);
  const parametersLink = findValue(properties, 'parametersLink');
  return {
    kind,
    expressionScope,
    template: templateReference(node, nested, link, expressionScope, surroundings),
    parameters: passed.arguments,
    ...(passed.expression === undefined ? {} : { parametersExpression: passed.expression }),
    ...(parametersLink === undefined ? {} : { parametersLink: linkedTemplate(parametersLink, lowering) }),
  };
}

/** Reports two templates for one deployment, and a scope of its expressions that there is not. */
function checkDeployment(properties: JsonNode | undefined, scope: string | undefined, lowering: Lowering): void {
  const [template, link] = [findProperty(properties, 'template'), findProperty(properties, 'templateLink')];
  if (template !== undefined && link !== undefined && template.value.kind !== 'null' && link.value.kind !== 'null') {
    const message = "A deployment has either a 'template' or a 'templateLink'";
    const at = placeOf(lowering, { start: link.keyStart, end: link.keyEnd });
    reportError(lowering, 'invalid-template', message, at);
  }
  if (scope === undefined || ['inner', 'outer', 'notspecified'].includes(scope)) return;
  const node = findValue(findValue(properties, 'expressionEvaluationOptions'), 'scope');
  if (node === undefined || scope.startsWith('[')) return;
  reportError(
    lowering,
    'invalid-template',
    `The scope of expressions is 'inner' or 'outer', not '${scope}'`,
    placeOf(lowering, node),
  );
}

function templateReference(
  node: JsonObject,
  nested: JsonNode | undefined,
  link: JsonNode | undefined,
  expressionScope: 'inner' | 'outer',
  lowering: Lowering,
): TemplateReference {
  if (nested?.kind === 'object') {
    return inlineTemplate(nested, lowering, expressionScope === 'outer' ? lowering : undefined);
  }
  if (nested !== undefined) {
    return { kind: 'none', because: 'the nested template is an expression', at: placeOf(lowering, nested) };
  }
  if (link !== undefined) return linkedTemplate(link, lowering);
  const at = placeOf(lowering, { start: node.start, end: node.start + 1 });
  return { kind: 'none', because: 'the deployment has neither a template nor a templateLink', at };
}

/** A nested template is read when evaluation gets there, and not at all when its deployment does not exist. */
function inlineTemplate(node: JsonObject, lowering: Lowering, outer: Lowering | undefined): TemplateReference {
  let template: Template | undefined;
  const read = (): Template => (template ??= lowering.nestedTemplate(node, lowering, outer));
  // Its suppressions belong to the outermost template and have to be there when that is read.
  if (lowering.hasSuppressions) read();
  return {
    kind: 'inline',
    get template() {
      return read();
    },
  };
}

function linkedTemplate(link: JsonNode, lowering: Lowering): TemplateReference {
  const at = placeOf(lowering, link);
  const relative = lowerOptional(link, 'relativePath', lowering);
  if (relative?.kind === 'string') return { kind: 'path', path: relative.value, at: relative.at };
  const uri = relative ?? lowerOptional(link, 'uri', lowering);
  if (uri !== undefined) return { kind: 'uri', uri, at: uri.at };
  const spec = lowerOptional(link, 'id', lowering);
  if (spec !== undefined) {
    return {
      kind: 'none',
      because: 'the deployment links to a template spec, which is in Azure and not read',
      at: spec.at,
    };
  }
  return { kind: 'none', because: 'the templateLink has no uri, id or relativePath', at };
}

/** What a deployment passes: an object of `{ value }` or `{ reference }`, or the whole of it as one expression. */
function lowerArguments(
  node: JsonNode | undefined,
  lowering: Lowering,
): { readonly arguments: ReadonlyMap<string, Argument>; readonly expression?: Expression } {
  const passed = new Map<string, Argument>();
  if (node === undefined || node.kind === 'null') return { arguments: passed };
  if (node.kind !== 'object') return { arguments: passed, expression: lowerValue(node, lowering) };
  for (const { key, keyStart, keyEnd, value } of lastOfEachKey(node)) {
    const at = placeOf(lowering, { start: keyStart, end: keyEnd });
    passed.set(key.toLowerCase(), { name: key, at, value: argumentValue(value, lowering) });
  }
  return { arguments: passed };
}

function argumentValue(node: JsonNode, lowering: Lowering): Argument['value'] {
  // Lowered first: the value may be written as a copy loop with the name 'value'.
  const expression = lowerValue(node, lowering);
  const at = placeOf(lowering, node);
  if (expression.kind !== 'object') return { kind: 'entry', entry: expression, at };
  const value = expression.properties.findLast(({ key }) => isKey(key, 'value'));
  if (value !== undefined) return value.value;
  if (expression.properties.some(({ key }) => isKey(key, 'reference'))) return { kind: 'entry', entry: expression, at };
  return { kind: 'unsupported', because: "the parameter has neither a 'value' nor a 'reference'", at };
}

function isKey(key: Expression, name: string): boolean {
  return key.kind === 'string' && key.value.toLowerCase() === name;
}
