import type { JsonNode, JsonObject, JsonProperty } from '../../syntax/json/nodes.ts';
import type { Expression } from '../expression.ts';
import type { DeploymentTarget, Loop, ResourceDeclaration, ResourceReference } from '../template.ts';
import { isDeploymentType, lowerDeployment } from './deployments.ts';
import { extensionOf } from './extensions.ts';
import { findProperty, findText, findValue, kindName, lastOfEachKey } from './json-access.ts';
import { lowerObject, lowerOptional, lowerRequired, lowerValue } from './lower-value.ts';
import { insideLoop, type Lowering, placeOf, reportError } from './lowering.ts';
import { resourceSuppressions } from './suppressions.ts';
import { symbolOf } from './symbols.ts';

type Draft = { -readonly [K in keyof ResourceDeclaration]: ResourceDeclaration[K] };

/** A resource that was found in the tree and is not lowered yet: expressions may mean resources further down. */
interface FoundResource {
  readonly draft: Draft;
  readonly node: JsonObject;
  readonly parent: FoundResource | undefined;
}

/** The resources of a template, in order of declaration, children behind their parents; `lower` fills them in. */
export interface FoundResources {
  readonly declarations: readonly ResourceDeclaration[];
  /** By symbolic name (languageVersion 2.0). */
  readonly symbols: ReadonlyMap<string, ResourceDeclaration>;
  readonly symbolicNames: boolean;
  lower(lowering: Lowering): void;
}

/** Finds the resources of the template: `resources` as an array, or as an object with symbolic names. */
export function findResources(root: JsonNode, lowering: Lowering): FoundResources {
  const found: FoundResource[] = [];
  const symbols = new Map<string, ResourceDeclaration>();
  const section = findValue(root, 'resources');
  if (section !== undefined && section.kind !== 'null') findList(section, undefined, lowering, { found, symbols });
  return {
    declarations: found.map((resource) => resource.draft),
    symbols,
    symbolicNames: section?.kind === 'object',
    lower: (full) => {
      for (const resource of found) lowerResource(resource, root, full);
    },
  };
}

/** Where what is found goes. */
interface Finding {
  readonly found: FoundResource[];
  readonly symbols: Map<string, ResourceDeclaration>;
}

/** The resources of a template or the children of a resource. */
function findList(section: JsonNode, parent: FoundResource | undefined, lowering: Lowering, finding: Finding): void {
  if (section.kind === 'object') {
    for (const property of lastOfEachKey(section)) {
      const resource = findResource(property.value, property, parent, lowering, finding);
      if (resource !== undefined) finding.symbols.set(property.key, resource.draft);
    }
  } else if (section.kind === 'array') {
    for (const item of section.items) findResource(item, undefined, parent, lowering, finding);
  } else {
    const message = `The 'resources' are an array or an object, not ${kindName(section)}`;
    reportError(lowering, 'invalid-template', message, placeOf(lowering, section));
  }
}

function findResource(
  node: JsonNode,
  symbol: JsonProperty | undefined,
  parent: FoundResource | undefined,
  lowering: Lowering,
  finding: Finding,
): FoundResource | undefined {
  if (node.kind !== 'object') {
    reportError(
      lowering,
      'invalid-template',
      `A resource is an object, not ${kindName(node)}`,
      placeOf(lowering, node),
    );
    return undefined;
  }
  const type = findValue(node, 'type');
  const start = placeOf(lowering, { start: node.start, end: node.start + 1 });
  if (type?.kind !== 'string' || type.value === '') {
    const at = type === undefined ? start : placeOf(lowering, type);
    reportError(lowering, 'missing-type', "The 'type' of this resource is missing", at);
  }
  const at = type === undefined ? start : placeOf(lowering, type);
  const draft: Draft = {
    ...(symbol === undefined ? {} : { symbolicName: symbol.key }),
    type: fullType(type?.kind === 'string' ? type.value : '', parent?.draft.type),
    name: { kind: 'null', at },
    existing: findValue(node, 'existing')?.kind === 'true',
    body: { kind: 'null', at },
    dependsOn: [],
    at,
  };
  const resource: FoundResource = { draft, node, parent };
  finding.found.push(resource);
  const children = findValue(node, 'resources');
  if (children !== undefined && children.kind !== 'null') findList(children, resource, lowering, finding);
  return resource;
}

