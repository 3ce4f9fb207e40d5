import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { reporters } from '../../src/report/index.ts';
import type { Report } from '../../src/report/report.ts';
import { generateEstate } from '../counterpart/estate-generator.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backuplint-report-'));
  const now = new Date('2026-11-24T04:00:00Z');
  const estate = [...generateEstate({ seed: 9, subscriptions: 6, machines: 30, unprotected: 0.2, variety: true, now })];
  const own = { backuplint: 'rows', schemaVersion: 1, tool: '0.1.0', time: now.toISOString() };
  const end = { backuplint: 'end', rows: estate.length, lists: [], scopes: [], gaps: [], diagnostics: [] };
  writeFileSync(join(folder, 'rows.jsonl'), [own, ...estate, end].map((line) => JSON.stringify(line)).join('\n'));
  writeFileSync(join(folder, 'broken.json'), '{"schemaVersion": 1');
  writeFileSync(join(folder, 'other.json'), '{"schemaVersion": 1, "findings": []}');
  writeFileSync(join(folder, 'weak.bicep'), weakVault);
  await backuplint('audit', '--from', 'rows.jsonl', '--format', 'json=whole.json');
  for (const shard of [1, 2, 3]) {
    await backuplint('audit', '--from', 'rows.jsonl', '--shard', `${shard}/3`, '--format', `json=${shard}.json`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const weakVault = `
resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
  name: 'v'
  location: 'westeurope'
  properties: { redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant' } }
}
`;

/** Runs a command line in the folder; the outputs are those of pipes. */
async function backuplint(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  const output = (name: keyof typeof texts) => ({
    isTerminal: false,
    width: 120,
    write: (text: string) => void (texts[name] += text),
  });
  const host = { workingDirectory: folder, environment: {}, stdout: output('stdout'), stderr: output('stderr') };
  return { code: await run(args, host), ...texts };
}

function reportIn(file: string): Report {
  // `report` has just read it, or written it.
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Report;
}

describe('report', () => {
  it.each([...reporters.keys()])('renders a saved audit as the audit itself does: %s', async (format) => {
    const direct = await backuplint('audit', '--from', 'rows.jsonl', '--format', format);
    const again = await backuplint('report', 'whole.json', '--format', format);
    expect(again).toEqual(direct);
    expect(direct.code).toBe(1);
    expect(direct.stdout).not.toBe('');
  });

  it('ends as the run that made the report, or as other thresholds say', async () => {
    expect((await backuplint('report', 'whole.json', '--fail-on', 'none')).code).toBe(0);
    expect((await backuplint('report', 'whole.json', '--fail-on', 'none', '--fail-on-open')).code).toBe(1);
    await backuplint('audit', '--from', 'rows.jsonl', '--subscription', 'none', '--format', 'json=hidden.json');
    expect((await backuplint('report', 'hidden.json', '--fail-on', 'none')).code).toBe(3);
  });

  it('renders the report of a lint, too', async () => {
    await backuplint('lint', 'weak.bicep', '--format', 'json=lint.json');
    const { code, stdout } = await backuplint('report', 'lint.json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/weak\.bicep:\d+:\d+.*vault-redundancy/s);
  });

  it.each<[string, string[], RegExp]>([
    ['no report', [], /Usage|needs/],
    ['a file that is not there', ['nowhere.json'], /'nowhere\.json' cannot be read: there is no such file/],
    ['a file that is no JSON', ['broken.json'], /'broken\.json' cannot be read/],
    ['a file that is no report', ['other.json'], /'other\.json' is no report of this version/],
    ['two reports', ['1.json', '2.json'], /to join several: 'report merge'/],
    ['nothing to merge', ['merge'], /'report merge' needs an argument.*report merge --help/s],
    ['a flag that there is not', ['merge', '1.json', '--fromat', 'text'], /did you mean '--format'/],
    ['one shard twice', ['merge', '1.json', '1.json'], /are both of shard 1\/3/],
    ['a shard and a whole', ['merge', '1.json', 'whole.json'], /are not shards of one audit/],
    ['a format that there is not', ['whole.json', '--format', 'pdf'], /pdf/],
  ])('cannot run and writes nothing: %s', async (_name, args, message) => {
    const { code, stdout, stderr } = await backuplint('report', ...args, '--format', 'markdown=out.md');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, 'out.md'))).toBe(false);
  });
});

describe('the rows of a shard', () => {
  it('need not be of as many subscriptions as there must be in all', async () => {
    writeFileSync(join(folder, 'six.yaml'), 'audit:\n  minSubscriptions: 6\n');
    writeFileSync(join(folder, 'seven.yaml'), 'audit:\n  minSubscriptions: 7\n');
    const shard = ['--shard', '2/3', '--format', 'json'];
    const saved = await backuplint(
      'audit',
      '--from',
      'rows.jsonl',
      '--save-rows',
      'two.jsonl',
      '-c',
      'six.yaml',
      ...shard,
    );
    expect(saved.code).toBe(1);
    expect((await backuplint('audit', '--from', 'two.jsonl', '-c', 'six.yaml', ...shard)).code).toBe(1);
    // Those that were too few when the rows were saved are so still.
    await backuplint('audit', '--from', 'rows.jsonl', '--save-rows', 'few.jsonl', '-c', 'seven.yaml', ...shard);
    const { code, stdout } = await backuplint('audit', '--from', 'few.jsonl', ...shard);
    expect(code).toBe(3);
    expect(stdout).toContain('hold 6 subscriptions');
  });
});

describe('report merge', () => {
  it('gives of all shards what the whole audit gives', async () => {
    const { code } = await backuplint('report', 'merge', '3.json', '1.json', '2.json', '--format', 'json=merged.json');
    const [merged, whole] = [reportIn('merged.json'), reportIn('whole.json')];
    expect(code).toBe(1);
    expect(merged.complete).toBe(true);
    expect(merged.summary).toEqual(whole.summary);
    const ids = (report: Report): readonly string[] =>
      report.findings.map(({ ruleId, kind, resource }) => `${ruleId} ${kind} ${resource.id}`).sort();
    expect(ids(merged)).toEqual(ids(whole));
    const exempt = (report: Report): readonly string[] =>
      (report.exempt ?? []).map(({ resource }) => resource.id).sort();
    expect(exempt(merged)).toEqual(exempt(whole));
    expect(exempt(whole).length).toBeGreaterThan(0);
  });

  it('is a command with a help of its own, and a word that no file has to make way for', async () => {
    expect((await backuplint('report', 'merge', '--help')).stdout).toMatch(
      /report merge <reports\.\.>[^]*--fail-on-open/,
    );
    writeFileSync(join(folder, 'merge'), readFileSync(join(folder, 'whole.json')));
    expect(await backuplint('report', './merge')).toEqual(await backuplint('report', 'whole.json'));
  });

  it('is incomplete without one of them, and says which', async () => {
    const { code, stdout } = await backuplint('report', 'merge', '1.json', '3.json');
    expect(code).toBe(3);
    expect(stdout).toMatch(/shard 2 of 3 is missing/);
  });
});
