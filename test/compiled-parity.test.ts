import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../src/resource/render-expression.ts';
import { lint, type LintOptions } from '../src/scan/index.ts';
import { describeEstates, describeResources } from './scenarios/describe.ts';
import { type EvaluatedUnit, evaluateScenario, fixtures, loadScenario, optionsOf } from './scenarios/scenario.ts';

// `compiled/` of a scenario holds what the official `bicep build` (0.45) made of the templates in `input/`; the scan of `input/` does not see it.
const names = readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, 'compiled')));

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'backuplint-parity-')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The compiled templates in the place of the Bicep files, with the same configuration and parameters. */
function compiledOptions(name: string): LintOptions {
  const workingDirectory = join(folder, name);
  cpSync(join(fixtures, name, 'compiled'), workingDirectory, { recursive: true });
  for (const file of readdirSync(join(fixtures, name, 'input'))) {
    const text = (): string => readFileSync(join(fixtures, name, 'input', file), 'utf8');
    if (file.endsWith('.yaml')) writeFileSync(join(workingDirectory, file), text());
    if (!file.endsWith('.bicepparam')) continue;
    writeFileSync(join(workingDirectory, file), text().replace(/^using '(.*)\.bicep'/m, "using '$1.json'"));
  }
  return { ...optionsOf(loadScenario(name)), workingDirectory, roots: [workingDirectory] };
}

/** Only the templates that were compiled, without those that are broken on purpose. */
function bicepOptions(name: string): LintOptions {
  const options = optionsOf(loadScenario(name));
  return { ...options, exclude: ['broken.bicep', '*.json'] };
}

/**
 * What order and language may change: a nested child comes before its parent in JSON, and JSON says nothing of `existing` resources, so
 * that only the reason of an unknown differs.
 */
function ordered(units: Json): Json {
  if (!isList(units)) return units;
  return units.map((unit) =>
    isRecord(unit)
      ? Object.fromEntries(Object.entries(unit).map(([key, list]) => [key, isList(list) ? sorted(list) : list]))
      : unit,
  );
}

function sorted(list: readonly Json[]): Json {
  const kept = list.filter((entry) => !(isRecord(entry) && entry['existing'] === true));
  return kept.map(withoutReasons).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b), 'en'));
}

function withoutReasons(value: Json): Json {
  if (isList(value)) return value.map(withoutReasons);
  if (!isRecord(value)) return value;
  const { is, unknown } = value;
  if (typeof unknown === 'string' || (is !== undefined && isRecord(is) && 'existing' in is)) return { unknown: '?' };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutReasons(inner)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}

describe.each(names)('%s', (name) => {
  const by = { folder: '', places: false };
  const both = (): Promise<(readonly EvaluatedUnit[])[]> =>
    Promise.all([bicepOptions(name), compiledOptions(name)].map(evaluateScenario));

  it('has the same resources in Bicep and in compiled JSON', async () => {
    const [bicep, json] = (await both()).map((units) => ordered(describeResources(units, by)));
    expect(json).toEqual(bicep);
  });

  it('has the same estate', async () => {
    const [bicep, json] = (await both()).map((units) => ordered(describeEstates(units, by)));
    expect(json).toEqual(bicep);
  });

  it('has the same verdicts', async () => {
    const verdictsOf = async (options: LintOptions): Promise<string[]> => {
      const { report } = await lint(options);
      const lines = report.verdicts?.map(({ kind, ruleId, resource }) => `${kind} ${ruleId} ${resource.name}`);
      return lines?.sort() ?? [];
    };
    expect(await verdictsOf(compiledOptions(name))).toEqual(await verdictsOf(bicepOptions(name)));
  });
});
