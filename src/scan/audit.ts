import { resolve } from 'node:path';
import { clouds } from '../input/resource-graph/clouds.ts';
import { type ListGap, type RowSource, resourceTypes, type SourceOutcome } from '../input/row-source.ts';
import { createSavingSource } from '../input/saved-rows/saving-source.ts';
import { buildReport } from '../report/build-report.ts';
import type { Report } from '../report/report.ts';
import type { Config } from '../config/index.ts';
import type { Gap } from '../resource/resource.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { readAgentViews } from './agent-views.ts';
import type { AuditOptions } from './audit-options.ts';
import { unitsOf } from './audit-units.ts';
import { chooseSource } from './choose-source.ts';
import { confirmVerdicts, lookAgain, notConfirmed, permissionGaps, withheld } from './confirm.ts';
import { exemptIds, judgeAgain, type JudgedParts, type JudgeInput, judgeParts } from './judge-parts.ts';
import type { JudgedSubscriptionPart } from './judge-subscriptions.ts';
import { readRows } from './read-rows.ts';
import { loadRuleSet, type RuleSet } from './rule-set.ts';
import { toolVersion } from './version.ts';

/** What an audit gave. */
export interface AuditResult {
  readonly report: Report;
  /** The configuration that was found: its thresholds are for the caller to apply. */
  readonly config: Config;
  readonly outcome: SourceOutcome;
}

/**
 * Judges running subscriptions: the whole audit, top to bottom.
 *
 * @throws {Failure} when it cannot run: nobody can sign in, a second tenant is met, the configuration has mistakes.
 */
export async function audit(options: AuditOptions): Promise<AuditResult> {
  const ruleSet = await loadRuleSet(options, 'live');
  const { config } = ruleSet;
  const source = await chooseSource(options, config.audit);
  if (options.saveRows === undefined) return auditSource(source, options, ruleSet);
  const saving = createSavingSource(source, {
    file: resolve(options.workingDirectory, options.saveRows),
    toolVersion,
    time: new Date().toISOString(),
    ...(options.shard && { shard: options.shard }),
  });
  options.atExit?.(() => saving.discard());
  try {
    const result = await auditSource(saving, options, ruleSet);
    await saving.finish();
    return result;
  } catch (error) {
    saving.discard();
    throw error;
  }
}

async function auditSource(source: RowSource, options: AuditOptions, ruleSet: RuleSet): Promise<AuditResult> {
  const { config } = ruleSet;
  const read = await readRows(source);
  const outcome = source.outcome();
  const now = options.now ?? new Date(outcome.readAt ?? Date.now());
  const scopes = new Map(outcome.scopes.map((scope) => [scope.subscriptionId.toLowerCase(), scope]));
  const agents = await readAgentViews(read, source, {
    ...options,
    exempt: () => exemptIds(read.rows.virtualMachines, { ruleSet, now, scopes }),
  });
  const readGaps = [...read.gaps, ...agentGaps(agents.failures)];
  const input: JudgeInput = {
    ruleSet,
    verdicts: options.verdicts ?? false,
    viewOf: agents.viewOf,
    gaps: [...outcome.gaps, ...readGaps].map(withTypes),
    assumed: outcome.assumed ?? [],
    now,
    scopes,
  };
  const judged = judgeParts(read, input);
  const confirmed = await confirm({ options, source, judged, input });
  const laterGaps = [...readGaps, ...judged.gaps];

  const units = unitsOf({
    outcome,
    laterGaps: [...laterGaps, ...confirmed.gaps],
    parts: confirmed.parts,
    exempt: judged.exempt,
    allowIncomplete: [...config.audit.allowIncomplete, ...(options.allowIncomplete ?? [])],
  });
  const report = buildReport({
    tool: { name: 'backuplint', version: toolVersion },
    rules: ruleSet.infos,
    units,
    diagnostics: [
      ...outcome.diagnostics,
      ...wholeGaps(laterGaps),
      ...confirmed.diagnostics,
      ...nothingSeen(outcome, options),
    ],
    skippedFiles: 0,
    listVerdicts: options.verdicts ?? false,
    ...(options.shard && { shard: options.shard }),
    ...portalOf(options),
  });
  return { report, config, outcome };
}

/** The portal of the cloud; an endpoint that somebody named may belong to a cloud with another one, or none. */
function portalOf({ cloud, armEndpoint }: AuditOptions): { readonly portal?: string } {
  return armEndpoint === undefined ? { portal: clouds[cloud ?? 'public'].portal } : {};
}

/** An instance view that could not be read hides an agent, not a resource. */
function agentGaps(failures: ReadonlyMap<string, string>): readonly ListGap[] {
  return [...failures].map(([subscriptionId, because]) => ({ subscriptionId, because, types: [] }));
}

function withTypes(gap: ListGap): Gap {
  return gap.types !== undefined || gap.list === undefined ? gap : { ...gap, types: resourceTypes[gap.list] };
}

interface Confirmation {
  readonly options: AuditOptions;
  readonly source: RowSource;
  readonly judged: JudgedParts;
  readonly input: JudgeInput;
}

/** Before a machine is called unprotected, it is looked at once more, and judged by what is there then. */
async function confirm({ options, source, judged, input }: Confirmation): Promise<{
  readonly parts: ReadonlyMap<string, JudgedSubscriptionPart>;
  readonly gaps: readonly ListGap[];
  readonly diagnostics: readonly Diagnostic[];
}> {
  const { parts, suspects } = judged;
  const { live } = source;
  if (suspects.size === 0 || live === undefined) return { parts, gaps: [], diagnostics: [] };
  if (options.confirm === false) {
    const gaps = await permissionGaps(suspects, live);
    return { parts: withheld(parts, suspects, gaps), gaps, diagnostics: [] };
  }
  options.onProgress?.({ kind: 'confirm', machines: suspects.size });
  const [look, gaps] = await Promise.all([lookAgain(suspects, live), permissionGaps(suspects, live)]);
  if (look.because !== undefined) {
    return { parts: withheld(parts, suspects, gaps), gaps, diagnostics: [notConfirmed(look.because)] };
  }
  const second = judgeAgain(
    { ...judged.surroundings, virtualMachines: look.machines, protectedItems: look.items },
    {
      ...input,
      gaps: [...input.gaps, ...judged.gaps, ...gaps],
    },
  );
  return { parts: confirmVerdicts(parts, suspects, second), gaps, diagnostics: [] };
}

/** A gap that belongs to no subscription concerns the whole run. */
function wholeGaps(gaps: readonly ListGap[]): readonly Diagnostic[] {
  return gaps
    .filter(({ subscriptionId }) => subscriptionId === undefined)
    .map(({ because }) => ({ code: 'list-incomplete', level: 'error', message: because }));
}

/** An audit of nothing is not clean. */
function nothingSeen({ scopes, diagnostics }: SourceOutcome, { shard }: AuditOptions): readonly Diagnostic[] {
  if (scopes.length > 0 || diagnostics.some(({ level }) => level === 'error')) return [];
  if (shard !== undefined) {
    const message = `no subscription falls to shard ${shard.index} of ${shard.count}`;
    return [{ code: 'shard-empty', level: 'note', message }];
  }
  return [{ code: 'no-subscription', level: 'error', message: 'no subscription was found: nothing was judged' }];
}
