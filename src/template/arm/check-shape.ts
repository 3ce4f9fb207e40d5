import type { JsonNode, JsonObject, JsonProperty } from '../../syntax/json/nodes.ts';
import { suggestName } from '../bicep/names/suggest-name.ts';
import { checkConstraints } from './check-constraints.ts';
import { findText, findValue, kindName } from './json-access.ts';
import { type Lowering, placeOf, reportError } from './lowering.ts';

/** What a value may be: a text or number, an object, an array, or anything that is looked at elsewhere. */
type Kind = 'text' | 'object' | 'array' | 'any';
type Shape = Readonly<Record<string, Kind>>;

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#template-format */
const templateShape: Shape = {
  $schema: 'text',
  contentVersion: 'text',
  languageVersion: 'text',
  apiProfile: 'text',
  metadata: 'object',
  definitions: 'any',
  functions: 'array',
  parameters: 'any',
  variables: 'any',
  resources: 'any',
  outputs: 'any',
  imports: 'object',
  extensions: 'object',
  asserts: 'object',
};

/** What parameters and outputs share. */
const typeShape: Shape = {
  type: 'any',
  metadata: 'any',
  value: 'any',
  required: 'any',
  validate: 'any',
  allowedValues: 'array',
  minLength: 'any',
  maxLength: 'any',
  minValue: 'any',
  maxValue: 'any',
  nullable: 'any',
  items: 'any',
  properties: 'any',
  additionalProperties: 'any',
  prefixItems: 'any',
  discriminator: 'any',
  sealed: 'any',
  $ref: 'any',
};
const parameterShape: Shape = { ...typeShape, defaultValue: 'any' };
const outputShape: Shape = { ...typeShape, condition: 'any', copy: 'any' };

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#resources */
const resourceShape: Shape = {
  type: 'any',
  apiVersion: 'any',
  name: 'any',
  comments: 'text',
  condition: 'any',
  location: 'text',
  tags: 'any',
  sku: 'any',
  kind: 'text',
  dependsOn: 'array',
  copy: 'any',
  scope: 'text',
  properties: 'any',
  resources: 'any',
  zones: 'any',
  plan: 'any',
  identity: 'any',
  managedBy: 'text',
  managedByExtended: 'any',
  extendedLocation: 'any',
  existing: 'any',
  subscriptionId: 'text',
  resourceGroup: 'text',
  metadata: 'any',
  id: 'text',
  asserts: 'object',
  import: 'text',
  extension: 'text',
  placement: 'any',
  scale: 'any',
  '@options': 'object',
};
const copyShape: Shape = { name: 'any', count: 'any', mode: 'text', batchSize: 'any' };
const namespaceShape: Shape = { namespace: 'text', members: 'object' };

/** The kinds of templates, and the dates of the schemas that Resource Manager takes, as the end of the address. */
const kinds = ['deployment', 'subscriptionDeployment', 'managementGroupDeployment', 'tenantDeployment'];
const dates = ['2014-04-01-preview', '2015-01-01', '2018-05-01', '2019-04-01', '2019-08-01'];
const schemaPath = new RegExp(`^(?:${dates.join('|')})/(?:${kinds.join('|')})Template\\.json$`);

/** Reports a schema or language version that Resource Manager does not take. */
export function checkHead(root: JsonObject, lowering: Lowering): void {
  checkSchema(root, lowering);
  const version = findValue(root, 'languageVersion');
  if (version === undefined || version.kind === 'null') return;
  const text = textOf(version) ?? '';
  if (text === '2.0' || /^\d+\.\d+-experimental$/.test(text)) return;
  const message = `The template language version '${text}' is not recognized.`;
  const hint = `Write "2.0", or leave it out for version 1.0.`;
  reportError(lowering, 'unknown-language-version', message, placeOf(lowering, version), hint);
}

/** Reports what a template cannot do without. Of one without resources nothing is lost: that is but a warning. */
function checkPresence(root: JsonObject, lowering: Lowering): void {
  const at = placeOf(lowering, { start: root.start, end: Math.min(root.start + 1, root.end) });
  for (const name of ['$schema', 'contentVersion']) {
    if (isThere(root, name)) continue;
    reportError(lowering, 'missing-property', `The '${name}' of this template is missing`, at);
  }
  if (isThere(root, 'resources')) return;
  const message = "The 'resources' of this template are missing";
  lowering.diagnostics.push({ code: 'no-resources', level: 'warning', message, at });
}

function isThere(root: JsonObject, name: string): boolean {
  const value = findValue(root, name);
  return value !== undefined && value.kind !== 'null';
}

/** A text, also one that is written as a number. */
function textOf(node: JsonNode | undefined): string | undefined {
  if (node?.kind === 'string') return node.value;
  return node?.kind === 'number' ? node.text : undefined;
}

