import { groupBy } from '../text/group-by.ts';
import { pathInRepository, shownPlace } from './sarif-place.ts';
import { isFilePlace } from './place.ts';
import { occurrences, placeText } from './plain.ts';
import { printable } from './printable.ts';
import type { ExemptResource, Finding, Report, ReportDiagnostic } from './report.ts';
import type { Reporter } from './reporter.ts';
import { summaryLine } from './summary-line.ts';

interface TestCase {
  readonly suite: string;
  readonly name: string;
  readonly className: string;
  readonly outcome: 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
  readonly detail: string;
}

/**
 * JUnit XML for test tabs: a suite per file, a case per finding. Failed checks are failures, what could not be evaluated is an error, open and
 * suppressed findings and exempt machines are skipped; what passed is in the first suite, as a number.
 */
export const reportJunit: Reporter = (report) => {
  const suites = groupBy(casesOf(report), ({ suite }) => suite);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escape(report.tool.name)}">`,
    ...summarySuite(report),
    ...[...suites].flatMap(([name, cases]) => suiteOf(name, cases)),
    '</testsuites>',
  ].map((line) => `${line}\n`);
};

function casesOf(report: Report): TestCase[] {
  const errors = report.diagnostics.filter((diagnostic) => diagnostic.level === 'error');
  return [
    ...errors.map((diagnostic) => ofDiagnostic(diagnostic, report)),
    ...report.findings.map((finding) => ofFinding(finding, report)),
    ...report.suppressed.map(
      (finding): TestCase => ({
        ...ofFinding(finding, report),
        outcome: 'skipped',
        type: 'suppressed',
        message: finding.suppression.reason ?? 'suppressed',
      }),
    ),
    ...(report.exempt ?? []).map((entry) => ofExempt(entry, report)),
  ];
}

function ofExempt({ resource, kind, because }: ExemptResource, report: Report): TestCase {
  return {
    suite: pathInRepository({ resourceId: resource.id }, report),
    name: `exempt: ${resource.name}`,
    className: 'exempt',
    outcome: 'skipped',
    type: kind,
    message: because,
    detail: `not judged because ${because}`,
  };
}

function ofFinding(finding: Finding, report: Report): TestCase {
  const place = shownPlace(finding.location, finding.related, report);
  const isOpen = finding.kind === 'open';
  return {
    suite: pathInRepository(place, report),
    name: `${finding.ruleId}: ${finding.resource.name}`,
    className: finding.ruleId,
    outcome: isOpen ? 'skipped' : 'failure',
    type: isOpen ? 'open' : finding.level,
    message: isOpen ? (finding.because ?? finding.message) : finding.message,
    detail: `${placeText(place)}: ${finding.message}${occurrences(finding)}`,
  };
}

function ofDiagnostic({ code, message, hint, location }: ReportDiagnostic, report: Report): TestCase {
  return {
    suite: location === undefined ? report.tool.name : pathInRepository(location, report),
    name: location !== undefined && isFilePlace(location) ? `${code}: line ${location.startLine}` : code,
    className: code,
    outcome: 'error',
    type: code,
    message,
    detail: hint ?? message,
  };
}

/** One case that stands for the run: it fails when the run is incomplete, so that an empty list of findings cannot look like success. */
function summarySuite(report: Report): string[] {
  const line = escape(summaryLine(report.summary));
  const errors = report.complete ? 0 : 1;
  const body = report.complete
    ? `<system-out>${line}</system-out>`
    : `<error type="incomplete" message="Something in scope could not be evaluated">${line}</error>`;
  return [
    `  <testsuite name="summary" tests="1" failures="0" errors="${errors}" skipped="0">`,
    `    <testcase name="everything in scope was evaluated" classname="${escape(report.tool.name)}">${body}</testcase>`,
    '  </testsuite>',
  ];
}

function suiteOf(name: string, cases: readonly TestCase[]): string[] {
  const count = (outcome: TestCase['outcome']): number => cases.filter((each) => each.outcome === outcome).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  return [`  <testsuite name="${escape(name)}" ${counts}>`, ...cases.map(caseOf), '  </testsuite>'];
}

function caseOf({ name, className, outcome, type, message, detail }: TestCase): string {
  const attributes = outcome === 'skipped' ? '' : ` type="${escape(type)}"`;
  const body = `<${outcome}${attributes} message="${escape(message)}">${escape(detail)}</${outcome}>`;
  return `    <testcase name="${escape(name)}" classname="${escape(className)}">${body}</testcase>`;
}

/** Text as XML 1.0 holds it: what it cannot hold becomes the replacement character, and what nobody sees is spelled out. */
function escape(text: string): string {
  return text
    .replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Zl}\p{Zp}]/gu, printable)
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
