import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint, type LintOptions, type Report } from '../../src/scan/index.ts';
import { Failure } from '../../src/text/failure.ts';
import { armTemplate, armVault, createWorkspace, machine, parameterFile, weakVault, reportOf } from './workspace.ts';

async function failureOf(files: Readonly<Record<string, string>>, options: Partial<LintOptions>): Promise<string> {
  const error: unknown = await reportOf(files, options).catch((reason: unknown) => reason);
  return error instanceof Failure ? `${error.message}; ${error.hint ?? ''}` : `no Failure: ${JSON.stringify(error)}`;
}

/** `rule kind file:line` of each finding. */
const findingsOf = (report: Report): string[] =>
  report.findings.map(({ ruleId, kind, location }) =>
    'file' in location ? `${ruleId} ${kind} ${location.file}:${location.startLine}` : ruleId,
  );

const policy = (days: string): string => `
resource policy 'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {
  name: 'v/p'
  properties: {
    backupManagementType: 'AzureIaasVM'
    schedulePolicy: { schedulePolicyType: 'SimpleSchedulePolicy', scheduleRunFrequency: 'Daily', scheduleRunTimes: ['2024-01-01T00:00:00Z'] }
    retentionPolicy: {
      retentionPolicyType: 'LongTermRetentionPolicy'
      dailySchedule: { retentionTimes: ['2024-01-01T00:00:00Z'], retentionDuration: { count: ${days}, durationType: 'Days' } }
    }
  }
}
`;

describe('parameters', () => {
  const files = {
    'main.bicep': `param days int = 30${policy('days')}`,
    'short.parameters.json': parameterFile({ days: 3 }),
    'long.bicepparam': "using 'main.bicep'\nparam days = 60\n",
  };

  it.each<[string, Partial<LintOptions>, string[]]>([
    ['the default', { paths: ['main.bicep'] }, []],
    ['a parameter file', { paths: ['short.parameters.json'] }, ['backup-retention fail short.parameters.json:1']],
    [
      'a file passed',
      { paths: ['main.bicep'], parameters: ['short.parameters.json'] },
      ['backup-retention fail short.parameters.json:1'],
    ],
    ['a value passed', { paths: ['main.bicep'], parameters: ['days=2'] }, ['backup-retention fail main.bicep:1']],
    [
      'a name in another case',
      { paths: ['main.bicep'], parameters: ['DAYS=2'] },
      ['backup-retention fail main.bicep:1'],
    ],
    ['the last of several', { paths: ['main.bicep'], parameters: ['short.parameters.json', 'days=20'] }, []],
    [
      'over a .bicepparam',
      { paths: ['long.bicepparam'], parameters: ['days=2'] },
      ['backup-retention fail main.bicep:1'],
    ],
  ])('%s', async (_name, options, expected) => {
    expect(findingsOf(await reportOf(files, options))).toEqual(expected);
  });

  it.each<[string, Partial<LintOptions>, string]>([
    ['several roots', { parameters: ['days=2'] }, '--parameters needs exactly one template; 2 were found'],
    ['an unknown name', { paths: ['main.bicep'], parameters: ['dayz=2'] }, "did you mean 'days'?"],
    [
      'a value of another type',
      { paths: ['main.bicep'], parameters: ['days=many'] },
      "the value of 'days' is not int: many",
    ],
    ['a missing file', { paths: ['main.bicep'], parameters: ['x.json'] }, '--parameters x.json: there is no such file'],
    ['a name without a value', { paths: ['main.bicep'], parameters: ['days'] }, '--parameters days=VALUE'],
    [
      'a file for another template',
      { paths: ['main.bicep'], parameters: ['other.bicepparam'] },
      "other.bicep', not for '",
    ],
    [
      'JSON for another template',
      { paths: ['main.bicep'], parameters: ['other.parameters.json'] },
      'backuplint lint other.parameters.json',
    ],
    ['a file for a template that is gone', { paths: ['main.bicep'], parameters: ['gone.bicepparam'] }, 'not for '],
    ['a missing path', { paths: ['mian.bicep'] }, "did you mean 'main.bicep'?"],
    ['a missing module cache', { moduleCache: 'cache' }, 'there is no file or folder'],
  ])('%s cannot be', async (_name, options, expected) => {
    const others = {
      'sub/other.bicep': weakVault(),
      'other.bicepparam': "using 'sub/other.bicep'\n",
      'other.parameters.json': parameterFile({}, { metadata: { template: 'sub/other.bicep' } }),
      'gone.bicepparam': "using 'gone.bicep'\n",
    };
    const more = (options.parameters ?? []).some((name) => Object.hasOwn(others, name)) ? others : {};
    expect(await failureOf({ ...files, ...more }, options)).toContain(expected);
  });

  it.each([
    [
      'the configuration',
      { 'backuplint.config.yaml': 'rules:\n  backup-frequency:\n    options: { minPerDay: 6 }\n' },
      {},
    ],
    ['the command line', {}, { ruleOptions: ['backup-frequency.maxPerDay=2', 'backup-frequency.minPerDay=6'] }],
  ])('options that contradict each other cannot be in %s', async (_name, more, options) => {
    const message = await failureOf({ ...files, ...more }, options);
    expect(message).toMatch(
      /'backup-frequency' contradict each other: minPerDay is 6, maxPerDay is [25]; make maxPerDay/,
    );
  });

  it.each(['long.bicepparam', 'base.bicepparam'])(
    'may come from a file for this template, or for none: %s',
    async (name) => {
      const base = { 'base.bicepparam': 'using none\nparam days = 60\n' };
      const options = { paths: ['main.bicep'], parameters: [name] };
      expect(findingsOf(await reportOf({ ...files, ...base }, options))).toEqual([]);
    },
  );

  it('are read as the declared type asks', async () => {
    const template = `
param text string
param flag bool
param list array
param kind 'a' | 'b'
${weakVault('${text}${kind}${flag ? list[0].n : 0}')}`;
    const parameters = ['text=1.0', 'flag=TRUE', 'list=[{"n": 12345678901234567890}]', 'kind=a'];
    const report = await reportOf({ 'main.bicep': template }, { paths: ['main.bicep'], parameters });
    expect(report.findings.map(({ resource }) => resource.name)).toEqual(['1.0a12345678901234567890']);
  });
});

