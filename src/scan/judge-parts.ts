import { createEstateBuilder } from '../estate/build-estate.ts';
import { type Estate, subjectKinds } from '../estate/estate.ts';
import { findPartlyReadVaults } from '../estate/hidden-items.ts';
import { findHiddenPolicies } from '../estate/hidden-policies.ts';
import { type GraphRow, textColumn } from '../input/rows/graph-row.ts';
import { liveResource } from '../input/rows/live-resource.ts';
import { type ListName, resourceTypes, type SubscriptionScope } from '../input/row-source.ts';
import { compareText } from '../report/place.ts';
import type { JudgedUnit } from '../report/report-input.ts';
import { plainText } from '../resource/text-parts.ts';
import { exemptMachines, type ExemptMachine } from '../rule/exempt/exemptions.ts';
import type { Gap, Resource } from '../resource/resource.ts';
import type { ViewOf } from './agent-views.ts';
import { type RowsOfPart, splitRows } from './audit-parts.ts';
import { batchesOf } from './batches.ts';
import { type JudgedSubscriptionPart, SubscriptionTallies } from './judge-subscriptions.ts';
import type { AuditRows, ResourceList } from './read-rows.ts';
import type { RuleSet } from './rule-set.ts';

/** What rows are judged with. */
export interface JudgeInput {
  readonly ruleSet: RuleSet;
  /** Keep passes, too. */
  readonly verdicts: boolean;
  readonly viewOf: ViewOf;
  readonly gaps: readonly Gap[];
  /** Lists that a person said are whole. */
  readonly assumed: readonly ListName[];
  /** The moment that ages count from. */
  readonly now: Date;
  /** By id in lower case. */
  readonly scopes: ReadonlyMap<string, SubscriptionScope>;
}

/** An exempt machine as the report tells it. */
export type ExemptEntry = NonNullable<JudgedUnit['exempt']>[number];

/** What became of all rows. Nothing of the estates is kept. */
export interface JudgedParts {
  /** By subscription id in lower case. */
  readonly parts: ReadonlyMap<string, JudgedSubscriptionPart>;
  readonly exempt: readonly ExemptEntry[];
  /** Machines that a rule fails and that nothing seems to protect, by id in lower case. */
  readonly suspects: ReadonlySet<string>;
  /** What the rows say of others that are hidden. */
  readonly gaps: readonly Gap[];
  /** What a second look at machines and items is joined with. */
  readonly surroundings: Pick<RowsOfPart, 'vaults' | 'backupPolicies'>;
}

/**
 * Joins and judges the rows of one subscription after the other (of those that refer to each other together) and lets them go: memory is that of the rows
 * and of what is found, not of the estate. `read` is empty afterwards.
 */
export function judgeParts(read: AuditRows, input: JudgeInput): JudgedParts {
  const parts = new Map<string, JudgedSubscriptionPart>();
  const exempt: ExemptEntry[] = [];
  const suspects = new Set<string>();
  const gaps: Gap[] = [];
  const queue = splitRows(read).slice();
  const surroundings = { vaults: [...read.rows.vaults], backupPolicies: [...read.rows.backupPolicies] };
  for (const list of Object.values(read.rows)) list.length = 0;
  for (let rows = queue.pop(); rows !== undefined; rows = queue.pop()) {
    const items = rows.protectedItems.map((row) => textColumn(row, 'id') ?? '');
    const vaults = findPartlyReadVaults(resourcesOf(rows.vaults), resourcesOf(rows.backupPolicies), items);
    const hidden = newGaps(
      vaults.map(({ gap }) => gap),
      input,
    );
    const judged = judgePart(rows, { ...input, gaps: [...input.gaps, ...hidden] });
    gaps.push(...hidden, ...newGaps(judged.hiddenPolicies, input));
    for (const entry of judged.exempt) exempt.push(entry);
    for (const [subscription, part] of judged.parts) {
      parts.set(subscription, part);
      for (const machine of part.suspects) suspects.add(machine);
    }
  }
  exempt.sort((a, b) => compareText(a.resource.id, b.resource.id));
  return { parts, exempt, suspects, gaps, surroundings };
}

