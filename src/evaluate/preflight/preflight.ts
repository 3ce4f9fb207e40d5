import { isFullyKnown } from '../../resource/fully-known.ts';
import { nullValue, textValue } from '../../resource/make-value.ts';
import type { UnknownValue, Value } from '../../resource/value.ts';
import type { Env, Frame } from '../frame.ts';
import { opaque } from '../frame.ts';
import { findInstance } from '../find-instance.ts';
import type { Instance } from '../instance.ts';
import { refuseUnknownCount } from '../loop.ts';
import type { Access } from '../member.ts';
import { follow, refuse } from '../member.ts';
import type { BranchReading, IdReading, Reading, ScopeReading, TargetReading } from '../reading.ts';
import { slashed, stayingCall } from '../staying-call.ts';
import { subscriptionIdProblem } from '../subscription-id.ts';
import { asWritten } from './as-written.ts';
import { compiledId, compiledNames, referenceId } from './compiled-id.ts';
import { evaluatedAgain, predictedBody } from './evaluated-again.ts';
import { engineId, joinedName, predictedId } from './predicted-id.ts';
import { isDecided, predictedPath } from './predicted-path.ts';
import { predictedDeployment, predictedGroup, predictedTenant } from './predicted-scope.ts';
import { writtenMember } from './written-resource.ts';

const branches: BranchReading = {
  undecided: asWritten,
  // Whatever is no boolean says nothing.
  condition: (value) => value,
  keepsUncounted: false,
  // The engine refuses it, but for nested deployments: those it does not look into.
  unknownCount(count, loop, { existing }, env) {
    if (env.frame.parent === undefined && !existing) refuseUnknownCount(count, loop, env);
  },
  perhapsMember,
};

const ids: IdReading = {
  ofResource: predictedId,
  ofSymbol: compiledId,
  inReference: referenceId,
  // An id that stays is spelled by the function that the template calls.
  ofCall(name, id) {
    const { value } = id;
    if (value.kind !== 'unknown' || value.symbol.kind !== 'call') return engineId(id);
    return { ...value, symbol: { ...value.symbol, name } };
  },
  fullName(instance, names, at) {
    const { session, template } = instance.env.frame;
    if (template.language === 'arm') return joinedName(names);
    const evaluated = compiledNames(instance, (expression, env) => session.evaluate(expression, env));
    return slashed(evaluated, at);
  },
};

const scopes: ScopeReading = {
  // A location is that of a group only when it is known which group.
  context({ location, ...context }) {
    return location === undefined || context.resourceGroup === undefined ? context : { ...context, location };
  },
  resourceGroup: predictedGroup,
  tenant: predictedTenant,
  deployment: predictedDeployment,
};

const targets: TargetReading = {
  // Every type is taken for one of the deployment's own scope.
  fixedScope: () => undefined,
  namesGroups: (scope) => scope === 'tenant' || scope === 'managementGroup',
  // Where the resource is found, which for a relative id is the parent's place.
  ofResource: (id, around) => (id.kind === 'string' ? { scope: around } : undefined),
  checked(move, at, env) {
    const problem = subscriptionIdProblem(move.subscriptionId, 'subscriptionresourceid');
    if (problem !== undefined) refuse(env, at, problem);
    return { ...move, staysInGroup: move.scope === 'tenant' };
  },
  // A group is found by a known id only, and has its location as Azure keeps it: `East US 2` is `eastus2`.
  groupProperty(key, subscriptionId, group, from) {
    if (subscriptionId.kind !== 'string' || group.kind !== 'string') return undefined;
    const value = from.session.groups.propertyOf(group, key, from);
    if (key !== 'location' || value?.kind !== 'string') return value;
    return textValue(value.value.toLowerCase().replaceAll(/[^a-z0-9]/g, ''), value.at);
  },
};

/** Answers as Azure's engine does before it deploys anything, in its own spelling: what the official `bicep snapshot` prints. */
export const preflight: Reading = {
  values: {
    // An unknown inside of a value is something of its own, which equals itself and nothing else.
    sameWhenOpen: false,
    // A search looks past no item that is not known in full.
    isComparable: isFullyKnown,
    mayHoldMore: () => false,
    isPresent: () => false,
    decide: () => undefined,
  },
  branches,
  references: {
    find: deployedInstance,
    path: predictedPath,
    seesOutputs: (deployment) => isDecided(deployment),
  },
  ids,
  scopes,
  targets,
  handover: {
    // What anyone can read in the template is no secret.
    sealsWritten: false,
    argument: evaluatedAgain,
    // Not even what is surely the same in all that it may be is looked into.
    unknownEntry: ({ because, at }, session) => opaque(session, because, at),
    body: predictedBody,
    // No link is followed that cannot be spelled out.
    link: ({ because }) => ({ because }),
  },
};

/** Nothing is found by an id that is not known, nor what exists already without being in the template that is deployed. */
function deployedInstance(target: Value, frame: Frame): Instance | undefined {
  const found = target.kind === 'unknown' ? undefined : findInstance(frame, target);
  const isSeen = found?.declaration.existing !== true || found.env.frame.template.symbolicNames;
  return isSeen ? found : undefined;
}

/** The choice stays open: `if(condition, <what the compiler writes for the member>, null())`. */
function perhapsMember(instance: Instance, accesses: readonly Access[], condition: UnknownValue, env: Env): Value {
  const { because, at } = condition;
  const { base, accesses: rest } = writtenMember(instance, accesses, asWritten, because, at);
  return follow(stayingCall('if', [condition, base, nullValue(at)], at, because), rest, env);
}
