import type { DeploymentContext } from '../evaluate/evaluation.ts';
import type { Rule } from '../rule/index.ts';

/** What `expand` and `lint` have in common. Paths are relative to the working directory. */
export interface ReadOptions {
  readonly workingDirectory: string;
  /** Folders that templates may reach files in; default: found for each path. */
  readonly roots?: readonly string[];
  /** Folder of restored registry modules; default `~/.bicep`. */
  readonly moduleCache?: string;
  /** Parameter files, or `name=value`; later ones win. Needs exactly one root. */
  readonly parameters?: readonly string[];
  /** Where the templates are deployed; wins over `deployments` of the configuration. */
  readonly context?: DeploymentContext;
  /** What `readEnvironmentVariable()` may see. */
  readonly environment?: ReadonlyMap<string, string>;
}

/** What to lint, and how. */
export interface LintOptions extends ReadOptions {
  /** Files and folders; default: the working directory. */
  readonly paths?: readonly string[];
  /** Configuration file; default: the one in or above the working directory. */
  readonly config?: string;
  /** Default: the built-in rules. */
  readonly rules?: readonly Rule[];
  /** `ID.KEY=VALUE`, over the configuration. */
  readonly ruleOptions?: readonly string[];
  /** Globs, relative to the working directory, besides those of the configuration. */
  readonly exclude?: readonly string[];
  /** Globs, relative to the working directory, besides those of the configuration. */
  readonly allowIncomplete?: readonly string[];
  /** Keep every verdict in the report, passes included. */
  readonly verdicts?: boolean;
  /** ISO date on which suppressions are judged; default: today. */
  readonly today?: string;
  /** Called before each unit. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a run is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** The template that is read next. */
  readonly template: string;
}
