import type { Report, Summary } from './report.ts';

/** How the kinds of subjects are called, one and many, in the order in which they are counted. */
const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  virtualMachine: ['virtual machine', 'virtual machines'],
  vault: ['vault', 'vaults'],
  backupPolicy: ['backup policy', 'backup policies'],
  protectedItem: ['protected item', 'protected items'],
};

/** `3 virtual machines, 1 vault: 14 of 18 checks decided, 2 failed, 4 open`: what was looked at comes before what was found. */
export function summaryLine(summary: Summary): string {
  const { checks, decided, failed, open, suppressed, exempt = 0 } = summary;
  const tail = `${suppressed > 0 ? `, ${suppressed} suppressed` : ''}${exempt > 0 ? `, ${exempt} exempt` : ''}`;
  return `${subjects(summary)}: ${decided} of ${count(checks, 'check')} decided, ${failed} failed, ${open} open${tail}`;
}

/** What the reader of an incomplete report must know first; nothing for a complete one. */
export function incompleteLine(report: Report): string | undefined {
  if (report.complete) return undefined;
  const errors = report.diagnostics.filter((diagnostic) => diagnostic.level === 'error').length;
  const units = report.units.filter((unit) => !unit.complete).length;
  const isLive = report.units.some(({ subscription }) => subscription !== undefined);
  const reasons = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(units > 0
      ? [`${units} of ${count(report.units.length, isLive ? 'subscription' : 'deployment')} not wholly evaluated`]
      : []),
  ];
  return `Incomplete: ${reasons.join(', ')}. What could not be evaluated was not judged.`;
}

/** The last line: findings by level, and what else is worth a look. Never says "clean". */
export function closingLine({ summary, findings, complete }: Report): string {
  const { error, warning, note } = summary.levels;
  const total = error + warning + note;
  const levels = [
    ...(error > 0 ? [count(error, 'error')] : []),
    ...(warning > 0 ? [count(warning, 'warning')] : []),
    ...(note > 0 ? [count(note, 'note')] : []),
  ];
  const open = findings.length - total;
  const parts = [total === 0 ? 'no check failed' : `${count(total, 'finding')} (${levels.join(', ')})`];
  if (open > 0) parts.push(`${open} open`);
  if (summary.suppressed > 0) parts.push(`${summary.suppressed} suppressed`);
  if (summary.skippedFiles > 0) parts.push(`${count(summary.skippedFiles, 'JSON file')} without a template skipped`);
  if (!complete) parts.push('incomplete');
  const line = summary.checks === 0 && total === 0 ? ['nothing was judged', ...parts.slice(1)] : parts;
  return capitalised(line.join(', '));
}

/** `1 check`, `2 checks`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function subjects({ subjects: counts, units }: Summary): string {
  const kinds = [...Object.keys(words), ...Object.keys(counts).filter((kind) => words[kind] === undefined)];
  const parts = kinds.flatMap((kind) => {
    const number = counts[kind] ?? 0;
    const [one, many] = words[kind] ?? [kind, `${kind}s`];
    return number === 0 ? [] : [count(number, one, many)];
  });
  if (parts.length > 0) return parts.join(', ');
  return units === 0 ? 'nothing to judge' : 'no virtual machine, vault or backup policy';
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
