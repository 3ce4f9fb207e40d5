import { resolve } from 'node:path';
import { didYouMean } from '../text/did-you-mean.ts';
import { Failure } from '../text/failure.ts';

/** One `--format NAME[=FILE]`. */
export interface OutputTarget {
  readonly format: string;
  /** Absolute path; absent for stdout. */
  readonly file?: string;
}

/**
 * Where to write which format.
 *
 * @throws {Failure} for a format that does not exist, two that share a place, or a file that looks like a template.
 */
export function outputTargetsOf(
  formats: readonly string[],
  known: readonly string[],
  workingDirectory: string,
): readonly OutputTarget[] {
  const targets = (formats.length > 0 ? formats : ['text']).map((text) => targetOf(text, known, workingDirectory));
  const places = new Set<string>();
  for (const { file } of targets) {
    const place = file ?? 'stdout';
    if (places.has(place)) {
      throw new Failure(
        `two formats go to ${file === undefined ? 'stdout' : `'${file}'`}`,
        'give one of them a file of its own: --format NAME=FILE',
      );
    }
    places.add(place);
  }
  return targets;
}

function targetOf(text: string, known: readonly string[], workingDirectory: string): OutputTarget {
  const equals = text.indexOf('=');
  const format = equals < 0 ? text : text.slice(0, equals);
  if (!known.includes(format)) {
    throw new Failure(`there is no format '${format}'`, didYouMean(format, known) ?? `choose from ${known.join(', ')}`);
  }
  if (equals < 0) return { format };
  const file = text.slice(equals + 1);
  if (file === '') throw new Failure(`--format ${text} names no file`, `leave out the '=' to write to stdout`);
  if (/\.bicep(param)?$/i.test(file)) throw new Failure(`the output would overwrite the template '${file}'`);
  return { format, file: resolve(workingDirectory, file) };
}
