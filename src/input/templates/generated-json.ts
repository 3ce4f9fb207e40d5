import { dirname } from 'node:path';
import { evaluate } from '../../evaluate/evaluate.ts';
import { expand } from '../../evaluate/expand.ts';
import type { DeploymentInputs } from '../../evaluate/evaluation.ts';
import type { TemplateLoader } from '../../template/loader.ts';
import type { Template } from '../../template/template.ts';
import { groupBy } from '../../text/group-by.ts';
import { isGeneratedByBicep } from './json-metadata.ts';
import { stemOf } from './pair-parameters.ts';
import type { GeneratedTemplate } from './root.ts';

/** A JSON template beside the Bicep file that it was generated from. */
export interface FoundGenerated extends GeneratedTemplate {
  /** The two no longer declare the same. */
  readonly isStale: boolean;
}

/**
 * The JSON templates that Bicep generated from a Bicep file beside them: of the same stem, or of another name while both declare the
 * same. JSON of another name that differs is a template of its own.
 */
export function findGenerated(templates: readonly Template[], loader: TemplateLoader): readonly FoundGenerated[] {
  const bicep = templates.filter(({ language }) => language === 'bicep');
  const bicepByFolder = groupBy(bicep, ({ file }) => dirname(file.path));
  const declareTheSame = createComparison(loader);
  return templates.flatMap((json): FoundGenerated[] => {
    const beside = json.language === 'arm' ? bicepByFolder.get(dirname(json.file.path)) : undefined;
    if (!beside || !isGeneratedByBicep(json.file.text)) return [];
    const sameStem = beside.find((bicep) => stemOf(bicep.file.path) === stemOf(json.file.path));
    if (sameStem) return [{ json, bicep: sameStem, isStale: !declareTheSame(json, sameStem) }];
    const same = beside.find((bicep) => declareTheSame(json, bicep));
    return same ? [{ json, bicep: same, isStale: false }] : [];
  });
}

const noInputs: DeploymentInputs = { parameters: new Map(), context: {}, environment: new Map(), unit: 'generated' };

/** Compares what templates declare. Each is evaluated once: a folder may hold many that may be of each other. */
function createComparison(loader: TemplateLoader): (json: Template, bicep: Template) => boolean {
  const known = new Map<Template, string>();
  const resourcesOf = (template: Template): string => {
    const resources = known.get(template) ?? writtenResources(template, loader);
    known.set(template, resources);
    return resources;
  };
  const names = (template: Template): string => [...template.parameters.keys()].sort().join();
  return (json, bicep) =>
    json.scope === bicep.scope && names(json) === names(bicep) && resourcesOf(json) === resourcesOf(bicep);
}

function writtenResources(template: Template, loader: TemplateLoader): string {
  return JSON.stringify(expand(evaluate(template, noInputs, loader)).predictedResources);
}
