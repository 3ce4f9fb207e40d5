import { relative } from 'node:path';
import { compileGlobs, type Config, type PathMatcher } from '../config/index.ts';
import {
  createUnits,
  type DeploymentUnit,
  findRoots,
  type FoundRoots,
  readUnit,
  realPathOf,
  type UnitInventory,
  withoutLinked,
} from '../input/index.ts';
import { buildReport } from '../report/build-report.ts';
import type { Report } from '../report/report.ts';
import type { ReportInput } from '../report/report-input.ts';
import { collectSources, hideSecrets, type Sources } from '../report/sources.ts';
import type { TemplateLoader } from '../template/loader.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { contextsOfRoots, protectorOfRoots } from './contexts.ts';
import { judgeUnits } from './judge-units.ts';
import { openTemplates } from './open-templates.ts';
import type { LintOptions } from './options.ts';
import { readOverrides } from './overrides.ts';
import { loadRuleSet } from './rule-set.ts';
import { toolVersion } from './version.ts';

/** What linting gave. */
export interface LintResult {
  readonly report: Report;
  /** The texts that the report points at. */
  readonly sources: Sources;
  /** The configuration that was found: its thresholds are for the caller to apply. */
  readonly config: Config;
}

/**
 * Judges templates: the whole tool, top to bottom.
 *
 * @throws {Failure} when it cannot run: a path that is not there, a configuration with mistakes, parameters without a template.
 */
export async function lint(options: LintOptions): Promise<LintResult> {
  const workingDirectory = realPathOf(options.workingDirectory);
  const { config, rules, settings, infos } = await loadRuleSet({ ...options, workingDirectory }, 'template');

  const opened = openTemplates(options.paths ?? ['.'], { ...options, workingDirectory });
  const { paths, roots, files, loader } = opened;
  const isExcluded = await eitherGlobs(config.exclude, config.folder, options.exclude, workingDirectory);
  const excluded: string[] = [];
  const leavesOut = (path: string): boolean => {
    const isLeftOut = isExcluded(path);
    if (isLeftOut) excluded.push(relative(workingDirectory, path));
    return isLeftOut;
  };
  const found = findRoots({ paths, roots, isExcluded: leavesOut }, files, loader);
  const overrides = readOverrides(options.parameters ?? [], found.roots, loader, workingDirectory);
  const units = createUnits(found.roots, {
    parameters: overrides.parameters,
    environment: options.environment ?? new Map(),
    contextsOf: await contextsOfRoots(config, options.context ?? {}),
  });

  const inventories = withoutLinked(await readUnits(units, loader, options));
  const mayBeIncomplete = await eitherGlobs(
    config.allowIncomplete,
    config.folder,
    options.allowIncomplete,
    workingDirectory,
  );
  const judgement = judgeUnits(inventories, {
    rules,
    settings,
    protectorOf: await protectorOfRoots(config),
    mayBeIncomplete,
    isRestored: opened.isRestored,
    today: options.today ?? new Date().toISOString().slice(0, 10),
  });
  const diagnostics = [
    ...overrides.diagnostics,
    ...judgement.diagnostics,
    ...diagnosticsOfScan(found, inventories, { excluded, mayBeIncomplete }),
  ];
  const input: ReportInput = {
    tool: { name: 'backuplint', version: toolVersion },
    workingDirectory,
    sourceRoot: roots.length === 1 && roots[0] !== undefined ? roots[0] : workingDirectory,
    rules: infos,
    units: judgement.units,
    diagnostics: diagnostics.map((diagnostic) => allowed(diagnostic, mayBeIncomplete)),
    skippedFiles: found.skippedFiles,
    listVerdicts: options.verdicts ?? false,
  };
  const secrets = inventories.flatMap(({ inventory }) => inventory.secrets ?? []);
  return { report: buildReport(input), sources: hideSecrets(collectSources(input), secrets), config };
}

/** Evaluates the units. Now and then it lets the process answer signals and draw progress. */
async function readUnits(
  units: readonly DeploymentUnit[],
  loader: TemplateLoader,
  { onProgress }: LintOptions,
): Promise<UnitInventory[]> {
  const inventories: UnitInventory[] = [];
  let pausedAt = performance.now();
  for (const [done, unit] of units.entries()) {
    onProgress?.({ done, total: units.length, template: unit.root.template.file.path });
    inventories.push(readUnit(unit, loader));
    if (performance.now() - pausedAt < 50) continue;
    await new Promise((resume) => setImmediate(resume));
    pausedAt = performance.now();
  }
  return inventories;
}

/** What is wrong beside the units: files that could not be read, modules that nobody deploys, nothing to judge at all. */
function diagnosticsOfScan(
  found: FoundRoots,
  inventories: readonly UnitInventory[],
  { excluded, mayBeIncomplete }: { readonly excluded: readonly string[]; readonly mayBeIncomplete: PathMatcher },
): Diagnostic[] {
  const told = new Set(inventories.flatMap(({ inventory }) => inventory.diagnostics));
  const untold = found.scanned
    .flatMap((template) => template.diagnostics)
    .filter((diagnostic) => !told.has(diagnostic));
  // Where a file is broken, that is the news, unless it may be: then the run would look complete.
  const isTold = [...found.diagnostics, ...untold].some((one) => allowed(one, mayBeIncomplete).level === 'error');
  return [...found.diagnostics, ...untold, ...(inventories.length === 0 && !isTold ? [nothingFound(excluded)] : [])];
}

function nothingFound([first, ...others]: readonly string[]): Diagnostic {
  const base = { code: 'no-template', level: 'error' } as const;
  if (first === undefined) {
    const hint = 'name a .bicep, .bicepparam or ARM JSON file, or a folder that holds one';
    return { ...base, message: 'no template was found: nothing was judged', hint };
  }
  const rest = others.length === 0 ? '' : ` and ${others.length} more`;
  const message = 'no template was found beside what is excluded: nothing was judged';
  return { ...base, message, hint: `'${first}'${rest}: see 'exclude' in the configuration and --exclude` };
}

function allowed(diagnostic: Diagnostic, mayBeIncomplete: PathMatcher): Diagnostic {
  const isAccepted = diagnostic.at?.kind === 'file' && mayBeIncomplete(diagnostic.at.file.path);
  return isAccepted && diagnostic.level === 'error' ? { ...diagnostic, level: 'warning' } : diagnostic;
}

async function eitherGlobs(
  globs: readonly string[],
  folder: string,
  moreGlobs: readonly string[] | undefined,
  otherFolder: string,
): Promise<PathMatcher> {
  const [one, other] = [await compileGlobs(globs, folder), await compileGlobs(moreGlobs ?? [], otherFolder)];
  return (path) => one(path) || other(path);
}
