import { evaluate } from '../evaluate/evaluate.ts';
import type { Evaluation } from '../evaluate/evaluation.ts';
import { expand, type Expansion } from '../evaluate/expand.ts';
import { preflight } from '../evaluate/preflight/preflight.ts';
import { createUnits, findRoots, realPathOf } from '../input/index.ts';
import { propertiesOf } from '../resource/properties.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { Failure } from '../text/failure.ts';
import { inFile } from '../text/location.ts';
import { createSourceFile } from '../text/source-file.ts';
import { openTemplates } from './open-templates.ts';
import type { ReadOptions } from './options.ts';
import { readOverrides } from './overrides.ts';

/** Which template to expand. */
export interface ExpandOptions extends ReadOptions {
  /** A template or a parameter file. */
  readonly template: string;
}

/** What a deployment would create. */
export interface ExpandResult {
  /** In the shape of `bicep snapshot`. */
  readonly snapshot: Expansion;
  /** False when something could not be read or the engine would refuse it. */
  readonly complete: boolean;
}

/**
 * Expands one template.
 *
 * @throws {Failure} when the template, a parameter file or a parameter is not there.
 */
export function expandTemplate(options: ExpandOptions): ExpandResult {
  const workingDirectory = realPathOf(options.workingDirectory);
  const { paths, roots, files, loader } = openTemplates([options.template], { ...options, workingDirectory });
  const found = findRoots({ paths, roots, isExcluded: () => false }, files, loader);
  if (found.roots.length > 1) {
    throw new Failure(`'${options.template}' holds ${found.roots.length} templates`, 'name the one to expand');
  }
  const [root] = found.roots;
  if (!root) return resultOf(nothing(options.template, found.diagnostics));
  const overrides = readOverrides(options.parameters ?? [], found.roots, loader, workingDirectory);
  const [unit] = createUnits([root], {
    parameters: overrides.parameters,
    environment: options.environment ?? new Map(),
    contextsOf: () => [options.context ?? {}],
  });
  if (!unit) return resultOf(nothing(options.template, found.diagnostics));
  const evaluation = evaluate(root.template, unit.inputs, loader, { reading: preflight });
  const before = [...found.diagnostics, ...overrides.diagnostics, ...unit.diagnostics];
  return resultOf({ ...evaluation, diagnostics: [...before, ...evaluation.diagnostics] });
}

function resultOf(evaluation: Evaluation): ExpandResult {
  const snapshot = expand(evaluation);
  return { snapshot, complete: snapshot.diagnostics.length === 0 && evaluation.gaps.length === 0 };
}

/** The evaluation of what could not be read. */
function nothing(path: string, diagnostics: readonly Diagnostic[]): Evaluation {
  const at = inFile(createSourceFile(path, ''), 0, 0);
  const isTold = diagnostics.some(({ level }) => level === 'error');
  const none: Diagnostic = { code: 'no-template', level: 'error', message: `there is no template in '${path}'`, at };
  return {
    scope: 'resourceGroup',
    resources: [],
    extensionResources: [],
    outputs: { kind: 'object', properties: propertiesOf([]), at },
    diagnostics: isTold ? diagnostics : [...diagnostics, none],
    gaps: [],
    secrets: [],
  };
}
