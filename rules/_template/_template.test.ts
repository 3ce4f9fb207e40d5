import { it } from 'vitest';
import { bicep, testRule } from '../../src/testing/index.ts';
import rule from './_template.ts';

const vault = (name: string) => bicep`
  [|resource|] vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
    name: '${name}'
    location: 'westeurope'
    properties: {}
  }
`;

testRule(it, rule, {
  valid: [{ name: 'a long name', code: vault('vault') }],
  invalid: [
    {
      name: 'a short name',
      code: vault('v'),
      message: "Vault 'v' in 'westeurope' has fewer than 3 characters in its name",
    },
  ],
  undecided: [
    {
      name: 'a vault without a location',
      code: bicep`
        [|resource|] vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
          name: 'v'
        }
      `,
    },
  ],
});
