import { dirname } from 'node:path';
import { evaluate } from '../../../src/evaluate/evaluate.ts';
import type { DeploymentContext } from '../../../src/evaluate/evaluation.ts';
import { expand } from '../../../src/evaluate/expand.ts';
import { createDiskFiles } from '../../../src/input/templates/disk-files.ts';
import { renderJson } from '../../../src/resource/render-expression.ts';
import { createTemplateLoader } from '../../../src/template/create-loader.ts';
import type { Argument, OutputDeclaration, Template } from '../../../src/template/template.ts';
import type { Diagnostic } from '../../../src/text/diagnostic.ts';

/** What a template gives: its resources and outputs as in a snapshot, the values of its variables, and what is wrong with it. */
export interface Answer {
  readonly resources: readonly unknown[];
  readonly outputs: unknown;
  readonly variables: unknown;
  readonly errors: readonly string[];
  /** Those that are found without evaluating. */
  readonly compileErrors: readonly string[];
}

/** Opens and evaluates a template on disk. */
export function answer(path: string, parametersPath: string | undefined, context: DeploymentContext): Answer {
  const files = createDiskFiles({ roots: [dirname(path)], moduleCache: dirname(path) });
  const loader = createTemplateLoader(files, { moduleCache: dirname(path) });
  const opened = loader.open(path);
  if (!opened.ok) return failed([opened.diagnostic.message]);
  let parameters: ReadonlyMap<string, Argument> = new Map();
  if (parametersPath !== undefined) {
    const read = loader.openParameters(parametersPath);
    if (!read.ok) return failed([read.diagnostic.message]);
    parameters = read.file.parameters;
  }
  const inputs = { parameters, context, environment: new Map<string, string>(), unit: 'unit' };
  const evaluation = evaluate(opened.template, inputs, loader);
  const { outputs, predictedResources } = expand(evaluation);
  const variables: Record<string, unknown> = {};
  for (const { key, value } of evaluate(withVariables(opened.template), inputs, loader).outputs.properties) {
    if (key.startsWith(prefix)) variables[key.slice(prefix.length)] = renderJson(value);
  }
  const errors = errorsIn(evaluation.diagnostics);
  return {
    resources: predictedResources,
    outputs,
    variables,
    errors,
    compileErrors: errorsIn(opened.template.diagnostics),
  };
}

function errorsIn(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ level }) => level === 'error').map(({ code, message }) => `${code}: ${message}`);
}

const prefix = 'variable ';

/** Variables are evaluated only when something asks: an output for each one does. */
function withVariables(template: Template): Template {
  const outputs = new Map<string, OutputDeclaration>(template.outputs);
  for (const declaration of template.variables.values()) {
    const { at } = declaration;
    const name = prefix + declaration.name;
    outputs.set(name, {
      name,
      type: { kind: 'any', nullable: true, at },
      value: { kind: 'variable', declaration, at },
      at,
    });
  }
  return { ...template, outputs };
}

function failed(errors: readonly string[]): Answer {
  return { resources: [], outputs: {}, variables: {}, errors, compileErrors: errors };
}
