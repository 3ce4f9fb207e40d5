import { propertiesOf } from '../resource/properties.ts';
import type { Resource } from '../resource/resource.ts';
import { sameValue } from '../resource/same-value.ts';
import type { UnknownValue, Value } from '../resource/value.ts';

/**
 * A resource in each way that its properties may turn out where an unknown only chooses between known values: `prod ? 90 : 30`,
 * `settings[environment].days`. What asks the same is answered alike. Empty where nothing chooses, or where there are too many cases.
 */
export function casesOf(resource: Resource): readonly Resource[] {
  const properties = resource.body.properties.get('properties');
  const cases = properties === undefined ? [] : split(properties, 0);
  return cases.length < 2 || cases.length > mostCases ? [] : cases.map((one) => withProperties(resource, one));
}

const mostCases = 16;
const mostQuestions = 4;
/** Values are nested no deeper than this where templates are written by people. */
const mostDepth = 40;

/** What an unknown depends on, and what may become of that. */
interface Question {
  readonly about: UnknownValue;
  readonly answers: readonly Value[];
}

function split(value: Value, asked: number): readonly Value[] {
  const question = questionIn(value, 0);
  if (question === undefined) return [value];
  if (asked === mostQuestions || question.answers.length > mostCases) return [];
  const cases = question.answers.map((answer) => split(answered(value, { ...question, answer }, 0), asked + 1));
  return cases.some((one) => one.length === 0) ? [] : cases.flat().slice(0, mostCases + 1);
}

function questionIn(value: Value, depth: number): Question | undefined {
  if (depth > mostDepth) return undefined;
  if (value.kind === 'unknown') return questionOf(value, depth);
  for (const part of partsOf(value)) {
    const found = questionIn(part, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === 'array') return value.items;
  return value.kind === 'object' ? [...value.properties].map((property) => property.value) : [];
}

/** What comes from a secret is not taken apart: its parts could be quoted. */
function questionOf({ symbol, at, sealed }: UnknownValue, depth: number): Question | undefined {
  if (sealed || depth > mostDepth) return undefined;
  if (symbol.kind === 'call' && symbol.name.toLowerCase() === 'if') {
    const [condition] = symbol.arguments;
    const answers = [true, false].map((value) => ({ kind: 'bool', value, at }) as const);
    return condition?.kind === 'unknown' ? { about: condition, answers } : undefined;
  }
  if (symbol.kind !== 'member') return undefined;
  const { of, key } = symbol;
  if (of.kind === 'unknown') return questionOf(of, depth + 1);
  if (of.kind !== 'object' || key.kind !== 'unknown' || !of.properties.areAllKeysKnown) return undefined;
  return { about: key, answers: [...of.properties].map((property) => ({ kind: 'string', value: property.key, at })) };
}

interface Answer extends Question {
  readonly answer: Value;
}

/** The value with a question answered, wherever it is asked. */
function answered(value: Value, given: Answer, depth: number): Value {
  if (depth > mostDepth) return value;
  const inside = (part: Value): Value => answered(part, given, depth + 1);
  switch (value.kind) {
    case 'unknown':
      return sameValue(value, given.about) === true ? given.answer : chosen(value, inside);
    case 'array':
      return { ...value, items: value.items.map(inside) };
    case 'object': {
      const properties = [...value.properties].map((property) => ({ ...property, value: inside(property.value) }));
      return { ...value, properties: propertiesOf(properties) };
    }
    default:
      return value;
  }
}

/** What a choice gives whose question is answered; the choice itself while it is not. */
function chosen(choice: UnknownValue, inside: (part: Value) => Value): Value {
  const { symbol } = choice;
  if (symbol.kind === 'member') {
    const [of, key] = [inside(symbol.of), inside(symbol.key)];
    const found = of.kind === 'object' && key.kind === 'string' ? of.properties.get(key.value) : undefined;
    return found ?? choice;
  }
  if (symbol.kind !== 'call' || symbol.name.toLowerCase() !== 'if') return choice;
  const [condition, whenTrue, whenFalse] = symbol.arguments;
  if (condition?.kind !== 'unknown') return choice;
  const truth = inside(condition);
  const branch = truth.kind === 'bool' ? (truth.value ? whenTrue : whenFalse) : undefined;
  return branch === undefined || branch.kind === 'lambda' ? choice : inside(branch);
}

function withProperties(resource: Resource, value: Value): Resource {
  const all = [...resource.body.properties].map((property) =>
    property.key.toLowerCase() === 'properties' ? { ...property, value } : property,
  );
  return { ...resource, body: { ...resource.body, properties: propertiesOf(all) } };
}