describe('the deployment context', () => {
  const files = {
    'infra/main.bicep': machine('resourceGroup().location') + weakVault(),
    'backuplint.config.yaml': `
deployments:
  - { paths: infra/**, subscriptionId: s1, resourceGroup: one }
  - { paths: ['infra/*.bicep'], subscriptionId: s1, resourceGroup: two }
  - { paths: other/**, resourceGroup: three }
`,
  };

  it('comes from each matching entry of the configuration', async () => {
    const report = await reportOf(files, { verdicts: true });
    const ids = report.verdicts
      ?.filter(({ ruleId }) => ruleId === 'vault-redundancy')
      .map(({ resource }) => resource.id);
    expect(report.units.length).toBe(2);
    expect(ids).toEqual([
      '/subscriptions/s1/resourceGroups/one/providers/Microsoft.RecoveryServices/vaults/v',
      '/subscriptions/s1/resourceGroups/two/providers/Microsoft.RecoveryServices/vaults/v',
    ]);
  });

  it('from the command line wins', async () => {
    const report = await reportOf(files, { context: { resourceGroup: 'mine' }, verdicts: true });
    expect(report.verdicts?.every(({ resource }) => resource.id.includes('/s1/resourceGroups/mine/'))).toBe(true);
  });
});

describe('protection that lives elsewhere', () => {
  const by = (paths: string): string => `protectedBy:\n  - { paths: '${paths}', by: policy }\n`;

  it.each([
    ['', ['vm-unprotected fail apps/main.bicep:2']],
    ['protectedBy: elsewhere\n', ['vm-unprotected open apps/main.bicep:2']],
    [by('apps/**'), ['vm-unprotected open apps/main.bicep:2']],
    [by('infra/**'), ['vm-unprotected fail apps/main.bicep:2']],
  ])('%s', async (config, expected) => {
    const report = await reportOf({ 'apps/main.bicep': machine(), 'backuplint.config.yaml': config });
    expect(findingsOf(report)).toEqual(expected);
  });

  const item = `
resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
  name: 'v/Azure/iaasvmcontainer;iaasvmcontainerv2;rg;vm/vm;iaasvmcontainerv2;rg;vm'
  properties: {
    protectedItemType: 'Microsoft.Compute/virtualMachines'
    policyId: resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'v', 'p')
    sourceResourceId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm'
  }
}
`;

  it('in another template counts when ids are known', async () => {
    const files = { 'machine.bicep': machine(), 'backup.bicep': item };
    const context = { subscriptionId: 's', resourceGroup: 'rg' };
    const unprotected = (report: Report): string[] =>
      findingsOf(report).filter((text) => text.startsWith('vm-unprotected'));
    expect(unprotected(await reportOf(files, { context }))).toEqual([]);
    expect(unprotected(await reportOf(files))).toEqual(['vm-unprotected fail machine.bicep:2']);
  });

  it('in another parameter set of the same template does not count', async () => {
    const files = {
      'main.bicep': `param withBackup bool\n${machine()}${item.replace(' = {', ' = if (withBackup) {')}`,
      'yes.bicepparam': "using 'main.bicep'\nparam withBackup = true\n",
      'no.bicepparam': "using 'main.bicep'\nparam withBackup = false\n",
    };
    const report = await reportOf(files, { context: { subscriptionId: 's', resourceGroup: 'rg' } });
    const unprotected = report.findings.filter(({ ruleId }) => ruleId === 'vm-unprotected');
    expect(unprotected.map(({ units }) => units.map((unit) => report.units[unit]?.parameters))).toEqual([
      ['no.bicepparam'],
    ]);
  });
});

