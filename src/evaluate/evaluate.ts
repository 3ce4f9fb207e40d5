import type { Diagnostic } from '../text/diagnostic.ts';
import type { Location } from '../text/location.ts';
import { positionAt } from '../text/source-file.ts';
import { propertiesOf } from '../resource/properties.ts';
import type { Gap, Resource } from '../resource/resource.ts';
import type { ObjectValue, Property, Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { TemplateLoader } from '../template/loader.ts';
import type { ResourceDeclaration, Template } from '../template/template.ts';
import { isFalse } from './condition.ts';
import { DeclaredGroups } from './declared-groups.ts';
import { checkDependencies } from './dependencies.ts';
import { createFrame, noteGap } from './deployment.ts';
import type { Computed } from './evaluate-expression.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { numberExternalInputs } from './external-input.ts';
import type { Budget, DeploymentInputs, Evaluation, ExtensionResource } from './evaluation.ts';
import { InstanceFinder } from './find-instance.ts';
import type { Env, Frame } from './frame.ts';
import { envOf, opaque } from './frame.ts';
import type { Instance, InstanceSet } from './instance.ts';
import { instancesOf } from './instances.ts';
import { boolValue, textValue } from '../resource/make-value.ts';
import { evaluateOutput } from './output.ts';
import { checkParameters } from './parameter.ts';
import { RESOURCE_PROPERTIES } from './resource-properties.ts';
import { judging } from './judging/judging.ts';
import { refuse } from './member.ts';
import { rootPlace, scopeSymbol } from './place.ts';
import type { Reading } from './reading.ts';
import type { Session } from './session.ts';
import { EvaluationLog } from './session.ts';

/** What is far beyond any template that people write, and well within what a machine can do. */
const DEFAULT_BUDGET: Budget = { steps: 20_000_000, depth: 400, resources: 100_000, size: 4_000_000 };
const MOST_DEPLOYMENTS = 20_000;

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
  const session = new UnitSession(inputs, loader, reading, { ...DEFAULT_BUDGET, ...budget });
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

class UnitSession implements Session {
  readonly inputs: DeploymentInputs;
  readonly loader: TemplateLoader;
  readonly reading: Reading;
  readonly budget: Budget;
  readonly log = new EvaluationLog();
  readonly groups = new DeclaredGroups();
  readonly #finders = new Map<Frame, InstanceFinder>();
  #externalInputs: ReadonlyMap<Expression, number> | undefined;
  #steps = 0;
  #depth = 0;
  #identities = 0;
  #deployments = 0;

  constructor(inputs: DeploymentInputs, loader: TemplateLoader, reading: Reading, budget: Budget) {
    this.inputs = inputs;
    this.loader = loader;
    this.reading = reading;
    this.budget = budget;
  }

  get externalInputs(): ReadonlyMap<Expression, number> {
    this.#externalInputs ??= numberExternalInputs(this.inputs.parameters);
    return this.#externalInputs;
  }

  evaluate(expression: Expression, env: Env): Value {
    switch (expression.kind) {
      case 'string':
      case 'number':
      case 'bool':
      case 'null':
        return expression;
      default:
        return this.#compute(expression, env);
    }
  }

  #compute(expression: Computed, env: Env): Value {
    if (!this.spend(stepsOf(expression))) return opaque(this, 'the evaluation was stopped at a limit', expression.at);
    if (this.#depth >= this.budget.depth)
      return this.#limit('limit-depth', `Expressions are nested more than ${this.budget.depth} deep.`, expression.at);
    this.#depth += 1;
    const value = evaluateExpression(expression, env);
    this.#depth -= 1;
    return value;
  }

  freshIdentity(): string {
    this.#identities += 1;
    return `${this.inputs.unit}:${this.#identities}`;
  }

  spend(steps: number): boolean {
    this.#steps += steps;
    if (this.#steps <= this.budget.steps) return true;
    this.log.note({
      code: 'limit-steps',
      level: 'error',
      message: `The evaluation takes more than ${this.budget.steps} steps.`,
    });
    return false;
  }

  countDeployment(): boolean {
    this.#deployments += 1;
    return this.#deployments <= MOST_DEPLOYMENTS;
  }

  instancesOf(frame: Frame, declaration: ResourceDeclaration): InstanceSet {
    return instancesOf(frame, declaration);
  }

  finderOf(frame: Frame): InstanceFinder {
    const finder = this.#finders.get(frame) ?? new InstanceFinder(frame);
    this.#finders.set(frame, finder);
    return finder;
  }

  #limit(code: string, message: string, at: Location): Value {
    this.log.note({ code, level: 'error', message, at });
    return opaque(this, message, at);
  }
}

/** Literals are counted with what holds them. */
function stepsOf(expression: Computed): number {
  switch (expression.kind) {
    case 'object':
      return 1 + expression.properties.length;
    case 'array':
      return 1 + expression.items.length;
    case 'call':
      return 1 + expression.arguments.length;
    default:
      return 1;
  }
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

/** What is missing where a declaration could not be read. */
function gapOf({ message, at }: Diagnostic): Gap {
  if (at?.kind !== 'file') return { because: `a declaration was not read: ${message}` };
  return { because: `line ${positionAt(at.file, at.span.start).line} was not read: ${message}`, at };
}

/** Why what a resource really deploys is not seen here; undefined when it is. */
function unseenBecause({ type, existing }: ResourceDeclaration): string | undefined {
  if (existing) return undefined;
  // The engine takes a type as it is written; what was meant may be anything, a protected item too.
  if (type.includes('[')) {
    return `the type of a resource is an expression, which Resource Manager does not evaluate: ${type}`;
  }
  return type.toLowerCase() === 'microsoft.resources/deploymentstacks'
    ? 'a deployment stack deploys a template of its own, which is not looked into'
    : undefined;
}

/** Walks a deployment and those in it, and notes what they create. */
class Collector {
  readonly syntax: Diagnostic[] = [];
  readonly #session: Session;
  readonly #seen = new Set<Template>();

  constructor(session: Session) {
    this.#session = session;
  }

  collect(frame: Frame): void {
    const { template } = frame;
    if (!this.#seen.has(template)) this.syntax.push(...template.diagnostics);
    this.#seen.add(template);
    if (template.unread !== undefined) this.#session.log.gap(gapOf(template.unread));
    checkParameters(frame);
    for (const declaration of inDeploymentOrder(template)) {
      if (declaration.existing && frame.parent !== undefined) checkExisting(declaration, frame);
      const collect = (): void => {
        const set = this.#session.instancesOf(frame, declaration);
        for (const instance of set.instances) this.#instance(instance);
        checkDependencies(declaration, set, frame);
      };
      // Without symbolic names what exists already is not in the template: it is evaluated only where something asks for it.
      if (declaration.existing && !template.symbolicNames) this.#session.log.tentatively(collect);
      else collect();
    }
    const env = envOf(frame);
    for (const declaration of template.variables.values()) {
      this.#session.evaluate({ kind: 'variable', declaration, at: declaration.at }, env);
    }
    for (const declaration of template.outputs.values()) evaluateOutput(declaration, frame);
  }

  #instance(instance: Instance): void {
    const { declaration } = instance;
    if (isFalse(instance.exists())) return;
    if (declaration.deployment !== undefined) {
      // The name of a deployment is checked as every other one, even when nothing asks for its id.
      instance.id();
      const child = instance.child();
      if (child !== undefined) this.collect(child);
      return;
    }
    const { log, budget } = this.#session;
    if (log.resources.length + log.extensionResources.length >= budget.resources) {
      log.note({
        code: 'limit-resources',
        level: 'error',
        message: `The unit declares more than ${budget.resources} resources.`,
        at: instance.at,
      });
      return;
    }
    if (declaration.extension !== undefined) {
      if (!declaration.existing && instance.repeated === undefined)
        log.extensionResources.push(extensionResourceOf(instance));
      return;
    }
    const because = unseenBecause(declaration);
    if (because !== undefined) noteGap(instance, because, instance.at);
    log.resources.push(resourceOf(instance));
  }
}

/** Of what exists already a nested deployment tells where it is and nothing else; the engine does not look at the root. */
function checkExisting({ body, at }: ResourceDeclaration, frame: Frame): void {
  if (body.kind !== 'object' || frame.template.language === 'bicep') return;
  const written = body.properties.flatMap(({ key }) => (key.kind === 'string' ? [key.value] : []));
  const given = written.find((key) => RESOURCE_PROPERTIES.some((name) => name.toLowerCase() === key.toLowerCase()));
  if (given === undefined) return;
  const message = `Property '${given}' cannot be supplied for a resource with 'existing' set to true.`;
  refuse(envOf(frame), at, message, 'invalid-template');
}

/** The official compiler writes the modules of a Bicep file behind its resources. */
function inDeploymentOrder({ language, resources }: Template): readonly ResourceDeclaration[] {
  if (language === 'arm') return resources;
  const isModule = ({ deployment }: ResourceDeclaration): boolean => deployment?.kind === 'module';
  return [...resources.filter((one) => !isModule(one)), ...resources.filter(isModule)];
}

function resourceOf(instance: Instance): Resource {
  const { declaration, env, repeated, at } = instance;
  const { ids, handover } = env.frame.session.reading;
  const apiVersion = instance.apiVersion();
  return {
    id: ids.ofResource(instance),
    type: declaration.type,
    name: instance.name(),
    exists: instance.exists(),
    existing: declaration.existing,
    body: handover.body(instance),
    at,
    calledBy: env.frame.calledBy,
    ...(apiVersion?.kind === 'string' ? { apiVersion: apiVersion.value } : {}),
    ...(repeated === undefined ? {} : { repeated }),
  };
}

function extensionResourceOf(instance: Instance): ExtensionResource {
  const apiVersion = instance.apiVersion();
  return {
    type: instance.declaration.type,
    properties: instance.property('properties'),
    ...(apiVersion?.kind === 'string' ? { apiVersion: apiVersion.value } : {}),
  };
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
