import { integerValue, textValue } from '../resource/make-value.ts';
import { splitParts, textParts, valueOfParts } from '../resource/text-parts.ts';
import type { Value } from '../resource/value.ts';
import { isFalse } from './condition.ts';
import { opaque } from './frame.ts';
import type { Instance } from './instance.ts';
import { refuse } from './member.ts';
import { memberOf, stayingCall } from './staying-call.ts';

/** The segments of a name, as many as its type has; the engine refuses what is deployed under a name that has others. */
export function segmentsOf(name: Value, count: number, instance: Instance): readonly Value[] {
  if (count === 1 && (name.kind === 'unknown' || isSegment(name, instance))) return [name];
  const parts = textParts(name);
  const segments = parts === undefined ? [] : splitParts(parts, '/');
  if (segments.length === count && !(name.kind === 'string' && name.value === ''))
    return segments.map((segment) => valueOfParts(segment, name));
  if (name.kind !== 'unknown' && !isUnseen(instance) && !isFalse(instance.exists())) {
    refuse(instance.env, name.at, invalidName(name, segments.length, count, instance), 'invalid-name');
    const { session } = instance.env.frame;
    return Array.from({ length: count }, () => opaque(session, 'the resource has an invalid name', name.at));
  }
  // What the engine does not see, or what is not deployed: its name is not checked.
  if (count === 1) return [name];
  const because = name.kind === 'unknown' ? name.because : 'the name has other segments than the type';
  const split = stayingCall('split', [name, textValue('/', name.at)], name.at);
  return Array.from({ length: count }, (_, index) => memberOf(split, integerValue(index, name.at), name.at, because));
}

/** Without symbolic names what exists already is not in the template that is deployed. */
function isUnseen({ declaration, env }: Instance): boolean {
  return declaration.existing && !env.frame.template.symbolicNames;
}

function isSegment(name: Value, instance: Instance): boolean {
  if (name.kind !== 'string' || name.value.includes('/')) return false;
  return name.value !== '' || isUnseen(instance);
}

function invalidName(name: Value, found: number, expected: number, { declaration: { type } }: Instance): string {
  if (name.kind !== 'string' || name.value === '') {
    const shown = name.kind === 'string' ? name.value : name.kind;
    return `The template resource '${shown}' of type '${type}' is not valid. The name property cannot be null or empty.`;
  }
  const { value } = name;
  return `The template resource '${value}' of type '${type}' has an invalid name. The name '${value}' contains '${found}' name segment(s) separated by '/', but '${expected}' segment(s) were expected.`;
}
