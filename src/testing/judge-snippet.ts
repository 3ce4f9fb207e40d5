import { evaluate } from '../evaluate/evaluate.ts';
import type { DeploymentContext } from '../evaluate/evaluation.ts';
import { buildEstate } from '../estate/build-estate.ts';
import type { EstateOptions } from '../estate/estate.ts';
import { runRules } from '../rule/index.ts';
import type { Rule, Verdict } from '../rule/index.ts';
import { createTemplateLoader } from '../template/create-loader.ts';
import { createMemoryFiles } from './memory-files.ts';
import type { Snippet } from './snippet.ts';

/** What a snippet is judged with. */
export interface SnippetOptions {
  /** Options of the rule. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly protectedBy?: EstateOptions['protectedBy'];
  /** Where it is deployed; what is not given stays unknown. */
  readonly context?: DeploymentContext;
  /** Further files (modules) by path relative to the snippet. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The verdicts of one rule on one snippet. Throws when the snippet has errors: a test of a rule is not about them. */
export function judgeSnippet(rule: Rule, code: Snippet, given: SnippetOptions = {}): readonly Verdict[] {
  const path = snippetPath(code);
  const others = Object.entries(given.files ?? {}).map(([name, text]) => [`/snippet/${name}`, text] as const);
  const loader = createTemplateLoader(createMemoryFiles(new Map([[path, code.text], ...others])), {
    moduleCache: '/module-cache',
  });
  const opened = loader.open(path);
  if (!opened.ok) throw new Error(opened.diagnostic.message);
  const { template } = opened;
  const inputs = { parameters: new Map(), context: given.context ?? {}, environment: new Map(), unit: 'snippet' };
  const { resources, gaps, diagnostics } = evaluate(template, inputs, loader);
  const error = diagnostics.find(({ level }) => level === 'error');
  if (error !== undefined) throw new Error(`the snippet has an error: ${error.message}`);
  const estate = buildEstate(
    { resources, gaps, diagnostics, suppressions: [] },
    { source: 'template', protectedBy: given.protectedBy ?? 'template' },
  );
  const run = runRules([rule], estate, new Map([[rule.id, { options: given.options ?? {} }]]));
  const [failure] = run.diagnostics;
  if (failure !== undefined) throw new Error(failure.message);
  return run.verdicts;
}

/** The path under which a snippet is read. */
export function snippetPath({ language }: Snippet): string {
  return language === 'bicep' ? '/snippet/main.bicep' : '/snippet/main.json';
}
