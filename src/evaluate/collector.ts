import type { Diagnostic } from '../text/diagnostic.ts';
import { positionAt } from '../text/source-file.ts';
import type { Gap, Resource } from '../resource/resource.ts';
import type { ResourceDeclaration, Template } from '../template/template.ts';
import { isFalse } from './condition.ts';
import { checkDependencies } from './dependencies.ts';
import { noteGap } from './deployment.ts';
import type { ExtensionResource } from './evaluation.ts';
import type { Frame } from './frame.ts';
import { envOf } from './frame.ts';
import type { Instance } from './instance.ts';
import { refuse } from './member.ts';
import { evaluateOutput } from './output.ts';
import { checkParameters } from './parameter.ts';
import { RESOURCE_PROPERTIES } from './resource-properties.ts';
import type { Session } from './session.ts';

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
export class Collector {
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
  const id = ids.ofResource(instance);
  return {
    id,
    // As the id has it: who ends the type with a slash declares the same resource.
    type: id.type,
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
