import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint, type Report } from '../../src/scan/index.ts';
import { armTemplate, armVault, createWorkspace, parameterFile, reportOf, weakVault } from './workspace.ts';

/** `template < parameters` of each unit. */
const unitsOf = (report: Report): string[] =>
  report.units.map(({ template, parameters }) => (parameters === undefined ? template : `${template} < ${parameters}`));

const codesOf = (report: Report): string[] => report.diagnostics.map(({ code }) => code);

const withModule = (path: string): string => `module m '${path}' = { name: 'm' }\n`;
const generated = (text: string): string =>
  JSON.stringify({ metadata: { _generator: { name: 'bicep', version: '0.30.0' } }, ...JSON.parse(text) });

describe('roots of a folder', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'every template alone',
      { 'a.bicep': weakVault(), 'b/c.json': armTemplate([armVault()]) },
      ['a.bicep', 'b/c.json'],
    ],
    [
      'modules in their callers',
      { 'main.bicep': withModule('m/vault.bicep'), 'm/vault.bicep': weakVault() },
      ['main.bicep'],
    ],
    [
      'modules of modules, also through JSON',
      {
        'main.bicep': withModule('b.json'),
        'b.json': armTemplate([
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2022-09-01',
            name: 'n',
            properties: { mode: 'Incremental', templateLink: { relativePath: 'c.json' } },
          },
        ]),
        'c.json': armTemplate([armVault()]),
      },
      ['main.bicep'],
    ],
    [
      'the first of templates that deploy each other in a circle',
      { 'a.bicep': withModule('b.bicep'), 'b.bicep': withModule('a.bicep') },
      ['a.bicep'],
    ],
    [
      'each .bicepparam with its template',
      {
        'main.bicep': `param name string\n${weakVault('${name}')}`,
        'dev.bicepparam': "using 'main.bicep'\nparam name = 'd'",
        'prod.bicepparam': "using 'main.bicep'\nparam name = 'p'",
      },
      ['main.bicep < dev.bicepparam', 'main.bicep < prod.bicepparam'],
    ],
    [
      'no base parameter file',
      {
        'main.bicep': weakVault(),
        'base.bicepparam': 'using none\n',
        'prod.bicepparam': "using 'main.bicep'\nextends 'base.bicepparam'\n",
      },
      ['main.bicep < prod.bicepparam'],
    ],
    [
      'JSON parameters beside the template of the same stem',
      {
        'main.bicep': weakVault(),
        'other.bicep': weakVault(),
        'main.parameters.json': parameterFile({}),
        'main.dev.parameters.json': parameterFile({}),
        'main.parameters.prod.json': parameterFile({}),
      },
      [
        'main.bicep < main.dev.parameters.json',
        'main.bicep < main.parameters.json',
        'main.bicep < main.parameters.prod.json',
        'other.bicep',
      ],
    ],
    [
      'JSON parameters with the only template of their folder',
      { 'azuredeploy.json': armTemplate([armVault()]), 'dev.parameters.json': parameterFile({}) },
      ['azuredeploy.json < dev.parameters.json'],
    ],
    [
      'JSON parameters with the template that they name',
      {
        'templates/a.bicep': weakVault(),
        'params/x.parameters.json': parameterFile({}, { metadata: { template: '../templates/a.bicep' } }),
      },
      ['templates/a.bicep < params/x.parameters.json'],
    ],
    [
      'a module that has parameters of its own, too',
      {
        'main.bicep': withModule('vault.bicep'),
        'vault.bicep': weakVault(),
        'vault.bicepparam': "using 'vault.bicep'\n",
      },
      ['main.bicep', 'vault.bicep < vault.bicepparam'],
    ],
    [
      'no linked template',
      {
        'main.json': armTemplate(
          [
            {
              type: 'Microsoft.Resources/deployments',
              apiVersion: '2022-09-01',
              name: 'n',
              properties: {
                mode: 'Incremental',
                templateLink: { uri: "[concat(parameters('from'), '/nested/vault.json')]" },
              },
            },
          ],
          { parameters: { from: { type: 'string', defaultValue: 'https://templates.example.com/shop' } } },
        ),
        'nested/vault.json': armTemplate([armVault()]),
      },
      ['main.json'],
    ],
  ])('%s', async (_name, files, expected) => {
    expect(unitsOf(await reportOf(files))).toEqual(expected);
  });

  it('leave out what is excluded, .git and node_modules', async () => {
    const files = {
      'main.bicep': weakVault(),
      'test/a.bicep': weakVault(),
      'deep/b.bicep': weakVault(),
      'node_modules/x/main.bicep': weakVault(),
      '.git/main.bicep': weakVault(),
      'backuplint.config.yaml': 'exclude: [deep]',
    };
    expect(unitsOf(await reportOf(files, { exclude: ['test'] }))).toEqual(['main.bicep']);
  });

  it('judge JSON that Bicep wrote once', async () => {
    const files = { 'main.bicep': weakVault(), 'main.json': generated(armTemplate([armVault()])) };
    const report = await reportOf(files);
    expect([unitsOf(report), codesOf(report)]).toEqual([['main.bicep'], []]);
  });

  it('judge JSON that Bicep wrote under another name once, and its parameters with the Bicep file', async () => {
    const report = await reportOf({
      'main.bicep': weakVault(),
      'azuredeploy.json': generated(armTemplate([armVault()])),
      'azuredeploy.parameters.json': parameterFile({}),
    });
    expect(unitsOf(report)).toEqual(['main.bicep < azuredeploy.parameters.json']);
  });

  it('warn of JSON that no longer is what Bicep wrote', async () => {
    const files = { 'main.bicep': weakVault('new'), 'main.json': generated(armTemplate([armVault('old')])) };
    const report = await reportOf(files);
    expect([unitsOf(report), codesOf(report), report.complete]).toEqual([
      ['main.bicep'],
      ['generated-json-stale'],
      true,
    ]);
  });

  it('count the JSON that is something else', async () => {
    const report = await reportOf({
      'main.bicep': weakVault(),
      'package.json': '{}',
      'broken.json': '{ "a": ',
      'list.json': '[]',
    });
    expect([report.summary.skippedFiles, report.complete]).toEqual([3, true]);
  });

  it.skipIf(process.platform === 'win32')('name links that lead out of the root folders', async () => {
    const workspace = createWorkspace({ 'in/main.bicep': weakVault(), 'out/a.bicep': weakVault(), 'in/.git/HEAD': '' });
    symlinkSync(join(workspace.folder, 'out'), join(workspace.folder, 'in/link'));
    symlinkSync(join(workspace.folder, 'out/a.bicep'), join(workspace.folder, 'in/a.bicep'));
    symlinkSync(join(workspace.folder, 'in'), join(workspace.folder, 'in/self'));
    const { report } = await lint({ workingDirectory: join(workspace.folder, 'in') });
    expect(unitsOf(report)).toEqual(['main.bicep']);
    expect(
      report.diagnostics.map(({ level, location }) => [level, location && 'file' in location && location.file]),
    ).toEqual([
      ['error', 'a.bicep'],
      ['error', 'link'],
    ]);
    expect(report.complete).toBe(false);
  });
});

