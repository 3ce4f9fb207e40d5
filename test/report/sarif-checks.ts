import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { expect } from 'vitest';

const schema: unknown = JSON.parse(readFileSync(new URL('./sarif-2.1.0.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
// `as` because the schema is a JSON file: ajv itself refuses one that is no schema.
const validate = ajv.compile(schema as object);

/** As `checkedRun`, for a log that may have several runs; each has a category of its own. */
export function checkedRuns(text: string): readonly Run[] {
  // `as` because the official schema is what proves the shape, in the next line.
  const log = JSON.parse(text) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log.runs.length).toBeLessThanOrEqual(20);
  const categories = log.runs.map((run) => run.automationDetails?.id);
  expect(new Set(categories).size).toBe(log.runs.length);
  for (const run of log.runs) checkRun(run);
  return log.runs;
}

/**
 * Parses a SARIF log and checks it as GitHub code scanning would, and where no schema looks: one physical location per result with a
 * relative URI and a full region, lengths, tags, rule indexes, links.
 */
export function checkedRun(text: string): Run {
  // `as` because the official schema is what proves the shape, in the next line.
  const log = JSON.parse(text) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log.runs).toHaveLength(1);
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  checkRun(run);
  return run;
}

function checkRun(run: Run): void {
  checkRules(run);
  const results = run.results ?? [];
  expect(results.length).toBeLessThanOrEqual(5000);
  for (const result of results) checkResult(result, run);
  const keys = results.map((result) => {
    const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
    const suppressed = (result.suppressions ?? []).length > 0;
    return JSON.stringify([result.ruleId, uri, result.partialFingerprints?.['primaryLocationLineHash'], suppressed]);
  });
  expect(new Set(keys).size).toBe(keys.length);
}

function checkRules(run: Run): void {
  for (const rule of run.tool.driver.rules ?? []) {
    for (const part of [rule.shortDescription?.text, rule.fullDescription?.text]) {
      expect(part).toMatch(/\S/);
      expect(part?.length).toBeLessThanOrEqual(1024);
    }
    expect(rule.help?.text).toMatch(/\S/);
    expect(rule.help?.markdown).toMatch(/\S/);
    const tags: unknown = rule.properties?.['tags'];
    expect(Array.isArray(tags) && tags.length <= 10 && tags.includes('security')).toBe(true);
  }
}

function checkResult(result: Result, run: Run): void {
  expect(run.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
  expect(result.locations).toHaveLength(1);
  expect(result.partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]+:[0-9]+$/);
  const locations = [...(result.locations ?? []), ...(result.relatedLocations ?? [])];
  for (const { physicalLocation } of locations) {
    const { uri, uriBaseId } = physicalLocation?.artifactLocation ?? {};
    expect(uri).toMatch(/^[^/:?#]+(\/[^/:?#]+)*$/);
    expect(uri?.split('/').every((segment) => segment !== '.' && segment !== '..')).toBe(true);
    expect(uriBaseId).toBe('%SRCROOT%');
    const region = physicalLocation?.region;
    const ends = [region?.startLine, region?.startColumn, region?.endLine, region?.endColumn];
    expect(ends.every((end) => Number.isInteger(end) && Number(end) >= 1)).toBe(true);
  }
  const links = [...(result.message.text ?? '').matchAll(/\]\((\d+)\)/g)].map((match) => Number(match[1]));
  expect(links).toEqual((result.relatedLocations ?? []).map((location) => location.id));
}
