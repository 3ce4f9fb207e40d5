import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queries } from '../../src/input/resource-graph/queries.ts';
import { listNames } from '../../src/input/row-source.ts';
import type { ListName, RowSource, SourceOutcome } from '../../src/input/row-source.ts';
import { keptColumns } from '../../src/input/saved-rows/kept-columns.ts';
import { createSavedSource } from '../../src/input/saved-rows/saved-source.ts';
import type { SavedSourceOptions } from '../../src/input/saved-rows/saved-source.ts';
import { createSavingSource } from '../../src/input/saved-rows/saving-source.ts';
import { isInShard, parseShard } from '../../src/input/shard.ts';
import { generateEstate } from '../counterpart/estate-generator.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backuplint-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Row = Readonly<Record<string, unknown>>;

const estate: readonly Row[] = [...generateEstate({ seed: 5, subscriptions: 2, machines: 40 })].map(
  ({ table: _table, ...row }) => row,
);

function ofType(ending: string): readonly Row[] {
  return estate.filter((row) => String(row['type']).endsWith(ending));
}

const machines = ofType('virtualmachines');
const others = estate.filter((row) => !machines.includes(row));
const sizes = {
  subscriptions: 2,
  virtualMachines: 40,
  vaults: 6,
  backupPolicies: 12,
  protectedItems: ofType('protecteditems').length,
};

let files = 0;
function write(content: string | Buffer): string {
  const path = join(folder, `rows-${++files}`);
  writeFileSync(path, content);
  return path;
}

interface Reading {
  readonly ids: Readonly<Record<ListName, readonly string[]>>;
  readonly rows: readonly Row[];
  readonly outcome: SourceOutcome;
}

async function read(paths: readonly string[], options?: SavedSourceOptions): Promise<Reading> {
  return readAll(await createSavedSource(paths, options));
}

/** All lists side by side, as an audit reads them. */
async function readAll(source: RowSource): Promise<Reading> {
  const ids: Record<ListName, string[]> = {
    subscriptions: [],
    virtualMachines: [],
    vaults: [],
    backupPolicies: [],
    protectedItems: [],
  };
  const rows: Row[] = [];
  await Promise.all(
    listNames.map(async (list) => {
      for await (const page of source.pages(list)) {
        ids[list].push(...page.map((row) => String(row['id'])));
        rows.push(...page);
      }
    }),
  );
  rows.sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
  return { ids, rows, outcome: source.outcome() };
}

function countsOf({ ids }: Reading): Record<string, number> {
  return Object.fromEntries(Object.entries(ids).map(([list, each]) => [list, each.length]));
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function az(rows: readonly Row[], more: Row = {}): string {
  return json({ count: rows.length, data: rows, skip_token: null, total_records: rows.length, ...more });
}

function csv(rows: readonly Row[], separator = ','): string {
  const columns = [
    'ID',
    'Name',
    'TYPE',
    'tenantId',
    'location',
    'resourceGroup',
    'subscriptionId',
    'tags',
    'properties',
  ];
  const cell = (value: unknown): string => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `"${text.replaceAll('"', '""')}"`;
  };
  const find = (row: Row, column: string): unknown =>
    Object.entries(row).find(([name]) => name.toLowerCase() === column.toLowerCase())?.[1];
  const records = rows.map((row) => columns.map((column) => cell(find(row, column))));
  return [columns, ...records].map((cells) => cells.join(separator)).join('\r\n');
}

function jsonLines(rows: readonly Row[]): string {
  return rows.map((row) => JSON.stringify(row)).join('\n');
}

function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), lowerKeys(inner)]));
}

const half = Math.ceil(estate.length / 2);
const pages = [estate.slice(0, half), estate.slice(half)] as const;
const table = {
  columns: Object.keys(machines[0] ?? {}).map((name) => ({ name, type: 'object' })),
  rows: estate.map((row) => Object.values(row)),
};

