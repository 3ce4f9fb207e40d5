import type { JsonNode, JsonObject, JsonProperty } from '../../syntax/json/nodes.ts';
import { findText, findValue } from './json-access.ts';
import { type Lowering, placeOf, reportError } from './lowering.ts';

/** Which types a limit is for (https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters#integer-constraints). */
const typesOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['minlength', ['string', 'securestring', 'array']],
  ['maxlength', ['string', 'securestring', 'array']],
  ['minvalue', ['int']],
  ['maxvalue', ['int']],
]);

/** Reports limits of parameters that their types do not have, that are no numbers, or that contradict each other. */
export function checkConstraints(nodes: readonly JsonNode[], lowering: Lowering): void {
  for (const node of nodes) {
    if (node.kind !== 'object') continue;
    const type = findText(node, 'type')?.toLowerCase();
    for (const property of node.properties) {
      if (property.value.kind === 'null') continue;
      const types = typesOf.get(property.key.toLowerCase());
      if (types !== undefined) checkLimit(property, type, types, lowering);
    }
    checkOrder(node, 'minLength', 'maxLength', lowering);
    checkOrder(node, 'minValue', 'maxValue', lowering);
  }
}

function checkLimit(
  { key, value, keyStart, keyEnd }: JsonProperty,
  type: string | undefined,
  types: readonly string[],
  lowering: Lowering,
): void {
  if (numberOf(value) === undefined) {
    const message = `The '${key}' of a parameter is a number`;
    return reportError(lowering, 'invalid-template', message, placeOf(lowering, value));
  }
  if (type === undefined || types.includes(type)) return undefined;
  const message = `A parameter of type '${type}' has no '${key}'`;
  return reportError(lowering, 'invalid-template', message, placeOf(lowering, { start: keyStart, end: keyEnd }));
}

function checkOrder(node: JsonObject, least: string, greatest: string, lowering: Lowering): void {
  const [low, high] = [findValue(node, least), findValue(node, greatest)];
  if (low === undefined || high === undefined) return;
  const [smaller, larger] = [numberOf(low), numberOf(high)];
  if (smaller === undefined || larger === undefined || smaller <= larger) return;
  const message = `The '${least}' ${smaller} is greater than the '${greatest}' ${larger}`;
  reportError(lowering, 'invalid-template', message, placeOf(lowering, low));
}

/** A number, also one that is written as text, as Resource Manager reads it. */
function numberOf(node: JsonNode): number | undefined {
  switch (node.kind) {
    case 'number':
      return Number(node.text);
    case 'string':
      return /^-?\d+$/.test(node.value.trim()) ? Number(node.value) : undefined;
    case 'true':
    case 'false':
      return node.kind === 'true' ? 1 : 0;
    default:
      return undefined;
  }
}
