import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigurableRule } from '../../src/config/index.ts';
import { loadConfig, withRuleOptions } from '../../src/config/index.ts';
import { Failure } from '../../src/text/failure.ts';

const rules: readonly ConfigurableRule[] = [
  {
    id: 'backup-retention',
    summary: 'Kept long enough',
    options: { minDays: { type: 'integer', minimum: 1, default: 7, description: 'Days' } },
  },
  {
    id: 'vault-redundancy',
    summary: 'Stored redundantly',
    options: {
      allowed: {
        type: 'array',
        items: { type: 'string', enum: ['GeoRedundant', 'ZoneRedundant'] },
        default: ['GeoRedundant'],
        description: 'Allowed',
      },
    },
  },
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backuplint-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string, name = 'backuplint.config.yaml') {
  writeFileSync(join(folder, name), text);
  return loadConfig({ workingDirectory: folder }, rules);
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Failure);
  return error instanceof Failure ? [error.message, error.hint ?? ''].join('\n').trim() : '';
}

describe('a configuration', () => {
  it('says levels, options, contexts, exclusions and thresholds', async () => {
    const config = await load(`
rules:
  backup-retention: { level: error, options: { minDays: 30 } }
  vault-redundancy: off
deployments:
  - paths: infra/prod/**
    location: westeurope
exclude: [test]
allowIncomplete: ['legacy/**']
protectedBy:
  - { paths: [apps/**], by: policy }
failOn: error
failOnOpen: true
`);
    expect(config.rules.get('backup-retention')).toEqual({ level: 'error', options: { minDays: 30 } });
    expect(config.rules.get('vault-redundancy')).toEqual({ level: 'off', options: {} });
    expect(config.deployments).toEqual([{ paths: ['infra/prod/**'], location: 'westeurope' }]);
    expect(config.exclude).toEqual(['test']);
    expect(config.allowIncomplete).toEqual(['legacy/**']);
    expect(config.protectedBy).toEqual([{ paths: ['apps/**'], by: 'policy' }]);
    expect([config.failOn, config.failOnOpen]).toEqual(['error', true]);
  });

  it('may be JSON, with tabs', async () => {
    const config = await load('{\n\t"rules": {\n\t\t"vault-redundancy": "note"\n\t}\n}\n', 'backuplint.config.json');
    expect(config.rules.get('vault-redundancy')?.level).toBe('note');
  });

  it('may be empty', async () => {
    expect((await load('# nothing yet\n')).rules.size).toBe(0);
  });

  it('says with one word who protects everything', async () => {
    expect((await load('protectedBy: elsewhere')).protectedBy).toEqual([{ paths: ['**'], by: 'elsewhere' }]);
  });

  it('is found above the working directory', async () => {
    writeFileSync(join(folder, 'backuplint.config.yaml'), 'failOn: note');
    const below = join(folder, 'a', 'b');
    mkdirSync(below, { recursive: true });
    const config = await loadConfig({ workingDirectory: below }, rules);
    expect([config.failOn, config.folder]).toEqual(['note', folder]);
  });

  it('is refused when there are two', async () => {
    writeFileSync(join(folder, 'backuplint.config.json'), '{}');
    expect(await failureOf(load('failOn: note'))).toContain('there are two configurations');
  });

  it('must be there when it is named', async () => {
    const failure = failureOf(loadConfig({ workingDirectory: folder, path: 'missing.yaml' }, rules));
    expect(await failure).toContain("the configuration 'missing.yaml' cannot be read: there is no such file");
  });
});

describe('mistakes', () => {
  it('are told all at once, each at its place', async () => {
    const message = await failureOf(
      load(`rulse: {}
rules:
  backup-retenton: off
  backup-retention:
    level: eror
    options: { minDays: 0, maxDays: 3 }
deployments:
  - location: westeurope
failOn: warnings
`),
    );
    expect(message.split('\n').slice(1)).toEqual([
      "  backuplint.config.yaml:1:1: unknown key 'rulse'; did you mean 'rules'?",
      "  backuplint.config.yaml:3:3: unknown rule 'backup-retenton'; did you mean 'backup-retention'?",
      "  backuplint.config.yaml:5:12: 'rules.backup-retention.level' is 'eror'; did you mean 'error'?",
      "  backuplint.config.yaml:6:25: 'rules.backup-retention.options.minDays' must be >= 1",
      "  backuplint.config.yaml:6:28: unknown option 'maxDays'; did you mean 'minDays'?",
      "  backuplint.config.yaml:8:5: 'deployments.0' lacks 'paths'",
      "  backuplint.config.yaml:9:9: 'failOn' is 'warnings'; did you mean 'warning'?",
    ]);
  });

  it.each([
    ['broken YAML', 'rules: [', /:1:9: /],
    ['a key given twice', 'failOn: note\nfailOn: error', /:2:1: .*unique/],
    ['no mapping at all', 'just text', /:1:1: the value must be object/],
    [
      'a level that is no word',
      'rules: { backup-retention: 5 }',
      /:1:28: 'rules.backup-retention' is 5; expected off, note/,
    ],
    [
      'a list that should be words',
      'rules: { backup-retention: [off] }',
      /:1:28: 'rules.backup-retention' must be object/,
    ],
    ['an unknown protector', 'protectedBy: polcy', /:1:14: 'protectedBy' is 'polcy'; did you mean 'policy'\?/],
    ['`__proto__`', '__proto__: { failOn: note }', /:1:1: unknown key '__proto__'/],
    ['an alias that leads nowhere', 'exclude: *nothing', /backuplint\.config\.yaml:1:/],
  ])('%s', async (_name, text, expected) => {
    expect(await failureOf(load(text))).toMatch(expected);
  });
});

describe('--rule-option', () => {
  it('lies over the configuration', async () => {
    const config = await load('rules: { backup-retention: { level: error, options: { minDays: 30 } } }');
    const settings = await withRuleOptions(
      config.rules,
      ['backup-retention.minDays=14', 'vault-redundancy.allowed=GeoRedundant, ZoneRedundant'],
      rules,
    );
    expect(settings.get('backup-retention')).toEqual({ level: 'error', options: { minDays: 14 } });
    expect(settings.get('vault-redundancy')?.options).toEqual({ allowed: ['GeoRedundant', 'ZoneRedundant'] });
  });

  it.each([
    ['minDays=14', 'is not ID.KEY=VALUE'],
    ['backup-retentio.minDays=14', "did you mean 'backup-retention'?"],
    ['backup-retention.mindays=14', "did you mean 'minDays'?"],
    ['backup-retention.minDays=many', 'must be integer'],
    ['backup-retention.minDays=0', 'must be >= 1'],
    ['vault-redundancy.allowed=Local', 'expected GeoRedundant, ZoneRedundant'],
  ])('%s is refused: %s', async (option, expected) => {
    expect(await failureOf(withRuleOptions(new Map(), [option], rules))).toContain(expected);
  });
});