describe('a link that is only partly known', () => {
  const scanOf = async (uri: string): Promise<Report> => {
    const link = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'n',
      properties: { mode: 'Incremental', templateLink: { uri } },
    };
    const parameters = { base: { type: 'string' }, sas: { type: 'securestring' }, name: { type: 'string' } };
    return reportOf({
      'app/main.json': armTemplate([link], { parameters }),
      'app/nested/vault.json': armTemplate([armVault()]),
      'shared/vault.json': armTemplate([armVault()]),
    });
  };

  it.each([
    ["[uri(parameters('base'), 'nested/vault.json')]"],
    ["[uri(deployment().properties.templateLink.uri, 'nested/vault.json')]"],
    ["[concat(parameters('base'), '/nested/vault.json', parameters('sas'))]"],
    ["[concat(parameters('base'), 'nested/vault.json')]"],
    ["[concat(uri(parameters('base'), 'nested/vault.json'), parameters('sas'))]"],
    ["[uri(concat(parameters('base'), '/nested/'), concat('vault.json', '?', parameters('sas')))]"],
    ["[format('https://host/{0}/nested/vault.json?{1}', parameters('base'), parameters('sas'))]"],
  ])('means the local file at its end: %s', async (uri) => {
    const report = await scanOf(uri);
    expect(codesOf(report)).toEqual([]);
    expect(unitsOf(report)).toEqual(['app/main.json', 'shared/vault.json']);
  });

  it('may mean a file in a folder above', async () => {
    const report = await scanOf("[uri(parameters('base'), '../shared/vault.json')]");
    expect(unitsOf(report)).toEqual(['app/main.json', 'app/nested/vault.json']);
  });

  it.each([
    ["[concat(parameters('base'), '/', parameters('name'), '/nested/vault.json')]"],
    ["[concat('https://host/', parameters('name'), 'nested/vault.json')]"],
    ["[uri(parameters('base'), concat(parameters('name'), '/nested/vault.json'))]"],
    ["[uri(uri(parameters('base'), parameters('name')), 'nested/vault.json')]"],
    ["[concat(parameters('base'), '/nested/', parameters('name'), '.json')]"],
  ])('is not guessed: %s', async (uri) => {
    const report = await scanOf(uri);
    expect(codesOf(report)).toEqual(['linked-template-unknown']);
    expect(report.complete).toBe(false);
    expect(report.diagnostics[0]?.message).toMatch(/parameter '(base|name)'/);
  });
});

