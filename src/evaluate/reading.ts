import type { Location } from '../text/location.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { ObjectValue, UnknownValue, Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { PartialUri } from '../template/loader.ts';
import type { DeploymentScope, Loop, ResourceDeclaration } from '../template/template.ts';
import type { DeploymentContext } from './evaluation.ts';
import type { Env, Frame } from './frame.ts';
import type { Instance } from './instance.ts';
import type { UnknownCount } from './loop.ts';
import type { Access } from './member.ts';
import type { Move } from './place.ts';
import type { Session } from './session.ts';

/**
 * What a template is evaluated for. There is one evaluator; it asks its reading wherever the two disagree, and nothing else knows which
 * of them it is:
 * - `judging` tells as much as is certain of what a deployment does, in terms of the inputs of the root deployment;
 * - `preflight` tells what Azure's engine predicts without deploying, and the official `bicep snapshot` prints: what it refuses, what it
 *   guesses, and how it spells what it leaves to run time.
 */
export interface Reading {
  readonly values: ValueReading;
  readonly branches: BranchReading;
  readonly references: ReferenceReading;
  readonly ids: IdReading;
  readonly scopes: ScopeReading;
  readonly targets: TargetReading;
  readonly handover: HandoverReading;
}

/** What functions make of values that are known in part. */
export interface ValueReading {
  /** Whether two values are the same, of which that depends on what is unknown in them. */
  readonly sameWhenOpen: false | undefined;
  /** Whether a search in a list may go past this item. */
  isComparable(item: Value): boolean;
  /** Whether a key of the object that is unknown may be one that is sought. */
  mayHoldMore(object: ObjectValue): boolean;
  /** Whether an unknown is certainly not null. */
  isPresent(value: UnknownValue): boolean;
  /** What a call that stays certainly gives all the same; undefined when nothing is certain. */
  decide(name: string, args: readonly Value[], at: Location): Value | undefined;
}

/** What is perhaps not done. */
export interface BranchReading {
  /** An expression in a branch that is perhaps never taken. */
  undecided(expression: Expression, env: Env): Value;
  /** A condition that is known and no boolean. */
  condition(value: Value, env: Env): Value;
  /** Whether an output with a loop that runs an unknown number of times is one all the same. */
  readonly keepsUncounted: boolean;
  /** Sees to a loop of resources that runs an unknown number of times. */
  unknownCount(count: UnknownCount, loop: Loop, declaration: ResourceDeclaration, env: Env): void;
  /** `symbol.?key...` of what exists under a condition that is unknown; undefined where it is read as if it existed. */
  perhapsMember(instance: Instance, accesses: readonly Access[], condition: UnknownValue, env: Env): Value | undefined;
}

/** What `reference()` answers of resources that the unit declares. */
export interface ReferenceReading {
  /** The instance that `reference(target)` finds. */
  find(target: Value, frame: Frame): Instance | undefined;
  /** What is under a path of the answer, which has all of the resource when `full`, else its properties. `stays` is the answer at run time. */
  path(instance: Instance, full: boolean, stays: Value, accesses: readonly Access[], env: Env): Value;
  /** Whether outputs of a deployment are looked into. */
  seesOutputs(deployment: Instance): boolean;
}

/** How names and ids are spelled as long as parts of them are unknown. */
export interface IdReading {
  /** Of a resource that is deployed. */
  ofResource(instance: Instance): ResourceId;
  /** `symbol.id`. */
  ofSymbol(instance: Instance): Value;
  /** The id in `reference(id)`. */
  inReference(instance: Instance): Value;
  /** What `resourceId(...)` or one of its kin gives. */
  ofCall(name: string, id: ResourceId): Value;
  /** The name of an instance whose ancestors and itself have these own names. */
  fullName(instance: Instance, names: readonly Value[], at: Location): Value;
}

/** What a deployment knows of where it happens. */
export interface ScopeReading {
  /** What of the given context is taken to be true. */
  context(given: DeploymentContext): DeploymentContext;
  /** `resourceGroup()` */
  resourceGroup(frame: Frame, at: Location): Value;
  /** `tenant()` */
  tenant(frame: Frame, at: Location): Value;
  /** `deployment()` */
  deployment(frame: Frame, at: Location): Value;
}

/** Where resources and nested deployments go. */
export interface TargetReading {
  /** The scope in which resources of this type live whatever deploys them. */
  fixedScope(type: string): 'tenant' | 'subscription' | undefined;
  /** Whether a relative scope may name a management group. */
  namesGroups(scope: DeploymentScope): boolean;
  /** Where a deployment to a resource is; undefined when that is not known. */
  ofResource(id: Value, around: DeploymentScope): Move | undefined;
  /** The move as it is done; what is wrong with it is refused. */
  checked(move: Move, at: Location, env: Env): Move;
  /** What a group says of itself where the unit declares it. */
  groupProperty(key: 'location' | 'tags', subscriptionId: Value, group: Value, from: Frame): Value | undefined;
}

/** What goes from one deployment to another. */
export interface HandoverReading {
  /** Whether secrets that a template itself writes, in default values and outputs, are kept. */
  readonly sealsWritten: boolean;
  /** An argument of a deployment, evaluated in the one that passes it. */
  argument(value: Value, from: Frame): Value;
  /** What a deployment is passed by a `{ value }` or `{ reference }` that is unknown as a whole. */
  unknownEntry(entry: UnknownValue, session: Session): Value;
  /** The body of a resource as it is deployed. */
  body(instance: Instance): ObjectValue;
  /** What is known of the address of a link that is unknown; `deployment` is the identity of the one that has the link. */
  link(uri: UnknownValue, deployment: string): PartialUri;
}
