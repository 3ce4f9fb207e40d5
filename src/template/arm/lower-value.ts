import { inFile } from '../../text/location.ts';
import type { JsonNode, JsonObject, JsonProperty } from '../../syntax/json/nodes.ts';
import type { Expression, LoopExpression, ObjectExpression, ObjectPropertyExpression } from '../expression.ts';
import { findProperty, findValue, isKey } from './json-access.ts';
import { literalToExpression } from './json-expression.ts';
import { lowerString } from './lower-expression.ts';
import { insideNamedLoop, type Lowering, placeOf, reportError } from './lowering.ts';

/** The meaning of a JSON value in a template: strings may be expressions, a `copy` array in an object makes properties. */
export function lowerValue(node: JsonNode, lowering: Lowering): Expression {
  switch (node.kind) {
    case 'string':
      return lowerString(node, lowering);
    case 'array': {
      const items = node.items.map((item) => lowerValue(item, lowering));
      return { kind: 'array', items, at: placeOf(lowering, node) };
    }
    case 'object':
      return lowerObject(node, lowering);
    default:
      return literalToExpression(node, placeOf(lowering, node));
  }
}

/** Says that a property does not belong to the value, or that it is lowered already. */
export type PropertyFilter = (property: JsonProperty) => 'leave out' | Expression | undefined;

/** An object of a template; `filter` may take properties out or give their meaning. */
export function lowerObject(node: JsonObject, lowering: Lowering, filter?: PropertyFilter): ObjectExpression {
  const at = placeOf(lowering, node);
  const isPlain = filter === undefined && !(lowering.valueLoops && findProperty(node, 'copy') !== undefined);
  if (isPlain) return { kind: 'object', properties: node.properties.map((one) => lowerProperty(one, lowering)), at };
  const properties: ObjectPropertyExpression[] = [];
  for (const property of node.properties) {
    const given = filter?.(property);
    if (given === 'leave out') continue;
    const loops = lowering.valueLoops && isKey(property, 'copy') ? copyElements(property.value) : undefined;
    if (loops === undefined) {
      properties.push(lowerProperty(property, lowering, given));
    } else {
      for (const element of loops) properties.push(lowerCopy(element, lowering));
    }
  }
  return { kind: 'object', properties, at };
}

function lowerProperty(property: JsonProperty, lowering: Lowering, given?: Expression): ObjectPropertyExpression {
  return { key: lowerKey(property, lowering), value: given ?? lowerValue(property.value, lowering) };
}

function lowerKey(property: JsonProperty, lowering: Lowering): Expression {
  const { key, keyStart, keyEnd } = property;
  if (!key.startsWith('[')) return { kind: 'string', value: key, at: inFile(lowering.file, keyStart, keyEnd) };
  return lowerString(
    { value: key, start: keyStart, end: keyEnd, verbatim: keyEnd - keyStart === key.length + 2 },
    lowering,
  );
}

/** The elements of a `copy` array that loops over values: each has a name, a count and an input. Anything else is a plain property. */
export function copyElements(node: JsonNode): readonly JsonObject[] | undefined {
  if (node.kind !== 'array' || node.items.length === 0) return undefined;
  const loops = node.items.filter((item) => item.kind === 'object').filter(isLoop);
  return loops.length === node.items.length ? loops : undefined;
}

function isLoop(node: JsonObject): boolean {
  return ['name', 'count', 'input'].every((name) => findProperty(node, name) !== undefined);
}

function lowerCopy(element: JsonObject, lowering: Lowering): ObjectPropertyExpression {
  const name = findValue(element, 'name') ?? element;
  const text = name.kind === 'string' ? name.value : '';
  const key: Expression = { kind: 'string', value: text, at: placeOf(lowering, name) };
  return { key, value: lowerLoop(element, text, lowering) };
}

/** A copy loop over values: `{ name, count, input }` of a variable or property. */
export function lowerLoop(element: JsonObject, name: string, lowering: Lowering): LoopExpression {
  if (lowering.loops.insideValueLoop === true && !lowering.perhapsUnused) {
    const message =
      "The template 'copy' definition has nested copy arrays. The use of nested copy arrays is not supported.";
    reportError(lowering, 'nested-copy', message, placeOf(lowering, element));
  }
  const inside = { ...lowering, loops: insideNamedLoop(lowering.loops, name) };
  return {
    kind: 'loop',
    name,
    count: lowerRequired(element, 'count', lowering),
    body: lowerRequired(element, 'input', inside),
    at: placeOf(lowering, element),
  };
}

/** A property that must be there; when it is not, an error and an unknown. */
export function lowerRequired(node: JsonObject, name: string, lowering: Lowering): Expression {
  const value = findValue(node, name);
  if (value !== undefined) return lowerValue(value, lowering);
  const at = placeOf(lowering, { start: node.start, end: node.start + 1 });
  reportError(lowering, 'missing-property', `The property '${name}' is missing here`, at);
  return { kind: 'unsupported', because: `the property '${name}' is missing`, at };
}

/** A property that may be absent. */
export function lowerOptional(node: JsonNode | undefined, name: string, lowering: Lowering): Expression | undefined {
  const value = findValue(node, name);
  return value === undefined ? undefined : lowerValue(value, lowering);
}
