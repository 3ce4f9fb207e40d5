import { codeFrame } from './code-frame.ts';
import { exemptLines } from './exempt-list.ts';
import { createLivePlaces, type LivePlace, type LivePlaces } from './live-place.ts';
import type { OpenGroup } from './open-groups.ts';
import { openGroups } from './open-groups.ts';
import { scopeTable } from './live-scopes.ts';
import { isFilePlace } from './place.ts';
import { occurrences, placeText } from './plain.ts';
import { printable } from './printable.ts';
import type { Finding, Place, Report, ReportDiagnostic, RuleInfo } from './report.ts';
import type { ReporterOptions } from './reporter.ts';
import type { Sources } from './sources.ts';
import { closingLine, count, incompleteLine, summaryLine } from './summary-line.ts';
import type { TextStyle } from './text-style.ts';
import { textStyle } from './text-style.ts';
import { wrapWords } from './wrap.ts';

/** Of one group of open findings, so many are shown; JSON has them all. */
const mostOpenShown = 5;
const mostRelatedShown = 8;
/** A terminal that says it is narrower does not know its width. */
const narrowest = 40;
const usualWidth = 100;

interface Page {
  readonly style: TextStyle;
  readonly width: number;
  readonly sources: Sources;
  readonly rules: ReadonlyMap<string, RuleInfo>;
  readonly livePlaces: LivePlaces;
}

/** Lines with a code frame for each finding. */
export function terminalReport(report: Report, options: ReporterOptions, sources: Sources): readonly string[] {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const width = options.width >= narrowest ? options.width : usualWidth;
  const page: Page = { style: textStyle(options.color), width, sources, rules, livePlaces: createLivePlaces(report) };
  const incomplete = incompleteLine(report);
  const failed = report.findings.filter((finding) => finding.kind === 'fail');
  const firsts = new Set(new Map(failed.toReversed().map((finding) => [finding.ruleId, finding])).values());
  const open = openGroups(report.findings);
  return [
    page.style.bold(summaryLine(report.summary)),
    ...(incomplete === undefined ? [] : [page.style.level('error', incomplete)]),
    '',
    ...report.diagnostics.flatMap((diagnostic) => [...diagnosticBlock(diagnostic, page), '']),
    ...failed.flatMap((finding) => [...findingBlock(finding, page, firsts.has(finding)), '']),
    ...(open.length === 0 ? [] : [...openSection(open, page), '']),
    ...blockOf(exemptLines(report)),
    ...blockOf(scopeTable(report)),
    page.style.bold(closingLine(report)),
  ];
}

