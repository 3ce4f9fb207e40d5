import type { Location } from '../text/location.ts';
import { createSourceFile } from '../text/source-file.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
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

/** The same files with stars in the place of secrets, so that a quoted line shows none. */
export function hideSecrets(sources: Sources, secrets: readonly Location[]): Sources {
  const spans = new Map<string, Map<string, Span>>();
  for (const at of secrets) {
    if (at.kind !== 'file') continue;
    const ofFile = spans.get(at.file.path) ?? new Map<string, Span>();
    spans.set(at.file.path, ofFile.set(`${at.span.start}-${at.span.end}`, at.span));
  }
  const hidden = new Map<string, SourceFile>();
  return (file) => {
    const source = sources(file);
    const secret = source && spans.get(source.path);
    if (source === undefined || secret === undefined) return source;
    const starred = hidden.get(file) ?? createSourceFile(source.path, withStars(source.text, [...secret.values()]));
    hidden.set(file, starred);
    return starred;
  };
}

/** Line ends stay, so that every place stays where it is. */
function withStars(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (starred, { start, end }) =>
      starred.slice(0, start) + starred.slice(start, end).replace(/[^\r\n]/g, '*') + starred.slice(end),
    text,
  );
}
