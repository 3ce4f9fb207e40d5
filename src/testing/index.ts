/** Tests for rules: snippets of Bicep or ARM JSON with marks where findings are expected. */
export { testRule } from './test-rule.ts';
export type { DeclareTest, InvalidCase, RuleCase, RuleCases, UndecidedCase, ValidCase } from './test-rule.ts';
export { judgeSnippet } from './judge-snippet.ts';
export type { SnippetOptions } from './judge-snippet.ts';
export { arm, bicep, parseSnippet, rows } from './snippet.ts';
export type { Snippet } from './snippet.ts';
