import type { JsonProperty } from './nodes.ts';
import type { ProblemList } from './problem-list.ts';
import { sameKey } from './same-key.ts';

/** Up to here comparing all pairs is faster than filling a set. */
const fewProperties = 12;

/** Warns about each key of an object that stood there before, ignoring case: Resource Manager takes the last one. */
export function duplicateKeys(properties: readonly JsonProperty[], problems: ProblemList): void {
  if (properties.length > fewProperties) {
    const seen = new Map<string, JsonProperty>();
    for (const property of properties) {
      const key = property.key.toLowerCase();
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, property);
      else report(property, earlier, problems);
    }
    return;
  }
  for (let later = 1; later < properties.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      const a = properties[earlier];
      const b = properties[later];
      if (a !== undefined && b !== undefined && sameKey(a.key, b.key)) {
        report(b, a, problems);
        break;
      }
    }
  }
}

function report(property: JsonProperty, earlier: JsonProperty, problems: ProblemList): void {
  const name = property.key.length > 40 ? `${property.key.slice(0, 40)}...` : property.key;
  problems.add({
    code: 'json-duplicate-key',
    level: 'warning',
    message:
      property.key === earlier.key
        ? `The property '${name}' is given twice: only the last one counts`
        : `The property '${name}' is given twice in different case: only one of them counts`,
    span: { start: property.keyStart, end: property.keyEnd },
  });
}
