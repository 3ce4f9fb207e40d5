import type { Expression } from '../../expression.ts';
import type { Comparison, Operator, PathStep } from './json-path.ts';
import { parseJsonPath } from './json-path.ts';

/** What a JSONPath found in a literal. */
export type Selection =
  | { readonly kind: 'found'; readonly value: Expression }
  | { readonly kind: 'missing' }
  /** The path is one that is not evaluated here. */
  | { readonly kind: 'unsupported' };

/** More parts than this are not looked at. */
const MOST = 200_000;

/**
 * The part of a literal that a JSONPath means, or the array of its parts when it means several. The official compiler's reader is
 * Newtonsoft's `SelectTokens`.
 */
export function selectByPath(literal: Expression, path: string): Selection {
  const steps = parseJsonPath(path.trim());
  const found = steps === undefined ? undefined : select(literal, steps);
  if (found === undefined) return { kind: 'unsupported' };
  const [only] = found;
  if (only === undefined) return { kind: 'missing' };
  return { kind: 'found', value: found.length === 1 ? only : { kind: 'array', items: found, at: literal.at } };
}

/** Undefined when there are too many. */
function select(from: Expression, steps: readonly PathStep[]): readonly Expression[] | undefined {
  let found: readonly Expression[] = [from];
  for (const step of steps) {
    found = found.flatMap((value) => partsAt(value, step));
    if (found.length > MOST) return undefined;
  }
  return found;
}

function partsAt(value: Expression, step: PathStep): readonly Expression[] {
  switch (step.kind) {
    case 'names':
      return step.names.flatMap((name) => propertyOf(value, name) ?? []);
    case 'indexes':
      return value.kind === 'array' ? step.indexes.flatMap((index) => value.items[index] ?? []) : [];
    case 'slice':
      return value.kind === 'array' ? slice(value.items, step) : [];
    case 'all':
      return childrenOf(value);
    case 'descend':
      return descendants(value);
    case 'filter':
      return childrenOf(value).filter((child) => step.any.some((all) => all.every((each) => holds(child, each))));
  }
}

function propertyOf(value: Expression, name: string): Expression | undefined {
  if (value.kind !== 'object') return undefined;
  return value.properties.find(({ key }) => key.kind === 'string' && key.value === name)?.value;
}

function childrenOf(value: Expression): readonly Expression[] {
  if (value.kind === 'array') return value.items;
  return value.kind === 'object' ? value.properties.map((property) => property.value) : [];
}

/** The value and everything in it, each before its parts. */
function descendants(value: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const rest = [value];
  for (let next = rest.pop(); next !== undefined && found.length <= MOST; next = rest.pop()) {
    found.push(next);
    rest.push(...childrenOf(next).toReversed());
  }
  return found;
}

function slice(items: readonly Expression[], { start, end, step }: PathStep & { kind: 'slice' }): Expression[] {
  const place = (index: number): number => (index < 0 ? index + items.length : index);
  const from = Math.max(0, place(start ?? 0));
  const to = Math.min(items.length, place(end ?? items.length));
  return step > 0 ? items.slice(from, to).filter((_item, index) => index % step === 0) : [];
}

function holds(child: Expression, { path, operator, literal }: Comparison): boolean {
  const [found] = select(child, path) ?? [];
  if (operator === undefined || literal === undefined) return found !== undefined;
  if (found === undefined) return operator === '!=';
  return HOLDS[operator](orderOf(found.kind === 'null' ? null : 'value' in found ? found.value : undefined, literal));
}

/** What an operator says of the order of two values, which is undefined where they have none. */
const HOLDS: Readonly<Record<Operator, (order: number | undefined) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order !== undefined && order < 0,
  '<=': (order) => order !== undefined && order <= 0,
  '>': (order) => order !== undefined && order > 0,
  '>=': (order) => order !== undefined && order >= 0,
};

function orderOf(value: unknown, literal: string | number | boolean | null): number | undefined {
  if (typeof value === 'number' && typeof literal === 'number') return value - literal;
  if (typeof value === 'string' && typeof literal === 'string') return value < literal ? -1 : value > literal ? 1 : 0;
  return value === literal ? 0 : undefined;
}
