import type { Location } from '../text/location.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { PartialUri } from '../template/loader.ts';
import type {
  DeploymentDeclaration,
  DeploymentScope,
  ResourceDeclaration,
  Template,
  TemplateReference,
} from '../template/template.ts';
import { isFalse } from './condition.ts';
import type { Env, Frame, Place } from './frame.ts';
import { opaque } from './frame.ts';
import type { Instance } from './instance.ts';
import { textValue } from '../resource/make-value.ts';
import { memberOf } from './staying-call.ts';
import { refuse } from './member.ts';
import type { Move, SeenMove } from './place.ts';
import { movedPlace } from './place.ts';
import { functionFrame } from './scope-functions.ts';
import { givenName, scopeFromValue } from './target.ts';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-resource-group */
const FIRST_WITH_GROUP = '2017-05-10';

/** Azure itself allows five levels of nested templates; Bicep modules are the same thing. */
const DEEPEST_DEPLOYMENT = 24;

/** What a module or nested deployment deploys; undefined when it surely is not deployed, or cannot be opened (then it is noted as a gap). */
export function childFrame(instance: Instance): Frame | undefined {
  const { deployment } = instance.declaration;
  const { frame } = instance.env;
  const exists = instance.exists();
  if (deployment === undefined || isFalse(exists)) return undefined;
  if (frame.depth >= DEEPEST_DEPLOYMENT || !frame.session.countDeployment(instance.at)) {
    frame.session.log.note({
      code: 'limit-depth',
      level: 'error',
      message: `Deployments are nested more than ${DEEPEST_DEPLOYMENT} deep, or there are too many of them.`,
      at: instance.at,
    });
    return undefined;
  }
  const template = openTemplate(deployment, instance);
  return template === undefined ? undefined : newChild(instance, deployment, template, exists);
}

function newChild(instance: Instance, deployment: DeploymentDeclaration, template: Template, exists: Value): Frame {
  const { env, declaration } = instance;
  const { frame } = env;
  const outer = deployment.expressionScope === 'outer';
  const at = instance.at;
  const place = childPlace(declaration, env);
  if (deployment.kind !== 'module') checkNested(instance, place);
  return createFrame({
    session: frame.session,
    template,
    parent: frame,
    depth: frame.depth + 1,
    place,
    functions: outer ? functionFrame(frame) : 'own',
    deploymentName: () => instance.name(),
    deploymentLocation: () => instance.property('location') ?? frame.deploymentLocation(),
    exists,
    calledBy: [at, ...frame.calledBy],
    ...passedTo(deployment, instance),
    key: `${frame.key}/${frame.session.freshIdentity()}`,
    repeated: instance.repeated,
    outer: outer ? env : undefined,
  });
}

/** What the compiler sees to in modules: the version that knows other groups, and where the deployment is recorded. */
function checkNested(instance: Instance, place: Place): void {
  const apiVersion = instance.apiVersion();
  const { resourceGroup } = instance.declaration.target ?? {};
  if (resourceGroup !== undefined && apiVersion?.kind === 'string' && apiVersion.value < FIRST_WITH_GROUP) {
    const message = `The api-version '${apiVersion.value}' used to deploy the template does not support 'ResourceGroup' property. Please use api-version '${FIRST_WITH_GROUP}' or later to deploy the template.`;
    refuse(instance.env, instance.at, message, 'invalid-template');
  }
  checkLocation(instance, place);
}

/** A deployment to a resource group is where the group is; every other one says where. A group is in a subscription that is known. */
function checkLocation(instance: Instance, { scope, subscriptionId }: Place): void {
  const around = instance.env.frame.place;
  const isAbove = around.scope === 'managementGroup' || around.scope === 'tenant';
  if (scope === 'resourceGroup' && isAbove && subscriptionId === around.subscriptionId) {
    const message = `A deployment to a resource group from a ${around.scope} must name the 'subscriptionId', too.`;
    refuse(instance.env, instance.at, message, 'invalid-template');
    return;
  }
  const location = instance.property('location');
  const isGiven = location !== undefined && location.kind !== 'null';
  const isInGroup = scope === 'resourceGroup';
  if (isGiven !== isInGroup || location?.kind === 'unknown') return;
  const message = isInGroup
    ? "The 'location' property is not allowed for a deployment at resource group scope."
    : "The 'location' property must be specified for a deployment that is not at resource group scope.";
  refuse(instance.env, instance.at, message, 'invalid-template');
}

/** What a deployment is, without what it remembers of its evaluation. */
export type FrameParts = Omit<Frame, 'parameters' | 'variables' | 'outputs' | 'instances' | 'scopeObjects'>;

/** A deployment of which nothing was evaluated yet. Written out, because copying the parts of thousands takes time. */
export function createFrame(parts: FrameParts): Frame {
  return {
    session: parts.session,
    template: parts.template,
    parent: parts.parent,
    depth: parts.depth,
    place: parts.place,
    functions: parts.functions,
    deploymentName: parts.deploymentName,
    deploymentLocation: parts.deploymentLocation,
    exists: parts.exists,
    repeated: parts.repeated,
    calledBy: parts.calledBy,
    passed: parts.passed,
    passedIn: parts.passedIn,
    passedObject: parts.passedObject,
    outer: parts.outer,
    key: parts.key,
    parameters: new Map(),
    variables: new Map(),
    outputs: new Map(),
    instances: new Map(),
    scopeObjects: new Map(),
  };
}