/** A child names its type relative to the parent, where slashes around it do not matter, or in full. */
function fullType(type: string, parentType: string | undefined): string {
  if (parentType === undefined || isFullType(type, parentType)) return type;
  return `${parentType}/${type.replaceAll(/^\/+|\/+$/g, '')}`;
}

function isFullType(type: string, parentType: string): boolean {
  return type.toLowerCase().startsWith(`${parentType.toLowerCase()}/`);
}

function lowerResource(resource: FoundResource, root: JsonNode, lowering: Lowering): void {
  const { draft, node, parent } = resource;
  // The engine does not look at a loop of a nested child: it is there once for each instance of the parent.
  const loop = parent === undefined ? lowerResourceLoop(node, beforeResources(lowering)) : parent.draft.loop;
  // In the outer scope, expressions see the loops of the parent only.
  const looped =
    loop === undefined || lowering.outerScope
      ? lowering
      : { ...lowering, loops: insideLoop(lowering.loops, loop.name) };
  const condition = lowerOptional(node, 'condition', beforeResources(looped));
  const inside = condition === undefined ? looped : { ...looped, perhapsUnused: true };
  const before = beforeResources(inside);
  const extension = extensionOf(root, node);
  if (extension !== undefined) draft.extension = extension;
  draft.name = lowerName(node, draft, before);
  const apiVersion = lowerOptional(node, 'apiVersion', before);
  if (apiVersion !== undefined) draft.apiVersion = apiVersion;
  else if (findProperty(root, 'apiProfile') === undefined && extension === undefined) {
    const start = placeOf(lowering, { start: node.start, end: node.start + 1 });
    reportError(lowering, 'missing-property', "The 'apiVersion' of this resource is missing", start);
  }
  const reference = parentReference(resource, inside);
  if (reference !== undefined) draft.parent = reference;
  if (condition !== undefined) draft.condition = condition;
  if (loop !== undefined) draft.loop = loop;
  const target = lowerTarget(node, before);
  if (target !== undefined) draft.target = target;
  draft.dependsOn = lowerDependencies(node, before);
  draft.body = lowerBody(node, draft, inside);
  if (isDeploymentType(draft.type)) draft.deployment = lowerDeployment(node, inside);
  resourceSuppressions(node, lowering);
}

/**
 * Where the engine evaluates a resource before it deploys anything: all of it but its properties, tags and sku. What it leaves to others
 * to evaluate is not seen to.
 */
function beforeResources(lowering: Lowering): Lowering {
  return lowering.outerScope ? lowering : { ...lowering, beforeResources: true };
}

const AT_RUN_TIME: ReadonlySet<string> = new Set(['properties', 'tags', 'sku']);

function lowerName(node: JsonObject, { extension, symbolicName = '', at }: Draft, lowering: Lowering): Expression {
  // What belongs to an extension is known by its symbol.
  if (extension !== undefined) return { kind: 'string', value: symbolicName, at };
  const name = findValue(node, 'name');
  // A name that is a number is its digits.
  if (name?.kind === 'number') return { kind: 'string', value: name.text, at: placeOf(lowering, name) };
  return name?.kind === 'null'
    ? lowerRequired({ ...node, properties: [] }, 'name', lowering)
    : lowerRequired(node, 'name', lowering);
}