/** Lines with a blank one after them; nothing for nothing. */
function blockOf(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

/** A finding; how to fix it and where to read more only at the first one of its rule. */
function findingBlock(finding: Finding, page: Page, isFirst: boolean): string[] {
  const { style } = page;
  const elsewhere = finding.related.filter((place) => !isSameLine(place, finding.location));
  const related = elsewhere.slice(0, mostRelatedShown);
  const more = elsewhere.length - related.length;
  const fix = isFirst ? (page.rules.get(finding.ruleId)?.fix ?? '') : '';
  const note = (label: string, text: string): string => noteLine(label, text, finding.location, page);
  const live = page.livePlaces(finding.location);
  return [
    `${style.level(finding.level, `${finding.level}[${finding.ruleId}]`)}${style.bold(`: ${printable(finding.message)}`)}${style.dim(occurrences(finding))}`,
    ...frameBlock(finding.location, page, (marks) => style.level(finding.level, marks)),
    ...(live === undefined ? [] : [note('in', livePlaceText(live))]),
    ...(live?.link === undefined ? [] : [note('open', style.dim(live.link))]),
    ...related.map((place) => note('see', `${placeText(place)}${relatedText(place.message)}`)),
    ...(more > 0 ? [note('see', `${count(more, 'more place')}, listed with --format json`)] : []),
    ...(fix === '' ? [] : noteBlock('fix', printable(fix), finding.location, page)),
    ...(isFirst ? [note('more', style.dim(`backuplint explain ${finding.ruleId}`))] : []),
  ];
}

/** The frame shows it already. */
function isSameLine(place: Place, shown: Place): boolean {
  return isFilePlace(place) && isFilePlace(shown) && place.file === shown.file && place.startLine === shown.startLine;
}

function noteLine(label: string, text: string, at: Place | undefined, { style }: Page): string {
  return `${at === undefined ? ' ' : gutterOf(at)} ${style.frame('=')} ${style.bold(label)}: ${text}`;
}

/** A note of several sentences, broken to the width of the page below its first word. */
function noteBlock(label: string, text: string, at: Place | undefined, page: Page): string[] {
  const indent = (at === undefined ? 1 : gutterOf(at).length) + label.length + 5;
  const [first = '', ...rest] = wrapWords(text, Math.max(page.width - indent, narrowest / 2));
  return [noteLine(label, first, at, page), ...rest.map((line) => ' '.repeat(indent) + line)];
}

function livePlaceText({ resourceGroup, subscription }: LivePlace): string {
  const group = resourceGroup === undefined ? '' : `resource group '${printable(resourceGroup)}', `;
  return `${group}subscription '${printable(subscription)}'`;
}

function diagnosticBlock(diagnostic: ReportDiagnostic, page: Page): string[] {
  const { style } = page;
  const { level, code, message, hint, location } = diagnostic;
  return [
    `${style.level(level, `${level}[${printable(code)}]`)}${style.bold(`: ${printable(message)}`)}`,
    ...(location === undefined ? [] : frameBlock(location, page, (marks) => style.level(level, marks))),
    ...(hint === undefined ? [] : noteBlock('hint', printable(hint), location, page)),
  ];
}

/** The place, and where the text is at hand, its line with marks under the span. */
function frameBlock(place: Place, page: Page, paint: (marks: string) => string): string[] {
  const { style } = page;
  const gutter = gutterOf(place);
  const head = `${gutter}${style.frame('-->')} ${placeText(place)}`;
  if (!isFilePlace(place)) return [head];
  const file = page.sources(place.file);
  const frame = file === undefined ? undefined : codeFrame(file, place, page.width - gutter.length - 4);
  if (frame === undefined) return [head];
  const bar = style.frame('|');
  return [
    head,
    `${gutter} ${bar}`,
    `${style.frame(frame.lineNumber)} ${bar} ${frame.code}`,
    `${gutter} ${bar} ${paint(frame.marks)}${frame.continues ? style.dim(' ...') : ''}`,
  ];
}

/** Blanks as wide as the line number. */
function gutterOf(place: Place): string {
  return ' '.repeat(isFilePlace(place) ? String(place.startLine).length : 1);
}

function relatedText(message: string | undefined): string {
  return message === undefined ? '' : ` ${printable(message)}`;
}

function openSection(groups: readonly OpenGroup[], page: Page): string[] {
  const { style } = page;
  const checks = groups.reduce((total, group) => total + group.checks, 0);
  const title = `${style.open('open')}${style.bold(`: ${count(checks, 'check')} could not be decided`)}`;
  return [title, ...groups.flatMap((group) => ['', ...openBlock(group, page)])];
}

function openBlock(group: OpenGroup, { style, width }: Page): string[] {
  const checks = String(group.checks);
  const indent = checks.length + 3;
  const [because = '', ...rest] = wrapWords(printable(group.because), Math.max(width - indent, narrowest / 2));
  const shown = group.findings.slice(0, mostOpenShown);
  const more = group.findings.length - shown.length;
  return [
    `  ${style.open(checks)} ${because}`,
    ...rest.map((line) => ' '.repeat(indent) + line),
    ...shown.map(
      (finding) =>
        `    ${placeText(finding.location)} ${style.dim(finding.ruleId)} ${printable(finding.message)}${style.dim(occurrences(finding))}`,
    ),
    ...(more > 0 ? [style.dim(`    and ${count(more, 'more place')}, listed with --format json`)] : []),
  ];
}
