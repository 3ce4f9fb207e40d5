import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { buildReport, reportSchema } from '../../src/report/index.ts';
import { lineHashes } from '../../src/report/line-hash.ts';
import type { Suppression } from '../../src/resource/resource.ts';
import { createSourceFile } from '../../src/text/source-file.ts';
import { input, spot, template, text, unit, unknown, verdict } from './sample.ts';

const validate = new Ajv({ strict: true }).compile(reportSchema);

function report(...args: Parameters<typeof input>) {
  const built = buildReport(input(...args));
  const valid = validate(JSON.parse(JSON.stringify(built)));
  expect(validate.errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  return built;
}

const suppression: Suppression = {
  rules: ['vm-unprotected'],
  reason: 'test machine',
  at: spot('name:'),
  covers: spot('name:'),
};

describe('findings', () => {
  it('have 1-based places with exclusive ends, relative to the working directory', () => {
    const { findings } = report([unit([verdict({ location: spot("'northeurope'") })])]);
    expect(findings[0]?.location).toEqual({
      file: 'main.bicep',
      startLine: 4,
      startColumn: 13,
      endLine: 4,
      endColumn: 26,
    });
  });

  it.each([
    ['/repo/infra', '/repo/infra/main.bicep', 'main.bicep'],
    ['/repo/infra', '/repo/modules/a.bicep', '../modules/a.bicep'],
    ['/repo/infra/', '/repo/infra/x/a.bicep', 'x/a.bicep'],
    ['/', '/a.bicep', 'a.bicep'],
    ['C:/repo', 'C:/repo/a.bicep', 'a.bicep'],
    ['C:/repo', 'D:/a.bicep', 'D:/a.bicep'],
  ])('from %s, %s is called %s', (workingDirectory, path, expected) => {
    const file = createSourceFile(path, 'x');
    const { findings } = report([unit([verdict({ location: spot('x', file) })])], { workingDirectory });
    expect(findings[0]?.location).toMatchObject({ file: expected });
  });

  it('are one per rule, kind and place, with the number of instances', () => {
    const { findings, summary } = report([
      unit([verdict({ name: 'vm1' }), verdict({ name: 'vm2' }), verdict({ name: 'vm3', kind: 'open' })]),
    ]);
    expect(findings.map(({ kind, instances }) => ({ kind, instances }))).toEqual([
      { kind: 'fail', instances: 2 },
      { kind: 'open', instances: 1 },
    ]);
    expect(summary).toMatchObject({
      checks: 3,
      decided: 2,
      failed: 2,
      open: 1,
      levels: { error: 0, warning: 1, note: 0 },
    });
  });

  it('merge units and unite their related places', () => {
    const first = verdict({ related: [{ at: spot('param'), message: 'the parameter' }] });
    const second = verdict({ related: [{ at: spot('vault'), message: 'the vault' }] });
    const { findings, units } = report([unit([first]), unit([second], { parameters: '/repo/infra/prod.bicepparam' })]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ units: [0, 1], instances: 1 });
    expect(findings[0]?.related.map((place) => place.message)).toEqual(['the parameter', 'the vault']);
    expect(units[1]).toMatchObject({ template: 'main.bicep', parameters: 'prod.bicepparam' });
  });

  it('replace the open of the same subject by its fail, but not that of another', () => {
    const same = report([unit([verdict({ kind: 'open', location: spot('param') }), verdict()])]);
    expect(same.findings.map((finding) => finding.kind)).toEqual(['fail']);
    const other = report([unit([verdict({ kind: 'open', name: 'other', location: spot('param') }), verdict()])]);
    expect(other.findings.map((finding) => finding.kind)).toEqual(['open', 'fail']);
  });

  it('give every reason for which instances at one place are open', () => {
    const open = (name: string, because: string) => verdict({ kind: 'open', name, because });
    const { findings } = report([unit([open('a', 'one'), open('b', 'two'), open('c', 'one')])]);
    expect(findings).toMatchObject([{ because: 'one; two', instances: 3 }]);
  });

  it('tell apart subjects that only read alike', () => {
    const alike = [verdict({ name: unknown('vmName', 'a') }), verdict({ name: unknown('vmName', 'b') })];
    expect(report([unit(alike)]).findings[0]).toMatchObject({ instances: 2 });
    const same = [verdict({ name: unknown('vmName') }), verdict({ name: unknown('vmName') })];
    expect(report([unit(same)]).findings[0]).toMatchObject({ instances: 1 });
  });

  it('spell unknown names as expressions', () => {
    const { findings } = report([unit([verdict({ name: unknown('vmName') })])]);
    expect(findings[0]?.resource.name).toBe("[parameters('vmName')]");
  });

  it('come by file, line and rule, whatever the order of the verdicts', () => {
    const verdicts = [
      verdict({ ruleId: 'b', location: spot('name:') }),
      verdict({ ruleId: 'a', location: spot('name:') }),
      verdict({ ruleId: 'c', location: spot('param') }),
    ];
    const order = (list: typeof verdicts) => report([unit(list)]).findings.map((finding) => finding.ruleId);
    expect(order(verdicts)).toEqual(['c', 'a', 'b']);
    expect(order([...verdicts].reverse())).toEqual(['c', 'a', 'b']);
  });

  it('have the fingerprint of their line, or of the live resource', () => {
    const live = { kind: 'live' as const, resourceId: '/subscriptions/S/resourceGroups/g/providers/a/b/c' };
    const lower = { ...live, resourceId: live.resourceId.toLowerCase() };
    const { findings } = report([unit([verdict({ location: spot("'northeurope'") })])]);
    expect(findings[0]?.fingerprint).toBe(lineHashes(template.text)[3]);
    const [a, b] = [live, lower].map((location) => report([unit([verdict({ location })])]).findings[0]);
    expect(a?.fingerprint).toMatch(/^[0-9a-f]{16}:1$/);
    expect(a?.fingerprint).toBe(b?.fingerprint);
  });
});

