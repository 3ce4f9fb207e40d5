import { positionAt } from '../text/source-file.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { isFullyKnown } from '../resource/fully-known.ts';
import type { Json } from '../resource/render-expression.ts';
import { renderExpression, renderJson } from '../resource/render-expression.ts';
import type { Resource } from '../resource/resource.ts';
import type { ObjectValue } from '../resource/value.ts';
import type { Evaluation, ExtensionResource } from './evaluation.ts';
import { RESOURCE_PROPERTIES } from './resource-properties.ts';

/** What a deployment would create, as plain JSON in the shape and the order of the official `bicep snapshot`. */
export interface Expansion {
  readonly predictedResources: readonly Json[];
  readonly diagnostics: readonly string[];
  readonly outputs: { readonly [name: string]: Json };
}

/**
 * An evaluation as the official `bicep snapshot` prints it. What Azure's engine refuses has no resources and says why; so has a root
 * deployment with a loop whose count is unknown, which the engine refuses too.
 */
export function expand(evaluation: Evaluation): Expansion {
  const errors = evaluation.diagnostics.filter((diagnostic) => diagnostic.level === 'error');
  // A template that could not be read is no refusal: the engine leaves its deployment alone and says so.
  const unread = new Set(evaluation.gaps.map((gap) => gap.because));
  const diagnostics = errors.filter((diagnostic) => !unread.has(diagnostic.message)).map(diagnosticText);
  const repeated = evaluation.resources.find((one) => one.repeated !== undefined && one.calledBy.length === 0);
  if (repeated !== undefined) {
    diagnostics.push(`The template 'copy' definition has an invalid copy count: ${repeated.repeated?.because ?? ''}.`);
  }
  if (diagnostics.length > 0) return { predictedResources: [], diagnostics, outputs: {} };
  // A nested deployment with a loop that runs an unknown number of times is not looked into by the engine.
  const deployed = evaluation.resources.filter((one) => !one.existing && one.repeated === undefined);
  return {
    predictedResources: [...deployed.map(resourceJson), ...evaluation.extensionResources.map(extensionResourceJson)],
    diagnostics: errors.map(diagnosticText),
    outputs: outputsJson(evaluation.outputs),
  };
}

function diagnosticText({ code, level, message, at }: Diagnostic): string {
  if (at?.kind !== 'file') return `${level} ${code}: ${message}`;
  const { line, column } = positionAt(at.file, at.span.start);
  return `${at.file.path}(${line},${column}): ${level} ${code}: ${message}`;
}

function resourceJson(resource: Resource): Json {
  const { type, exists, name, apiVersion, body } = resource;
  const written = body.properties.get('apiVersion');
  const writtenType = body.properties.get('type');
  const entries: [string, Json][] = [
    ['id', renderJson(resource.id.value)],
    ['type', writtenType === undefined ? type : renderJson(writtenType)],
  ];
  if (exists.kind !== 'bool') entries.push(['condition', renderJson(exists)]);
  entries.push(['name', renderJson(name)]);
  if (apiVersion !== undefined) entries.push(['apiVersion', apiVersion]);
  else entries.push(['apiVersion', written === undefined ? '[defaultApiVersion()]' : renderJson(written)]);
  for (const key of RESOURCE_PROPERTIES) {
    const value = body.properties.get(key);
    if (value !== undefined && value.kind !== 'null') entries.push([key, renderJson(value)]);
  }
  return Object.fromEntries(entries);
}

function extensionResourceJson({ type, apiVersion, properties }: ExtensionResource): Json {
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(properties === undefined ? {} : { properties: renderJson(properties) }),
    type,
  };
}

/** An output is one expression as long as a part of it is unknown. */
function outputsJson(outputs: ObjectValue): Expansion['outputs'] {
  const entries: [string, Json][] = [];
  for (const { key, value } of outputs.properties) {
    entries.push([key, isFullyKnown(value) ? renderJson(value) : `[${renderExpression(value)}]`]);
  }
  return Object.fromEntries(entries);
}
