import { expect, it } from 'vitest';
import { lint } from '../../src/scan/index.ts';
import { createWorkspace, machine, weakVault } from '../scan/workspace.ts';

const files = {
  'main.bicep': `module a 'missing.bicep' = { name: 'a' }\nmodule b 'modules' = { name: 'b' }\n${machine()}`,
  'modules/unused.bicep': weakVault(),
  'stale.bicep': weakVault(),
  'stale.json':
    '{"$schema":"https://x/deploymentTemplate.json#","metadata":{"_generator":{"name":"bicep"}},"resources":[]}',
  'lost.parameters.json': '{"$schema":"https://x/deploymentParameters.json#","parameters":{}}',
  'broken.json': '{"$schema":"https://x/deploymentTemplate.json#",',
};

it('a report is the same in every checkout', async () => {
  const reports: string[] = [];
  for (let run = 0; run < 2; run++) {
    const { folder } = createWorkspace(files);
    const { report } = await lint({ workingDirectory: folder, roots: [folder], verdicts: true });
    // The two places that say where the run was.
    const text = JSON.stringify({ ...report, sourceRoot: '', workingDirectory: '' }, null, 1);
    expect(text).not.toContain(folder.split('/').at(-1));
    reports.push(text);
  }
  expect(reports[1]).toBe(reports[0]);
});

it('a region that the context gives is at the expression that reads it', async () => {
  const vault = weakVault().replace("'westeurope'", 'resourceGroup().location');
  const item = `
resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
  name: 'v/Azure/iaasvmcontainer;iaasvmcontainerv2;rg;vm/vm;iaasvmcontainerv2;rg;vm'
  properties: { protectedItemType: 'Microsoft.Compute/virtualMachines', policyId: 'p', sourceResourceId: vm.id }
}`;
  const workspace = createWorkspace({ 'main.bicep': vault + machine() + item });
  const context = { resourceGroup: 'rg', location: 'eastus' };
  const { report } = await lint({ workingDirectory: workspace.folder, context });
  const found = report.findings.find(({ ruleId }) => ruleId === 'vault-region-mismatch');
  expect(found).toMatchObject({ kind: 'fail', location: { file: 'main.bicep', startLine: 4, startColumn: 13 } });
});