describe('suppressed findings', () => {
  it('are listed apart and count as neither decided nor open', () => {
    const suppressed = [{ verdict: verdict(), suppression }];
    const built = report([unit([verdict({ name: 'vm2', kind: 'pass' })], { suppressed })]);
    expect(built.findings).toEqual([]);
    expect(built.suppressed[0]?.suppression).toMatchObject({ reason: 'test machine', location: { startLine: 3 } });
    expect(built.summary).toMatchObject({ checks: 1, decided: 1, failed: 0, open: 0, suppressed: 1 });
  });

  it('do not hide another place at which the subject fails', () => {
    const suppressed = [{ verdict: verdict({ location: spot('param') }), suppression }];
    const built = report([unit([verdict()], { suppressed })]);
    expect(built.findings).toHaveLength(1);
    expect(built.suppressed).toHaveLength(1);
    expect(built.summary).toMatchObject({ checks: 1, failed: 1 });
  });
});

describe('verdicts', () => {
  it('are one per rule and instance, passes included, and list their units', () => {
    const verdicts = [
      verdict({ name: 'vm1', kind: 'pass', message: '' }),
      verdict({ name: 'vm2', kind: 'open' }),
      verdict({ name: 'vm2', location: spot("'vm1'") }),
      verdict({ name: 'vm2', location: spot("'v'") }),
    ];
    const built = report([unit(verdicts), unit(verdicts)], { listVerdicts: true });
    expect(built.verdicts?.map(({ kind, resource, units }) => [kind, resource.name, units])).toEqual([
      ['pass', 'vm1', [0, 1]],
      ['fail', 'vm2', [0, 1]],
    ]);
    const fail = built.verdicts?.find((item) => item.kind === 'fail');
    expect(fail?.location).toMatchObject({ startLine: 7 });
    expect(fail?.related).toEqual([expect.objectContaining({ startLine: 3 })]);
  });

  it('are left out unless asked for', () => {
    expect(report([unit([verdict()])])).not.toHaveProperty('verdicts');
  });
});

describe('completeness', () => {
  const problem = { code: 'bicep-syntax', level: 'error' as const, message: 'Expected a name.', at: spot('param') };

  it.each([
    ['a whole unit', [unit([])], [], true],
    ['an incomplete unit', [unit([], { complete: false })], [], false],
    ['an error of a unit', [unit([], { diagnostics: [problem] })], [], false],
    ['an error of the scan', [unit([])], [problem], false],
    ['a warning', [unit([])], [{ ...problem, level: 'warning' as const }], true],
    ['allowed gaps', [unit([], { complete: false, gapsAllowed: true, diagnostics: [problem] })], [], true],
  ])('with %s', (_, units, diagnostics, expected) => {
    expect(report(units, { diagnostics }).complete).toBe(expected);
  });

  it('reports a diagnostic that two units met once, at its most serious level', () => {
    const allowed = unit([], { complete: false, gapsAllowed: true, diagnostics: [problem] });
    const { diagnostics } = report([allowed, unit([], { diagnostics: [problem] })]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ level: 'error', location: { file: 'main.bicep', startLine: 1 } });
  });
});

it('adds up subjects, whatever their names', () => {
  const odd = Object.fromEntries([['__proto__', 1]]);
  const { summary } = report([unit([]), unit([]), unit([], { subjects: odd })]);
  expect(Object.entries(summary.subjects)).toEqual([
    ['virtualMachine', 2],
    ['vault', 2],
    ['__proto__', 1],
  ]);
});

it('renders a name that is no text without failing', () => {
  const name = { kind: 'array' as const, items: [text('a')], at: spot('param') };
  expect(report([unit([verdict({ name })])]).findings[0]?.resource.name).toBe('["a"]');
});
