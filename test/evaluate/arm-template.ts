import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Budget, DeploymentContext, Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Expansion } from '../../src/evaluate/expand.ts';
import { expand } from '../../src/evaluate/expand.ts';
import { judging } from '../../src/evaluate/judging/judging.ts';
import { preflight } from '../../src/evaluate/preflight/preflight.ts';
import { templateFromArm } from '../../src/template/arm/from-arm.ts';
import type { Expression } from '../../src/template/expression.ts';
import type { LoadResult, TemplateLoader } from '../../src/template/loader.ts';
import type { Argument } from '../../src/template/template.ts';
import { createSourceFile } from '../../src/text/source-file.ts';
import type { FileLocation } from '../../src/text/location.ts';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** An ARM template for tests: what is not said is empty. */
export interface ArmTemplate {
  readonly schema?:
    | 'deploymentTemplate'
    | 'subscriptionDeploymentTemplate'
    | 'managementGroupDeploymentTemplate'
    | 'tenantDeploymentTemplate';
  readonly languageVersion?: string;
  readonly parameters?: Plain;
  readonly variables?: Plain;
  readonly functions?: Plain;
  readonly resources?: Plain;
  readonly outputs?: Plain;
}

/** How a test deploys its template. */
export interface Deployment {
  readonly parameters?: { readonly [name: string]: Plain };
  readonly context?: DeploymentContext;
  readonly files?: { readonly [path: string]: ArmTemplate };
  readonly budget?: Partial<Budget>;
  /** As Azure's preflight and the official snapshot answer. */
  readonly preflight?: true;
}

export const everythingKnown: DeploymentContext = {
  subscriptionId: '00000000-0000-0000-0000-000000000001',
  resourceGroup: 'rg',
  location: 'westeurope',
  tenantId: '00000000-0000-0000-0000-000000000002',
  managementGroup: 'mg',
  deploymentName: 'main',
};

export function evaluateArm(template: ArmTemplate, deployment: Deployment = {}): Evaluation {
  const parameters = new Map<string, Argument>();
  for (const [name, value] of Object.entries(deployment.parameters ?? {})) {
    parameters.set(name.toLowerCase(), { name, at: parameterPlace, value: literal(value) });
  }
  const inputs = {
    parameters,
    context: deployment.context ?? {},
    environment: new Map<string, string>(),
    unit: 'unit',
  };
  const reading = deployment.preflight ? preflight : judging;
  const { budget = {}, files = {} } = deployment;
  return evaluate(open('main.json', template), inputs, loaderOf(files), { reading, budget });
}

export function expandArm(template: ArmTemplate, deployment?: Deployment): Expansion {
  return expand(evaluateArm(template, deployment));
}

/** The value of one output of whatever type it has, as `expand` prints it; undefined when the template is refused. */
export function outputOf(value: Plain, template: ArmTemplate = {}, deployment?: Deployment): unknown {
  for (const type of ['object', 'array', 'string', 'int', 'bool']) {
    const evaluation = evaluateArm({ ...template, outputs: { o: { type, nullable: true, value } } }, deployment);
    const isOther = evaluation.diagnostics.some(({ code }) => code === 'invalid-output');
    if (!isOther) return expand(evaluation).outputs['o'];
  }
  return undefined;
}

/** What the template is refused for. */
export function refusalOf(template: ArmTemplate, deployment?: Deployment): string | undefined {
  return evaluateArm(template, deployment).diagnostics.find((diagnostic) => diagnostic.level === 'error')?.message;
}

const parameterPlace: FileLocation = {
  kind: 'file',
  file: createSourceFile('/parameters.json', ''),
  span: { start: 0, end: 0 },
};

function open(path: string, { schema = 'deploymentTemplate', ...sections }: ArmTemplate) {
  const text = JSON.stringify({
    $schema: `https://schema.management.azure.com/schemas/2019-04-01/${schema}.json#`,
    contentVersion: '1.0.0.0',
    resources: [],
    ...sections,
  });
  return templateFromArm(createSourceFile(`/${path}`, text));
}

function loaderOf(files: { readonly [path: string]: ArmTemplate }): TemplateLoader {
  const missing = (path: string): LoadResult => ({
    ok: false,
    diagnostic: { code: 'unreadable-template', level: 'error', message: `${path} is not there` },
  });
  const load = (path: string): LoadResult => {
    const template = files[path];
    return template === undefined ? missing(path) : { ok: true, template: open(path, template) };
  };
  return {
    open: load,
    resolve: (reference, _from, uri) =>
      load(reference.kind === 'path' ? reference.path : typeof uri === 'string' ? uri : reference.kind),
    openParameters: (path) => ({ ok: false, diagnostic: { code: 'missing', level: 'error', message: path } }),
    resolveParameters: ({ kind }) => ({ ok: false, diagnostic: { code: 'missing', level: 'error', message: kind } }),
  };
}

function literal(value: Plain): Expression {
  const at = parameterPlace;
  if (value === null) return { kind: 'null', at };
  if (typeof value === 'string') return { kind: 'string', value, at };
  if (typeof value === 'number') return { kind: 'number', value, text: String(value), at };
  if (typeof value === 'boolean') return { kind: 'bool', value, at };
  if (isList(value)) return { kind: 'array', items: value.map(literal), at };
  const properties = Object.entries(value).map(([key, item]) => ({
    key: { kind: 'string' as const, value: key, at },
    value: literal(item),
  }));
  return { kind: 'object', properties, at };
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
