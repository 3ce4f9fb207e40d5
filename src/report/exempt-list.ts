import { groupBy } from '../text/group-by.ts';
import { printable } from './printable.ts';
import type { ExemptResource, Report } from './report.ts';
import { count } from './summary-line.ts';

/** Of one reason, so many are named; JSON has them all. */
const mostNamed = 5;

/** Machines that were not judged for the same reason. */
export interface ExemptGroup {
  readonly because: string;
  readonly resources: readonly ExemptResource[];
}

/** The exempt machines by reason, the most frequent first. */
export function exemptGroups({ exempt = [] }: Report): readonly ExemptGroup[] {
  return [...groupBy(exempt, ({ because }) => because)]
    .map(([because, resources]) => ({ because, resources }))
    .sort((a, b) => b.resources.length - a.resources.length);
}

/** How many machines were not judged, and why; nothing when all were. */
export function exemptLines(report: Report): readonly string[] {
  const groups = exemptGroups(report);
  if (groups.length === 0) return [];
  const total = groups.reduce((sum, { resources }) => sum + resources.length, 0);
  return [
    `${count(total, 'machine')} exempt, not judged:`,
    ...groups.map(
      (group) => `  ${group.resources.length} because ${printable(group.because)}: ${exemptNames(group).join(', ')}`,
    ),
  ];
}

/** `group/machine`: names alone are often those of others, too. */
function shortName(id: string): string {
  const segments = id.split('/');
  return [segments[4], segments.at(-1)].filter((segment) => segment !== undefined).join('/');
}

/** The names of the first machines of a group, and how many more there are. */
export function exemptNames({ resources }: ExemptGroup): readonly string[] {
  const named = resources.slice(0, mostNamed).map(({ resource }) => resource.id);
  const short = named.map(shortName);
  const names = named.map((id, index) => {
    const name = short[index] ?? id;
    // Machines of two subscriptions may share both.
    const isClear = short.filter((other) => other.toLowerCase() === name.toLowerCase()).length === 1;
    return printable(isClear ? name : `${id.split('/')[2]}/${name}`);
  });
  const more = resources.length - mostNamed;
  return more > 0 ? [...names, `and ${more} more`] : names;
}
