import { evaluate } from '../evaluate/evaluate.ts';
import type { DeploymentContext } from '../evaluate/evaluation.ts';
import { buildEstate } from '../estate/build-estate.ts';
import type { Estate, EstateOptions } from '../estate/estate.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import { liveResource } from '../input/rows/live-resource.ts';
import type { Rule, Verdict } from '../rule/index.ts';
import { runRules } from '../rule/run-rules.ts';
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
  const estate = code.language === 'rows' ? estateOfRows(code.text) : estateOfTemplate(code, given);
  const run = runRules([rule], estate, new Map([[rule.id, { options: given.options ?? {} }]]));
  const [failure] = run.diagnostics;
  if (failure !== undefined) throw new Error(failure.message);
  return run.verdicts;
}

function estateOfTemplate(code: Snippet, given: SnippetOptions): Estate {
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
  return buildEstate(
    { resources, gaps, diagnostics, suppressions: [] },
    { source: 'template', protectedBy: given.protectedBy ?? 'template' },
  );
}

function estateOfRows(text: string): Estate {
  // A snippet is written by the author of the test: whatever else is in it fails below.
  const { now, rows } = JSON.parse(text) as { readonly now: string; readonly rows: readonly GraphRow[] };
  const resources = rows.map((row) => {
    const resource = liveResource(row);
    if (resource === undefined) throw new Error(`a row has no id: ${JSON.stringify(row)}`);
    return resource;
  });
  const inventory = { resources, gaps: [], diagnostics: [], suppressions: [] };
  return buildEstate(inventory, { source: 'live', protectedBy: 'template', now: new Date(now) });
}

/** The path under which a snippet is read. */
export function snippetPath({ language }: Snippet): string {
  return language === 'bicep' ? '/snippet/main.bicep' : '/snippet/main.json';
}
