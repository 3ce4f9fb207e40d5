import type { GraphRow } from '../../src/input/rows/graph-row.ts';
import { parentId, parseResourceId } from '../../src/resource/parse-resource-id.ts';
import { renderJson } from '../../src/resource/render-expression.ts';
import type { Resource } from '../../src/resource/resource.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The rows that Resource Graph would hold after a deployment of these resources: types in lower case, groups in lower case, no location of
 * items and policies, the server's own properties beside the written ones. What is not certain to exist, or has no certain id, has no row.
 */
export function rowsOf(resources: readonly Resource[]): readonly GraphRow[] {
  const deployed = resources.filter(
    ({ exists, existing, repeated, id }) =>
      exists.kind === 'bool' && !existing && repeated === undefined && id.value.kind === 'string',
  );
  return deployed.flatMap((resource): readonly GraphRow[] => {
    const row = rowOf(resource, deployed);
    return row === undefined ? [] : [row];
  });
}

function rowOf(resource: Resource, all: readonly Resource[]): GraphRow | undefined {
  const type = resource.type.toLowerCase();
  switch (type) {
    case 'microsoft.compute/virtualmachines':
      return { ...common(resource), ...placed(resource), properties: machineProperties(resource) };
    case 'microsoft.recoveryservices/vaults':
      return { ...common(resource), ...placed(resource), properties: vaultProperties(resource, all) };
    case 'microsoft.recoveryservices/vaults/backuppolicies':
      return { ...common(resource), location: '', properties: { protectedItemsCount: 0, ...propertiesOf(resource) } };
    case itemType:
      return { ...common(resource), location: '', properties: itemProperties(resource, propertiesOf(resource)) };
    case 'microsoft.recoveryservices/vaults/backupfabrics/backupprotectionintent':
      return rowOfIntent(resource);
    default:
      return undefined;
  }
}

const itemType = 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems';

function common({ id, type }: Resource): Json {
  const text = idText(id.value);
  const [, , subscriptionId = '', , resourceGroup = ''] = text.split('/');
  return {
    id: text,
    name: text.split('/').at(-1),
    type: type.toLowerCase(),
    tenantId: '99999999-9999-9999-9999-999999999999',
    subscriptionId,
    resourceGroup: resourceGroup.toLowerCase(),
    kind: '',
    managedBy: '',
  };
}

/** Regions are kept by their programmatic names. */
function placed({ body }: Resource): Json {
  const location = body.properties.get('location');
  const tags = body.properties.get('tags');
  const text = location === undefined ? '' : renderJson(location);
  return {
    location: typeof text === 'string' && !text.startsWith('[') ? text.toLowerCase().replaceAll(' ', '') : text,
    tags: tags === undefined ? null : renderJson(tags),
  };
}

function machineProperties(machine: Resource): Json {
  return {
    ...propertiesOf(machine),
    provisioningState: 'Succeeded',
    timeCreated: '2025-03-01T08:00:00Z',
    extended: { instanceView: { powerState: { code: 'PowerState/running' } } },
  };
}

/** Redundancy that a child set is the vault's own once it is deployed. */
function vaultProperties(vault: Resource, all: readonly Resource[]): Json {
  const properties = propertiesOf(vault);
  if (properties['redundancySettings'] !== undefined) return properties;
  const child = all.find(
    ({ type, id }) =>
      type.toLowerCase() === 'microsoft.recoveryservices/vaults/backupstorageconfig' &&
      idText(parentId(id)?.value).toLowerCase() === idText(vault.id.value).toLowerCase(),
  );
  const written = child === undefined ? {} : propertiesOf(child);
  const redundancy = written['storageModelType'] ?? written['storageType'];
  return redundancy === undefined
    ? properties
    : { ...properties, redundancySettings: { standardTierStorageRedundancy: redundancy } };
}

const managementTypes: Readonly<Record<string, string>> = {
  'microsoft.compute/virtualmachines': 'AzureIaasVM',
  azureiaasvmprotecteditem: 'AzureIaasVM',
  azurefileshareprotecteditem: 'AzureStorage',
};
const currentStates: Readonly<Record<string, string>> = {
  ProtectionStopped: 'ProtectionStopped',
  IRPending: 'ConfiguringProtection',
};

function itemProperties(item: Resource, written: Json): Json {
  const kind = textOf(written['protectedItemType'], 'Microsoft.Compute/virtualMachines').toLowerCase();
  const state = textOf(written['protectionState'], 'Protected');
  const policy = textOf(written['policyId'], '');
  return {
    ...written,
    backupManagementType: managementTypes[kind] ?? 'AzureWorkload',
    policyName: policy.split('/').at(-1),
    vaultId: idText(parentId(item.id, 3)?.value),
    protectionState: state,
    currentProtectionState: currentStates[state] ?? 'ProtectionConfigured',
    lastBackupStatus: 'Completed',
    lastBackupTime: '2026-11-23T20:10:00Z',
    lastRecoveryPoint: '2026-11-23T20:11:00Z',
    isScheduledForDeferredDelete: written['isScheduledForDeferredDelete'] ?? false,
  };
}

/** An intent has become the item of its machine. */
function rowOfIntent(intent: Resource): GraphRow | undefined {
  const written = propertiesOf(intent);
  if (written['protectionIntentItemType'] !== 'AzureResourceItem') return undefined;
  const source = parseResourceId({ kind: 'string', value: textOf(written['sourceResourceId'], ''), at: intent.at });
  const vault = idText(parentId(intent.id, 2)?.value);
  if (source === undefined || vault === '') return undefined;
  const [, , , , group = '', , , , machine = ''] = idText(source.value).split('/');
  const name = `iaasvmcontainerv2;${group.toLowerCase()};${machine.toLowerCase()}`;
  return {
    ...common(intent),
    id: `${vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${name}/protectedItems/VM;${name}`,
    type: itemType,
    properties: itemProperties(intent, {
      sourceResourceId: written['sourceResourceId'],
      policyId: written['policyId'],
    }),
  };
}

function propertiesOf({ body }: Resource): Json {
  const properties = body.properties.get('properties');
  const json = properties === undefined ? {} : renderJson(properties);
  return isObject(json) ? json : {};
}

function textOf(json: unknown, otherwise: string): string {
  return typeof json === 'string' ? json : otherwise;
}

function isObject(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function idText(value: Resource['id']['value'] | undefined): string {
  return value?.kind === 'string' ? value.value : '';
}
