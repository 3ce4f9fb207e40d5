import { parseResourceId } from '../resource/parse-resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
import type { Lookup } from './read-property.ts';
import { asText, factOf, lookInside, lookUp } from './read-property.ts';
import { createIndex } from './resource-index.ts';

/** Whether the Azure Policy of this id, a definition or an initiative, perhaps gives machines a protected item. */
export type DeploysBackup = (policyId: Value) => boolean;

/**
 * The built-in policies that give machines a protected item (deployIfNotExists): with an existing or a new vault, chosen by tag or not.
 * https://learn.microsoft.com/azure/backup/backup-azure-auto-enable-backup
 */
const builtInPolicies: ReadonlySet<string> = new Set([
  '09ce66bc-1220-4153-8104-e3f51c936913',
  '345fa903-145c-4fe1-8bcd-93ec2adccde8',
  '98d0b9f8-fd90-49c9-88e2-d3baf3b0dd86',
  '83644c87-93dd-49fe-bf9f-6aff8fd0834e',
]);

/** Initiatives hold definitions, not each other: a chain that is longer is none that Azure takes. */
const mostSteps = 3;

/**
 * Reads own definitions and initiatives (`policyDefinitions`, `policySetDefinitions`) where the deployment declares them. One that it does not
 * declare may do anything, unless it is one of the tenant's: those are Microsoft's, and which of them deploy backup is known.
 */
export function createPolicyReader(declared: readonly Resource[]): DeploysBackup {
  const index = createIndex(declared.map((resource) => ({ resource })));
  const deploys = (policyId: Value, steps: number): boolean => {
    const id = parseResourceId(policyId);
    const name = id?.names.at(-1);
    if (id === undefined || name?.kind !== 'string') return true;
    if (builtInPolicies.has(name.value.toLowerCase())) return true;
    const { certain, perhaps } = index.find(id);
    const found = [...certain, ...perhaps];
    if (found.length === 0 || steps === 0) return id.scope.kind !== 'tenant';
    return found.some(({ resource }) =>
      resource.type.toLowerCase() === definitionType
        ? mayDeploy(resource)
        : membersOf(resource).some((member) => member === 'unknown' || deploys(member, steps - 1)),
    );
  };
  return (policyId) => deploys(policyId, mostSteps);
}

const definitionType = 'microsoft.authorization/policydefinitions';

/** The ids of the definitions in an initiative, but of those that it switches off. */
function membersOf(initiative: Resource): readonly (Value | 'unknown')[] {
  const members = lookUp(initiative, ['properties', 'policyDefinitions']);
  if (members.state === 'unknown') return ['unknown'];
  if (members.state === 'absent' || members.value.kind !== 'array') return [];
  return members.value.items.flatMap((member) => {
    const at = (path: readonly string[]): Lookup => lookInside(member, path, initiative);
    if (!perhapsSays(at(['parameters', 'effect', 'value']), 'DeployIfNotExists')) return [];
    const id = at(['policyDefinitionId']);
    if (id.state === 'absent') return [];
    return [id.state === 'unknown' ? valueIn(member, 'policyDefinitionId') : id.value];
  });
}

function valueIn(member: Value, key: string): Value | 'unknown' {
  return (member.kind === 'object' ? member.properties.get(key) : undefined) ?? 'unknown';
}

/** https://learn.microsoft.com/azure/governance/policy/concepts/effect-deploy-if-not-exists */
function mayDeploy(definition: Resource): boolean {
  const then = (...path: readonly string[]): Lookup =>
    lookUp(definition, ['properties', 'policyRule', 'then', ...path]);
  const type = factOf(then('details', 'type'), asText, { because: '' });
  const isAboutBackup = type.known
    ? type.value.toLowerCase() === 'microsoft.recoveryservices/backupprotecteditems'
    : then('details', 'type').state === 'unknown';
  return isAboutBackup && perhapsSays(then('effect'), 'DeployIfNotExists');
}

/** Whether a property has this value, perhaps by default or because it is unknown: to a policy, a text in brackets is an expression. */
export function perhapsSays(found: Lookup, word: string): boolean {
  const fact = factOf(found, asText, { isDefault: word });
  return !fact.known || fact.value.startsWith('[') || fact.value.toLowerCase() === word.toLowerCase();
}
