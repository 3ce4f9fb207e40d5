import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeEstates, describeResources } from './scenarios/describe.ts';
import {
  evaluateScenario,
  findingsText,
  fixtures,
  loadScenario,
  optionsOf,
  withoutMachine,
} from './scenarios/scenario.ts';

// `npx vitest run test/scenarios.test.ts -u` writes what is found into the approved files; `git diff` is then the review.
const names = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(names)('%s', (name) => {
  const scenario = loadScenario(name);
  const options = optionsOf(scenario);
  const by = { folder: options.workingDirectory, places: true };
  const approved = (file: string): string => join(fixtures, name, file);
  const asFile = (value: unknown): string => withoutMachine(`${JSON.stringify(value, null, 2)}\n`);

  it('resources', async () => {
    const text = asFile(describeResources(await evaluateScenario(options), by));
    await expect(text).toMatchFileSnapshot(approved('resources.approved.json'));
  });

  it('estate', async () => {
    const text = asFile(describeEstates(await evaluateScenario(options), by));
    await expect(text).toMatchFileSnapshot(approved('estate.approved.json'));
  });

  it('findings', async () => {
    await expect(await findingsText(options)).toMatchFileSnapshot(approved('findings.approved.txt'));
  });
});