describe('whole exports', () => {
  it.each<[string, string | Buffer]>([
    ['az graph query 2.x', az(estate)],
    ['az graph query 1.x', json(estate)],
    [
      'several pages of az in one file',
      az(pages[0], { skip_token: 'x', total_records: estate.length }) + az(pages[1], { total_records: estate.length }),
    ],
    ['several arrays in one file', pages.map(json).join('\n')],
    [
      'files of Windows PowerShell that were appended to each other',
      Buffer.from(pages.map((rows) => `\uFEFF${json(rows)}\r\n`).join(''), 'utf16le'),
    ],
    ['Search-AzGraph, objects', json({ SkipToken: null, Data: estate })],
    [
      'Search-AzGraph in Windows PowerShell: UTF-16 with a byte order mark',
      Buffer.from(`\uFEFF${json(estate)}`, 'utf16le'),
    ],
    ['ConvertTo-Json of Windows PowerShell', json({ value: estate, Count: estate.length })],
    [
      'a REST answer',
      json({ totalRecords: estate.length, count: estate.length, data: estate, resultTruncated: 'false', facets: [] }),
    ],
    [
      'an array of REST answers',
      json([
        { totalRecords: estate.length, count: half, data: pages[0], $skipToken: 'x' },
        { totalRecords: estate.length, data: pages[1] },
      ]),
    ],
    [
      'REST answers as JSON lines',
      pages
        .map((data, page) =>
          JSON.stringify({ totalRecords: estate.length, data, ...(page === 0 && { $skipToken: 'x' }) }),
        )
        .join('\n'),
    ],
    ['a REST answer as a table', json({ totalRecords: estate.length, count: estate.length, data: table })],
    ['rows with numbers for keys', json({ totalRecords: estate.length, data: Object.fromEntries(estate.entries()) })],
    ['JSON lines', jsonLines(estate)],
    ['JSON lines of Windows', estate.map((row) => `${JSON.stringify(row)}\r\n`).join('')],
    ['gzip', gzipSync(json(estate))],
    ['names in lower case', json(lowerKeys(estate))],
    ['properties as text', json(estate.map((row) => ({ ...row, properties: JSON.stringify(row['properties']) })))],
    ['the raw CSV of the portal', `\uFEFF${csv(estate)}`],
    ['a CSV of a country with a decimal comma', csv(estate, ';')],
    ['a CSV that was copied from a sheet', csv(estate, '\t')],
    ['a CSV that names its separator', `sep=;\r\n${csv(estate, ';')}`],
    ['Export-Csv', `#TYPE System.Management.Automation.PSCustomObject\r\n${csv(estate)}`],
    ['ConvertTo-Json of a response in Windows PowerShell', json({ Data: { value: estate, Count: estate.length } })],
    ['each row twice', json([...estate, ...estate])],
    [
      'rows of other types',
      json([
        ...estate,
        {
          id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/d',
          type: 'microsoft.compute/disks',
        },
      ]),
    ],
  ])('reads %s', async (_name, content) => {
    const reading = await read([write(content)]);
    expect(reading.outcome.gaps).toEqual([]);
    expect(reading.outcome.diagnostics).toEqual([]);
    expect(countsOf(reading)).toEqual(sizes);
    expect(reading.outcome.scopes.map(({ status }) => status)).toEqual(['read', 'read']);
    const item = reading.rows.find((row) => String(row['type']).endsWith('protecteditems'));
    expect(item?.['properties']).toMatchObject({
      policyName: expect.any(String),
      sourceResourceId: expect.any(String),
    });
  });

  it('joins files, pages in any order and a single row', async () => {
    const [first, ...rest] = others;
    const page = (rows: readonly Row[], token: string | null) =>
      write(az(rows, { skip_token: token, total_records: 40 }));
    const reading = await read([
      page(machines.slice(30), null),
      page(machines.slice(0, 30), 'x'),
      write(json(first)),
      write(json(rest)),
    ]);
    expect(reading.outcome.gaps).toEqual([]);
    expect(countsOf(reading)).toEqual(sizes);
  });

  it('takes a single row after a full page for the last page, as PowerShell writes it', async () => {
    const [last, ...page] = manyMachines(101);
    const { outcome, ids } = await read([write(json(page) + json(last)), write(json(others))]);
    expect(ids.virtualMachines).toHaveLength(101);
    expect(outcome.gaps).toEqual([]);
  });

  it('keeps what the live queries project, and nothing else', async () => {
    const reading = await read([write(json(estate))]);
    const machine = reading.rows.find((row) => String(row['type']).endsWith('virtualmachines'));
    expect(machine?.['properties']).toMatchObject({ timeCreated: '2025-03-01T08:00:00.000Z' });
    expect(machine?.['properties']).not.toHaveProperty('hardwareProfile');
  });

  it('leaves out what other backups protect', async () => {
    const sql = {
      ...ofType('protecteditems')[0],
      id: '/subscriptions/s/x',
      properties: { backupManagementType: 'AzureWorkload' },
    };
    expect(countsOf(await read([write(json([...estate, sql]))]))).toEqual(sizes);
  });

  it('reads the rows of some subscriptions only', async () => {
    const wanted = String(estate[0]?.['subscriptionId']);
    const { ids, outcome } = await read([write(json(estate))], {
      keeps: (id) => id === wanted,
      required: [wanted, 'other'],
    });
    expect(ids.virtualMachines).toHaveLength(20);
    expect(outcome.scopes).toMatchObject([{ subscriptionId: wanted, status: 'read', name: 'contoso-0' }]);
  });

  it('names subscriptions that must be there and are not', async () => {
    const { outcome } = await read([write(json(estate))], { required: ['other'], minSubscriptions: 5 });
    expect(outcome.scopes).toContainEqual({ subscriptionId: 'other', status: 'hidden', because: expect.any(String) });
    expect(outcome.diagnostics).toMatchObject([{ code: 'too-few-subscriptions' }]);
  });
});

