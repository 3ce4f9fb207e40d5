// Cost against size: one template with more and more resources, one folder with more and more templates.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '../../dist/index.js';
import { linearFit, median, ROUNDS } from './measure.mjs';

export async function benchScaling() {
  await measure('resources in one template', [10, 100, 1000, 5000], async (folder, size) => {
    await writeFile(join(folder, 'main.bicep'), templateOf(size));
  });
  await measure('templates in one folder', [100, 1000, 2000], async (folder, size) => {
    for (let i = 0; i < size; i++) {
      await mkdir(join(folder, `app-${i}`));
      await writeFile(join(folder, `app-${i}`, 'main.bicep'), templateOf(4));
    }
  });
}

async function measure(what, sizes, write) {
  // The compiler of the JavaScript engine settles on the largest size first: the line is about our cost, not about its warm-up.
  await timesOf(what, Math.max(...sizes), write);
  const points = [];
  for (const size of sizes) points.push([size, median(await timesOf(what, size, write))]);
  const { r2 } = linearFit(points);
  const cost = points.map(([size, time]) => `${size}: ${time.toFixed(0)} ms`).join(', ');
  console.log(`scaling: ${what}: ${cost}; R2 of a straight line ${r2.toFixed(4)} (goal: linear)`);
}

/** Times of linting a folder of that size, after one round that does not count. */
async function timesOf(what, size, write) {
  const folder = await mkdtemp(join(tmpdir(), 'backuplint-scaling-'));
  try {
    await write(folder, size);
    const times = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const started = performance.now();
      const { report } = await lint({ paths: [folder], workingDirectory: folder });
      if (!report.complete) throw new Error(`${what}: ${JSON.stringify(report.diagnostics[0])}`);
      if (round > 0) times.push(performance.now() - started);
    }
    return times;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Machines, each with a protected item, around one vault and one policy. */
function templateOf(resources) {
  const machines = Math.max(1, Math.floor((resources - 2) / 2));
  const lines = [
    "param location string = 'westeurope'",
    "resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {\n  name: 'vault'\n  location: location\n  properties: {}\n}",
    "resource policy 'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {\n  parent: vault\n  name: 'daily'\n  properties: {\n    backupManagementType: 'AzureIaasVM'\n    schedulePolicy: { schedulePolicyType: 'SimpleSchedulePolicy', scheduleRunFrequency: 'Daily', scheduleRunTimes: ['2026-01-01T20:00:00Z'] }\n    retentionPolicy: { retentionPolicyType: 'LongTermRetentionPolicy', dailySchedule: { retentionDuration: { count: 30, durationType: 'Days' } } }\n  }\n}",
  ];
  for (let i = 0; i < machines; i++) {
    lines.push(
      `resource vm${i} 'Microsoft.Compute/virtualMachines@2024-07-01' = {\n  name: 'vm-${i}'\n  location: location\n  properties: {\n    osProfile: { computerName: 'vm${i}', linuxConfiguration: { provisionVMAgent: true } }\n  }\n}`,
      `resource item${i} 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {\n  name: 'vault/Azure/iaasvmcontainer;iaasvmcontainerv2;\${resourceGroup().name};vm-${i}/vm;iaasvmcontainerv2;\${resourceGroup().name};vm-${i}'\n  properties: { protectedItemType: 'Microsoft.Compute/virtualMachines', policyId: policy.id, sourceResourceId: vm${i}.id }\n}`,
    );
  }
  return lines.join('\n');
}