function lowerResourceLoop(node: JsonObject, lowering: Lowering): Loop | undefined {
  const copy = findValue(node, 'copy');
  if (copy === undefined || copy.kind === 'null') return undefined;
  const at = placeOf(lowering, copy);
  if (copy.kind !== 'object') {
    const message = `The 'copy' of a resource is an object with a name and a count, not ${kindName(copy)}`;
    reportError(lowering, 'invalid-copy', message, at);
    return undefined;
  }
  const mode = findValue(copy, 'mode');
  if (mode?.kind === 'string' && !/^(serial|parallel|\[.*)$/i.test(mode.value)) {
    const message = `The mode of a loop is 'serial' or 'parallel', not '${mode.value}'`;
    reportError(lowering, 'invalid-copy', message, placeOf(lowering, mode));
  }
  return { name: loopName(copy, lowering), count: lowerRequired(copy, 'count', lowering), at };
}

/** The name of a loop is text, or a variable that holds text. */
function loopName(copy: JsonObject, lowering: Lowering): string {
  const name = lowerRequired(copy, 'name', lowering);
  const value = name.kind === 'variable' ? name.declaration.value : name;
  return value.kind === 'string' ? value.value : (findText(copy, 'name') ?? '');
}

/** A nested child with a relative type stands under its parent; in the parent's loop there is one under each instance. */
function parentReference({ node, parent }: FoundResource, lowering: Lowering): ResourceReference | undefined {
  const type = findText(node, 'type');
  if (parent === undefined || type === undefined || isFullType(type, parent.draft.type)) return undefined;
  const loop = parent.draft.loop;
  if (loop === undefined) return { resource: parent.draft };
  const at = placeOf(lowering, findValue(node, 'type') ?? node);
  const index: Expression = {
    kind: 'call',
    name: 'copyIndex',
    arguments: [{ kind: 'string', value: loop.name, at }],
    at,
  };
  return { resource: parent.draft, index };
}

function lowerTarget(node: JsonObject, lowering: Lowering): DeploymentTarget | undefined {
  const scope = lowerOptional(node, 'scope', lowering);
  const subscriptionId = lowerOptional(node, 'subscriptionId', lowering);
  const resourceGroup = lowerOptional(node, 'resourceGroup', lowering);
  if (scope === undefined && subscriptionId === undefined && resourceGroup === undefined) return undefined;
  return {
    ...(scope === undefined ? {} : { scope }),
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
}

function lowerDependencies(node: JsonObject, lowering: Lowering): readonly Expression[] {
  const list = findValue(node, 'dependsOn');
  if (list?.kind !== 'array') return list === undefined ? [] : [lowerValue(list, lowering)];
  return list.items.map((item) => {
    const expression = lowerValue(item, lowering);
    return symbolOf(expression, lowering) ?? expression;
  });
}

/** What Resource Manager reads itself and does not hand to the resource provider. */
const notInBody: ReadonlySet<string> = new Set([
  'condition',
  'dependson',
  'existing',
  'comments',
  'metadata',
  'scope',
  'subscriptionid',
  'resourcegroup',
  'resources',
  'import',
  'extension',
  'apiprofile',
  'asserts',
  'copy',
  '@options',
]);

/** The body of the resource; what the draft holds already (name, version) is not lowered again. */
function lowerBody(node: JsonObject, draft: Draft, lowering: Lowering): Expression {
  const deployment = isDeploymentType(draft.type);
  const before = beforeResources(lowering);
  return lowerObject(node, lowering, (property) => {
    const key = property.key.toLowerCase();
    if (notInBody.has(key)) return 'leave out';
    if (key === 'name') return draft.name;
    if (key === 'apiversion') return draft.apiVersion;
    if (key === 'properties' && deployment) return deploymentProperties(property.value, lowering);
    return AT_RUN_TIME.has(key) ? undefined : lowerValue(property.value, before);
  });
}

/** The properties of a deployment without the template and its parameters, which are lowered once, as the deployment. */
function deploymentProperties(node: JsonNode, lowering: Lowering): Expression | undefined {
  if (node.kind !== 'object') return undefined;
  return lowerObject(node, lowering, ({ key }) => (/^(template|parameters)$/i.test(key) ? 'leave out' : undefined));
}
