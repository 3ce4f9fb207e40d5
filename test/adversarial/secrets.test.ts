import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/report/index.ts';
import { render } from '../report/render.ts';
import { lint } from '../../src/scan/index.ts';
import { createWorkspace, machine, parameterFile, weakVault } from '../scan/workspace.ts';

const secret = 'Sup3rS3cret';
/** The secret itself, parts of it, and its base64 form. */
const traces = [/sup3r/i, /s3cret/i, new RegExp(Buffer.from(secret).toString('base64').slice(0, 12))];
const password = `@secure()\nparam pw string = '${secret}'\n`;

/** Everything that any format says. */
async function everyOutput(
  files: Readonly<Record<string, string>>,
  parameters: readonly string[] = [],
): Promise<string> {
  const workspace = createWorkspace(files);
  const options = { workingDirectory: workspace.folder, verdicts: true, parameters };
  const { report, sources } = await lint(options);
  const all = { sarifOpen: true, sarifSuppressed: true };
  return [false, true]
    .flatMap((terminal) => [...reporters.keys()].map((format) => render(format, report, { ...all, terminal }, sources)))
    .join('\n');
}

function expectSealed(output: string): void {
  for (const trace of traces) expect(output).not.toMatch(trace);
}

describe('the default of a secure parameter is never shown', () => {
  it.each([
    'pw',
    "'x-${pw}'",
    'toUpper(pw)',
    "split(pw, 'x')[0]",
    'base64(pw)',
    'first(pw)',
    'substring(pw, 0, 5)',
    'string({ a: pw })',
    "pw == 'x' ? 'a' : pw",
    "replace(pw, 'S', 'T')",
    "reduce([pw], '', (x, y) => '${x}${y}')",
    'items({ k: pw })[0].value',
    'union({ a: pw }, {}).a',
    'json(pw)',
    'string(int(pw))',
    "dateTimeAdd(pw, 'P1D')",
    "{ '${pw}': 1 }.other",
    'fail(pw)',
  ])('in the name %s', async (name) => {
    expectSealed(await everyOutput({ 'main.bicep': password + weakVault().replace("'v'", name) }));
  });

  it.each([
    ['a region', machine('pw')],
    ['a condition', weakVault().replace('= {', "= if (pw == 'x') {")],
    [
      'a loop',
      weakVault().replace("= {\n  name: 'v'", "= [for p in split(pw, 'r'): {\n  name: p").replace(/}\n$/, '}]\n'),
    ],
    ['a setting', weakVault().replace("'LocallyRedundant'", 'pw')],
  ])('in %s', async (_name, resource) => {
    expectSealed(await everyOutput({ 'main.bicep': password + resource }));
  });

  it('through modules and their outputs', async () => {
    const inner = `param q string\n${weakVault().replace("'v'", 'q')}\n@secure()\noutput o string = q\n`;
    const outer = `${password}module m 'm.bicep' = {\n  name: pw\n  params: { q: pw }\n}\n${weakVault().replace("'v'", 'm.outputs.o')}`;
    expectSealed(await everyOutput({ 'main.bicep': outer, 'm.bicep': inner }));
  });
});

describe('a value for a secure parameter is never shown', () => {
  const template =
    "@secure()\n@maxLength(3)\n@allowed(['a', 'b'])\nparam pw string\n" + weakVault().replace("'v'", 'pw');

  it('from a parameter file', async () => {
    expectSealed(await everyOutput({ 'main.bicep': template, 'main.parameters.json': parameterFile({ pw: secret }) }));
  });

  it('from a parameter file on one line with a finding', async () => {
    const own = '@secure()\nparam pw string\nparam r string\n' + weakVault().replace("'LocallyRedundant'", 'r');
    const values = parameterFile({ pw: secret, r: 'LocallyRedundant' });
    const output = await everyOutput({ 'main.bicep': own, 'main.parameters.json': values });
    expect(output).toContain('*'.repeat(secret.length));
    expectSealed(output);
  });

  it('passed to a module beside a mistake', async () => {
    const main = `module m 'm.bicep' = { name: 'm', params: { pw: '${secret}', other: 1 } }\n`;
    expectSealed(await everyOutput({ 'main.bicep': main, 'm.bicep': '@secure()\nparam pw string\n' }));
  });

  it('from the command line', async () => {
    expectSealed(await everyOutput({ 'main.bicep': template }, [`pw=${secret}`]));
  });

  it.each([
    ['a wrong type', `pw=${secret}`, '@secure()\nparam pw object\n'],
    ['a misspelt name', `wp=${secret}`, '@secure()\nparam pw string\n'],
  ])('when it cannot be used: %s', async (_name, parameter, declaration) => {
    const failure = everyOutput({ 'main.bicep': declaration }, [parameter]);
    await expect(failure).rejects.toThrow(/^--parameters \w+: /);
    await failure.catch((error: unknown) => expectSealed(String(error)));
  });
});