function checkSchema(root: JsonObject, lowering: Lowering): void {
  const schema = findValue(root, '$schema');
  const text = textOf(schema);
  if (schema === undefined || text === undefined) return;
  const path = /^\s*[a-z][a-z\d+.-]*:\/\/[^/]*\/schemas\/([^?#]*)/i.exec(text)?.[1] ?? '';
  if (schemaPath.test(path)) return;
  const message = `The template schema '${text}' is not supported.`;
  const hint =
    'Write "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#" for a resource group.';
  reportError(lowering, 'unknown-schema', message, placeOf(lowering, schema), hint);
}

/**
 * Reports properties that Resource Manager does not know where they stand, and values of the wrong kind: it refuses the whole template for one of
 * them. It is as strict with the outermost template only.
 */
export function checkShape(root: JsonObject, lowering: Lowering): void {
  checkPresence(root, lowering);
  checkObject(root, templateShape, 'a template', lowering);
  const [parameters, outputs] = [members(root, 'parameters'), members(root, 'outputs')];
  for (const node of parameters) checkObject(node, parameterShape, 'a parameter', lowering);
  for (const node of outputs) checkObject(node, outputShape, 'an output', lowering);
  checkConstraints(parameters, lowering);
  checkNames(findValue(root, 'parameters'), lowering);
  const functions = findValue(root, 'functions');
  for (const node of functions?.kind === 'array' ? functions.items : []) {
    checkObject(node, namespaceShape, 'a namespace of functions', lowering);
    if (findText(node, 'namespace') !== undefined) continue;
    reportError(lowering, 'missing-property', "The 'namespace' of these functions is missing", placeOf(lowering, node));
  }
  checkResources(root, lowering);
}

/** A parameter is an object, and its name stands in texts between quotes and brackets. */
function checkNames(section: JsonNode | undefined, lowering: Lowering): void {
  if (section?.kind !== 'object') return;
  for (const { key, keyStart, keyEnd, value } of section.properties) {
    if (value.kind !== 'object') {
      const message = `A parameter is an object, not ${kindName(value)}`;
      reportError(lowering, 'invalid-template', message, placeOf(lowering, value));
    }
    if (key !== '' && !key.startsWith('[') && !key.includes('.')) continue;
    const at = placeOf(lowering, { start: keyStart, end: keyEnd });
    reportError(lowering, 'invalid-template', `A parameter cannot have the name '${key}'`, at);
  }
}

/** The resources with those that are nested in them. */
function checkResources(root: JsonObject, lowering: Lowering): void {
  const waiting: JsonNode[] = members(root, 'resources');
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind !== 'object') continue;
    checkObject(node, resourceShape, 'a resource', lowering);
    const copy = findValue(node, 'copy');
    if (copy?.kind === 'object') checkObject(copy, copyShape, 'a copy loop', lowering);
    waiting.push(...members(node, 'resources'));
  }
}

/** The values of a section, which is an object or an array. */
function members(node: JsonObject, name: string): JsonNode[] {
  const section = findValue(node, name);
  if (section?.kind === 'array') return [...section.items];
  return section?.kind === 'object' ? section.properties.map(({ value }) => value) : [];
}

function checkObject(node: JsonNode, shape: Shape, what: string, lowering: Lowering): void {
  if (node.kind !== 'object') return;
  for (const property of node.properties) {
    const kind = shape[property.key] ?? kindIgnoringCase(property.key, shape);
    if (kind === undefined) reportUnknown(property, shape, what, lowering);
    else if (!fits(property.value, kind)) reportKind(property, kind, what, lowering);
  }
}

/** Most keys are spelt as they are documented. */
function kindIgnoringCase(key: string, shape: Shape): Kind | undefined {
  const wanted = key.toLowerCase();
  const name = Object.keys(shape).find((one) => one.toLowerCase() === wanted);
  return name === undefined ? undefined : shape[name];
}

function fits({ kind }: JsonNode, wanted: Kind): boolean {
  if (wanted === 'any' || kind === 'null' || kind === 'missing') return true;
  return wanted === 'text' ? kind !== 'object' && kind !== 'array' : kind === wanted;
}

function reportUnknown({ key, keyStart, keyEnd }: JsonProperty, shape: Shape, what: string, lowering: Lowering): void {
  const message = `There is no property '${key}' of ${what}`;
  const near = suggestName(key, Object.keys(shape));
  const hint = near === undefined ? `Take it out: Resource Manager refuses the template.` : `Did you mean '${near}'?`;
  reportError(lowering, 'unknown-property', message, placeOf(lowering, { start: keyStart, end: keyEnd }), hint);
}

function reportKind({ key, value }: JsonProperty, kind: Kind, what: string, lowering: Lowering): void {
  const wanted = kind === 'text' ? 'a text' : `an ${kind}`;
  const message = `The '${key}' of ${what} is ${wanted}, not ${kindName(value)}`;
  reportError(lowering, 'invalid-template', message, placeOf(lowering, value));
}