/** What the caller passes, in its own words or in a parameter file that it links to. */
function passedTo(
  deployment: DeploymentDeclaration,
  { env, at }: Instance,
): Pick<Frame, 'passed' | 'passedIn' | 'passedObject'> {
  const { parameters, parametersLink: link } = deployment;
  const own = { passed: parameters, passedIn: env, passedObject: passedObject(deployment, env) };
  if (link === undefined || parameters.size > 0) return own;
  const { session, template } = env.frame;
  const found = session.loader.resolveParameters(link, template, addressOf(link, env));
  const errors = found.ok ? found.file.diagnostics.filter(({ level }) => level === 'error') : [found.diagnostic];
  if (found.ok && errors.length === 0) return { ...own, passed: found.file.parameters };
  const because = `the parameters come from a file behind 'parametersLink', which is not read: ${errors[0]?.message ?? ''}`;
  return { ...own, passedObject: () => opaque(session, because, at) };
}

/** The address of a link: its text, or what is known of it. */
function addressOf(reference: TemplateReference, env: Env): string | PartialUri | undefined {
  if (reference.kind !== 'uri') return undefined;
  const { session } = env.frame;
  const uri = session.evaluate(reference.uri, env);
  if (uri.kind === 'string') return uri.value;
  if (uri.kind === 'unknown') return session.reading.handover.link(uri, functionFrame(env.frame).key);
  return { because: `it is no text but of type ${uri.kind}` };
}

function passedObject(deployment: DeploymentDeclaration, env: Env): Frame['passedObject'] {
  const { parametersExpression: expression } = deployment;
  if (expression === undefined) return undefined;
  let value: Value | undefined;
  return () => {
    value ??= env.frame.session.evaluate(expression, env);
    return value;
  };
}

function openTemplate(deployment: DeploymentDeclaration, instance: Instance): Template | undefined {
  const { template: reference } = deployment;
  const { frame } = instance.env;
  const { session } = frame;
  if (reference.kind === 'inline') return reference.template;
  if (reference.kind === 'none') return noteGap(instance, reference.because, reference.at);
  const opened = session.loader.resolve(reference, frame.template, addressOf(reference, instance.env));
  if (opened.ok) return opened.template;
  session.log.note(opened.diagnostic);
  session.log.gap({ because: opened.diagnostic.message, at: instance.at });
  return undefined;
}

/** Notes that what is deployed here could not be looked into: an error, and a gap in what was read. */
export function noteGap(instance: Instance, because: string, at: Location): undefined {
  const { log } = instance.env.frame.session;
  log.note({ code: 'unreadable-template', level: 'error', message: because, at });
  log.gap({ because, at: instance.at });
  return undefined;
}

/** Where a nested deployment happens: its target when it names one, else where its parent happens. */
function childPlace(declaration: ResourceDeclaration, env: Env): Place {
  const { frame } = env;
  const { target, at } = declaration;
  if (target === undefined) return frame.place;
  const { reading, inputs } = frame.session;
  const move = reading.targets.checked(moveTo(declaration, env), at, env);
  const subscriptionId = move.subscriptionId ?? frame.place.subscriptionId;
  const findInGroup: SeenMove['findInGroup'] = (key, group) =>
    reading.targets.groupProperty(key, subscriptionId, group, frame);
  return movedPlace(frame.place, { ...move, findInGroup }, inputs.unit, at);
}

function moveTo(declaration: ResourceDeclaration, env: Env): Move {
  const { session, place } = env.frame;
  const { target } = declaration;
  const given = (name: Expression): Value | undefined => givenName(session.evaluate(name, env), env);
  const subscriptionId = target?.subscriptionId && given(target.subscriptionId);
  const resourceGroup = target?.resourceGroup && given(target.resourceGroup);
  const inSubscription = subscriptionId === undefined ? {} : { subscriptionId };
  if (resourceGroup !== undefined) return { scope: 'resourceGroup', ...inSubscription, resourceGroup };
  if (subscriptionId !== undefined) return { scope: 'subscription', subscriptionId };
  if (target?.scope === undefined) return { scope: place.scope };
  const scope = scopeFromValue(session.evaluate(target.scope, env), env);
  switch (scope.kind) {
    case 'tenant':
      return { scope: 'tenant' };
    case 'managementGroup':
      return { scope: 'managementGroup', managementGroup: scope.name };
    case 'subscription':
      return { scope: 'subscription', subscriptionId: scope.subscriptionId };
    case 'resourceGroup':
      return { scope: 'resourceGroup', subscriptionId: scope.subscriptionId, resourceGroup: scope.resourceGroup };
    case 'resource':
      return session.reading.targets.ofResource(scope.id, place.scope) ?? unknownMove(scope.id, place.scope, env);
  }
}

/** The scope is an expression: which group or management group it means is not known. */
function unknownMove(id: Value, scope: DeploymentScope, env: Env): Move {
  const because = id.kind === 'unknown' ? id.because : 'the scope of the deployment is unknown';
  const identity = env.frame.session.freshIdentity();
  const part = (call: string, key: string): Value =>
    memberOf(unknownValue(callSymbol(call, [], identity), because, id.at), textValue(key, id.at), id.at, because);
  return {
    scope,
    subscriptionId: part('subscription', 'subscriptionId'),
    resourceGroup: part('resourceGroup', 'name'),
    managementGroup: part('managementGroup', 'name'),
  };
}
