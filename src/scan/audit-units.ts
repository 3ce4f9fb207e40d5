import type { ListGap, SourceOutcome, SubscriptionScope } from '../input/row-source.ts';
import type { SubscriptionInfo } from '../report/report.ts';
import type { JudgedUnit } from '../report/report-input.ts';
import type { Verdict } from '../rule/index.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { groupBy } from '../text/group-by.ts';
import type { LiveLocation } from '../text/location.ts';
import { agentNotAsked } from '../estate/read-machine.ts';
import type { ExemptEntry } from './judge-parts.ts';
import type { JudgedSubscriptionPart } from './judge-subscriptions.ts';
import { subscriptionOfId } from '../input/rows/subscription-of-id.ts';

/** What makes the units of an audit. */
export interface AuditUnitsInput {
  readonly outcome: SourceOutcome;
  /** Gaps that were found after reading; each names its subscription. */
  readonly laterGaps: readonly ListGap[];
  /** By subscription id in lower case. */
  readonly parts: ReadonlyMap<string, JudgedSubscriptionPart>;
  readonly exempt: readonly ExemptEntry[];
  /** Ids or names of subscriptions that may stay partly unread. */
  readonly allowIncomplete: readonly string[];
}

/** One unit for each subscription that was asked for or met, read or not. */
export function unitsOf({
  outcome,
  laterGaps,
  parts,
  exempt,
  allowIncomplete,
}: AuditUnitsInput): readonly JudgedUnit[] {
  const scopes = new Map(outcome.scopes.map((scope) => [scope.subscriptionId.toLowerCase(), scope]));
  const exemptParts = groupBy(exempt, ({ resource }) => subscriptionOfId(resource.id) ?? '');
  const gaps = [...outcome.gaps, ...laterGaps];
  const withGaps = gaps.flatMap(({ subscriptionId }) => subscriptionId?.toLowerCase() ?? []);
  for (const subscriptionId of [...parts.keys(), ...exemptParts.keys(), ...withGaps]) {
    if (!scopes.has(subscriptionId)) scopes.set(subscriptionId, { subscriptionId, status: 'read' });
  }
  const allowed = new Set(allowIncomplete.map((text) => text.toLowerCase()));
  return [...scopes].map(([key, scope]) => {
    const own = gaps.filter(({ subscriptionId }) => subscriptionId?.toLowerCase() === key);
    const isAllowed = allowed.has(key) || (scope.name !== undefined && allowed.has(scope.name.toLowerCase()));
    const unit = unitOf(scope, own, parts.get(key) ?? nothing, isAllowed);
    const unjudged = exemptParts.get(key);
    return unjudged === undefined ? unit : { ...unit, exempt: unjudged };
  });
}

const nothing: JudgedSubscriptionPart = {
  subjects: {},
  verdicts: [],
  passed: 0,
  folded: [],
  suspects: [],
  diagnostics: [],
};

function unitOf(
  scope: SubscriptionScope,
  gaps: readonly ListGap[],
  part: JudgedSubscriptionPart,
  gapsAllowed: boolean,
): JudgedUnit {
  const at: LiveLocation = { kind: 'live', resourceId: `/subscriptions/${scope.subscriptionId}` };
  const subscription = subscriptionOf(scope, gaps);
  const complete = subscription.status === 'read' && part.diagnostics.every(({ level }) => level !== 'error');
  return {
    template: at.resourceId,
    scope: 'subscription',
    subscription,
    complete,
    gapsAllowed,
    subjects: part.subjects,
    verdicts: part.verdicts.map((verdict) => folded(verdict, at)),
    passed: part.passed,
    folded: part.folded.map(({ verdict, others }) => ({ verdict: folded(verdict, at), others })),
    suppressed: [],
    diagnostics: [...(subscription.status === 'read' ? [] : [incomplete(subscription, at)]), ...part.diagnostics],
  };
}

/** A gap that nobody told the scope about makes it partly read. */
function subscriptionOf(scope: SubscriptionScope, gaps: readonly ListGap[]): SubscriptionInfo {
  const { subscriptionId: id, name, tenantId } = scope;
  const status = scope.status === 'read' && gaps.length > 0 ? 'partly' : scope.status;
  const wholly = status === 'hidden' || status === 'denied' || gaps.length === 0;
  const reasons = wholly ? (scope.because ?? []) : gaps.map(({ because }) => because);
  const because = [...new Set([reasons].flat())].join('; ');
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(tenantId === undefined ? {} : { tenantId }),
    status,
    ...(because === '' ? {} : { because }),
  };
}

const statusWords = {
  partly: 'could be read in part only',
  failed: 'could not be read',
  denied: 'may not be read',
  hidden: 'is not visible',
} as const;

function incomplete({ id, name, status, because }: SubscriptionInfo, at: LiveLocation): Diagnostic {
  const label = name === undefined ? `'${id}'` : `'${name}' (${id})`;
  const what = statusWords[status === 'read' ? 'partly' : status];
  return {
    code: `subscription-${status}`,
    level: 'error',
    message: `subscription ${label} ${what}${because === undefined ? '' : `: ${because}`}`,
    hint: `'backuplint doctor --subscription ${id}' says which role is missing; --allow-incomplete ${id} accepts it`,
    at,
  };
}

/** That nobody asked for the agents is one finding for the subscription, not one for each machine. */
function folded(verdict: Verdict, at: LiveLocation): Verdict {
  if (verdict.kind !== 'open' || verdict.because !== agentNotAsked) return verdict;
  return {
    ...verdict,
    message: 'Cannot tell which machines of this subscription have the VM agent',
    location: at,
    declaredAt: at,
    related: [],
  };
}
