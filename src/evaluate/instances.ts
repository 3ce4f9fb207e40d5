import { propertiesOf } from '../resource/properties.ts';
import type { Repetition } from '../resource/resource.ts';
import type { ResourceId, ResourceScope } from '../resource/resource-id.ts';
import { resourceIdOf } from '../resource/resource-id.ts';
import type { ObjectValue, Property, Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import { conjunction } from './condition.ts';
import { childFrame } from './deployment.ts';
import type { Env, Frame, LoopItems } from './frame.ts';
import { EVALUATING, envOf, evaluateOnce } from './frame.ts';
import type { Instance, InstanceSet } from './instance.ts';
import { inLoop, itemsOf, loopCount, unknownIndex } from './loop.ts';
import { integerValue, textValue } from '../resource/make-value.ts';
import { refuse } from './member.ts';
import { segmentsOf } from './name-segments.ts';
import { targetScope } from './target.ts';
import { perhapsDeployed } from './undecided.ts';
import { writtenDeployment, writtenTarget } from './written-template.ts';

/** All instances of a declaration in a deployment, found out once. */
export function instancesOf(frame: Frame, declaration: ResourceDeclaration): InstanceSet {
  const known = frame.instances.get(declaration);
  if (known === EVALUATING) {
    refuse(envOf(frame), declaration.at, 'The count of a loop refers to the loop itself.', 'cycle');
    return { looped: true, instances: [] };
  }
  return known ?? evaluateOnce(frame.instances, declaration, frame.session, () => determine(frame, declaration));
}

function determine(frame: Frame, written: ResourceDeclaration): InstanceSet {
  const declaration = withDeployment(written, frame);
  const env = envOf(frame);
  const { loop } = declaration;
  if (loop === undefined) return { looped: false, instances: [new DeclaredInstance(declaration, env)] };
  const counted = loopCount(loop.count, loop.at, env);
  if (!counted.known) {
    frame.session.reading.branches.unknownCount(counted, loop, declaration, env);
    const index = unknownIndex(counted, loop, env);
    const repeated = { because: counted.because, index };
    return {
      looped: true,
      repeated,
      instances: [new DeclaredInstance(declaration, inLoop(env, loop.name, index, true), index, repeated)],
    };
  }
  const instances: Instance[] = [];
  const items = itemsOf(loop.count, env);
  for (let index = 0; index < counted.count; index++) {
    instances.push(instanceAt(frame, declaration, integerValue(index, loop.at), items));
  }
  return { looped: true, instances };
}

/** A declaration whose template is written among its properties is a deployment, too. */
function withDeployment(declaration: ResourceDeclaration, frame: Frame): ResourceDeclaration {
  if (declaration.deployment !== undefined) return declaration;
  const deployment = writtenDeployment(declaration, frame.template);
  if (deployment === undefined) return declaration;
  const target = declaration.target ?? writtenTarget(declaration);
  return { ...declaration, deployment, ...(target === undefined ? {} : { target }) };
}

/** The instance of a looped declaration at an index that perhaps is unknown. */
export function instanceAt(frame: Frame, declaration: ResourceDeclaration, index: Value, items?: LoopItems): Instance {
  const env = envOf(frame);
  if (declaration.loop === undefined) return new DeclaredInstance(declaration, env);
  return new DeclaredInstance(declaration, inLoop(env, declaration.loop.name, index, true, items), index);
}

/** Properties of a declaration that are instructions to the deployment, not part of the resource. */
const INSTRUCTIONS: ReadonlySet<string> = new Set([
  'type',
  'apiversion',
  'name',
  'condition',
  'copy',
  'dependson',
  'scope',
  'parent',
  'comments',
  'resources',
  'existing',
  'import',
  'extension',
]);

class DeclaredInstance implements Instance {
  readonly declaration: ResourceDeclaration;
  readonly env: Env;
  readonly index?: Value;
  readonly repeated?: Repetition;
  #name: Value | typeof EVALUATING | undefined;
  #id: ResourceId | typeof EVALUATING | undefined;
  #exists: Value | undefined;
  #body: ObjectValue | undefined;
  #child: { readonly frame: Frame | undefined } | undefined;

  constructor(declaration: ResourceDeclaration, env: Env, index?: Value, repeated?: Repetition) {
    this.declaration = declaration;
    this.env = env;
    if (index !== undefined) this.index = index;
    const all = repeated ?? env.frame.repeated;
    if (all !== undefined) this.repeated = all;
  }

  get at() {
    return this.declaration.at;
  }

  name(): Value {
    if (this.#name === EVALUATING) return this.#cycle();
    if (this.#name !== undefined) return this.#name;
    this.#name = EVALUATING;
    const keep = (name: Value | undefined): void => {
      this.#name = name;
    };
    return this.env.frame.session.log.remember(() => this.#fullName(), keep);
  }

  id(): ResourceId {
    if (this.#id === EVALUATING) {
      return resourceIdOf({ kind: 'tenant' }, this.declaration.type, [this.#cycle()], this.at);
    }
    if (this.#id !== undefined) return this.#id;
    this.#id = EVALUATING;
    const find = (): ResourceId => resourceIdOf(this.#scope(), this.#type, this.#segments(), this.name().at);
    const keep = (id: ResourceId | undefined): void => {
      this.#id = id;
    };
    return this.env.frame.session.log.remember(find, keep);
  }

  apiVersion(): Value | undefined {
    const { apiVersion } = this.declaration;
    return apiVersion === undefined ? undefined : this.#evaluate(apiVersion);
  }

  exists(): Value {
    this.#exists ??= conjunction(this.env.frame.exists, this.declaration.condition, this.env, this.at);
    return this.#exists;
  }

  body(): ObjectValue {
    this.#body ??= this.#wholeBody();
    return this.#body;
  }

  property(key: string): Value | undefined {
    if (this.#body !== undefined) return this.#body.properties.get(key);
    const { body } = this.declaration;
    if (body.kind !== 'object') return this.body().properties.get(key);
    const lower = key.toLowerCase();
    const found = body.properties.findLast(
      (property) => property.key.kind === 'string' && property.key.value.toLowerCase() === lower,
    );
    return found === undefined ? undefined : this.#evaluate(found.value);
  }

  child(): Frame | undefined {
    this.#child ??= { frame: this.declaration.deployment === undefined ? undefined : childFrame(this) };
    return this.#child.frame;
  }

  /** The type, without a slash that someone left at its end. */
  get #type(): string {
    const { type } = this.declaration;
    return type.endsWith('/') ? type.replace(/\/+$/, '') : type;
  }

  /** With a condition that is unknown, the engine lets stand what it cannot evaluate. */
  #evaluate(expression: Expression): Value {
    const { session } = this.env.frame;
    if (this.declaration.condition === undefined) return session.evaluate(expression, this.env);
    const { value, failed } = session.log.attempt(() => session.evaluate(expression, this.env));
    if (!failed) return value;
    return this.exists().kind === 'unknown'
      ? perhapsDeployed(expression, this.env)
      : session.evaluate(expression, this.env);
  }

  #cycle(): Value {
    return refuse(
      this.env,
      this.at,
      `The resource of type '${this.declaration.type}' refers to itself in its own name or scope.`,
      'cycle',
    );
  }

  parent(): Instance | undefined {
    const { parent } = this.declaration;
    if (parent === undefined) return undefined;
    const { frame } = this.env;
    if (parent.index !== undefined) return selectInstance(frame, parent.resource, this.#evaluate(parent.index));
    return instancesOf(frame, parent.resource).instances[0];
  }

  #fullName(): Value {
    const own = this.#evaluate(this.declaration.name);
    const parent = this.parent();
    if (parent === undefined) return own;
    const parts = [own];
    for (let at: Instance | undefined = parent; at !== undefined; at = at.parent()) parts.unshift(ownName(at));
    if (parts.every((part) => part.kind === 'string'))
      return textValue(parts.map((part) => part.value).join('/'), own.at);
    return this.env.frame.session.reading.ids.fullName(this, parts, own.at);
  }

  #segments(): readonly Value[] {
    const count = this.#type.split('/').length - 1;
    const parent = this.parent();
    if (parent === undefined) return segmentsOf(this.name(), count, this);
    const inherited = parent.id().names;
    return [...inherited, ...segmentsOf(this.#evaluate(this.declaration.name), count - inherited.length, this)];
  }

  #scope(): ResourceScope {
    const parent = this.parent();
    if (parent !== undefined) return parent.id().scope;
    return targetScope(this.declaration, this.env, (expression) => this.#evaluate(expression));
  }

  #wholeBody(): ObjectValue {
    const written = this.#evaluate(this.declaration.body);
    const list: Property[] = [];
    const put = (key: string, value: Value): void => {
      list.push({ key, keyAt: keyPlace(written, key) ?? value.at, value });
    };
    put('name', this.name());
    put('type', textValue(this.declaration.type, this.at));
    const apiVersion = this.apiVersion();
    if (apiVersion !== undefined) put('apiVersion', apiVersion);
    if (written.kind === 'object') {
      for (const property of written.properties) if (!INSTRUCTIONS.has(property.key.toLowerCase())) list.push(property);
    }
    return { kind: 'object', properties: propertiesOf(list), at: written.at };
  }
}

function keyPlace(written: Value, key: string) {
  return written.kind === 'object' ? written.properties.entry(key)?.keyAt : undefined;
}

function ownName(instance: Instance): Value {
  return instance.env.frame.session.evaluate(instance.declaration.name, instance.env);
}

/** The instance of a declaration at an index: of the loop when it is known, else one with that index. */
export function selectInstance(frame: Frame, declaration: ResourceDeclaration, index: Value): Instance | undefined {
  const set = instancesOf(frame, declaration);
  if (!set.looped) return set.instances[0];
  if (set.repeated === undefined && index.kind === 'number') return set.instances[index.value];
  return instanceAt(frame, declaration, index);
}
