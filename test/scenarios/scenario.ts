import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtInRules } from '../../rules/index.ts';
import { compileGlobs, loadConfig } from '../../src/config/index.ts';
import { buildEstate, protectedItemsOf } from '../../src/estate/build-estate.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { createUnits, findRoots, readUnit, type UnitInventory, withoutLinked } from '../../src/input/index.ts';
import { render } from '../report/render.ts';
import { lint, type LintOptions, type LintResult } from '../../src/scan/index.ts';
import { contextsOfRoots, protectorOfRoots } from '../../src/scan/contexts.ts';
import { openTemplates } from '../../src/scan/open-templates.ts';

/** The folder that holds a folder for each scenario. */
export const fixtures = resolve('fixtures');

/** `scenario.json`: what the scenario is about, and how it is run when not with the defaults. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  /** Folder of restored modules, in the folder of the scenario. */
  readonly moduleCache?: string;
  /** The date on which suppressions are judged. */
  readonly today?: string;
}

/** One root with its resources and what they join into. */
export interface EvaluatedUnit {
  readonly read: UnitInventory;
  readonly estate: Estate;
}

/** Reads `scenario.json` of a folder in `fixtures`. */
export function loadScenario(name: string): Scenario {
  // Written by us, in the shape of `Scenario`.
  const settings = JSON.parse(readFileSync(join(fixtures, name, 'scenario.json'), 'utf8')) as Omit<Scenario, 'name'>;
  return { ...settings, name };
}

/** What a user would pass to `lint` in the scenario's folder; `folder` is the one that is scanned. */
export function optionsOf(scenario: Scenario, folder = 'input'): LintOptions & { readonly moduleCache: string } {
  const root = join(fixtures, scenario.name);
  return {
    workingDirectory: join(root, folder),
    roots: [join(root, folder)],
    moduleCache: scenario.moduleCache === undefined ? root : join(root, scenario.moduleCache),
    today: scenario.today ?? '2026-01-01',
    verdicts: true,
  };
}

/** The first two waists: each unit's resources and estate, by the steps that `lint` takes. */
export async function evaluateScenario(options: LintOptions): Promise<readonly EvaluatedUnit[]> {
  const { workingDirectory } = options;
  const config = await loadConfig({ workingDirectory }, builtInRules);
  const { paths, roots, files, loader } = openTemplates(options.paths ?? ['.'], options);
  const isExcluded = await compileGlobs(options.exclude ?? [], workingDirectory);
  const found = findRoots({ paths, roots, isExcluded }, files, loader);
  const contextsOf = await contextsOfRoots(config, {});
  const protectorOf = await protectorOfRoots(config);
  const units = createUnits(found.roots, { parameters: new Map(), environment: new Map(), contextsOf });
  const reads = withoutLinked(units.map((unit) => readUnit(unit, loader)));
  return reads.map((read) => {
    const others = reads.filter(({ unit }) => unit.root.template !== read.unit.root.template);
    const protectsAlso = others.flatMap(({ inventory }) => protectedItemsOf(inventory));
    const protectedBy = protectorOf(read.unit.root);
    return { read, estate: buildEstate(read.inventory, { source: 'template', protectedBy, protectsAlso }) };
  });
}

/** The last waist, as a person on a terminal sees it, followed by every verdict in one line. */
export async function findingsText(options: LintOptions): Promise<string> {
  const result = await lint(options);
  // So wide that nothing is broken: where it would be, depends on the length of the checkout's path.
  const text = render('text', result.report, { terminal: true, width: 1000 }, result.sources);
  return withoutMachine(`${text}\nverdicts\n${verdictLines(result).join('\n')}\n`);
}

/** Messages may name absolute paths, which differ from one checkout to the next. */
export function withoutMachine(text: string): string {
  return text.replaceAll(fixtures, 'fixtures');
}

function verdictLines({ report }: LintResult): string[] {
  return (report.verdicts ?? []).map(({ kind, ruleId, resource, location, units }) => {
    const place = 'file' in location ? `${location.file}:${location.startLine}:${location.startColumn}` : '';
    const where = report.units.length > 1 ? ` in ${units.map((index) => unitName(report, index)).join(', ')}` : '';
    return `  ${kind.padEnd(4)} ${ruleId} ${resource.name} at ${place}${where}`;
  });
}

function unitName({ units }: LintResult['report'], index: number): string {
  const unit = units[index];
  return `${index} ${unit?.parameters ?? unit?.template ?? '?'}`;
}