describe('rules', () => {
  it('are switched off, levelled and set by the configuration', async () => {
    const config = 'rules: { vault-redundancy: off, backup-retention: { level: note, options: { minDays: 90 } } }';
    const report = await reportOf({ 'main.bicep': weakVault() + policy('30'), 'backuplint.config.yaml': config });
    expect(report.findings.map(({ ruleId, level }) => [ruleId, level])).toEqual([['backup-retention', 'note']]);
    expect(report.rules.map(({ id }) => id)).not.toContain('vault-redundancy');
  });

  it('are set by --rule-option', async () => {
    const report = await reportOf({ 'main.bicep': policy('30') }, { ruleOptions: ['backup-retention.minDays=90'] });
    expect(findingsOf(report)).toEqual(['backup-retention fail main.bicep:9']);
  });

  it('leave the pragmas for the compiler alone', async () => {
    const file = weakVault('v', '#disable-next-line no-hardcoded-location');
    expect((await reportOf({ 'main.bicep': file })).diagnostics).toEqual([]);
  });

  it('are silenced beside the code', async () => {
    const line = '// backuplint-disable-next-line vault-redundancy -- only a test';
    const report = await reportOf({ 'main.bicep': weakVault('v', line) });
    expect([findingsOf(report), report.suppressed.length]).toEqual([[], 1]);
  });
});

describe('what cannot be read', () => {
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  const good = { 'good.bicep': weakVault() };

  it.each<[string, Record<string, string | Uint8Array>, RegExp, string | undefined]>([
    ['broken Bicep', { 'bad.bicep': 'param x string\nresource {\n' }, /./, 'bad.bicep:2:10'],
    ['broken JSON', { 'bad.json': `${armTemplate([]).slice(0, -2)}\n ]] "x" }` }, /./, 'bad.json:2:3'],
    ['a binary file', { 'bad.bicep': Buffer.from([0, 255, 1, 254]) }, /not valid UTF-8/, 'bad.bicep:1:1'],
    ['a binary JSON file', { 'bad.json': Buffer.from([0, 1, 2, 3]) }, /binary/, 'bad.json:1:1'],
    [
      '10,000 brackets in JSON',
      { 'bad.json': armTemplate([], { variables: { x: 0 } }).replace('0}', `${deep}}`) },
      /nested/,
      undefined,
    ],
    ['10,000 brackets in Bicep', { 'bad.bicep': `var x = ${deep}\n` }, /./, undefined],
    ['10,000 nested calls', { 'bad.bicep': `var x = ${'length('.repeat(10_000)}1\n` }, /./, undefined],
    [
      'a module outside of the root folders',
      { 'bad.bicep': "module m '../../../etc/x.bicep' = { name: 'm' }\n" },
      /etc\/x\.bicep.*outside the root/,
      'bad.bicep:1:10',
    ],
    ['a module that is missing', { 'bad.bicep': "module m 'x.bicep' = { name: 'm' }\n" }, /x\.bicep/, 'bad.bicep:1:10'],
    [
      'a module that was not restored',
      { 'bad.bicep': "module m 'br/public:avm/res/x/y:1.0.0' = { name: 'm' }\n" },
      /module cache/,
      'bad.bicep:1:10',
    ],
    [
      'a parameter file with mistakes',
      { 'bad.bicepparam': "using 'good.bicep'\nparam = 1\n" },
      /./,
      'bad.bicepparam:2:7',
    ],
    [
      'a parameter file without its template',
      { 'bad.bicepparam': "using 'gone.bicep'\n" },
      /gone\.bicep/,
      'bad.bicepparam:1:7',
    ],
  ])('%s makes the run incomplete, the rest is judged', async (_name, files, message, place) => {
    const report = await reportOf({ ...good, ...files });
    const errors = report.diagnostics.filter(({ level }) => level === 'error');
    const places = errors.map(({ location }) =>
      location && 'file' in location ? `${location.file}:${location.startLine}:${location.startColumn}` : '',
    );
    expect(report.complete).toBe(false);
    expect(errors.map((error) => error.message).join('\n')).toMatch(message);
    if (place !== undefined) expect(places).toContain(place);
    expect(findingsOf(report)).toContain('vault-redundancy fail good.bicep:6');
  });

  it('is told also when nobody deploys it', async () => {
    const report = await reportOf({
      'main.bicep': `param x bool = false\nmodule m 'm.bicep' = if (x) { name: 'm' }\n`,
      'm.bicep': 'resource {\n',
    });
    expect(report.complete).toBe(false);
    expect(
      report.diagnostics.some(({ location }) => location && 'file' in location && location.file === 'm.bicep'),
    ).toBe(true);
  });

  it('is accepted by allowIncomplete', async () => {
    const files = { ...good, 'legacy/bad.bicep': 'resource {\n', 'legacy/bad.json': Buffer.from([0, 1]) };
    const workspace = createWorkspace(files);
    const isComplete = async (allowIncomplete: readonly string[], workingDirectory: string): Promise<boolean> =>
      (await lint({ workingDirectory, allowIncomplete })).report.complete;
    expect(await isComplete([], workspace.folder)).toBe(false);
    expect(await isComplete(['legacy'], workspace.folder)).toBe(true);
    expect(await isComplete(['other'], workspace.folder)).toBe(false);
  });

  it('an empty folder is incomplete', async () => {
    const report = await reportOf({ 'notes.txt': 'x' });
    expect([report.complete, report.diagnostics.map(({ code }) => code)]).toEqual([false, ['no-template']]);
  });

  it('a folder of which all is excluded is incomplete, and says what was left out', async () => {
    const config = "exclude: ['old', '*.bicep']";
    const report = await reportOf({ ...good, 'old/x.bicep': '', 'backuplint.config.yaml': config });
    expect(report.complete).toBe(false);
    expect(report.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'no-template no template was found beside what is excluded: nothing was judged',
    ]);
    expect(report.diagnostics[0]?.hint).toMatch(/^'(good\.bicep|old)' and 1 more/);
  });

  it('keys like `__proto__` are keys', async () => {
    const text = armTemplate([armVault()], { variables: {} }).replace(
      '{}',
      '{"__proto__": {"x": 1}, "constructor": 2}',
    );
    const report = await reportOf({ 'main.json': text });
    expect([report.complete, findingsOf(report).length]).toEqual([true, 1]);
  });
});

