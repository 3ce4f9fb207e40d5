import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { decodeText } from '../text/decode.ts';
import { Failure, reasonOf } from '../text/failure.ts';
import { type ConfigDocument, parseConfigDocument, renderMistake } from './config-document.ts';
import { type AuditConfigInput, auditConfigOf } from './audit-config.ts';
import { configSchema } from './config-schema.ts';
import { type Config, type ConfigurableRule, defaultConfig, type RuleSetting } from './config.ts';
import { validateConfig } from './validate-config.ts';

const fileNames = ['backuplint.config.yaml', 'backuplint.config.yml', 'backuplint.config.json'];

/** Where to look for a configuration. */
export interface ConfigSource {
  readonly workingDirectory: string;
  /** `--config`: this file and no other. */
  readonly path?: string;
}

/**
 * The configuration: the file given, else the one found in or above the working directory, else the defaults.
 *
 * @throws {Failure} when it cannot be read, or with all its mistakes at once, each with its line and column.
 */
export async function loadConfig(source: ConfigSource, rules: readonly ConfigurableRule[]): Promise<Config> {
  const path =
    source.path === undefined ? findConfig(source.workingDirectory) : resolve(source.workingDirectory, source.path);
  if (path === undefined) return defaultConfig(source.workingDirectory);
  const shown = relative(source.workingDirectory, path) || path;
  const document = await parseConfigDocument(path, readConfig(path, shown));
  const mistakes =
    document.mistakes.length > 0 ? document.mistakes : await validateConfig(document, configSchema(rules));
  if (mistakes.length > 0) {
    const lines = mistakes.map((mistake) => renderMistake(document, shown, mistake));
    throw new Failure(`the configuration is not valid\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  return configOf(document, path);
}

function findConfig(workingDirectory: string): string | undefined {
  for (let folder = resolve(workingDirectory); ; folder = dirname(folder)) {
    const found = fileNames.map((name) => join(folder, name)).filter((path) => existsSync(path));
    if (found.length > 1) {
      throw new Failure(`there are two configurations: ${found.join(' and ')}`, 'delete one of them, or pass --config');
    }
    if (found[0] !== undefined) return found[0];
    if (dirname(folder) === folder) return undefined;
  }
}

function readConfig(path: string, shown: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Failure(
      `the configuration '${shown}' cannot be read: ${reasonOf(error)}`,
      'name another one with --config',
    );
  }
  const decoded = decodeText(bytes);
  if (!decoded.ok) throw new Failure(`the configuration '${shown}' cannot be read: ${decoded.because}`);
  return decoded.text;
}

/** The shape of a configuration that `configSchema` accepts. */
interface ValidConfig extends Pick<Config, 'failOn' | 'failOnOpen'> {
  readonly rules?: Readonly<Record<string, NonNullable<RuleSetting['level']> | Partial<RuleSetting>>>;
  readonly deployments?: readonly WithPaths<Config['deployments'][number]>[];
  readonly exclude?: readonly string[];
  readonly allowIncomplete?: readonly string[];
  readonly audit?: AuditConfigInput;
  readonly protectedBy?: Protector | readonly WithPaths<Config['protectedBy'][number]>[];
}

type Protector = Config['protectedBy'][number]['by'];
type WithPaths<T> = Omit<T, 'paths'> & { readonly paths: string | readonly string[] };

function configOf(document: ConfigDocument, file: string): Config {
  // The schema has just accepted it.
  const valid = (document.value ?? {}) as ValidConfig;
  return {
    ...defaultConfig(dirname(file)),
    file,
    rules: new Map(Object.entries(valid.rules ?? {}).map(([id, setting]) => [id, settingOf(setting)])),
    deployments: (valid.deployments ?? []).map(withPathList),
    exclude: valid.exclude ?? [],
    allowIncomplete: valid.allowIncomplete ?? [],
    audit: auditConfigOf(valid.audit),
    protectedBy:
      typeof valid.protectedBy === 'string'
        ? [{ paths: ['**'], by: valid.protectedBy }]
        : (valid.protectedBy ?? []).map(withPathList),
    ...(valid.failOn !== undefined && { failOn: valid.failOn }),
    ...(valid.failOnOpen !== undefined && { failOnOpen: valid.failOnOpen }),
  };
}

function settingOf(setting: NonNullable<RuleSetting['level']> | Partial<RuleSetting>): RuleSetting {
  return typeof setting === 'string' ? { level: setting, options: {} } : { options: {}, ...setting };
}

function withPathList<T extends { readonly paths: string | readonly string[] }>(
  entry: T,
): Omit<T, 'paths'> & { readonly paths: readonly string[] } {
  return { ...entry, paths: typeof entry.paths === 'string' ? [entry.paths] : entry.paths };
}
