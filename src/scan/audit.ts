import { resolve } from 'node:path';
import { buildEstate } from '../estate/build-estate.ts';
import type { Estate } from '../estate/estate.ts';
import { findPartlyReadVaults } from '../estate/hidden-items.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import { liveResource } from '../input/rows/live-resource.ts';
import { type ListGap, type ListName, type RowSource, resourceTypes, type SourceOutcome } from '../input/row-source.ts';
import { createSavingSource } from '../input/saved-rows/saving-source.ts';
import { buildReport } from '../report/build-report.ts';
import type { Report } from '../report/report.ts';
import { exemptMachines } from '../rule/exempt/exemptions.ts';
import type { Config } from '../config/index.ts';
import type { Gap, Resource } from '../resource/resource.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { readAgentViews, type ViewOf } from './agent-views.ts';
import type { AuditOptions } from './audit-options.ts';
import { unitsOf } from './audit-units.ts';
import { chooseSource } from './choose-source.ts';
import { confirmVerdicts, lookAgain, notConfirmed, permissionGaps, unprotectedMachines } from './confirm.ts';
import { judgeSubscriptions, type JudgedSubscriptionPart } from './judge-subscriptions.ts';
import { type AuditRows, readRows } from './read-rows.ts';
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
  });
  try {
    const result = await auditSource(saving, options, ruleSet);
    await saving.finish();
    return result;
  } catch (error) {
    await saving.discard();
    throw error;
  }
}

async function auditSource(source: RowSource, options: AuditOptions, ruleSet: RuleSet): Promise<AuditResult> {
  const { config } = ruleSet;
  const read = await readRows(source);
  const agents = await readAgentViews(read, source, options);
  const resources = resourcesOf(read, agents.viewOf);
  const outcome = source.outcome();
  const laterGaps = [...read.gaps, ...hiddenItemGaps(resources), ...agentGaps(agents.failures)];
  const join: Join = {
    gaps: [...outcome.gaps, ...laterGaps].map(withTypes),
    now: options.now ?? new Date(outcome.readAt ?? Date.now()),
  };

  const { estate, exempt } = exemptMachines(
    buildLive(Object.values(resources).flat(), join),
    config.audit,
    new Map(outcome.scopes.map((scope) => [scope.subscriptionId.toLowerCase(), scope])),
  );
  const judged = judgeSubscriptions(estate, { ...ruleSet, verdicts: options.verdicts ?? false });
  const confirmed = await confirm({ options, source, ruleSet, estate, judged, resources, join, viewOf: agents.viewOf });

  const units = unitsOf({
    outcome,
    laterGaps: [...laterGaps, ...confirmed.gaps],
    parts: confirmed.parts,
    exempt,
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
  });
  return { report, config, outcome };
}

type Resources = Readonly<Record<keyof AuditRows['rows'], readonly Resource[]>>;

function resourcesOf({ rows }: AuditRows, viewOf: ViewOf): Resources {
  const plain = (list: readonly GraphRow[]): Resource[] => list.flatMap((row) => liveResource(row) ?? []);
  return {
    virtualMachines: rows.virtualMachines.flatMap((row) => liveResource(row, { instanceView: viewOf(row) }) ?? []),
    vaults: plain(rows.vaults),
    backupPolicies: plain(rows.backupPolicies),
    protectedItems: plain(rows.protectedItems),
  };
}

/** What was not read, and the moment that ages count from. */
interface Join {
  readonly gaps: readonly Gap[];
  readonly now: Date;
}

function buildLive(resources: readonly Resource[], { gaps, now }: Join): Estate {
  const inventory = { resources, gaps, diagnostics: [], suppressions: [] };
  return buildEstate(inventory, { source: 'live', protectedBy: 'template', now });
}

function hiddenItemGaps({ vaults, backupPolicies, protectedItems }: Resources): readonly ListGap[] {
  return findPartlyReadVaults(vaults, backupPolicies, protectedItems).map(({ gap }) => gap);
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
  readonly ruleSet: RuleSet;
  readonly estate: Estate;
  readonly judged: ReadonlyMap<string, JudgedSubscriptionPart>;
  readonly resources: Resources;
  readonly join: Join;
  readonly viewOf: ViewOf;
}

function idText({ id: { value } }: Resource): string {
  return value.kind === 'string' ? value.value : '';
}

/** Before a machine is called unprotected, it is looked at once more, and judged by what is there then. */
async function confirm(input: Confirmation): Promise<{
  readonly parts: ReadonlyMap<string, JudgedSubscriptionPart>;
  readonly gaps: readonly ListGap[];
  readonly diagnostics: readonly Diagnostic[];
}> {
  const { options, source, ruleSet, estate, judged, resources, join, viewOf } = input;
  const suspects = unprotectedMachines(estate, judged);
  if (suspects.size === 0 || options.confirm === false || source.live === undefined) {
    return { parts: judged, gaps: [], diagnostics: [] };
  }
  options.onProgress?.({ kind: 'confirm', machines: suspects.size });
  const [look, gaps] = await Promise.all([
    lookAgain(suspects, source.live),
    permissionGaps(suspects, resources.protectedItems.map(idText), source.live),
  ]);
  if (look.because !== undefined) return { parts: judged, gaps, diagnostics: [notConfirmed(look.because)] };
  const machines = look.machines.flatMap((row) => liveResource(row, { instanceView: viewOf(row) }) ?? []);
  const again = [...machines, ...look.items.flatMap((row) => liveResource(row) ?? [])];
  const second = buildLive([...resources.vaults, ...resources.backupPolicies, ...again], {
    ...join,
    gaps: [...join.gaps, ...gaps],
  });
  const parts = confirmVerdicts(judged, suspects, judgeSubscriptions(second, { ...ruleSet, verdicts: true }));
  return { parts, gaps, diagnostics: [] };
}

/** A gap that belongs to no subscription concerns the whole run. */
function wholeGaps(gaps: readonly ListGap[]): readonly Diagnostic[] {
  return gaps
    .filter(({ subscriptionId }) => subscriptionId === undefined)
    .map(({ because, list }) => ({
      code: 'list-incomplete',
      level: 'error',
      message: list === undefined ? because : `${listWords[list]}: ${because}`,
    }));
}

const listWords: Readonly<Record<ListName, string>> = {
  subscriptions: 'subscriptions',
  virtualMachines: 'virtual machines',
  vaults: 'Recovery Services vaults',
  backupPolicies: 'backup policies',
  protectedItems: 'protected items',
};

/** An audit of nothing is not clean. */
function nothingSeen({ scopes, diagnostics }: SourceOutcome, { shard }: AuditOptions): readonly Diagnostic[] {
  if (scopes.length > 0 || diagnostics.some(({ level }) => level === 'error')) return [];
  if (shard !== undefined) {
    const message = `no subscription falls to shard ${shard.index} of ${shard.count}`;
    return [{ code: 'shard-empty', level: 'note', message }];
  }
  return [{ code: 'no-subscription', level: 'error', message: 'no subscription was found: nothing was judged' }];
}
