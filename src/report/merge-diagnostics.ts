import type { Diagnostic } from '../text/diagnostic.ts';
import { compareLevels, higherLevel } from './levels.ts';
import { comparePlaces, compareText, placeKey, placeOf, withRelativePaths } from './place.ts';
import type { ReportDiagnostic } from './report.ts';
import type { ReportInput } from './report-input.ts';

/**
 * The diagnostics of the scan and of its units, each once: one that several units met keeps its most serious level. The errors of a unit
 * whose gaps are allowed are warnings.
 */
export function mergeDiagnostics(input: ReportInput): ReportDiagnostic[] {
  const merged = new Map<string, ReportDiagnostic>();
  const add = (diagnostic: Diagnostic, lower: boolean): void => {
    const next = toReport(diagnostic, lower, input.workingDirectory);
    const place = next.location === undefined ? '' : placeKey(next.location);
    const key = [next.code, next.message, place].join('\0');
    const known = merged.get(key);
    merged.set(key, known === undefined ? next : { ...known, level: higherLevel(known.level, next.level) });
  };
  for (const diagnostic of input.diagnostics) add(diagnostic, false);
  for (const unit of input.units) {
    for (const diagnostic of unit.diagnostics) add(diagnostic, unit.gapsAllowed === true);
  }
  return [...merged.values()].sort(compareDiagnostics);
}

function toReport(diagnostic: Diagnostic, lower: boolean, workingDirectory: string | undefined): ReportDiagnostic {
  const { code, level, message, hint, at } = diagnostic;
  return {
    code,
    level: lower && level === 'error' ? 'warning' : level,
    message: withRelativePaths(workingDirectory, message),
    ...(hint === undefined ? {} : { hint: withRelativePaths(workingDirectory, hint) }),
    ...(at === undefined ? {} : { location: placeOf(at, workingDirectory) }),
  };
}

/** Those without a place first: they speak of the whole run. */
export function compareDiagnostics(a: ReportDiagnostic, b: ReportDiagnostic): number {
  if (a.location === undefined || b.location === undefined) {
    if (a.location !== undefined) return 1;
    if (b.location !== undefined) return -1;
    return compareLevels(a.level, b.level) || compareText(a.code, b.code) || compareText(a.message, b.message);
  }
  return comparePlaces(a.location, b.location) || compareText(a.code, b.code) || compareText(a.message, b.message);
}