const cutRow = { ...machines[0], properties: '@{vmId=1; storageProfile=}' };
const cutDeeper = {
  ...ofType('backuppolicies')[0],
  properties: { schedulePolicy: { scheduleRunTimes: 'System.Object[]' } },
};

describe('exports that are not whole', () => {
  it.each<[string, string | Buffer, RegExp, RegExp]>([
    [
      'fewer rows than az counts',
      az(machines, { total_records: 345 }),
      /40 of 345 rows/,
      /az graph query .*--first 1000/,
    ],
    ['a total in text', az(machines, { total_records: '345' }), /40 of 345/, /az graph/],
    ['a count of more rows', az(machines, { count: 41 }), /says that it has 41 rows, but has 40/, /save-rows/],
    ['a skip token of az', az(machines, { skip_token: 'x', total_records: 41 }), /40 of 41/, /--skip-token/],
    ['the first page twice', az(machines, { skip_token: 'x', total_records: 80 }).repeat(2), /40 of 80/, /az graph/],
    ['a skip token of PowerShell', json({ SkipToken: 'x', Data: machines }), /more rows follow/, /az graph/],
    [
      'a truncated REST answer',
      json({ totalRecords: 99, data: machines, resultTruncated: 'true' }),
      /40 of 99/,
      /az graph/,
    ],
    ['exactly a hundred rows', json(manyMachines(100)), /exactly 100 rows/, /--assume-complete virtualMachines/],
    ['a full CSV', fullCsv(), /exactly 55000 rows/, /--assume-complete virtualMachines/],
    ['Export-Csv of a page', csv(manyMachines(1000)), /exactly 1000 rows/, /--assume-complete virtualMachines/],
    [
      'the rows of a page as JSON lines',
      jsonLines(manyMachines(100)),
      /exactly 100 rows/,
      /--assume-complete virtualMachines/,
    ],
    [
      'properties as PowerShell text',
      json([cutRow]),
      /nested objects were written as text/,
      /ConvertTo-Json -Depth 100/,
    ],
    ['deeper PowerShell text', json([cutDeeper]), /nested objects were written as text/, /Search-AzGraph -Query "/],
    ['rows without properties', json([{ ...machines[0], properties: undefined }]), /lack properties/, /az graph query/],
    [
      'machines without a location',
      json([{ ...machines[0], location: '' }]),
      /lack properties or a location/,
      /az graph query/,
    ],
    [
      'the formatted CSV',
      'Name,Type,Location,Subscription,Resource group\nvm,Virtual machine,West Europe,prod,rg',
      /Formatted results/,
      /save-rows/,
    ],
    [
      'the formatted CSV of a country with a decimal comma',
      'Name;Type;Location;Subscription;Resource group\nvm;Virtual machine;West Europe;prod;rg',
      /Formatted results/,
      /save-rows/,
    ],
    [
      'a CSV with two separators',
      csv(estate).replace('Name,', 'Name;'),
      /',' and ';' between its columns/,
      /save-rows/,
    ],
    ['half a file', json(estate).slice(0, -200), /in the middle of/, /save-rows/],
    ['half of JSON lines', jsonLines(estate).slice(0, -20), /in the middle of/, /save-rows/],
    ['half a CSV', csv(estate).slice(0, -20), /in the middle of a quoted cell/, /save-rows/],
    ['half of gzip', gzipSync(json(estate)).subarray(0, 500), /unexpected end of file/, /save-rows/],
    ['an empty file', '', /the file is empty/, /save-rows/],
    ['a table of az', 'Id    Name\n----  ----\nx     y\n', /neither JSON nor CSV/, /save-rows/],
    [
      'a template',
      json({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        resources: [],
      }),
      /is a template/,
      /save-rows/,
    ],
    [
      'an error of Azure',
      json({ error: { code: 'BadRequest', message: 'no' } }),
      /an error of Azure, not rows: no/,
      /save-rows/,
    ],
    ['rows without ids', json([{ name: 'vm' }]), /it has no `id`/, /save-rows/],
    ['numbers', '[1, 2]', /an object is expected/, /save-rows/],
    [
      'bytes',
      Buffer.from([0xff, 0x41, 0xff, 0xfe, 0x80, 0x81]),
      /neither UTF-8 nor UTF-16|neither JSON nor CSV/,
      /save-rows/,
    ],
    ['broken JSON', '[{"id": "/subscriptions/s", }]', /no JSON/, /save-rows/],
  ])('says so: %s', async (_name, content, because, hint) => {
    const { outcome } = await read([write(json(others)), write(content)]);
    const [gap] = outcome.gaps;
    expect(gap?.because).toMatch(because);
    const diagnostic = outcome.diagnostics.find(({ message }) => because.test(message));
    expect(diagnostic).toMatchObject({ level: 'error' });
    expect(diagnostic?.hint).toMatch(hint);
    expect(outcome.scopes.every(({ status }) => status === 'partly')).toBe(true);
  });

  it('says where a text is damaged', async () => {
    const { outcome } = await read([write('[\n  { "id": "/subscriptions/s/x", "type": "t" },\n  { "id": oops }\n]')]);
    expect(outcome.diagnostics[0]?.message).toMatch(/rows-\d+:3:\d+: this is no JSON/);
  });

  it('does not use rows that are cut', async () => {
    const { ids, outcome } = await read([write(json([cutRow, ...machines.slice(1)])), write(json(others))]);
    expect(ids.virtualMachines).toHaveLength(39);
    expect(outcome.gaps).toMatchObject([{ list: 'virtualMachines', types: ['microsoft.compute/virtualmachines'] }]);
  });

  it('knows which lists no file holds, unless they are said to be empty', async () => {
    const path = write(az(machines));
    const { outcome } = await read([path], { assumeComplete: ['vaults'] });
    expect(outcome.gaps.map(({ list }) => list)).toEqual(['backupPolicies', 'protectedItems']);
    expect(outcome.diagnostics.map(({ code }) => code).sort()).toEqual([
      'list-assumed-complete',
      'list-missing',
      'list-missing',
    ]);
    expect(outcome.diagnostics.find(({ code }) => code === 'list-missing')?.hint).toMatch(
      /az graph query .*backuppolicies/,
    );
  });

  it('takes a list for whole when the user says so', async () => {
    const paths = [write(json(manyMachines(100))), write(json(others))];
    const { outcome } = await read(paths, { assumeComplete: ['virtualMachines'] });
    expect(outcome.gaps).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('leaves no file open of which it reads no further', async () => {
    const path = write('param location string\n'.repeat(100));
    const openFiles = (): number => readdirSync('/proc/self/fd').length;
    const before = openFiles();
    const { outcome } = await read([path]);
    expect(outcome.diagnostics.map(({ code }) => code)).toContain('saved-rows-unreadable');
    expect(openFiles()).toBe(before);
  });

  it('refuses files that are not there', async () => {
    await expect(createSavedSource([join(folder, 'missing.json')])).rejects.toThrow(
      /missing\.json' cannot be read: there is no such file/,
    );
    await expect(createSavedSource([folder])).rejects.toThrow(/cannot be read: it is a folder/);
  });
});

function fullCsv(): string {
  const ids = Array.from({ length: 55_000 }, (_, index) => `${String(machines[0]?.['id'])}-${index}`);
  return `id,location,properties\n${ids.map((id) => `${id},westeurope,{}\n`).join('')}`;
}

function manyMachines(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => ({
    ...machines[0],
    id: `${String(machines[0]?.['id'])}-${index}`,
  }));
}

describe('saving rows', () => {
  it.each(['saved.jsonl', 'saved.jsonl.gz'])(
    'gives the same rows, scopes and gaps when read back: %s',
    async (name) => {
      const file = join(folder, name);
      const source = await createSavedSource([write(az(machines, { total_records: 345 })), write(json(others))]);
      const saving = createSavingSource(source, { file, toolVersion: '1.2.3', time: '2026-11-24T01:00:00Z' });
      const first = await readAll(saving);
      await saving.finish();
      const again = await createSavedSource([file]);
      const second = await readAll(again);
      expect(second.ids).toEqual(first.ids);
      expect(second.rows).toEqual(first.rows);
      expect(second.outcome).toEqual({ ...first.outcome, readAt: Date.parse('2026-11-24T01:00:00Z') });
    },
  );

  it('notices when the end of the file is missing', async () => {
    const file = join(folder, 'cut.jsonl.gz');
    const saving = createSavingSource(await createSavedSource([write(json(estate))]), {
      file,
      toolVersion: '1',
      time: 'now',
    });
    await readAll(saving);
    await saving.finish();
    const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
    const { outcome } = await read([write(lines.slice(0, -1).join('\n'))]);
    expect(outcome.gaps[0]?.because).toMatch(/the last line is missing/);
    const { outcome: short } = await read([write([...lines.slice(0, 5), lines.at(-1)].join('\n'))]);
    expect(short.gaps[0]?.because).toMatch(/holds 4 rows, but \d+ were saved/);
    const { outcome: headless } = await read([write(lines.slice(1).join('\n'))]);
    expect(headless.gaps[0]?.because).toMatch(/the first line is missing/);
  });

  it('does not call a list whole that was only said to be', async () => {
    const file = join(folder, 'assumed.jsonl');
    const source = await createSavedSource([write(json(machines))], {
      assumeComplete: ['vaults', 'backupPolicies', 'protectedItems'],
    });
    const saving = createSavingSource(source, { file, toolVersion: '1', time: '2026-11-24T01:00:00Z' });
    await readAll(saving);
    await saving.finish();
    const { outcome } = await read([file], { assumeComplete: ['backupPolicies', 'protectedItems'] });
    expect(outcome.gaps).toMatchObject([{ list: 'vaults' }]);
  });

  it('leaves no file when it cannot be written or the run fails', async () => {
    const source = await createSavedSource([write(json(estate))]);
    const nowhere = createSavingSource(source, { file: join(folder, 'no', 'x.jsonl'), toolVersion: '1', time: 'now' });
    await readAll(nowhere);
    await expect(nowhere.finish()).rejects.toThrow(/cannot be saved/);
  });
});

describe('columns', () => {
  /** The paths in a query's `bag_pack` are where the slimmer looks: key and path must agree. */
  it.each(listNames)('of %s are found where the query takes them from', (list) => {
    for (const [key, path] of [...queries[list].matchAll(/'(\w+)',\s*(?!bag_pack)([\w.]+)/g)].map((match) =>
      match.slice(1),
    )) {
      expect(path?.split('.').at(-1)).toBe(key);
    }
    expect([...keptColumns(list).keys()]).toEqual(expect.arrayContaining(['id', 'type', 'properties']));
  });
});

describe('shards', () => {
  it('are disjoint and together whole', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
    const parts = [1, 2, 3].map((index) => ids.filter((id) => isInShard(id, { index, count: 3 })));
    expect(parts.flat().sort()).toEqual(ids);
    for (const part of parts) expect(part.length).toBeGreaterThan(100);
    expect(isInShard(String(ids[0]).toUpperCase(), { index: 1, count: 3 })).toBe(parts[0]?.includes(String(ids[0])));
  });

  it.each(['0/3', '4/3', '1', 'a/b', '1/0', '-1/3'])('refuses %s', (text) => {
    expect(() => parseShard(text)).toThrow(/--shard cannot be/);
  });
});
