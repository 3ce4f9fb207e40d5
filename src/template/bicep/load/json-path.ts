/** One step of a JSONPath. */
export type PathStep =
  /** `.name`, `['a','b']` */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** `[0]`, `[0,2]` */
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  /** `[1:3]`, `[::2]`, `[-1:]` */
  | { readonly kind: 'slice'; readonly start?: number; readonly end?: number; readonly step: number }
  /** `.*`, `[*]` */
  | { readonly kind: 'all' }
  /** `..`: the value and all that is in it. */
  | { readonly kind: 'descend' }
  /** `[?(...)]` */
  | { readonly kind: 'filter'; readonly any: readonly (readonly Comparison[])[] };

const OPERATORS = ['==', '!=', '<', '<=', '>', '>='] as const;
/** How a filter compares. */
export type Operator = (typeof OPERATORS)[number];

/** `@.a.b == 1`, or `@.a` alone: there is such a part. Of a filter, one list of comparisons must hold in whole. */
export interface Comparison {
  readonly path: readonly PathStep[];
  readonly operator?: Operator;
  readonly literal?: string | number | boolean | null;
}

const name = /\.?([^.[\]*?'"\s$@()]+)/y;
const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/;
const brackets = new RegExp(
  String.raw`\.?\[\s*(\*|-?\d+(?:\s*,\s*-?\d+)*|-?\d*\s*:\s*-?\d*(?:\s*:\s*-?\d+)?|(?:${quoted.source})(?:\s*,\s*(?:${quoted.source}))*)\s*\]`,
  'y',
);
const comparison = new RegExp(
  String.raw`^@((?:[^\s=!<>&|'"]|${quoted.source})*)\s*(?:(==|!=|<=|>=|<|>)\s*(${quoted.source}|-?\d+(?:\.\d+)?|true|false|null))?$`,
);

/**
 * The steps of a JSONPath as Newtonsoft's `SelectTokens` takes it, with or without `$`. Undefined where the path is none, or matches regular
 * expressions or does arithmetic, which is not evaluated.
 */
export function parseJsonPath(path: string): readonly PathStep[] | undefined {
  const steps: PathStep[] = [];
  let index = path.startsWith('$') ? 1 : 0;
  while (index < path.length) {
    if (path.startsWith('..', index)) {
      steps.push({ kind: 'descend' });
      // The second dot belongs to what follows.
      index += 1;
      continue;
    }
    const next = stepAt(path, index);
    if (next === undefined) return undefined;
    steps.push(next.step);
    index = next.end;
  }
  return steps;
}

interface ReadStep {
  readonly step: PathStep;
  readonly end: number;
}

function stepAt(path: string, index: number): ReadStep | undefined {
  if (path.startsWith('.*', index)) return { step: { kind: 'all' }, end: index + 2 };
  if (path[index] === '*') return { step: { kind: 'all' }, end: index + 1 };
  const filter = /^\.?\[\s*\?\(/.exec(path.slice(index));
  if (filter !== null) return filterAt(path, index + filter[0].length);
  const named = matchAt(name, path, index);
  if (named?.[1] !== undefined) return { step: { kind: 'names', names: [named[1]] }, end: index + named[0].length };
  const inBrackets = matchAt(brackets, path, index);
  if (inBrackets?.[1] === undefined) return undefined;
  return { step: bracketStep(inBrackets[1]), end: index + inBrackets[0].length };
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function bracketStep(content: string): PathStep {
  if (content === '*') return { kind: 'all' };
  if (/^['"]/.test(content)) {
    const names = Array.from(content.matchAll(new RegExp(quoted, 'g')), ([text]) => unquoted(text));
    return { kind: 'names', names };
  }
  if (!content.includes(':')) return { kind: 'indexes', indexes: content.split(',').map(Number) };
  const [start = '', end = '', step = ''] = content.split(':').map((part) => part.trim());
  return {
    kind: 'slice',
    ...(start === '' ? {} : { start: Number(start) }),
    ...(end === '' ? {} : { end: Number(end) }),
    step: step === '' ? 1 : Number(step),
  };
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

/** A filter ends at the first `)]` that is in no text. */
function filterAt(path: string, start: number): ReadStep | undefined {
  const end = new RegExp(String.raw`^(?:${quoted.source}|[^'")]|\)(?!\s*\]))*`).exec(path.slice(start))?.[0];
  const closing = end === undefined ? null : /^\)\s*\]/.exec(path.slice(start + end.length));
  if (end === undefined || closing === null) return undefined;
  const any: Comparison[][] = [];
  for (const part of end.split('||')) {
    const all = part.split('&&').map((text) => readComparison(text.trim()));
    if (!all.every((each) => each !== undefined)) return undefined;
    any.push(all);
  }
  return { step: { kind: 'filter', any }, end: start + end.length + closing[0].length };
}

function readComparison(text: string): Comparison | undefined {
  const match = comparison.exec(text);
  const path = match?.[1] === undefined ? undefined : parseJsonPath(match[1]);
  if (match === null || path === undefined) return undefined;
  const [, , operator, literal] = match;
  if (literal === undefined) return { path };
  return isOperator(operator) ? { path, operator, literal: literalOf(literal) } : undefined;
}

function isOperator(text: string | undefined): text is Operator {
  return OPERATORS.some((operator) => operator === text);
}

function literalOf(text: string): string | number | boolean | null {
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^['"]/.test(text) ? unquoted(text) : Number(text);
}
