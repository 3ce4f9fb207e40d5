import { exemptGroups, exemptNames } from './exempt-list.ts';
import { createLivePlaces, type LivePlace, type LivePlaces } from './live-place.ts';
import { openGroups } from './open-groups.ts';
import { occurrences, placeText } from './plain.ts';
import { printable } from './printable.ts';
import type { Finding, Report, ReportDiagnostic } from './report.ts';
import type { Reporter } from './reporter.ts';
import { closingLine, count, incompleteLine, summaryLine } from './summary-line.ts';

/** A job summary of GitHub may have 1 MiB; so many rows stay far below it. */
const mostRows = 500;
/** A longer cell helps nobody. */
const longestCell = 500;

/** GitHub-flavoured Markdown for job summaries and comments. */
export const reportMarkdown: Reporter = (report) => {
  const incomplete = incompleteLine(report);
  const failed = report.findings.filter((finding) => finding.kind === 'fail');
  const livePlaces = createLivePlaces(report);
  const blocks = [
    '## Azure backup',
    `**${cell(summaryLine(report.summary))}**`,
    ...(incomplete === undefined ? [] : [`> [!CAUTION]\n> ${cell(incomplete)}`]),
    ...table('Problems', ['place', 'level', 'problem'], report.diagnostics.map(diagnosticRow)),
    ...table(
      'Findings',
      ['place', 'level', 'rule', 'finding'],
      failed.map((finding) => findingRow(finding, livePlaces)),
    ),
    ...table('Open', ['checks', 'why, and what would close it', 'places'], openRows(report)),
    ...table('Exempt', ['machines', 'why they are not judged', 'names'], exemptRows(report)),
    ...table('Subscriptions', ['subscription', 'read', 'machines', 'failed', 'open', 'why'], scopeRows(report)),
    cell(closingLine(report)),
  ];
  return [`${blocks.join('\n\n')}\n`];
};

type Row = readonly string[];

/** A heading and its table; nothing without rows. */
function table(title: string, head: Row, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, mostRows);
  const more = rows.length - shown.length;
  return [
    `### ${title}`,
    [line(head), line(head.map(() => '---')), ...shown.map(line)].join('\n'),
    ...(more > 0 ? [`and ${count(more, 'more row')}`] : []),
  ];
}

function findingRow(finding: Finding, livePlaces: LivePlaces): Row {
  const message = `${finding.message}${occurrences(finding)}`;
  const live = livePlaces(finding.location);
  const place = live === undefined ? cell(placeText(finding.location)) : livePlaceCell(live);
  return [place, finding.level, cell(finding.ruleId), cell(message)];
}

/** `vm1 in group of subscription`, with a link to the portal around the name. */
function livePlaceCell({ name, resourceGroup, subscription, link }: LivePlace): string {
  const shown = link === undefined ? cell(name) : `[${cell(name)}](${link})`;
  const group = resourceGroup === undefined ? '' : ` in ${cell(resourceGroup)}`;
  return `${shown}${group} of ${cell(subscription)}`;
}

function diagnosticRow({ location, level, code, message, hint }: ReportDiagnostic): Row {
  const place = location === undefined ? '' : placeText(location);
  return [cell(place), level, cell(`${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`)];
}

function exemptRows(report: Report): Row[] {
  return exemptGroups(report).map((group) => [
    String(group.resources.length),
    cell(group.because),
    cell(exemptNames(group).join(', ')),
  ]);
}

/** What became of each subscription of an audit. */
function scopeRows({ units }: Report): Row[] {
  return units.flatMap(({ subscription }) => {
    if (subscription === undefined) return [];
    const { id, name, status, subjects, failed, open, because } = subscription;
    const numbers = [subjects['virtualMachine'] ?? 0, failed, open].map(String);
    return [[cell(name === undefined ? id : `${name} (${id})`), status, ...numbers, cell(because ?? '')]];
  });
}

function openRows(report: Report): Row[] {
  return openGroups(report.findings).map((group) => {
    const places = group.findings.slice(0, 3).map((finding) => cell(placeText(finding.location)));
    const more = group.findings.length - places.length;
    return [
      String(group.checks),
      cell(group.because),
      [...places, ...(more > 0 ? [`and ${more} more`] : [])].join('<br>'),
    ];
  });
}

/** Text that is only text: no markup, link, mention, image or further cell can come out of it. */
function cell(text: string): string {
  const cut = text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
  return printable(cut)
    .replace(/[\\`*_{}[\]|~!#&<>@]/g, (mark) => ('&<>@'.includes(mark) ? `&#${mark.charCodeAt(0)};` : `\\${mark}`))
    .replaceAll('://', ':&#47;&#47;')
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}&#46;`);
}
