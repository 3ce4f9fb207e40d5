import type { Location } from '../../text/location.ts';
import { sameValue } from '../../resource/same-value.ts';
import { textParts } from '../../resource/text-parts.ts';
import type { TextPart } from '../../resource/text-parts.ts';
import type { Value } from '../../resource/value.ts';
import { boolValue } from '../../resource/make-value.ts';
import { compareRanges, equalRanges } from './length-range.ts';

/**
 * What a function of texts certainly gives although parts of them are unknown: an id whose subscription is not known is not empty all the
 * same. Undefined where that depends on the unknown.
 */
export function decideByParts(name: string, args: readonly Value[], at: Location): Value | undefined {
  const decided = deciders.get(name)?.(args);
  return decided === undefined ? undefined : boolValue(decided, at);
}

type Decide = (args: readonly Value[]) => boolean | undefined;

const deciders: ReadonlyMap<string, Decide> = new Map<string, Decide>([
  ['empty', ([text]) => (isTextOfLength(text) ? false : undefined)],
  ['equals', equals],
  ['contains', ([text, sought]) => literals(text).some((each) => isPartOf(sought, each)) || undefined],
  ['startsWith', ([text, sought]) => isAtEnd(partsOf(text)[0], sought, 'start')],
  ['endsWith', ([text, sought]) => isAtEnd(partsOf(text).at(-1), sought, 'end')],
  ['less', ([a, b]) => isLess(a, b)],
  ['greater', ([a, b]) => isLess(b, a)],
  ['lessOrEquals', ([a, b]) => negated(isLess(b, a))],
  ['greaterOrEquals', ([a, b]) => negated(isLess(a, b))],
]);

function isLess(a: Value | undefined, b: Value | undefined): boolean | undefined {
  const order = compareRanges(a, b);
  return order === undefined ? undefined : order === 'less';
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function equals([a, b]: readonly Value[]): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.kind === 'null') return isTextOfLength(b) ? false : undefined;
  if (b.kind === 'null') return isTextOfLength(a) ? false : undefined;
  return equalRanges(a, b) ?? sameValue(a, b);
}

function partsOf(value: Value | undefined): readonly TextPart[] {
  return (value?.kind === 'unknown' ? textParts(value) : undefined) ?? [];
}

function literals(value: Value | undefined): readonly string[] {
  return partsOf(value).flatMap((part) => (part.kind === 'literal' ? [part.text] : []));
}

/** What has a literal part is a text, and not an empty one. */
export function isTextOfLength(value: Value | undefined): boolean {
  return literals(value).length > 0;
}

function isPartOf(sought: Value | undefined, text: string): boolean {
  return sought?.kind === 'string' && text.includes(sought.value);
}

/** Case does not matter: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#startswith */
function isAtEnd(part: TextPart | undefined, sought: Value | undefined, end: 'start' | 'end'): boolean | undefined {
  if (part?.kind !== 'literal' || sought?.kind !== 'string') return undefined;
  const has = (text: string, other: string): boolean =>
    end === 'start' ? text.startsWith(other) : text.endsWith(other);
  const text = part.text.toLowerCase();
  const wanted = sought.value.toLowerCase();
  if (has(text, wanted)) return true;
  return has(wanted, text) ? undefined : false;
}
