import type { Location } from '../text/location.ts';
import type { Repetition } from '../resource/resource.ts';
import type { UnknownValue, Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type {
  Argument,
  DeploymentScope,
  ParameterDeclaration,
  ResourceDeclaration,
  Template,
  VariableDeclaration,
} from '../template/template.ts';
import type { InstanceSet } from './instance.ts';
import type { Session } from './session.ts';

/** Where a deployment happens: what `subscription()`, `resourceGroup()` and so on answer, and where its resources live. */
export interface Place {
  readonly scope: DeploymentScope;
  readonly tenantId: Value;
  readonly subscriptionId: Value;
  /** Name of the group; meaningful at resource group scope only. */
  readonly resourceGroup: Value;
  /** The group was named by the person who deploys. */
  readonly groupGiven?: true;
  readonly managementGroup: Value;
  /** The tenant as a management group deployment reaches it: its resources stay in that group. */
  readonly reachedFromGroup?: true;
  /** Location of the resource group; found out on first use, because the group may be declared in the same unit. */
  groupLocation(): Value;
  /** Its tags, where the same unit declares them. */
  groupTags(): Value | undefined;
  /** Key of the group (or subscription, ...) in the identity of symbols. */
  readonly identity: string;
}

/** A value that is being computed further up: asking for it again is a cycle. */
export const EVALUATING = 'evaluating';
export type Memo<K, V = Value> = Map<K, V | typeof EVALUATING>;

/** One deployment: the root, a module instance, or a nested deployment. Holds what was already evaluated, each thing once. */
export interface Frame {
  readonly session: Session;
  readonly template: Template;
  /** Whose module or nested deployment it is; nothing for the root. */
  readonly parent: Frame | undefined;
  readonly depth: number;
  /** Where its resources live. */
  readonly place: Place;
  /** Whose `resourceGroup()`, `deployment()` its expressions see: the parent's, when expressions are evaluated in the outer scope. */
  readonly functions: Frame | 'own';
  /** Name of the deployment: `deployment().name`. */
  readonly deploymentName: () => Value;
  /** `deployment().location`; absent at resource group scope. */
  readonly deploymentLocation: () => Value;
  /** True, or unknown: the conditions on the way here. */
  readonly exists: Value;
  readonly repeated: Repetition | undefined;
  /** The lines through which it was reached, innermost first. */
  readonly calledBy: readonly Location[];
  /** By lower-case name. */
  readonly passed: ReadonlyMap<string, Argument>;
  /** The surroundings in which the caller wrote the arguments; the inputs of the root are evaluated in the root itself. */
  readonly passedIn: Env | undefined;
  /** All parameters as one value, when the caller wrote them as one expression. */
  readonly passedObject: (() => Value) | undefined;
  /** Loops and locals of the caller that expressions of an outer-scope nested deployment still see. */
  readonly outer: Env | undefined;
  readonly parameters: Memo<ParameterDeclaration>;
  readonly variables: Memo<VariableDeclaration>;
  readonly outputs: Memo<string>;
  readonly instances: Memo<ResourceDeclaration, InstanceSet>;
  /** What the scope functions answered, by their names. */
  readonly scopeObjects: Map<string, Value>;
  /** Tells this deployment from every other of the unit. */
  readonly key: string;
}

/** The list that a loop runs over: the expression that every item is taken from, and its value. */
export interface LoopItems {
  readonly expression: Expression;
  value(): Value;
}

/** The index of a copy loop that is running. */
export interface LoopBinding {
  readonly name: string;
  readonly index: Value;
  /** The loop of the resource, which `copyIndex()` without a name means. */
  readonly ofResource: boolean;
  /** What it runs over, evaluated once for all its indexes. */
  readonly items: LoopItems | undefined;
  readonly next: LoopBinding | undefined;
}

/** A parameter of a user function or a lambda that is being applied; or a call of a user function whose arguments are being evaluated. */
export interface LocalBinding {
  readonly kind: 'function' | 'lambda' | 'call';
  readonly name: string;
  readonly value: Value;
  readonly next: LocalBinding | undefined;
}

/** The surroundings of an expression. */
export interface Env {
  readonly frame: Frame;
  readonly loops: LoopBinding | undefined;
  readonly locals: LocalBinding | undefined;
}

/** Finds out what the memo of a deployment is to hold; meanwhile it says so. */
export function evaluateOnce<K, V>(memo: Memo<K, V>, key: K, { log }: Session, find: () => V): V {
  memo.set(key, EVALUATING);
  return log.remember(find, (found) => {
    if (found === undefined) memo.delete(key);
    else memo.set(key, found);
  });
}

/** The surroundings of the declarations of a deployment. */
export function envOf(frame: Frame): Env {
  return { frame, loops: frame.outer?.loops, locals: undefined };
}

/** The deployment that declares this parameter: the frame itself, or a caller of nested deployments evaluated in the outer scope. */
export function frameDeclaring(frame: Frame, declaration: ParameterDeclaration): Frame {
  const name = declaration.name.toLowerCase();
  for (let at: Frame | undefined = frame; at !== undefined; at = at.parent) {
    if (at.template.parameters.get(name) === declaration) return at;
  }
  return frame;
}

/** The deployment that declares the resource: this one, or a caller of one that is evaluated in the outer scope. */
export function frameWithResource(from: Frame, declaration: ResourceDeclaration): Frame {
  for (let frame: Frame | undefined = from; frame !== undefined; frame = frame.parent) {
    if (frame.instances.has(declaration) || frame.template.resources.includes(declaration)) return frame;
  }
  return from;
}

/** The frame whose variables an expression of `frame` means. */
export function frameOfVariables(frame: Frame): Frame {
  return frame.functions === 'own' ? frame : frame.functions;
}

/**
 * Whether a parameter or variable of a JSON template is being found out: there are no resources yet. Of a Bicep file the compiler takes
 * those variables apart that read resources.
 */
export function isBeforeResources({ template, parameters, variables }: Frame): boolean {
  if (template.language === 'bicep') return false;
  return [parameters, variables].some((found) => [...found.values()].includes(EVALUATING));
}

/** An unknown that no expression spells: something that could not be evaluated. */
export function opaque(session: Session, because: string, at: Location): UnknownValue {
  return {
    kind: 'unknown',
    symbol: { kind: 'call', name: 'unknown', arguments: [], identity: session.freshIdentity() },
    because,
    at,
  };
}
