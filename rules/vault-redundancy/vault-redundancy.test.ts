import { it } from 'vitest';
import { bicep, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './vault-redundancy.ts';

const vaultOf = (properties: string, mark = ['', '']): string => `
  param redundancy string
  param enabled bool

  ${mark[0]}resource${mark[1]} vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
    name: 'rsv'
    location: 'westeurope'
    properties: {
      ${properties}
    }
  }
`;

function vault(properties: string): Snippet {
  return bicep`${vaultOf(properties)}`;
}

function withConfig(properties: string, config: string, condition = ''): Snippet {
  return bicep`
    ${vaultOf(properties)}
    resource config 'Microsoft.RecoveryServices/vaults/backupstorageconfig@2024-04-01' = ${condition} {
      parent: vault
      name: 'vaultstorageconfig'
      properties: {
        ${config}
      }
    }
  `;
}

const own = (value: string): string => `redundancySettings: { standardTierStorageRedundancy: ${value} }`;

testRule(it, rule, {
  valid: [
    { name: 'the default', code: vault('') },
    { name: 'one of two that are allowed', code: vault(own("enabled ? 'GeoRedundant' : 'ZoneRedundant'")) },
    {
      name: 'one that is allowed, or the default',
      code: vault("redundancySettings: enabled ? { standardTierStorageRedundancy: 'ZoneRedundant' } : {}"),
    },
    { name: 'geo, in another case', code: vault(own("'georedundant'")) },
    { name: 'zone', code: vault(own("'ZoneRedundant'")) },
    { name: 'in the child', code: withConfig('', "storageModelType: 'GeoRedundant'") },
    {
      name: 'local, when that is allowed',
      code: vault(own("'LocallyRedundant'")),
      options: { allowed: ['LocallyRedundant'] },
    },
    {
      name: 'an existing vault',
      code: bicep`resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' existing = { name: 'rsv' }`,
      applies: false,
    },
  ],
  invalid: [
    {
      name: 'local',
      code: vault(own("[|'LocallyRedundant'|]")),
      message:
        "Storage of vault 'rsv' is LocallyRedundant (redundancySettings.standardTierStorageRedundancy), which is not among the allowed: GeoRedundant, ZoneRedundant, ReadAccessGeoZoneRedundant",
    },
    {
      name: 'local in the child',
      code: withConfig('', "storageModelType: [|'LocallyRedundant'|]"),
      message: /\(storageModelType\)/,
    },
    {
      name: 'local in one place of two',
      code: withConfig(own("'GeoRedundant'"), "storageType: [|'LocallyRedundant'|]"),
    },
    {
      name: 'two that differ',
      code: withConfig(own("'ZoneRedundant'"), "storageType: [|'GeoRedundant'|]"),
      message: /gets two redundancies, ZoneRedundant .* and GeoRedundant/,
    },
    {
      name: 'a default that is not allowed',
      code: bicep`${vaultOf('', ['[|', '|]'])}`,
      options: { allowed: ['ZoneRedundant'] },
      message: /is GeoRedundant by Azure's default/,
    },
  ],
  undecided: [
    { name: 'a parameter without a value', code: vault(own('redundancy')), because: /redundancy/ },
    {
      name: 'a child under a condition',
      code: withConfig('', "storageType: 'LocallyRedundant'", 'if (enabled)'),
      because: /enabled/,
    },
  ],
});