/** Gaps in what nobody has called whole, and that are no part of those that are known; each once. */
function newGaps(found: readonly Gap[], { gaps, assumed }: JudgeInput): readonly Gap[] {
  const whole = new Set(assumed.flatMap((list) => resourceTypes[list]));
  const isNew = ({ types = [], subscriptionId }: Gap): boolean => {
    const isPart = (known: Gap): boolean =>
      types.every((type) => known.types?.includes(type) ?? true) && isOf(known.subscriptionId, subscriptionId);
    return !types.every((type) => whole.has(type)) && !gaps.some(isPart);
  };
  const unique = new Map(found.map((gap) => [`${gap.subscriptionId}\0${gap.because}`, gap]));
  return [...unique.values()].filter(isNew);
}

/** A gap without a subscription is in all of them. */
function isOf(scope: string | undefined, subscriptionId: string | undefined): boolean {
  return scope === undefined || scope.toLowerCase() === subscriptionId?.toLowerCase();
}

interface JudgedPart extends Pick<JudgedParts, 'parts' | 'exempt'> {
  readonly hiddenPolicies: readonly Gap[];
}

function judgePart(rows: RowsOfPart, input: JudgeInput): JudgedPart {
  const { ruleSet, scopes, verdicts } = input;
  const tallies = new SubscriptionTallies({ ...ruleSet, verdicts });
  const exempt: ExemptEntry[] = [];
  const hiddenPolicies: Gap[] = [];
  const estateOf = liveEstates(rows, input);
  for (const [index, batch] of batchesOf(rows).entries()) {
    const left = exemptMachines(estateOf(batch), ruleSet.config.audit, scopes);
    for (const machine of left.exempt) exempt.push(entryOf(machine));
    // Every batch has the vaults and policies: they are judged with the first.
    tallies.judge(left.estate, index === 0 ? subjectKinds : ['virtualMachine', 'protectedItem']);
    for (const gap of findHiddenPolicies(left.estate.protectedItem)) hiddenPolicies.push(gap);
  }
  return { parts: tallies.parts(), exempt, hiddenPolicies };
}

/** Judges rows that were asked for again, all together. */
export function judgeAgain(rows: Rows<ResourceList>, input: JudgeInput): ReadonlyMap<string, JudgedSubscriptionPart> {
  const tallies = new SubscriptionTallies({ ...input.ruleSet, verdicts: true });
  tallies.judge(liveEstates(rows, input)(rows));
  return tallies.parts();
}

/** The ids, in lower case, of machines that will not be judged. */
export function exemptIds(
  machines: readonly GraphRow[],
  { ruleSet, now, scopes }: Pick<JudgeInput, 'ruleSet' | 'now' | 'scopes'>,
): ReadonlySet<string> {
  const estateOf = liveEstates({ vaults: [], backupPolicies: [] }, { gaps: [], now, viewOf: () => ({}) });
  const estate = estateOf({ virtualMachines: machines, protectedItems: [] });
  const { exempt } = exemptMachines(estate, ruleSet.config.audit, scopes);
  return new Set(exempt.map(({ machine }) => plainText(machine.resource.id.value).toLowerCase()));
}

/** `more` is a property that a row does not hold. */
function resourcesOf(
  rows: readonly GraphRow[],
  more?: (row: GraphRow) => readonly [string, unknown],
): readonly Resource[] {
  const resources: Resource[] = [];
  for (const row of rows) {
    const resource = liveResource(row, more?.(row));
    if (resource !== undefined) resources.push(resource);
  }
  return resources;
}

type Rows<K extends ResourceList> = Readonly<Record<K, readonly GraphRow[]>>;

/** Makes estates of machines and items, all with the same vaults and policies. */
function liveEstates(
  { vaults, backupPolicies }: Rows<'vaults' | 'backupPolicies'>,
  { gaps, now, viewOf }: Pick<JudgeInput, 'gaps' | 'now' | 'viewOf'>,
): (rows: Rows<'virtualMachines' | 'protectedItems'>) => Estate {
  const resources = [...resourcesOf(vaults), ...resourcesOf(backupPolicies)];
  const inventory = { resources, gaps, diagnostics: [], suppressions: [] };
  const build = createEstateBuilder(inventory, { source: 'live', protectedBy: 'template', now });
  return ({ virtualMachines, protectedItems }) =>
    build({
      machines: resourcesOf(virtualMachines, (row) => ['instanceView', viewOf(row)]),
      items: resourcesOf(protectedItems),
    });
}

/** Only texts: a machine would keep its whole estate alive. */
function entryOf({ machine, kind, because }: ExemptMachine): ExemptEntry {
  return {
    resource: { type: machine.resource.type, name: machine.name, id: plainText(machine.resource.id.value) },
    kind,
    because,
  };
}
