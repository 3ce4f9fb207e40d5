import { builtInRules } from '../../rules/index.ts';
import { buildEstate } from '../../src/estate/build-estate.ts';
import { liveResource } from '../../src/input/rows/live-resource.ts';
import type { Inventory } from '../../src/resource/resource.ts';
import type { Rule, Verdict, VerdictKind } from '../../src/rule/index.ts';
import { runRules } from '../../src/rule/run-rules.ts';
import { rowsOf } from './to-rows.ts';

/** One verdict of a template, and what became of it among the rows. */
export interface Pair {
  readonly ruleId: string;
  readonly id: string;
  readonly template: VerdictKind | undefined;
  readonly live: VerdictKind | undefined;
  readonly because?: string;
  /**
   * `byNature`: rows do not hold what decides (the agent; redundancy that the vault does not set), or hold the item that an intent
   * became. `notComparable`: the template leaves it
   * open, or its subject has no certain id or existence.
   */
  readonly outcome: 'same' | 'different' | 'byNature' | 'notComparable';
}

const now = new Date('2026-11-24T03:00:00Z');
/** What a template cannot say is not compared. */
const rules: readonly Rule[] = builtInRules.filter(({ only }) => only !== 'live');

/** Judges what a template deploys, and the rows that Resource Graph would hold of it, by the same rules. */
export function judgeBoth(inventory: Inventory): readonly Pair[] {
  const template = verdictsOf(inventory, 'template');
  const resources = rowsOf(inventory.resources).flatMap((row) => liveResource(row) ?? []);
  const live = verdictsOf({ ...inventory, resources }, 'live');
  const keys = new Set([...template.keys(), ...live.keys()]);
  const declared = new Set(
    inventory.resources.map(({ id }) => (id.value.kind === 'string' ? id.value.value.toLowerCase() : '')),
  );
  return [...keys].map((key) => pairOf(template.get(key), live.get(key), declared));
}

function verdictsOf(inventory: Inventory, source: 'template' | 'live'): ReadonlyMap<string, Verdict> {
  const estate = buildEstate(inventory, { source, protectedBy: 'template', now });
  return new Map(runRules(rules, estate).verdicts.map((verdict) => [keyOf(verdict), verdict]));
}

function keyOf({ ruleId, resource }: Verdict): string {
  return `${ruleId}\0${idOf(resource).toLowerCase()}`;
}

function idOf({ id }: Verdict['resource']): string {
  return id.kind === 'string'
    ? id.value
    : JSON.stringify(id, (key, value: unknown) => (key === 'at' ? undefined : value));
}

function pairOf(template: Verdict | undefined, live: Verdict | undefined, declared: ReadonlySet<string>): Pair {
  const either = template ?? live;
  const because = live?.because ?? template?.because;
  return {
    ruleId: either?.ruleId ?? '',
    id: either === undefined ? '' : idOf(either.resource),
    template: template?.kind,
    live: live?.kind,
    ...(because === undefined ? {} : { because }),
    outcome: outcomeOf(template, live, declared),
  };
}

function outcomeOf(
  template: Verdict | undefined,
  live: Verdict | undefined,
  declared: ReadonlySet<string>,
): Pair['outcome'] {
  // Azure has turned an intent into an item.
  if (template === undefined)
    return live !== undefined && declared.has(idOf(live.resource).toLowerCase()) ? 'different' : 'byNature';
  if (template.resource.type.toLowerCase().endsWith('intent')) return 'byNature';
  const hasRow = template.resource.id.kind === 'string';
  if (template.kind === live?.kind) return 'same';
  // A machine that has no row is taken for gone, and where its vault is no longer matters.
  if (template.ruleId === 'vault-subscription-mismatch' && live === undefined) return 'byNature';
  if (template.kind === 'open' || (!hasRow && live === undefined)) return 'notComparable';
  const isUnknownByNature = template.ruleId === 'vm-agent-missing' || template.ruleId === 'vault-redundancy';
  return isUnknownByNature && live?.kind === 'open' ? 'byNature' : 'different';
}
