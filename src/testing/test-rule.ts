import type { Rule, Verdict } from '../rule/index.ts';
import type { SnippetOptions } from './judge-snippet.ts';
import { judgeSnippet, snippetPath } from './judge-snippet.ts';
import type { Snippet } from './snippet.ts';

/** One snippet and what it is judged with. */
export interface RuleCase extends SnippetOptions {
  readonly name: string;
  readonly code: Snippet;
}

/** A snippet in which every subject passes. */
export interface ValidCase extends RuleCase {
  /** `false`: the rule leaves everything in the snippet alone, so that there is not even a pass. */
  readonly applies?: false;
}

/** A snippet in which some subject fails. */
export interface InvalidCase extends RuleCase {
  /** The message of each finding, or what it matches. */
  readonly message?: string | RegExp;
}

/** A snippet that leaves some subject open. */
export interface UndecidedCase extends RuleCase {
  /** What the reason matches. */
  readonly because?: RegExp;
}

/** Three lists, because what cannot be decided deserves tests as much as what can. */
export interface RuleCases {
  readonly valid: readonly ValidCase[];
  readonly invalid: readonly InvalidCase[];
  readonly undecided: readonly UndecidedCase[];
}

/** How a test runner declares a test: `it` of vitest, jest or node:test. */
export type DeclareTest = (name: string, run: () => void) => unknown;

/** Declares one test per case. Where a snippet has marks, the findings must be exactly at them. */
export function testRule(it: DeclareTest, rule: Rule, cases: RuleCases): void {
  for (const each of cases.valid) it(`${rule.id}: valid: ${each.name}`, () => checkValid(rule, each));
  for (const each of cases.invalid) it(`${rule.id}: invalid: ${each.name}`, () => checkInvalid(rule, each));
  for (const each of cases.undecided) it(`${rule.id}: undecided: ${each.name}`, () => checkUndecided(rule, each));
}

function checkValid(rule: Rule, each: ValidCase): void {
  const verdicts = judgeSnippet(rule, each.code, each);
  const wrong = verdicts.filter(({ kind }) => kind !== 'pass');
  if (wrong.length > 0) throw new Error(`expected to pass, but:\n${wrong.map(describe).join('\n')}`);
  if (each.applies === false && verdicts.length > 0) throw new Error(`expected no verdict, found ${verdicts.length}`);
  if (each.applies !== false && verdicts.length === 0) throw new Error('the rule found nothing to judge');
}

function checkInvalid(rule: Rule, each: InvalidCase): void {
  const failed = verdictsOfKind('fail', rule, each);
  const { message } = each;
  for (const verdict of failed) {
    const fits =
      message === undefined ||
      (typeof message === 'string' ? verdict.message === message : message.test(verdict.message));
    if (!fits) throw new Error(`expected the message ${String(message)}, but:\n${describe(verdict)}`);
  }
}

function checkUndecided(rule: Rule, each: UndecidedCase): void {
  for (const verdict of verdictsOfKind('open', rule, each)) {
    if (each.because !== undefined && !each.because.test(verdict.because ?? '')) {
      throw new Error(`expected the reason ${String(each.because)}, but:\n${describe(verdict)}`);
    }
  }
}

/** The failed or open verdicts of a case, of which there must be some: at its marks, where it has any. */
function verdictsOfKind(kind: 'fail' | 'open', rule: Rule, { code, ...given }: RuleCase): readonly Verdict[] {
  const verdicts = judgeSnippet(rule, code, given);
  const found = verdicts.filter((verdict) => verdict.kind === kind);
  if (found.length === 0) throw new Error(`expected one that is ${kind}, but:\n${verdicts.map(describe).join('\n')}`);
  const expected = code.marks.map(({ start, end }) => quote(code, start, end));
  const places = [...new Set(found.map((verdict) => placeOf(code, verdict)))].sort();
  if (expected.length > 0 && places.join('\n') !== [...expected].sort().join('\n')) {
    throw new Error(`expected at\n${expected.join('\n')}\nfound at\n${places.join('\n')}`);
  }
  return found;
}

function placeOf(code: Snippet, { location }: Verdict): string {
  if (location.kind === 'live') return location.resourceId;
  const { start, end } = location.span;
  return location.file.path === snippetPath(code) ? quote(code, start, end) : `${location.file.path} ${start}`;
}

function quote({ text, language }: Snippet, start: number, end: number): string {
  if (language === 'rows') return text.slice(start, end);
  const line = text.slice(0, start).split('\n').length;
  return `${line}: ${text.slice(start, end)}`;
}

function describe({ kind, message, because }: Verdict): string {
  return `  ${kind} ${message}${because === undefined ? '' : ` because ${because}`}`;
}
