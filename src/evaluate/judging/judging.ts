import { boolValue } from '../../resource/make-value.ts';
import { hasUnknownKey } from '../../resource/fully-known.ts';
import type { Value } from '../../resource/value.ts';
import type { Env } from '../frame.ts';
import { findInstance } from '../find-instance.ts';
import { refuse } from '../member.ts';
import type { Reading } from '../reading.ts';
import { describeDeployment, describeGroup, describeTenant } from '../describe-scope.ts';
import { slashed } from '../staying-call.ts';
import { decideByParts, isTextOfLength } from './decide-by-parts.ts';
import { declaredPath } from './declared-path.ts';
import { chosenEntry } from './chosen-entry.ts';
import { partialUri } from './partial-uri.ts';

/** Types that always live in one kind of scope, whatever deploys them. */
const FIXED_SCOPES: Readonly<Record<string, 'tenant' | 'subscription'>> = {
  'microsoft.resources/resourcegroups': 'subscription',
  'microsoft.management/managementgroups': 'tenant',
};

/** Tells as much as is certain of what a deployment does; what Azure may add or answer stays unknown. */
export const judging: Reading = {
  values: {
    sameWhenOpen: undefined,
    isComparable: () => true,
    mayHoldMore: hasUnknownKey,
    isPresent: isTextOfLength,
    decide: decideByParts,
  },
  branches: {
    undecided: (expression, env) =>
      env.frame.session.log.tentatively(() => env.frame.session.evaluate(expression, env)),
    condition: writtenCondition,
    keepsUncounted: true,
    unknownCount: () => {},
    // What is perhaps there is taken for what it is.
    perhapsMember: () => undefined,
  },
  references: {
    find: (target, frame) => findInstance(frame, target),
    path: declaredPath,
    seesOutputs: () => true,
  },
  ids: {
    ofResource: (instance) => instance.id(),
    ofSymbol: (instance) => instance.id().value,
    inReference: (instance) => instance.id().value,
    ofCall: (_name, id) => id.value,
    fullName: (_instance, names, at) => slashed(names, at),
  },
  scopes: {
    context: (given) => given,
    resourceGroup: describeGroup,
    tenant: describeTenant,
    deployment: describeDeployment,
  },
  targets: {
    fixedScope: (type) => FIXED_SCOPES[type.toLowerCase()],
    namesGroups: () => true,
    ofResource: () => undefined,
    checked: (move) => move,
    groupProperty: (key, _subscriptionId, group, from) => from.session.groups.propertyOf(group, key, from),
  },
  handover: {
    // A report goes further than its template.
    sealsWritten: true,
    argument: (value) => value,
    unknownEntry: chosenEntry,
    body: (instance) => instance.body(),
    link: partialUri,
  },
};

/** Resource Manager also takes a condition that is written as text. */
function writtenCondition(value: Value, env: Env): Value {
  const written = value.kind === 'string' ? value.value.toLowerCase() : '';
  if (written === 'true' || written === 'false') return boolValue(written === 'true', value.at);
  return refuse(env, value.at, 'The condition of a resource must be a boolean.', 'invalid-condition');
}
