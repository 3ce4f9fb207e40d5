import { propertiesOf, textColumn } from '../input/rows/graph-row.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import type { ListGap, LiveAnswers } from '../input/row-source.ts';
import { plainText } from '../resource/text-parts.ts';
import type { Verdict } from '../rule/index.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { JudgedSubscriptionPart } from './judge-subscriptions.ts';
import { inParallel } from './in-parallel.ts';
import { subscriptionOfId } from '../input/rows/subscription-of-id.ts';

type Parts = ReadonlyMap<string, JudgedSubscriptionPart>;

/** What Resource Graph says of some machines now. */
export interface SecondLook {
  readonly machines: readonly GraphRow[];
  readonly items: readonly GraphRow[];
  /** Why the look is not complete: then nothing is concluded from it. */
  readonly because?: string;
}

/** Asks once more for the rows of these machines and for the items that name them. Resource Graph is eventually consistent: an item may be late. */
export async function lookAgain(machines: ReadonlySet<string>, live: LiveAnswers): Promise<SecondLook> {
  const subscriptions = subscriptionsOf(machines);
  let because: string | undefined;
  const complete = (reason: string | undefined): void => {
    because ??= reason;
  };
  const [machineRows, items] = await Promise.all([
    collect(live.again('virtualMachines', subscriptions, complete), (row) =>
      machines.has((textColumn(row, 'id') ?? '').toLowerCase()),
    ),
    collect(live.again('protectedItems', subscriptions, complete), (row) => mayName(row, machines)),
  ]);
  return { machines: machineRows, items, ...(because === undefined ? {} : { because }) };
}

/**
 * An identity with a role on some resource groups sees machines whose vault is hidden from it, and one that may read no items sees an estate without any
 * backup. So where machines seem unprotected, the roles are looked at: if they do not grant the reading of all, a missing item proves nothing.
 */
export async function permissionGaps(machines: ReadonlySet<string>, live: LiveAnswers): Promise<readonly ListGap[]> {
  const gaps: ListGap[] = [];
  await inParallel(subscriptionsOf(machines), async (subscriptionId) => {
    const because = await live.whyHidden(subscriptionId);
    if (because !== undefined) gaps.push({ because, subscriptionId });
  });
  return gaps;
}

function subscriptionsOf(machines: ReadonlySet<string>): readonly string[] {
  return [...new Set([...machines].flatMap((id) => subscriptionOfId(id) ?? []))];
}

async function collect(
  pages: AsyncIterable<readonly GraphRow[]>,
  isWanted: (row: GraphRow) => boolean,
): Promise<readonly GraphRow[]> {
  const wanted: GraphRow[] = [];
  for await (const page of pages) wanted.push(...page.filter(isWanted));
  return wanted;
}

/** True for an item of one of the machines, and for one that does not say whose it is. */
function mayName(item: GraphRow, machines: ReadonlySet<string>): boolean {
  const source = propertiesOf(item) ?? {};
  const named = ['sourceResourceId', 'virtualMachineId', 'dataSourceId'].flatMap(
    (column) => textColumn(source, column) || [],
  );
  return named.length === 0 || named.some((id) => machines.has(id.toLowerCase()));
}

/**
 * The verdicts of the first look, without the failures that the second does not bear out: of a machine that is gone everything goes; what
 * another look decides otherwise is decided so.
 */
export function confirmVerdicts(first: Parts, suspects: ReadonlySet<string>, second: Parts): Parts {
  const later = new Map<string, Verdict>();
  const present = new Set<string>();
  for (const { verdicts } of second.values()) {
    for (const verdict of verdicts) {
      later.set(`${verdict.ruleId}\0${idOf(verdict)}`, verdict);
      present.add(idOf(verdict));
    }
  }
  return new Map(
    [...first].map(([subscription, part]) => {
      let { passed } = part;
      const verdicts = part.verdicts.flatMap((verdict) => {
        const id = idOf(verdict);
        if (!suspects.has(id)) return [verdict];
        if (!present.has(id)) return [];
        if (verdict.kind !== 'fail') return [verdict];
        const now = later.get(`${verdict.ruleId}\0${id}`);
        if (now?.kind !== 'pass') return now === undefined ? [] : [now];
        passed++;
        return [];
      });
      return [subscription, { ...part, verdicts, passed }] as const;
    }),
  );
}

/** The verdicts without a second look: failures of machines whose items may be hidden are open. */
export function withheld(first: Parts, suspects: ReadonlySet<string>, gaps: readonly ListGap[]): Parts {
  const hidden = new Map(gaps.map(({ subscriptionId, because }) => [subscriptionId, because]));
  return new Map(
    [...first].map(([subscription, part]) => {
      const because = hidden.get(subscription);
      if (because === undefined) return [subscription, part] as const;
      const verdicts = part.verdicts.map((verdict): Verdict => {
        const isDoubtful = verdict.kind === 'fail' && suspects.has(idOf(verdict));
        return isDoubtful ? { ...verdict, kind: 'open', because } : verdict;
      });
      return [subscription, { ...part, verdicts }] as const;
    }),
  );
}

/** Said when the second look failed: findings stay, with this beside them. */
export function notConfirmed(because: string): Diagnostic {
  return {
    code: 'not-confirmed',
    level: 'warning',
    message: `the second look at machines that seem unprotected was not possible: ${because}`,
    hint: 'an item that was made in the last minutes may be missing; run the audit again',
  };
}

function idOf({ resource: { id } }: Verdict): string {
  return plainText(id).toLowerCase();
}
