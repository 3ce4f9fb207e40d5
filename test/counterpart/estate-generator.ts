/** A row as Resource Graph would hold it, before any projection. */
export interface StoredRow {
  readonly table: 'resources' | 'recoveryservicesresources' | 'resourcecontainers';
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface GeneratorOptions {
  readonly seed: number;
  readonly subscriptions: number;
  readonly machines: number;
  /** Share of machines without a protected item. */
  readonly unprotected?: number;
  readonly tenantId?: string;
  /** Among the machines are some that need no backup (Spot, new ones) and some whose backup is not in order. */
  readonly variety?: boolean;
  /** The moment at which machines are new and backups a few hours old; default: this hour. */
  readonly now?: Date;
}

/** An estate of machines, vaults, policies and items; the same seed gives the same rows. */
export function* generateEstate(options: GeneratorOptions): Generator<StoredRow> {
  const random = createRandom(options.seed);
  const now = options.now ?? thisHour();
  const tenantId = options.tenantId ?? uuid(options.seed, 0);
  const perSubscription = Math.ceil(options.machines / options.subscriptions);
  let left = options.machines;
  for (let index = 0; index < options.subscriptions; index++) {
    const subscription: Subscription = { id: uuid(options.seed, index + 1), index, tenantId };
    yield subscriptionRow(subscription);
    const counts = new Map<string, number>();
    for (let machine = 0; machine < Math.min(perSubscription, left); machine++) {
      for (const row of machineRows(subscription, machine, random, { ...options, now })) {
        const policy = row.properties['policyId'];
        if (typeof policy === 'string') counts.set(policy, (counts.get(policy) ?? 0) + 1);
        yield row;
      }
    }
    for (const region of regions) yield* vaultRows(subscription, region, counts);
    left -= perSubscription;
    if (left <= 0) left = 0;
  }
}

interface Subscription {
  readonly id: string;
  readonly index: number;
  readonly tenantId: string;
}

const regions = ['westeurope', 'northeurope', 'eastus'] as const;
const policies = ['DefaultPolicy', 'EnhancedPolicy'] as const;

function subscriptionRow(subscription: Subscription): StoredRow {
  return {
    ...common(subscription, 'microsoft.resources/subscriptions', `contoso-${subscription.index}`),
    table: 'resourcecontainers',
    id: `/subscriptions/${subscription.id}`,
    resourceGroup: '',
    location: '',
    properties: { state: 'Enabled' },
  };
}

function* vaultRows(
  subscription: Subscription,
  region: string,
  counts: ReadonlyMap<string, number>,
): Generator<StoredRow> {
  const id = vaultId(subscription, region);
  yield {
    ...common(subscription, 'microsoft.recoveryservices/vaults', `vault-${region}`),
    table: 'resources',
    id,
    resourceGroup: 'rg-backup',
    location: region,
    properties: {
      provisioningState: 'Succeeded',
      redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' },
    },
  };
  for (const name of policies) {
    yield {
      ...common(subscription, 'microsoft.recoveryservices/vaults/backuppolicies', name),
      table: 'recoveryservicesresources',
      id: `${id}/backupPolicies/${name}`,
      resourceGroup: 'rg-backup',
      location: '',
      properties: {
        ...policyProperties(name),
        protectedItemsCount: counts.get(`${id}/backupPolicies/${name}`) ?? 0,
      },
    };
  }
}

function policyProperties(name: (typeof policies)[number]): Record<string, unknown> {
  const daily = { retentionTimes: ['2026-01-01T20:00:00Z'], retentionDuration: { count: 30, durationType: 'Days' } };
  const schedule =
    name === 'DefaultPolicy'
      ? {
          schedulePolicyType: 'SimpleSchedulePolicy',
          scheduleRunFrequency: 'Daily',
          scheduleRunTimes: ['2026-01-01T20:00:00Z'],
        }
      : {
          schedulePolicyType: 'SimpleSchedulePolicyV2',
          scheduleRunFrequency: 'Hourly',
          hourlySchedule: { interval: 4, scheduleWindowStartTime: '2026-01-01T08:00:00Z', scheduleWindowDuration: 12 },
        };
  return {
    backupManagementType: 'AzureIaasVM',
    policyType: name === 'DefaultPolicy' ? 'V1' : 'V2',
    schedulePolicy: schedule,
    retentionPolicy: { retentionPolicyType: 'LongTermRetentionPolicy', dailySchedule: daily },
  };
}

function* machineRows(
  subscription: Subscription,
  index: number,
  random: Random,
  options: GeneratorOptions & { readonly now: Date },
): Generator<StoredRow> {
  const region = regions[Math.floor(random() * regions.length)] ?? regions[0];
  const name = `vm-${String(index).padStart(5, '0')}`;
  const group = `RG-App-${index % 7}`;
  const id = `/subscriptions/${subscription.id}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
  yield {
    ...common(subscription, 'microsoft.compute/virtualmachines', name),
    table: 'resources',
    id,
    resourceGroup: group.toLowerCase(),
    location: region,
    tags: { env: random() < 0.5 ? 'prod' : 'test' },
    properties: { ...machineProperties(random), ...(options.variety ? machineVariety(index, options.now) : {}) },
  };
  if (random() < (options.unprotected ?? 0.1)) return;
  const item = itemRow(subscription, {
    id,
    name,
    group,
    region,
    policy: policies[random() < 0.5 ? 0 : 1],
    now: options.now,
  });
  yield options.variety ? { ...item, properties: { ...item.properties, ...itemVariety(index) } } : item;
}

function machineProperties(random: Random): Record<string, unknown> {
  return {
    provisioningState: 'Succeeded',
    timeCreated: '2025-03-01T08:00:00.000Z',
    hardwareProfile: { vmSize: 'Standard_D2s_v5' },
    storageProfile: {
      imageReference: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
      osDisk: { osType: 'Linux', createOption: 'FromImage' },
      dataDisks: [],
    },
    osProfile: { computerName: 'host', linuxConfiguration: { provisionVMAgent: true }, allowExtensionOperations: true },
    extended: {
      instanceView: { powerState: { code: random() < 0.9 ? 'PowerState/running' : 'PowerState/deallocated' } },
    },
  };
}

/** Of seventeen machines one is a Spot machine and one is an hour old. */
function machineVariety(index: number, now: Date): Record<string, unknown> {
  if (index % 17 === 3) return { priority: 'Spot' };
  return index % 17 === 5 ? { timeCreated: hoursBefore(now, 1) } : {};
}

/** Of thirteen items one is stopped and the last backup of another failed. */
function itemVariety(index: number): Record<string, unknown> {
  if (index % 13 === 4) return { protectionState: 'ProtectionStopped', currentProtectionState: 'ProtectionStopped' };
  return index % 13 === 7
    ? {
        lastBackupStatus: 'Failed',
        healthStatus: 'ActionRequired',
        healthDetails: [{ code: 400008, title: 'VMAgentNotResponding', message: 'The VM agent does not respond.' }],
      }
    : {};
}

interface ItemOptions {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly region: string;
  readonly policy: string;
  readonly now: Date;
}

function thisHour(): Date {
  const now = new Date();
  now.setUTCMinutes(0, 0, 0);
  return now;
}

function hoursBefore(time: Date, hours: number): string {
  return new Date(time.getTime() - hours * 3_600_000).toISOString();
}

function itemRow(subscription: Subscription, machine: ItemOptions): StoredRow {
  const vault = vaultId(subscription, machine.region);
  const tail = `iaasvmcontainerv2;${machine.group.toLowerCase()};${machine.name}`;
  return {
    ...common(
      subscription,
      'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems',
      `VM;${tail}`,
    ),
    table: 'recoveryservicesresources',
    id: `${vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${tail}/protectedItems/VM;${tail}`,
    resourceGroup: 'rg-backup',
    location: '',
    properties: {
      backupManagementType: 'AzureIaasVM',
      protectedItemType: 'Microsoft.Compute/virtualMachines',
      workloadType: 'VM',
      sourceResourceId: machine.id,
      policyId: `${vault}/backupPolicies/${machine.policy}`,
      policyName: machine.policy,
      vaultId: vault,
      friendlyName: machine.name,
      protectionState: 'Protected',
      currentProtectionState: 'ProtectionConfigured',
      protectionStatus: 'Healthy',
      healthStatus: 'Passed',
      lastBackupStatus: 'Completed',
      lastBackupTime: hoursBefore(machine.now, 3),
      lastRecoveryPoint: hoursBefore(machine.now, 3),
      isScheduledForDeferredDelete: false,
    },
  };
}

function vaultId(subscription: Subscription, region: string): string {
  return `/subscriptions/${subscription.id}/resourceGroups/rg-backup/providers/Microsoft.RecoveryServices/vaults/vault-${region}`;
}

function common(
  subscription: Subscription,
  type: string,
  name: string,
): Pick<StoredRow, 'type' | 'name' | 'tenantId' | 'subscriptionId' | 'tags'> {
  return { type, name, tenantId: subscription.tenantId, subscriptionId: subscription.id, tags: null };
}

/** A number in [0, 1). */
export type Random = () => number;

/** A small deterministic generator (mulberry32): the same seed, the same numbers. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function uuid(seed: number, index: number): string {
  const hex = (value: number, width: number): string => (value >>> 0).toString(16).padStart(width, '0').slice(-width);
  return `${hex(seed, 8)}-0000-4000-8000-${hex(index, 12)}`;
}
