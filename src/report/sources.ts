import type { Location } from '../text/location.ts';
import type { SourceFile } from '../text/source-file.ts';
import { relativePath } from './place.ts';
import type { ReportInput } from './report-input.ts';

/** The text of a file that a place of the report names; nothing where it is not at hand (a saved report). */
export type Sources = (file: string) => SourceFile | undefined;

/** The files that the verdicts, suppressions and diagnostics of a run stand in, by the name that the report gives them. */
export function collectSources(input: ReportInput): Sources {
  const files = new Map<string, SourceFile>();
  const seen = new Set<SourceFile>();
  const add = (location: Location | undefined): void => {
    if (location?.kind !== 'file' || seen.has(location.file)) return;
    seen.add(location.file);
    files.set(relativePath(input.workingDirectory, location.file.path), location.file);
  };
  for (const diagnostic of input.diagnostics) add(diagnostic.at);
  for (const unit of input.units) {
    for (const diagnostic of unit.diagnostics) add(diagnostic.at);
    for (const verdict of [...unit.verdicts, ...unit.suppressed.map((item) => item.verdict)]) {
      if (verdict.kind === 'pass') continue;
      add(verdict.location);
      for (const related of verdict.related) add(related.at);
    }
  }
  return (file) => files.get(file);
}
