import type { Expression, ObjectExpression } from '../template/expression.ts';
import { templateFromArm } from '../template/arm/from-arm.ts';
import type {
  Argument,
  DeploymentDeclaration,
  DeploymentTarget,
  ResourceDeclaration,
  Template,
} from '../template/template.ts';

/**
 * The deployment that a resource of type `Microsoft.Resources/deployments` in Bicep is: its template is written as an object of the
 * file's own expressions. Undefined when that object is no template whose resources can be seen.
 */
export function writtenDeployment(declaration: ResourceDeclaration, from: Template): DeploymentDeclaration | undefined {
  if (declaration.existing || declaration.type.toLowerCase() !== 'microsoft.resources/deployments') return undefined;
  const properties = propertyOf(declaration.body, 'properties');
  const template = propertyOf(properties, 'template');
  const isLinked = template === undefined && propertyOf(properties, 'templateLink') !== undefined;
  const because = isLinked
    ? 'the template that the deployment links to (templateLink) is not read'
    : 'the template of the deployment is written as an expression';
  const none = { kind: 'none', because, at: declaration.at } as const;
  const loaded = template === undefined ? undefined : loadedTemplate(template);
  const read = loaded ?? (template?.kind === 'object' ? templateOf(template, from) : undefined);
  const inner =
    textOf(propertyOf(propertyOf(properties, 'expressionEvaluationOptions'), 'scope'))?.toLowerCase() === 'inner';
  return {
    kind: 'nested',
    // Expressions in a file that was loaded are text to Bicep: only the nested deployment evaluates them.
    expressionScope: inner || loaded !== undefined ? 'inner' : 'outer',
    template: read === undefined ? none : { kind: 'inline', template: read },
    parameters: argumentsOf(propertyOf(properties, 'parameters')),
  };
}

/** The group and subscription that such a resource deploys into: properties of its body, to Bicep. */
export function writtenTarget({ body }: ResourceDeclaration): DeploymentTarget | undefined {
  return targetIn(body, ['subscriptionId', 'resourceGroup']);
}

function targetIn(body: Expression, keys: readonly (keyof DeploymentTarget)[]): DeploymentTarget | undefined {
  const written = keys.flatMap((key) => {
    const value = propertyOf(body, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return written.length === 0 ? undefined : Object.fromEntries(written);
}

/** The template of a whole JSON file that was loaded with `loadJsonContent()`: read where it is written. */
function loadedTemplate({ kind, at }: Expression): Template | undefined {
  if (kind !== 'object' || at.kind !== 'file' || !at.file.path.toLowerCase().endsWith('.json')) return undefined;
  const before = at.file.text.slice(0, at.span.start);
  return before.trim() === '' ? templateFromArm(at.file) : undefined;
}

/** `{ name: { value: x } }`. */
function argumentsOf(parameters: Expression | undefined): ReadonlyMap<string, Argument> {
  const passed = new Map<string, Argument>();
  if (parameters?.kind !== 'object') return passed;
  for (const { key, value } of parameters.properties) {
    const name = textOf(key);
    const given = propertyOf(value, 'value');
    if (name !== undefined && given !== undefined) passed.set(name.toLowerCase(), { name, at: key.at, value: given });
  }
  return passed;
}

function templateOf(object: ObjectExpression, from: Template): Template | undefined {
  const resources = propertyOf(object, 'resources');
  if (!isEmptyOrAbsent(propertyOf(object, 'parameters')) || resources?.kind !== 'array') return undefined;
  const declarations: ResourceDeclaration[] = [];
  for (const item of resources.items) {
    const declaration = resourceOf(item);
    if (declaration === undefined) return undefined;
    declarations.push(declaration);
  }
  return {
    file: from.file,
    language: from.language,
    scope: from.scope,
    symbolicNames: false,
    parameters: new Map(),
    variables: new Map(),
    functions: new Map(),
    types: new Map(),
    resources: declarations,
    outputs: new Map(),
    diagnostics: [],
    suppressions: [],
    isLibrary: false,
  };
}

function resourceOf(item: Expression): ResourceDeclaration | undefined {
  const type = textOf(propertyOf(item, 'type'));
  const name = propertyOf(item, 'name');
  if (item.kind !== 'object' || type === undefined || name === undefined || propertyOf(item, 'copy') !== undefined)
    return undefined;
  const apiVersion = propertyOf(item, 'apiVersion');
  const condition = propertyOf(item, 'condition');
  const target = targetIn(item, ['scope', 'subscriptionId', 'resourceGroup']);
  return {
    type,
    name,
    existing: false,
    body: item,
    dependsOn: [],
    at: item.at,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(condition === undefined ? {} : { condition }),
    ...(target === undefined ? {} : { target }),
  };
}

function propertyOf(expression: Expression | undefined, key: string): Expression | undefined {
  if (expression?.kind !== 'object') return undefined;
  const lower = key.toLowerCase();
  return expression.properties.findLast((property) => textOf(property.key)?.toLowerCase() === lower)?.value;
}

function textOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'string' ? expression.value : undefined;
}

function isEmptyOrAbsent(expression: Expression | undefined): boolean {
  return expression === undefined || (expression.kind === 'object' && expression.properties.length === 0);
}
