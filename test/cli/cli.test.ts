import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtBinary } from './built-binary.ts';

const { NODE_EXTRA_CA_CERTS: _, FORCE_COLOR: __, ...environment } = process.env;

let folder: string;
let binary: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'backuplint-cli-')));
  binary = builtBinary();
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'mixed'));
  writeFileSync(join(folder, 'weak.bicep'), vault('LocallyRedundant'));
  writeFileSync(join(folder, 'strong.bicep'), vault('GeoRedundant'));
  writeFileSync(join(folder, 'unknown.bicep'), `param r string\n${vault('${r}')}`);
  writeFileSync(join(folder, 'mixed/weak.bicep'), vault('LocallyRedundant'));
  writeFileSync(join(folder, 'mixed/bad.bicep'), 'param a string\nresource {\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const vault = (redundancy: string): string => `
resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
  name: 'v'
  location: 'westeurope'
  properties: { redundancySettings: { standardTierStorageRedundancy: '${redundancy}' } }
}
`;

function backuplint(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

describe('exit codes', () => {
  it.each<[number, string[]]>([
    [0, ['lint', 'strong.bicep']],
    [1, ['lint', 'weak.bicep']],
    [1, ['weak.bicep']],
    [0, ['lint', 'weak.bicep', '--fail-on', 'error']],
    [0, ['lint', 'weak.bicep', '--fail-on', 'none']],
    [0, ['lint', 'unknown.bicep']],
    [1, ['lint', 'unknown.bicep', '--fail-on-open']],
    [1, ['lint', 'unknown.bicep', '-p', 'r=LocallyRedundant']],
    [3, ['lint', 'mixed']],
    [3, ['lint', 'mixed', '--fail-on', 'none']],
    [1, ['lint', 'mixed', '--allow-incomplete', '**/bad.bicep']],
    [3, ['lint', 'empty']],
    [3, ['expand', 'mixed/bad.bicep']],
    [2, ['lint', 'weak.bicep', '--fromat', 'json']],
    [2, ['lint', 'missing.bicep']],
    [2, ['lint', 'mixed', '--config', 'missing.yaml']],
    [2, ['expand', '.']],
    [2, ['explain', 'nothing']],
    [0, ['rules']],
    [0, ['explain', 'vault-redundancy']],
    [0, ['--help']],
    [0, ['--version']],
  ])('%i: %j', (status, args) => {
    expect(backuplint(...args).status).toBe(status);
  });
});

describe('a configuration', () => {
  it('is read by the built command line', () => {
    writeFileSync(join(folder, 'off.yaml'), 'rules: { vault-redundancy: off }\nexclude: [mixed]\n');
    expect(backuplint('lint', 'weak.bicep', '--config', 'off.yaml')).toMatchObject({ status: 0, stderr: '' });
  });

  it('is refused with the places of its mistakes', () => {
    writeFileSync(join(folder, 'wrong.yaml'), 'failOn: never\nexcludes: []\n');
    const { status, stdout, stderr } = backuplint(
      'lint',
      'weak.bicep',
      '--config',
      'wrong.yaml',
      '-f',
      'json=none.json',
    );
    expect([status, stdout, existsSync(join(folder, 'none.json'))]).toEqual([2, '', false]);
    expect(stderr).toContain("wrong.yaml:2:1: unknown key 'excludes'; did you mean 'exclude'?");
    expect(stderr).toContain("wrong.yaml:1:9: 'failOn' is 'never'");
  });
});

describe('the list of rules', () => {
  it.each([
    ['backup-retention', 'warning'],
    ['vm-unprotected', 'warning, error in audits'],
    ['backup-stale', 'error (audit only)'],
  ])('says of %s: %s', (id, levels) => {
    const line = backuplint('rules')
      .stdout.split('\n')
      .find((one) => one.startsWith(`${id} `));
    expect(line?.split(/ {2,}/)[1]).toBe(levels);
  });
});

describe('SARIF of a named file that cannot be read', () => {
  it.each<[string, string | Uint8Array]>([
    ['binary.json', Uint8Array.of(0x89, 0xff, 0xfe, 0x00, 0x9d)],
    ['binary.bicep', Uint8Array.of(0x89, 0xff, 0xfe, 0x00, 0x9d)],
    ['zero.bicepparam', '\0'],
    ['broken.json', '{ "a": '],
    ['large.json', ' '.repeat(17 * 1024 * 1024)],
  ])('has a result at its place: %s', (name, content) => {
    writeFileSync(join(folder, name), content);
    const { status, stdout } = backuplint('lint', name, '-f', 'sarif');
    const [{ results, invocations }] = JSON.parse(stdout).runs;
    expect([status, invocations[0].executionSuccessful]).toEqual([3, false]);
    expect(results).toMatchObject([
      { ruleId: 'could-not-evaluate', locations: [{ physicalLocation: { artifactLocation: { uri: name } } }] },
    ]);
  });
});

describe('streams', () => {
  it('stdout holds the product, stderr nothing', () => {
    const { stdout, stderr } = backuplint('lint', 'weak.bicep', '-f', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, complete: true });
    expect(stderr).toBe('');
  });

  it('stderr holds the summary when only files are written', () => {
    const { stdout, stderr } = backuplint('lint', 'mixed', '-f', 'json=sum.json', '-f', 'sarif=sum.sarif');
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toEqual([
      '1 vault: 1 of 1 check decided, 1 failed, 0 open',
      expect.stringMatching(/^Incomplete: /),
      '1 finding (1 warning), incomplete: sum.json, sum.sarif',
      '',
    ]);
  });

  it('stderr holds what went wrong and a hint, stdout nothing', () => {
    expect(backuplint('lint', '--fromat', 'json')).toEqual({
      status: 2,
      stdout: '',
      stderr: "backuplint: there is no flag '--fromat'\n  hint: did you mean '--format'?\n",
    });
  });

  it('names the place of a syntax error beside the findings of other files', () => {
    const { stdout } = backuplint('lint', 'mixed');
    expect(stdout).toMatch(/mixed\/bad\.bicep:2:10/);
    expect(stdout).toMatch(/mixed\/weak\.bicep:5:\d+: warning vault-redundancy/);
  });

  it('prints names without control characters', () => {
    const { stderr } = backuplint('lint', 'a\u001b[31mb');
    expect(stderr).not.toContain('\u001b');
  });

  it.skipIf(!existsSync('/dev/full'))('cannot run where the disk is full that its output goes to', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [binary, 'lint', 'weak.bicep'], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^backuplint: the output cannot be written: ENOSPC.*\n$/);
  });

  it('ends quietly when the reader of its output leaves', async () => {
    const child = spawn(process.execPath, [binary, 'lint', 'weak.bicep', '-f', 'json'], {
      cwd: folder,
      env: environment,
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    expect(await endOf(child)).not.toBe(2);
    expect(stderr).toBe('');
  });
});

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((done) => child.on('close', (code, signal) => done(code ?? signal)));
}

describe('output files', () => {
  const output = (name: string): string => join(folder, 'out', name);

  it('are written whole, several at once, into folders that are made', () => {
    const { status, stdout } = backuplint(
      'lint',
      'weak.bicep',
      '-f',
      'sarif=out/a.sarif',
      '-f',
      'json=out/deep/a.json',
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(JSON.parse(readFileSync(output('a.sarif'), 'utf8'))).toHaveProperty('version', '2.1.0');
    expect(JSON.parse(readFileSync(output('deep/a.json'), 'utf8'))).toHaveProperty('findings');
    expect(readdirSync(output('')).sort()).toEqual(['a.sarif', 'deep']);
  });

  it.skipIf(process.platform === 'win32')('that are pipes are written to, and stay pipes', async () => {
    const pipe = join(folder, 'pipe.json');
    spawnSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.setEncoding('utf8').on('data', (text: string) => (read += text));
    const ended = new Promise((resolve) => reader.on('close', resolve));
    expect(backuplint('lint', 'weak.bicep', '-f', 'json=pipe.json').status).toBe(1);
    expect(statSync(pipe).isFIFO()).toBe(true);
    await ended;
    expect(JSON.parse(read)).toHaveProperty('findings');
  });

  it('are written for an incomplete run, and say so', () => {
    backuplint('lint', 'mixed', '-f', 'json=out/incomplete.json');
    expect(JSON.parse(readFileSync(output('incomplete.json'), 'utf8'))).toMatchObject({ complete: false });
  });

  it('are not left behind when another one cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, stderr } = backuplint('lint', 'weak.bicep', '-f', 'json=left.json', '-f', 'sarif=file/x.sarif');
    expect([status, existsSync(join(folder, 'left.json'))]).toEqual([2, false]);
    expect(stderr).toMatch(/the output '.*x\.sarif' cannot be written: a part of its path is no folder/);
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('are not written when the run is interrupted', async () => {
    mkdirSync(join(folder, 'many'));
    const modules = Array.from({ length: 400 }, (_unused, i) =>
      vault(`x${i}`).replace('resource vault', `resource v${i}`),
    );
    for (let i = 0; i < 40; i++) writeFileSync(join(folder, `many/${i}.bicep`), modules.join(''));
    const child = spawn(process.execPath, [binary, 'lint', 'many', '-f', 'json=many.json'], {
      cwd: folder,
      env: environment,
    });
    setTimeout(() => child.kill('SIGINT'), 300);
    // Before its handler is there, the signal itself ends the process.
    expect([130, 'SIGINT']).toContain(await endOf(child));
    expect(existsSync(join(folder, 'many.json'))).toBe(false);
  });
});

describe('expand', () => {
  it('prints what would be created', () => {
    const { stdout } = backuplint('expand', 'unknown.bicep', '-p', 'r=GeoRedundant', '--resource-group', 'rg');
    expect(JSON.parse(stdout)).toMatchObject({
      predictedResources: [{ type: 'Microsoft.RecoveryServices/vaults', name: 'v', location: 'westeurope' }],
      outputs: {},
      diagnostics: [],
    });
  });

  it('prints an empty list and the error when the template is refused', () => {
    const { stdout } = backuplint('expand', 'mixed/bad.bicep');
    const { predictedResources, diagnostics } = JSON.parse(stdout);
    expect(predictedResources).toEqual([]);
    expect(diagnostics.join('\n')).toMatch(/bad\.bicep\(2,10\): error/);
  });
});
