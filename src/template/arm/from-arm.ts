import type { Diagnostic } from '../../text/diagnostic.ts';
import { inFile } from '../../text/location.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { JsonNode, JsonObject } from '../../syntax/json/nodes.ts';
import { parseJson } from '../../syntax/json/parse-json.ts';
import type { SyntaxProblem } from '../../syntax/syntax-problem.ts';
import type { DeploymentScope, Template, TemplateSuppression } from '../template.ts';
import { checkHead, checkShape } from './check-shape.ts';
import {
  declareFunctions,
  declareOutputs,
  declareParameters,
  declareTypes,
  declareVariables,
  Pending,
} from './declarations.ts';
import { findText, kindName } from './json-access.ts';
import { type Lowering, type Names, noLoops, placeOf, reportError } from './lowering.ts';
import { findResources } from './resources.ts';
import { commentSuppressions, resourceSuppressions } from './suppressions.ts';

/**
 * The template that an ARM JSON file holds. Never throws: what is wrong with the text or the template is among the diagnostics, and
 * what can be read is there. Diagnostics of a nested template are that template's own; suppressions are all on the outermost.
 */
export function templateFromArm(file: SourceFile): Template {
  const { root, problems, comments } = parseJson(file.text);
  const diagnostics = problems.map((problem) => syntaxDiagnostic(file, problem));
  const suppressions = [...commentSuppressions(file, comments)];
  const lowering: Lowering = { ...rootLowering(file), diagnostics, suppressions };
  if (root?.kind === 'object') checkShape(root, lowering);
  if (root?.kind === 'object') return lowerTemplate(root, lowering, undefined, { diagnostics, suppressions });
  if (root !== undefined && diagnostics.every((diagnostic) => diagnostic.level !== 'error')) {
    const message = `A template is an object, not ${kindName(root)}`;
    reportError(lowering, 'invalid-template', message, placeOf(lowering, root));
  }
  const nothing: JsonObject = { kind: 'object', start: 0, end: 0, properties: [] };
  return lowerTemplate(nothing, lowering, undefined, { diagnostics, suppressions });
}

const noNames: Names = {
  parameters: new Map(),
  variables: new Map(),
  functions: new Map(),
  types: new Map(),
  symbols: new Map(),
};

/** The surroundings at the root of a file, where no names are declared. */
export function rootLowering(file: SourceFile): Lowering {
  return {
    file,
    names: noNames,
    loops: noLoops,
    perhapsUnused: false,
    valueLoops: false,
    outerScope: false,
    later: [],
    defaultScope: 'outer',
    diagnostics: [],
    suppressions: [],
    hasSuppressions: /backuplint/i.test(file.text),
    nestedTemplate: lowerTemplate,
  };
}

/** A problem of the JSON text at its place in the file. */
export function syntaxDiagnostic(file: SourceFile, problem: SyntaxProblem): Diagnostic {
  const { code, level, message, hint, span } = problem;
  return { code, level, message, at: inFile(file, span.start, span.end), ...(hint === undefined ? {} : { hint }) };
}

/**
 * The template of an object: the root of a file, or a nested one. `outer` is the surroundings of a nested deployment whose expressions are
 * evaluated with the parent's parameters and variables; `own` collects for the root.
 */
function lowerTemplate(
  root: JsonObject,
  surroundings: Lowering,
  outer: Lowering | undefined,
  own?: { readonly diagnostics: Diagnostic[]; readonly suppressions: TemplateSuppression[] },
): Template {
  const diagnostics = own?.diagnostics ?? [];
  const pending = new Pending();
  const names: { -readonly [K in keyof Names]: Names[K] } = { ...noNames };
  const inner: Lowering = { ...loweringInside(root, surroundings, outer), names, diagnostics };
  if (root.end > 0) checkHead(root, inner);
  const resources = findResources(root, inner);
  names.types = declareTypes(root, inner, pending);
  const scope =
    outer === undefined ? inner : withNamesOf(outer, inner, { types: names.types, symbols: resources.symbols });
  const parameters = declareParameters(root, scope, pending);
  const variables = declareVariables(
    root,
    { ...scope, valueLoops: true, perhapsUnused: scope.perhapsUnused || outer !== undefined },
    pending,
  );
  const functions = declareFunctions(root, scope, pending);
  Object.assign(names, { parameters, variables, functions, symbols: resources.symbols });
  pending.settle();
  resources.lower({ ...scope, valueLoops: true });
  const outputs = declareOutputs(root, scope);
  resourceSuppressions(root, scope);
  const contentVersion = findText(root, 'contentVersion');
  const unread = diagnostics.find(costsDeclaration);
  return {
    file: surroundings.file,
    language: 'arm',
    scope: scopeOf(findText(root, '$schema')),
    symbolicNames: resources.symbolicNames,
    ...(contentVersion === undefined ? {} : { contentVersion }),
    parameters,
    variables,
    functions,
    types: names.types,
    resources: resources.declarations,
    outputs,
    diagnostics,
    ...(unread === undefined ? {} : { unread }),
    suppressions: own?.suppressions ?? [],
    isLibrary: isLibrary(resources.declarations.length, outputs.size, names, root),
  };
}

/** What holds inside a template, before anything is declared there. */
function loweringInside(
  root: JsonObject,
  { file, suppressions, hasSuppressions, nestedTemplate }: Lowering,
  outer: Lowering | undefined,
): Omit<Lowering, 'names' | 'diagnostics'> {
  return {
    file,
    suppressions,
    hasSuppressions,
    nestedTemplate,
    loops: outer?.loops ?? noLoops,
    perhapsUnused: outer?.perhapsUnused ?? false,
    valueLoops: false,
    outerScope: outer !== undefined,
    later: [],
    defaultScope: (findText(root, 'languageVersion') ?? '1.0') === '1.0' ? 'outer' : 'inner',
  };
}

/** Inside a nested template whose expressions are evaluated with the parent's names; what these leave behind means the template's `own`. */
function withNamesOf(outer: Lowering, own: Lowering, declared: Pick<Names, 'types' | 'symbols'>): Lowering {
  return {
    ...own,
    names: { ...outer.names, ...declared },
    later: [
      ...outer.later.map(({ lowering, levelsUp }) => ({ lowering, levelsUp: levelsUp + 1 })),
      { lowering: own, levelsUp: 0 },
    ],
  };
}

/** Whether an error is about text that was not read, or about something that was to be a resource: without a type nobody knows which. */
function costsDeclaration({ code, level }: Diagnostic): boolean {
  return level === 'error' && (code.startsWith('json-') || code === 'invalid-template' || code === 'missing-type');
}

/** Bicep compiles a file of exported types, variables and functions to a template without resources and outputs. */
function isLibrary(resources: number, outputs: number, names: Names, root: JsonNode): boolean {
  const declares = names.types.size + names.functions.size + names.variables.size > 0;
  return resources === 0 && outputs === 0 && names.parameters.size === 0 && declares && root.end > 0;
}

/** The deployment scope that the schema of a template names (https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax). */
function scopeOf(schema: string | undefined): DeploymentScope {
  const name = /([a-z]*)deploymentTemplate\.json/i.exec(schema ?? '')?.[1]?.toLowerCase();
  if (name === 'subscription') return 'subscription';
  if (name === 'managementgroup') return 'managementGroup';
  if (name === 'tenant') return 'tenant';
  return 'resourceGroup';
}
