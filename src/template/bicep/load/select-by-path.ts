import type { Expression } from '../../expression.ts';

/** What a JSONPath found in a literal. */
export type Selection =
  | { readonly kind: 'found'; readonly value: Expression }
  | { readonly kind: 'missing' }
  /** Filters, wildcards and descents are not evaluated here. */
  | { readonly kind: 'unsupported' };

/**
 * The part of a literal that a JSONPath of names and indexes means: `$.a.b`, `a['b'][0]`, `.a`. The official compiler's reader is
 * Newtonsoft's `SelectToken`, which takes paths with and without `$`.
 */
export function selectByPath(literal: Expression, path: string): Selection {
  const steps = stepsOf(path.trim());
  if (steps === undefined) return { kind: 'unsupported' };
  let current = literal;
  for (const step of steps) {
    const next = typeof step === 'number' ? itemOf(current, step) : propertyOf(current, step);
    if (next === undefined) return { kind: 'missing' };
    current = next;
  }
  return { kind: 'found', value: current };
}

function stepsOf(path: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  const pattern = /\.?(?:([^.[\]*?'"\s$@()][^.[\]*?]*)|\[\s*(?:(\d+)|'([^']*)'|"([^"]*)")\s*\])/y;
  pattern.lastIndex = path.startsWith('$') ? 1 : 0;
  while (pattern.lastIndex < path.length) {
    const match = pattern.exec(path);
    if (match === null) return undefined;
    steps.push(match[2] === undefined ? (match[1] ?? match[3] ?? match[4] ?? '') : Number(match[2]));
  }
  return steps;
}

function itemOf(value: Expression, index: number): Expression | undefined {
  return value.kind === 'array' ? value.items[index] : undefined;
}

function propertyOf(value: Expression, name: string): Expression | undefined {
  if (value.kind !== 'object') return undefined;
  return value.properties.find(({ key }) => key.kind === 'string' && key.value === name)?.value;
}
