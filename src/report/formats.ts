import { reportGithub } from './github.ts';
import { reportJson } from './json.ts';
import type { Reporter } from './reporter.ts';
import { reportSarif } from './sarif.ts';
import { reportText } from './text.ts';

/** The formats of `--format`, by name. A new one is one line here. */
export const reporters: ReadonlyMap<string, Reporter> = new Map([
  ['text', reportText],
  ['json', reportJson],
  ['sarif', reportSarif],
  ['github', reportGithub],
]);
