import { describe, expect, it } from 'vitest';
import { outputTargetsOf } from '../../src/cli/output-targets.ts';
import { auditFlags, doctorFlags } from '../../src/cli/audit-flags.ts';
import { type Flags, lintFlags, reportFlags, rulesFlags } from '../../src/cli/flags.ts';
import { commandNames } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { run } from '../../src/cli/run.ts';
import { reporters } from '../../src/report/index.ts';
import { Failure } from '../../src/text/failure.ts';

const parse = (line: string) => parseArguments(line === '' ? [] : line.split(' '), '1.2.3');

function messageOf(error: unknown): string {
  return error instanceof Failure ? `${error.message}; ${error.hint ?? ''}` : `no Failure: ${String(error)}`;
}

describe('a command line', () => {
  it.each([
    ['', { name: 'lint', paths: [], flags: {} }],
    ['infra main.bicep', { name: 'lint', paths: ['infra', 'main.bicep'], flags: {} }],
    [
      'lint infra -f json=a.json --format sarif b',
      { name: 'lint', paths: ['infra', 'b'], flags: { format: ['json=a.json', 'sarif'] } },
    ],
    [
      'lint --fail-on-open --fail-on none',
      { name: 'lint', paths: [], flags: { 'fail-on-open': true, 'fail-on': 'none' } },
    ],
    [
      'lint -p a.json -p x=1=2 m.bicep',
      { name: 'lint', paths: ['m.bicep'], flags: { parameters: ['a.json', 'x=1=2'] } },
    ],
    ['lint --resource-group 007 x', { name: 'lint', paths: ['x'], flags: { 'resource-group': '007' } }],
    ['lint --rule-option a.b=1', { name: 'lint', paths: [], flags: { 'rule-option': ['a.b=1'] } }],
    ['lint 007', { name: 'lint', paths: ['007'], flags: {} }],
    ['lint -- main.bicep -x.bicep', { name: 'lint', paths: ['main.bicep', './-x.bicep'], flags: {} }],
    ['lint a -f json -- b', { name: 'lint', paths: ['a', 'b'], flags: { format: ['json'] } }],
    ['expand -- main.bicep', { name: 'expand', template: 'main.bicep', flags: {} }],
    [
      'expand main.bicep --location westeurope',
      { name: 'expand', template: 'main.bicep', flags: { location: 'westeurope' } },
    ],
    ['rules -f json', { name: 'rules', flags: { format: 'json' } }],
    ['explain vm-unprotected', { name: 'explain', rule: 'vm-unprotected' }],
  ])('%s', async (line, expected) => {
    expect(await parse(line)).toEqual(expected);
  });

  it.each([
    ['lint --fromat json', "there is no flag '--fromat'; did you mean '--format'?"],
    ['lint --xyzzy', "there is no flag '--xyzzy'; backuplint --help lists the flags"],
    ['rules vm-unprotected', "'rules' takes no argument 'vm-unprotected'; backuplint explain vm-unprotected"],
    ['expand a.bicep b.bicep', "'expand' takes no argument 'b.bicep'; backuplint expand --help shows how it is called"],
    ['lint --fail-on warnings', "--fail-on cannot be 'warnings'; did you mean 'warning'?"],
    ['lint --fail-on sometimes', "--fail-on cannot be 'sometimes'; choose from error, warning, note, none"],
    ['lint --config', '--config needs a value; '],
    ['lint -f', '-f needs a value; '],
    ['lint --location=', '--location is empty; give it a value, or leave it out'],
    ['lint --config a --config b', '--config is given 2 times; give it once'],
    ['expand', "'expand' needs an argument; backuplint expand --help shows how it is called"],
    ['explain', "'explain' needs an argument; backuplint explain --help shows how it is called"],
    ['lint infra -', "'-' is no file; standard input is not read: name a file or folder"],
    ['lint  infra', "a path is empty; leave it out, or write '.' for the working directory"],
    [
      'expand main.bicep --fail-on none',
      "this command has no flag '--fail-on'; backuplint COMMAND --help lists its flags",
    ],
  ])('%s is refused: %s', async (line, expected) => {
    expect(messageOf(await parse(line).catch((error: unknown) => error))).toBe(expected);
  });

  it.each(['--help', 'lint --help', '-h'])('%s shows the help', async (line) => {
    const command = await parse(line);
    expect(command.name === 'help' && command.text).toContain('--fail-on');
  });
});

/** What a command line writes to a screen. */
async function shown(line: string, width: number): Promise<string> {
  let text = '';
  const stdout = { isTerminal: true, width, write: (piece: string) => void (text += piece) };
  const stderr = { ...stdout, write: (piece: string) => expect(piece).toBe('') };
  await run(line.split(' '), { workingDirectory: '/', environment: {}, stdout, stderr });
  return text;
}

describe('the help', () => {
  const flagsOf: Readonly<Record<string, Flags>> = {
    'lint --help': lintFlags,
    'audit --help': auditFlags,
    'doctor --help': doctorFlags,
    'report --help': reportFlags,
    'rules --help': rulesFlags,
  };

  const lines = ['--help', ...commandNames.map((name) => `${name} --help`)];
  const screens = [
    { width: 80, longest: 80 },
    { width: 300, longest: 100 },
  ];

  it.each(lines.flatMap((line) => screens.map((screen) => ({ line, ...screen }))))(
    '$line fits $width columns and breaks no word',
    async ({ line, width, longest }) => {
      const help = await shown(line, width);
      expect(Math.max(...help.split('\n').map((each) => each.length))).toBeLessThanOrEqual(longest);
      const words = help.replaceAll(/\s+/g, ' ');
      for (const { describe: text } of Object.values(flagsOf[line] ?? {})) expect(words).toContain(text);
    },
  );
});

describe('the help of --format', () => {
  it.each(['lint', 'audit', 'report'])('%s names every format', async (name) => {
    const command = await parse(`${name} --help`);
    const help = command.name === 'help' ? command.text.replaceAll(/\s+/g, ' ') : '';
    expect(help).toContain(`NAME=FILE: ${[...reporters.keys()].join(', ')};`);
  });
});

describe('--format', () => {
  const targets = (...formats: string[]) => outputTargetsOf(formats, ['text', 'json', 'sarif'], '/work');

  it('says where each format goes', () => {
    expect(targets()).toEqual([{ format: 'text' }]);
    expect(targets('text', 'json=a=b.json')).toEqual([{ format: 'text' }, { format: 'json', file: '/work/a=b.json' }]);
  });

  it.each([
    [['jsno'], "there is no format 'jsno'; did you mean 'json'?"],
    [['xml'], "there is no format 'xml'; choose from text, json, sarif"],
    [['json', 'text'], 'two formats go to stdout; give one of them a file of its own: --format NAME=FILE'],
    [['json=a', 'sarif=./a'], "two formats go to '/work/a'; give one of them a file of its own: --format NAME=FILE"],
    [['json='], "--format json= names no file; leave out the '=' to write to stdout"],
    [['json=main.bicep'], "the output would overwrite the template 'main.bicep'; "],
  ])('%s is refused', (formats, expected) => {
    let error: unknown;
    try {
      targets(...formats);
    } catch (caught) {
      error = caught;
    }
    expect(messageOf(error)).toBe(expected);
  });
});
