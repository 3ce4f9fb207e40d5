import { it } from 'vitest';
import { rows, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './vault-missing-in-region.ts';

const vaultIn = (subscription: string): string =>
  `/subscriptions/${subscription}/resourceGroups/backup/providers/Microsoft.RecoveryServices/vaults/rsv`;

/** A machine in West Europe, and vaults. */
function machineAnd(vaults: readonly object[], location: string | null = 'westeurope', mark = true): Snippet {
  const id = '/subscriptions/A1/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web1';
  return rows('2026-11-24T03:00:00Z', [{ id: mark ? `[|${id}|]` : id, location }, ...vaults]);
}

testRule(it, rule, {
  valid: [
    { name: 'a vault in its region', code: machineAnd([{ id: vaultIn('a1'), location: 'West Europe' }]) },
    {
      name: 'a vault that may choose the region',
      code: machineAnd([
        { id: vaultIn('a1'), location: 'northeurope', properties: { regionOfChoiceSettings: { status: 'Enabled' } } },
      ]),
    },
  ],
  invalid: [
    {
      name: 'no vault',
      code: machineAnd([]),
      message:
        "'web1' is in 'westeurope', where its subscription has no Recovery Services vault: it cannot be protected before there is one",
    },
    { name: 'a vault in another region', code: machineAnd([{ id: vaultIn('a1'), location: 'northeurope' }]) },
    { name: 'a vault of another subscription', code: machineAnd([{ id: vaultIn('b2'), location: 'westeurope' }]) },
  ],
  undecided: [
    { name: 'a machine without a location', code: machineAnd([], null), because: /no location/ },
    {
      name: 'a vault without a location',
      code: machineAnd([{ id: vaultIn('a1') }], 'westeurope', false),
      because: /no location/,
    },
  ],
});
