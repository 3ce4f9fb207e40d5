import { displayText } from '../resource/display-text.ts';
import type { ResourceScope } from '../resource/resource-id.ts';
import { scopeParts } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { sameText } from '../resource/same-value.ts';
import { readReference } from './read-item.ts';
import { asText, factOf, lookUp } from './read-property.ts';

/** Why an Azure Policy of this deployment perhaps protects a machine; undefined when there is none. */
export type FindAssignment = (machine: Resource) => string | undefined;

/**
 * The built-in policies that give machines a protected item (deployIfNotExists): with an existing or a new vault, chosen by tag or not.
 * https://learn.microsoft.com/azure/backup/backup-azure-auto-enable-backup
 */
const backupPolicies: ReadonlySet<string> = new Set([
  '09ce66bc-1220-4153-8104-e3f51c936913',
  '345fa903-145c-4fe1-8bcd-93ec2adccde8',
  '98d0b9f8-fd90-49c9-88e2-d3baf3b0dd86',
  '83644c87-93dd-49fe-bf9f-6aff8fd0834e',
]);

/**
 * Finds policy assignments (`Microsoft.Authorization/policyAssignments`) that deploy backup. Whether they reach a machine depends on its
 * image, its region and the time, which only Azure Policy knows: they leave it open. Own definitions and initiatives are not looked into.
 */
export function createAssignmentFinder(assignments: readonly Resource[]): FindAssignment {
  const deploying = assignments.filter(deploysBackup);
  return (machine) => {
    const covering = deploying.find(({ id }) => mayCover(id.scope, machine.id.scope));
    return (
      covering &&
      `it has no protected item here, but policy assignment '${displayText(covering.name)}' may let Azure Policy deploy one (deployIfNotExists)`
    );
  };
}

function deploysBackup(assignment: Resource): boolean {
  const definition = readReference(assignment, ['policyDefinitionId']);
  if (definition.value === undefined) return false;
  const name = definition.id?.names.at(-1);
  if (name?.kind === 'string' && !backupPolicies.has(name.value.toLowerCase())) return false;
  return (
    says(assignment, ['enforcementMode'], 'Default') &&
    says(assignment, ['parameters', 'effect', 'value'], 'DeployIfNotExists')
  );
}

/** Whether a property has this value, perhaps by default or because it is unknown. */
function says(assignment: Resource, path: readonly string[], word: string): boolean {
  const fact = factOf(lookUp(assignment, ['properties', ...path]), asText, { isDefault: word });
  return !fact.known || fact.value.toLowerCase() === word.toLowerCase();
}

/** An assignment covers what is in its scope; unless groups or subscriptions certainly differ, that may be. */
function mayCover(scope: ResourceScope, machine: ResourceScope): boolean {
  if (scope.kind !== 'resourceGroup' && scope.kind !== 'subscription') return true;
  const parts = scopeParts(machine);
  return scopeParts(scope).every((part, index) => {
    const other = parts[index];
    return other === undefined || sameText(part, other, { ignoreCase: true }) !== false;
  });
}
