import type { JsonNode, JsonProperty } from '../../syntax/json/nodes.ts';
import type { Expression } from '../expression.ts';
import type {
  FunctionDeclaration,
  OutputDeclaration,
  ParameterDeclaration,
  TypeDeclaration,
  VariableDeclaration,
} from '../template.ts';
import { findText, findValue, isKey, kindName, lastOfEachKey } from './json-access.ts';
import { copyElements, lowerLoop, lowerOptional, lowerRequired, lowerValue } from './lower-value.ts';
import { insideLoop, type Lowering, noLoops, placeOf, reportError } from './lowering.ts';
import { lowerType } from './lower-type.ts';

/**
 * What can be put off until all declarations are known: expressions point at declarations that stand further down. `settle` fills in
 * what was put off.
 */
export class Pending {
  readonly #jobs: (() => void)[] = [];

  add(job: () => void): void {
    this.#jobs.push(job);
  }

  settle(): void {
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) job();
  }
}

/** A declaration while it is being filled in. */
type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** The properties of a section of the template (`parameters`, `variables` ...); one that is no object is an error. */
function sectionOf(root: JsonNode, name: string, lowering: Lowering): readonly JsonProperty[] {
  const node = findValue(root, name);
  if (node === undefined || node.kind === 'null') return [];
  if (node.kind === 'object') return [...lastOfEachKey(node)];
  const message = `The '${name}' of a template are an object, not ${kindName(node)}`;
  reportError(lowering, 'invalid-template', message, placeOf(lowering, node));
  return [];
}

/** `definitions`: the types that others refer to, perhaps in a circle. */
export function declareTypes(root: JsonNode, lowering: Lowering, pending: Pending): Map<string, TypeDeclaration> {
  const types = new Map<string, TypeDeclaration>();
  for (const property of sectionOf(root, 'definitions', lowering)) {
    const at = keyPlace(property, lowering);
    const draft: Draft<TypeDeclaration> = { name: property.key, type: { kind: 'any', at }, at };
    types.set(property.key.toLowerCase(), draft);
    pending.add(() => {
      draft.type = lowerType(property.value, lowering);
    });
  }
  return types;
}

/** `parameters` of the template. */
export function declareParameters(
  root: JsonNode,
  lowering: Lowering,
  pending: Pending,
): Map<string, ParameterDeclaration> {
  const parameters = new Map<string, ParameterDeclaration>();
  for (const property of sectionOf(root, 'parameters', lowering)) {
    const at = keyPlace(property, lowering);
    const draft: Draft<ParameterDeclaration> = { name: property.key, type: { kind: 'any', at }, at };
    parameters.set(property.key.toLowerCase(), draft);
    pending.add(() => {
      draft.type = lowerType(property.value, lowering);
      // The engine evaluates a default value only when the parameter is not passed.
      const value = lowerOptional(property.value, 'defaultValue', { ...lowering, perhapsUnused: true });
      if (value !== undefined) draft.defaultValue = value;
    });
  }
  return parameters;
}

/** `variables`, those of a variable `copy` included. */
export function declareVariables(
  root: JsonNode,
  lowering: Lowering,
  pending: Pending,
): Map<string, VariableDeclaration> {
  const variables = new Map<string, VariableDeclaration>();
  const declare = (name: string, node: JsonProperty | JsonNode, value: () => Expression): void => {
    const at = 'keyStart' in node ? keyPlace(node, lowering) : placeOf(lowering, node);
    const draft: Draft<VariableDeclaration> = { name, value: { kind: 'null', at }, at };
    variables.set(name.toLowerCase(), draft);
    pending.add(() => {
      draft.value = value();
    });
  };
  for (const property of sectionOf(root, 'variables', lowering)) {
    const isCopy = isKey(property, 'copy');
    if (isCopy) checkCopy(property.value, lowering);
    const loops = isCopy ? copyElements(property.value) : undefined;
    if (loops === undefined) declare(property.key, property, () => lowerValue(property.value, lowering));
    for (const element of loops ?? []) {
      const name = findText(element, 'name') ?? '';
      declare(name, findValue(element, 'name') ?? element, () => lowerLoop(element, name, lowering));
    }
  }
  return variables;
}