describe('modules', () => {
  it('are found in the module cache', async () => {
    const report = await reportOf(
      {
        'src/main.bicep': "module m 'br/public:avm/res/x/vault:1.0.0' = { name: 'm' }\n",
        'cache/br/mcr.microsoft.com/bicep$avm$res$x$vault/1.0.0$/main.json': armTemplate([armVault()]),
      },
      { paths: ['src'], moduleCache: 'cache' },
    );
    expect([report.complete, report.findings.map(({ ruleId }) => ruleId)]).toEqual([true, ['vault-redundancy']]);
  });

  it('that were restored are told, and silenced, where they are called', async () => {
    const call = (name: string): string => `module ${name} 'br/public:avm/res/x/vault:1.0.0' = { name: '${name}' }\n`;
    const module = { 'cache/br/mcr.microsoft.com/bicep$avm$res$x$vault/1.0.0$/main.json': armTemplate([armVault()]) };
    const wrapper = `${call('two')}// backuplint-disable-next-line vault-redundancy -- known\n${call('three')}`;
    const report = await reportOf(
      { ...module, 'main.bicep': `${call('one')}module m 'm.bicep' = { name: 'm' }\n`, 'm.bicep': wrapper },
      { paths: ['main.bicep'], moduleCache: 'cache' },
    );
    expect(findingsOf(report)).toEqual(['vault-redundancy fail m.bicep:1', 'vault-redundancy fail main.bicep:1']);
    expect(report.suppressed).toHaveLength(1);
    const related = report.findings[0]?.related.map((place) => ('file' in place ? [place.file, place.message] : []));
    expect(related?.[0]).toEqual([
      'cache/br/mcr.microsoft.com/bicep$avm$res$x$vault/1.0.0$/main.json',
      'the value that decides',
    ]);
  });

  it('may lie in a folder given with --root', async () => {
    const files = { 'a/main.bicep': "module m '../b/vault.bicep' = { name: 'm' }\n", 'b/vault.bicep': weakVault() };
    const workspace = createWorkspace({ ...files, 'a/.git/HEAD': '' });
    const workingDirectory = join(workspace.folder, 'a');
    expect((await lint({ workingDirectory })).report.complete).toBe(false);
    expect((await lint({ workingDirectory, roots: ['.', '../b'] })).report.complete).toBe(true);
  });
});

it('tells progress before each unit', async () => {
  const seen: string[] = [];
  const files = { 'a.bicep': weakVault(), 'b.bicep': weakVault() };
  await reportOf(files, { onProgress: ({ done, total }) => seen.push(`${done}/${total}`) });
  expect(seen).toEqual(['0/2', '1/2']);
});