describe('a file that is named', () => {
  const files = {
    'main.bicep': withModule('vault.bicep'),
    'vault.bicep': weakVault(),
    'vault.bicepparam': "using 'vault.bicep'\n",
    'data.json': '{ "a": 1 }',
    'broken.json': '{ "a": ',
    'broken.txt': '{ "a": ',
    'main.tf': 'resource "azurerm_virtual_machine" "web" {}',
    'notes.parameters.json': parameterFile({}),
  };

  it('is a root by itself', async () => {
    expect(unitsOf(await reportOf(files, { paths: ['vault.bicep'] }))).toEqual(['vault.bicep']);
  });

  it('may be a parameter file', async () => {
    expect(unitsOf(await reportOf(files, { paths: ['vault.bicepparam'] }))).toEqual(['vault.bicep < vault.bicepparam']);
  });

  it.each([
    ['data.json', 'not-a-template'],
    ['broken.json', 'json-missing-value'],
    ['broken.txt', 'json-missing-value'],
    ['main.tf', 'not-a-template'],
    ['notes.parameters.json', 'parameters-without-template'],
  ])('%s is incomplete when it is no template: %s', async (path, code) => {
    const report = await reportOf(files, { paths: [path] });
    expect(codesOf(report)).toContain(code);
    // The mistake is the news; that nothing was judged follows from it.
    expect(codesOf(report)).not.toContain('no-template');
    expect(report.complete).toBe(false);
  });

  it('leaves the run incomplete when nothing else is there, even if it may be broken', async () => {
    const report = await reportOf(files, { paths: ['data.json'], allowIncomplete: ['data.json'] });
    expect([report.complete, codesOf(report)]).toEqual([false, ['no-template', 'not-a-template']]);
  });
});

describe('a parameter file that belongs to no template', () => {
  const two = { 'a.bicep': weakVault(), 'b.bicep': weakVault() };

  it('is told, because its values are not used', async () => {
    const report = await reportOf({ ...two, 'prod.parameters.json': parameterFile({}) });
    expect(codesOf(report)).toEqual(['parameters-without-template']);
    expect(report.complete).toBe(true);
  });

  it('is an error in Bicep, as for the compiler', async () => {
    const report = await reportOf({ ...two, 'prod.bicepparam': "param x = 'a'\n" });
    expect(codesOf(report)).toEqual(['BCP261']);
    expect(report.complete).toBe(false);
  });

  it('is no news when it is a base for others', async () => {
    expect(codesOf(await reportOf({ ...two, 'base.bicepparam': "using none\nparam x = 'a'\n" }))).toEqual([]);
  });
});