/** No variable can have the name `copy`: it is an array of loops. */
function checkCopy(node: JsonNode, lowering: Lowering): void {
  if (copyElements(node) !== undefined || (node.kind === 'array' && node.items.length === 0)) return;
  const message = "The 'copy' of the variables is an array of loops, each with a name, a count and an input";
  reportError(lowering, 'invalid-copy', message, placeOf(lowering, node));
}

/** `functions`: user functions by `namespace.name` (https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions). */
export function declareFunctions(
  root: JsonNode,
  lowering: Lowering,
  pending: Pending,
): Map<string, FunctionDeclaration> {
  const functions = new Map<string, FunctionDeclaration>();
  const namespaces = findValue(root, 'functions');
  if (namespaces?.kind !== 'array') return functions;
  for (const namespace of namespaces.items) {
    const prefix = findText(namespace, 'namespace') ?? '';
    for (const member of sectionOf(namespace, 'members', lowering)) {
      const name = `${prefix}.${member.key}`;
      const at = keyPlace(member, lowering);
      const draft: Draft<FunctionDeclaration> = {
        name,
        parameters: [],
        output: { kind: 'any', at },
        body: { kind: 'null', at },
        at,
      };
      functions.set(name.toLowerCase(), draft);
      pending.add(() => fillFunction(draft, member.value, lowering));
    }
  }
  return functions;
}

function fillFunction(draft: Draft<FunctionDeclaration>, node: JsonNode, lowering: Lowering): void {
  const list = findValue(node, 'parameters');
  const items = list?.kind === 'array' ? list.items : [];
  draft.parameters = items.map((item) => ({ name: findText(item, 'name') ?? '', type: lowerType(item, lowering) }));
  const output = findValue(node, 'output');
  if (output?.kind !== 'object') {
    reportError(lowering, 'missing-property', "The 'output' of this function is missing", keyOr(node, lowering));
    return;
  }
  draft.output = lowerType(output, lowering);
  const functionParameters = new Set(draft.parameters.map((parameter) => parameter.name.toLowerCase()));
  // A function that nobody calls is never evaluated.
  draft.body = lowerRequired(output, 'value', { ...lowering, functionParameters, loops: noLoops, perhapsUnused: true });
}

/** `outputs`, those with a `copy` included. */
export function declareOutputs(root: JsonNode, lowering: Lowering): Map<string, OutputDeclaration> {
  const outputs = new Map<string, OutputDeclaration>();
  for (const property of sectionOf(root, 'outputs', lowering)) {
    const node = property.value;
    if (node.kind !== 'object') {
      reportError(
        lowering,
        'invalid-template',
        `An output is an object, not ${kindName(node)}`,
        placeOf(lowering, node),
      );
      continue;
    }
    const condition = lowerOptional(node, 'condition', lowering);
    const inner = condition === undefined ? lowering : { ...lowering, perhapsUnused: true };
    outputs.set(property.key.toLowerCase(), {
      name: property.key,
      type: lowerType(node, lowering),
      value: outputValue(property.key, node, inner),
      ...(condition === undefined ? {} : { condition }),
      at: keyPlace(property, lowering),
    });
  }
  return outputs;
}

function outputValue(name: string, node: JsonNode & { kind: 'object' }, lowering: Lowering): Expression {
  const copy = findValue(node, 'copy');
  if (copy?.kind !== 'object') return lowerRequired(node, 'value', lowering);
  const inside = { ...lowering, loops: insideLoop(lowering.loops, name) };
  return {
    kind: 'loop',
    name,
    count: lowerRequired(copy, 'count', lowering),
    body: lowerRequired(copy, 'input', inside),
    at: placeOf(lowering, copy),
  };
}

function keyPlace(property: JsonProperty, lowering: Lowering) {
  return placeOf(lowering, { start: property.keyStart, end: property.keyEnd });
}

function keyOr(node: JsonNode, lowering: Lowering) {
  return placeOf(lowering, { start: node.start, end: Math.min(node.start + 1, node.end) });
}
