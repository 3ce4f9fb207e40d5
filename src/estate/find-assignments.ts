import { displayText } from '../resource/display-text.ts';
import { parseResourceId } from '../resource/parse-resource-id.ts';
import type { ResourceScope } from '../resource/resource-id.ts';
import { scopeParts } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { sameText } from '../resource/same-value.ts';
import type { Value } from '../resource/value.ts';
import type { DeploysBackup } from './deploying-policies.ts';
import { perhapsSays } from './deploying-policies.ts';
import { readReference } from './read-item.ts';
import { lookUp } from './read-property.ts';

/** Why an Azure Policy of this deployment perhaps protects a machine; undefined when there is none. */
export type FindAssignment = (machine: Resource) => string | undefined;

/**
 * Finds policy assignments (`Microsoft.Authorization/policyAssignments`) that deploy backup. Whether they reach a machine depends on its
 * image, its region and the time, which only Azure Policy knows: they leave it open.
 */
export function createAssignmentFinder(assignments: readonly Resource[], deploysBackup: DeploysBackup): FindAssignment {
  const deploying = assignments.filter((assignment) => isDeploying(assignment, deploysBackup));
  return (machine) => {
    const covering = deploying.find((one) => mayCover(one.id.scope, machine.id.scope) && !isLeftOut(machine, one));
    return (
      covering &&
      `it has no protected item here, but policy assignment '${displayText(covering.name)}' may let Azure Policy deploy one (deployIfNotExists)`
    );
  };
}

function isDeploying(assignment: Resource, deploysBackup: DeploysBackup): boolean {
  const { value } = readReference(assignment, ['policyDefinitionId']);
  return (
    value !== undefined &&
    deploysBackup(value) &&
    perhapsSays(lookUp(assignment, ['properties', 'enforcementMode']), 'Default') &&
    perhapsSays(lookUp(assignment, ['properties', 'parameters', 'effect', 'value']), 'DeployIfNotExists')
  );
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

/** `notScopes`: https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#excluded-scopes */
function isLeftOut({ id }: Resource, assignment: Resource): boolean {
  const excluded = lookUp(assignment, ['properties', 'notScopes']);
  if (excluded.state !== 'present' || excluded.value.kind !== 'array') return false;
  const parts = scopeParts(id.scope);
  return excluded.value.items.some((item) => {
    const left = partsOf(item);
    return left.length > 0 && left.every((part, index) => isCertainly(part, parts[index]));
  });
}

/** A subscription, or a subscription and a resource group, that an id names. */
function partsOf(item: Value): readonly Value[] {
  const id = parseResourceId(item);
  const type = id?.type.toLowerCase();
  if (id === undefined || (type !== groupType && type !== subscriptionType)) return [];
  return [...scopeParts(id.scope), ...id.names];
}

const groupType = 'microsoft.resources/resourcegroups';
const subscriptionType = 'microsoft.resources/subscriptions';

function isCertainly(part: Value, other: Value | undefined): boolean {
  return other !== undefined && sameText(part, other, { ignoreCase: true }) === true;
}
