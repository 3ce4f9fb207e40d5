import type { Location } from '../text/location.ts';
import { boolValue, textValue } from '../resource/make-value.ts';
import { propertiesOf } from '../resource/properties.ts';
import type { ObjectValue, Property, Value } from '../resource/value.ts';
import type { TemplateLoader } from '../template/loader.ts';
import type { Template } from '../template/template.ts';
import { Collector } from './collector.ts';
import { createFrame } from './deployment.ts';
import type { Budget, DeploymentInputs, Evaluation } from './evaluation.ts';
import type { Frame } from './frame.ts';
import { judging } from './judging/judging.ts';
import { evaluateOutput } from './output.ts';
import { rootPlace, scopeSymbol } from './place.ts';
import type { Reading } from './reading.ts';
import type { Session } from './session.ts';
import { UnitSession } from './unit-session.ts';

/** How a template is evaluated. */
export interface EvaluationOptions {
  /** What for: to be judged, unless said otherwise. */
  readonly reading?: Reading;
  /** Limits other than those that fit all but hostile templates. */
  readonly budget?: Partial<Budget>;
}

/**
 * What a deployment of `template` would create: every resource of it and of the deployments in it, with every value known or unknown for
 * a reason. Never throws: what Azure's engine would refuse, and limits that are hit, are diagnostics of level error.
 */
export function evaluate(
  template: Template,
  inputs: DeploymentInputs,
  loader: TemplateLoader,
  { reading = judging, budget = {} }: EvaluationOptions = {},
): Evaluation {
  const session = new UnitSession(inputs, loader, reading, budget);
  const root = rootFrame(template, inputs, session);
  const collector = new Collector(session);
  collector.collect(root);
  return {
    scope: template.scope,
    resources: session.log.resources,
    extensionResources: session.log.extensionResources,
    outputs: outputsOf(root),
    diagnostics: [...collector.syntax, ...session.log.diagnostics],
    gaps: session.log.gaps,
    secrets: session.log.secrets,
  };
}

function rootFrame(template: Template, inputs: DeploymentInputs, session: Session): Frame {
  const { context, unit } = inputs;
  const at: Location = { kind: 'file', file: template.file, span: { start: 0, end: 0 } };
  const given = (value: string | undefined, key: string, flag: string): Value =>
    value === undefined ? scopeSymbol('deployment', key, unit, at, flag) : textValue(value, at);
  return createFrame({
    session,
    template,
    parent: undefined,
    depth: 0,
    place: rootPlace(template, session.reading.scopes.context(context), unit),
    functions: 'own',
    deploymentName: () => given(context.deploymentName, 'name', '--deployment-name'),
    deploymentLocation: () => given(context.location, 'location', '--location'),
    exists: boolValue(true, at),
    repeated: undefined,
    calledBy: [],
    passed: inputs.parameters,
    passedIn: undefined,
    passedObject: undefined,
    outer: undefined,
    key: unit,
  });
}

function outputsOf(root: Frame): ObjectValue {
  const properties: Property[] = [];
  for (const declaration of root.template.outputs.values()) {
    const value = evaluateOutput(declaration, root);
    if (value !== undefined) properties.push({ key: declaration.name, keyAt: declaration.at, value });
  }
  return {
    kind: 'object',
    properties: propertiesOf(properties),
    at: { kind: 'file', file: root.template.file, span: { start: 0, end: 0 } },
  };
}
