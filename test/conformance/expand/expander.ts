import { evaluate } from '../../../src/evaluate/evaluate.ts';
import type { DeploymentContext } from '../../../src/evaluate/evaluation.ts';
import type { Expansion } from '../../../src/evaluate/expand.ts';
import { expand } from '../../../src/evaluate/expand.ts';
import { preflight } from '../../../src/evaluate/preflight/preflight.ts';
import { createDiskFiles } from '../../../src/input/templates/disk-files.ts';
import { createTemplateLoader } from '../../../src/template/create-loader.ts';
import type { Expression } from '../../../src/template/expression.ts';
import type { Argument, Template } from '../../../src/template/template.ts';
import type { TypeNode } from '../../../src/template/type-node.ts';
import type { Diagnostic } from '../../../src/text/diagnostic.ts';

/** One template to expand. */
export interface ExpandCase {
  readonly template: string;
  readonly parameters?: string;
  readonly context: DeploymentContext;
  /** Required parameters that have no value get one: a text of their name, or an external input. */
  readonly fill?: string;
  /** The template whose types say what to fill in; the template itself when absent. */
  readonly fillFrom?: string;
}

/** Expands templates as `backuplint expand` does, with one loader for all of them. */
export function createExpander(roots: readonly string[], moduleCache: string): (one: ExpandCase) => Expansion {
  const files = createDiskFiles({ roots, moduleCache, named: [] });
  const loader = createTemplateLoader(files, { moduleCache });
  return ({ template: path, parameters: parametersPath, context, fill, fillFrom = path }) => {
    const opened = loader.open(path);
    if (!opened.ok) return refused([opened.diagnostic]);
    let parameters: ReadonlyMap<string, Argument> = new Map();
    if (parametersPath !== undefined) {
      const read = loader.openParameters(parametersPath);
      if (!read.ok) return refused([read.diagnostic]);
      // The case names its template: where `using` leads does not matter.
      const errors = read.file.diagnostics.filter(({ level, code }) => level === 'error' && code !== 'BCP091');
      if (errors.length > 0) return refused(errors);
      parameters = read.file.parameters;
    }
    const typed = loader.open(fillFrom);
    if (fill !== undefined && typed.ok) parameters = filled(typed.template, parameters, fill);
    const inputs = {
      parameters,
      context,
      environment: new Map<string, string>(),
      unit: 'unit',
    };
    return expand(evaluate(opened.template, inputs, loader, { reading: preflight }));
  };
}

function filled(template: Template, given: ReadonlyMap<string, Argument>, run: string): ReadonlyMap<string, Argument> {
  const parameters = new Map(given);
  for (const [key, { name, type, defaultValue, at }] of template.parameters) {
    if (parameters.has(key) || defaultValue !== undefined || type.nullable) continue;
    const text: Expression = { kind: 'string', value: key.replaceAll(/[^a-z0-9]/g, '').slice(0, 12), at };
    if (run === 'inputs')
      parameters.set(key, { name, at, value: { kind: 'call', name: 'externalInputs', arguments: [text], at } });
    else parameters.set(key, { name, at, value: knownValue(type, text) });
  }
  return parameters;
}

/** A value of the type: made up, but the same for every template that declares the same type. */
function knownValue(type: TypeNode, text: Expression, depth = 0): Expression {
  const { at } = text;
  if (type.allowedValues?.[0] !== undefined) return type.allowedValues[0];
  if (depth > 8) return { kind: 'object', properties: [], at };
  switch (type.kind) {
    case 'int':
      return { kind: 'number', value: 1, text: '1', at };
    case 'bool':
      return { kind: 'bool', value: true, at };
    case 'array':
    case 'list':
    case 'tuple':
      return { kind: 'array', items: [], at };
    case 'object':
      return { kind: 'object', properties: [], at };
    case 'literal':
      return type.value;
    case 'reference':
      return knownValue(type.declaration.type, text, depth + 1);
    case 'union':
    case 'tagged':
      return type.members[0] === undefined ? text : knownValue(type.members[0], text, depth + 1);
    case 'record': {
      const required = type.properties.filter((property) => !property.type.nullable);
      const properties = required.map((property) => ({
        key: { kind: 'string' as const, value: property.name, at },
        value: knownValue(property.type, text, depth + 1),
      }));
      return { kind: 'object', properties, at };
    }
    default:
      return text;
  }
}

function refused(diagnostics: readonly Diagnostic[]): Expansion {
  return {
    predictedResources: [],
    diagnostics: diagnostics.map(({ code, message }) => `error ${code}: ${message}`),
    outputs: {},
  };
}
