// Start-up of the command line, against `node -e 0`.
import { join } from 'node:path';
import { inTurns, runCommand } from './measure.mjs';

export async function benchStartup(root) {
  const cli = join(root, 'dist/backuplint.js');
  const node = process.execPath;
  const file = join(root, 'examples/legacy/azuredeploy.json');
  const times = await inTurns({
    floor: () => runCommand(node, ['-e', '0'], root),
    version: () => runCommand(node, [cli, '--version'], root),
    lint: () => runCommand(node, [cli, 'lint', file, '--fail-on', 'none'], root),
  });
  const ratio = (name) => `${(times[name] / times.floor).toFixed(2)}x`;
  console.log(
    `start-up: node -e 0 is 1 (${times.floor.toFixed(0)} ms); --version ${ratio('version')}, lint of one small file ${ratio('lint')}`,
  );
}
