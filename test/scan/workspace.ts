import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { lint, type LintOptions, type Report } from '../../src/scan/index.ts';

/** A temporary folder with files. */
export interface Workspace {
  readonly folder: string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
}

/** Makes a folder that holds the files until the test has finished. */
export function createWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backuplint-scan-')));
  const write: Workspace['write'] = (more) => {
    for (const [name, content] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  };
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(files);
  return { folder, write };
}

/** What a scan of a folder with these files reports. */
export async function reportOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<LintOptions> = {},
): Promise<Report> {
  const { folder } = createWorkspace(files);
  return (await lint({ workingDirectory: folder, ...options })).report;
}

/** A Bicep vault whose redundancy is a finding. */
export const weakVault = (name = 'v', line = ''): string => `${line}
resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
  name: '${name}'
  location: 'westeurope'
  sku: { name: 'RS0', tier: 'Standard' }
  properties: { redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant' } }
}
`;

/** A Bicep machine called `vm`. */
export const machine = (location = "'westeurope'"): string => `
resource vm 'Microsoft.Compute/virtualMachines@2024-03-01' = {
  name: 'vm'
  location: ${location}
  properties: { osProfile: { computerName: 'vm' }, storageProfile: { osDisk: { createOption: 'FromImage' } } }
}
`;

/** ARM JSON with these resources. */
export const armTemplate = (resources: readonly object[], more: object = {}): string =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    ...more,
    resources,
  });

/** An ARM vault whose redundancy is a finding. */
export const armVault = (name = 'v'): object => ({
  type: 'Microsoft.RecoveryServices/vaults',
  apiVersion: '2024-04-01',
  name,
  location: 'westeurope',
  sku: { name: 'RS0', tier: 'Standard' },
  properties: { redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant' } },
});

/** A JSON parameter file. */
export const parameterFile = (values: Readonly<Record<string, unknown>>, more: object = {}): string =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    ...more,
    parameters: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }])),
  });
