import { evaluate } from '../../../src/evaluate/evaluate.ts';
import type { DeploymentContext } from '../../../src/evaluate/evaluation.ts';
import { createDiskFiles } from '../../../src/input/templates/disk-files.ts';
import { createTemplateLoader } from '../../../src/template/create-loader.ts';
import type { Pair } from '../../parity/judge-both.ts';
import { judgeBoth } from '../../parity/judge-both.ts';

/** A template with its parameters and where it is deployed. */
export interface Graft {
  readonly template: string;
  readonly parameters: string;
  readonly context: DeploymentContext;
}

/** Judges grafts as templates and as the rows that they would become. */
export function createParityJudge(roots: readonly string[], moduleCache: string): (graft: Graft) => readonly Pair[] {
  const loader = createTemplateLoader(createDiskFiles({ roots, moduleCache, named: [] }), { moduleCache });
  return ({ template, parameters, context }) => {
    const opened = loader.open(template);
    if (!opened.ok) throw new Error(opened.diagnostic.message);
    const read = loader.openParameters(parameters);
    if (!read.ok) throw new Error(read.diagnostic.message);
    const inputs = {
      parameters: read.file.parameters,
      context,
      environment: new Map<string, string>(),
      unit: 'parity',
    };
    const { resources, gaps, diagnostics } = evaluate(opened.template, inputs, loader);
    return judgeBoth({ resources, gaps, diagnostics, suppressions: [] });
  };
}
