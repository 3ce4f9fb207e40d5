import { printable } from './printable.ts';
import type { JudgedSubscription, Report } from './report.ts';
import { count } from './summary-line.ts';

/** A terminal page; JSON has all of them. */
const mostShown = 40;

/** True for the report of an audit; what an audit that saw nothing left is one, too. */
export function isLiveReport({ workingDirectory, units }: Pick<Report, 'workingDirectory' | 'units'>): boolean {
  return workingDirectory === undefined && units.every(({ subscription }) => subscription !== undefined);
}

/**
 * The table of the subscriptions of an audit: how much of each was read, and what was judged there. Those that were not read completely
 * come first. Nothing for templates.
 */
export function scopeTable({ units }: Report): readonly string[] {
  const all = units.flatMap(({ subscription }) => subscription ?? []);
  if (all.length === 0) return [];
  const sorted = [...all].sort((a, b) => Number(a.status === 'read') - Number(b.status === 'read'));
  const shown = sorted.slice(0, mostShown).map(cellsOf);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...shown.map((cells) => cells[column]?.length ?? 0)));
  const more = sorted.length - shown.length;
  return [
    `${count(all.length, 'subscription')}:`,
    ...shown.map((cells) => `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()),
    ...(more > 0 ? [`  and ${more} more, listed with --format json`] : []),
  ];
}

function cellsOf({ id, name, status, subjects, failed, open }: JudgedSubscription): readonly string[] {
  const label = name === undefined ? id : `${printable(name)} (${id})`;
  if (status === 'hidden' || status === 'denied') return [label, status];
  const machines = subjects['virtualMachine'] ?? 0;
  return [label, status, count(machines, 'machine'), `${failed} failed`, `${open} open`];
}
