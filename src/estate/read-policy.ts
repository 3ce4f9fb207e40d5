import { displayText } from '../resource/display-text.ts';
import type { Resource } from '../resource/resource.ts';
import { azureDefaults } from './azure-defaults.ts';
import { casesOf } from './cases.ts';
import { lastName } from './entity-name.ts';
import type { BackupPolicy } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { asText, factOf, lookUp, oneOf } from './read-property.ts';
import { readRetention } from './read-retention.ts';
import { readLongestGap, readSchedule } from './read-schedule.ts';

/**
 * Reads a backup policy of a vault; undefined when it is certainly not one for virtual machines (`AzureStorage`, `AzureWorkload`, ...).
 * https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults/backuppolicies
 */
export function readPolicy(resource: Resource): BackupPolicy | undefined {
  const type = readManagementType(resource);
  if (type.known && type.value.toLowerCase() !== 'azureiaasvm') return undefined;
  const schedule = type.known ? readSchedule(resource) : type;
  return {
    kind: 'backupPolicy',
    name: lastName(resource),
    resource,
    at: resource.at,
    cases: () => casesOf(resource).flatMap((one) => readPolicy(one) ?? []),
    schedule,
    get longestGapHours() {
      return readLongestGap(resource, schedule);
    },
    retention: type.known ? readRetention(resource) : type,
    agentless: readAgentless(resource),
  };
}

function readManagementType(resource: Resource): Fact<string> {
  const name = displayText(resource.name);
  return factOf(lookUp(resource, ['properties', 'backupManagementType']), asText, {
    because: `policy '${name}' does not say what it is for: backupManagementType is not set`,
  });
}

function readAgentless(resource: Resource): Fact<boolean> {
  const found = lookUp(resource, ['properties', 'snapshotConsistencyType']);
  const type = factOf<string>(found, oneOf(['OnlyCrashConsistent']), { isDefault: '' });
  if (!type.known) return unknownFact(type.because, type);
  return knownFact(type.value !== '' || azureDefaults.agentless, type, type.isDefault);
}
