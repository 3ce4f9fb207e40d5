// Microsoft's SARIF validator, with its rules for the format and those for GitHub, on what the built command line writes: for the examples, for
// real templates, and for a folder that holds broken files and odd names. Its exit code says nothing: its own output file is read.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const multitool = join(root, 'test/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');

const oddFiles = {
  'broken.bicep': 'resource vm = {',
  'broken.json':
    '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [',
  'a b#c%/odd:name.bicep': `param vmName string
resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
  name: '{0}](https://example.org)'
  location: 'northeurope'
  sku: { name: 'RS0', tier: 'Standard' }
  properties: { redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant' } }
}
resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
  name: vmName
  location: 'westeurope'
  properties: { osProfile: { windowsConfiguration: { provisionVMAgent: false } } }
}
`,
};

/** Inputs: a name, and the paths to lint. */
async function inputs(shared, folder) {
  for (const [name, text] of Object.entries(oddFiles)) {
    const path = join(folder, 'odd', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  await mkdir(join(folder, 'empty'));
  const candidates = [
    { name: 'examples', paths: [join(root, 'examples')] },
    { name: 'broken files and odd names', paths: [join(folder, 'odd')] },
    { name: 'an empty folder', paths: [join(folder, 'empty')] },
    { name: 'templates people wrote', paths: [join(shared, 'corpus/bicep/user_submitted')] },
    { name: 'ARM templates', paths: [join(shared, 'corpus/arm')] },
  ];
  return candidates.filter(({ paths }) => paths.every((path) => existsSync(path)));
}

/** Runs a program; its exit code is the caller's to judge. */
function start(program, args, options = {}) {
  return new Promise((done) => {
    execFile(program, args, { maxBuffer: 1 << 26, ...options }, (error, stdout, stderr) => {
      done({ code: error ? error.code : 0, output: `${stdout}${stderr}` });
    });
  });
}

/** What the validator says about one file. */
async function validate(file) {
  const output = `${file}.validated`;
  const args = ['validate', file, '--rule-kind', 'Sarif;Ghas', '--output', output, '--log', 'ForceOverwrite'];
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  const { output: text } = await start(multitool, args, { env });
  if (!existsSync(output)) throw new Error(`the validator wrote nothing: ${text.slice(-300)}`);
  const [result] = JSON.parse(await readFile(output, 'utf8')).runs;
  const ended = result.invocations?.every((invocation) => invocation.executionSuccessful);
  if (!ended) throw new Error(`the validator did not end well: ${text.slice(-300)}`);
  return (result.results ?? []).map(({ ruleId, level = 'warning', message, locations }) => ({
    ruleId,
    level,
    line: locations?.[0]?.physicalLocation?.region?.startLine,
    text: message.text ?? [message.id, ...(message.arguments ?? [])].join(' '),
  }));
}

async function judge({ name, paths }, folder) {
  const file = join(folder, `${name.replaceAll(' ', '-')}.sarif`);
  const flags = ['--format', `sarif=${file}`, '--sarif-open', '--sarif-suppressed'];
  const cli = join(root, 'dist/backuplint.js');
  const { code, output } = await start(process.execPath, [cli, 'lint', ...paths, ...flags], { cwd: root });
  if (!existsSync(file)) return { ok: false, line: `${name}: no SARIF, exit code ${code}: ${output.slice(0, 300)}` };
  const complaints = await validate(file);
  const errors = complaints.filter(({ level }) => level === 'error');
  const { results } = JSON.parse(await readFile(file, 'utf8')).runs[0];
  const others = [...new Set(complaints.filter(({ level }) => level !== 'error').map(({ ruleId }) => ruleId))];
  const first = errors[0] === undefined ? '' : `; first: ${errors[0].ruleId} line ${errors[0].line}: ${errors[0].text}`;
  const advice = others.length === 0 ? '' : `; advice: ${others.join(', ')}`;
  return {
    ok: errors.length === 0,
    line: `${name}: ${results.length} results, ${errors.length} errors${first}${advice}`,
  };
}

/** Each input is a case: it passes when the validator reports no error. */
export async function run({ shared }) {
  const group = 'sarif-multitool';
  if (!existsSync(multitool)) {
    return {
      group,
      passed: 0,
      failed: 1,
      lines: ['The validator is not installed: run npm ci --prefix test (Linux only)'],
    };
  }
  await chmod(multitool, 0o755);
  const folder = await mkdtemp(join(tmpdir(), 'backuplint-sarif-'));
  try {
    const verdicts = [];
    for (const input of await inputs(shared, folder)) verdicts.push(await judge(input, folder));
    const passed = verdicts.filter(({ ok }) => ok).length;
    return { group, passed, failed: verdicts.length - passed, lines: verdicts.map(({ line }) => line) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
