import type { Gap, Resource } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
import type { Located } from '../text/location.ts';
import type { BackupError } from './backup-errors.ts';
import type { FindAssignment } from './find-assignments.ts';
import type { FindGap } from './find-gap.ts';
import type { Fact, FactPlace } from './fact.ts';

/** Resources joined into what Azure Backup is about. Each list holds subjects of rules: `existing` resources are not among them. */
export type Estate = SubjectLists & { readonly source: EstateSource };

/** A list of subjects for each kind. */
export type SubjectLists = { readonly [K in SubjectKind]: readonly Subjects[K][] };

/** `live`: from running subscriptions, or their saved rows. */
export type EstateSource = 'template' | 'live';

/** The kinds of subjects a rule can be for. */
export interface Subjects {
  readonly virtualMachine: VirtualMachine;
  readonly vault: Vault;
  readonly backupPolicy: BackupPolicy;
  readonly protectedItem: ProtectedItem;
}

/** A subject of any kind. */
export type Subject = Subjects[SubjectKind];

/** The word that a rule's `for` takes. */
export type SubjectKind = keyof Subjects;

/** All of them, in the order of reports. */
export const subjectKinds = [
  'virtualMachine',
  'vault',
  'backupPolicy',
  'protectedItem',
] as const satisfies readonly SubjectKind[];

/** How an inventory is to be read. */
export interface EstateOptions {
  readonly source: EstateSource;
  /** Who protects machines: this template, an Azure Policy that deploys the items, or something else that is not looked at. */
  readonly protectedBy: 'template' | 'policy' | 'elsewhere';
  /** Protected items of units of other templates (`protectedItemsOf`); those whose known source is a machine here protect it, too. */
  readonly protectsAlso?: readonly Resource[];
  /** When the inventory was looked at: what the ages of live resources are measured from. */
  readonly now?: Date;
}

/** What all subjects have. `at` is the declaration. */
export interface Entity extends Located {
  readonly kind: SubjectKind;
  /** For messages: the last segment of the resource's name; of an item, the machine that it is named after. */
  readonly name: string;
  /** The raw resource: the way out for properties that the estate does not name. */
  readonly resource: Resource;
  /**
   * The subject in each way that it may turn out, where an unknown only chooses between known values. A rule need not ask: a subject that is
   * open is judged in each case, and decided where all cases say the same.
   */
  readonly cases?: () => readonly Subject[];
}

/** `Microsoft.Compute/virtualMachines`. */
export interface VirtualMachine extends Entity {
  readonly kind: 'virtualMachine';
  readonly location: Fact<Region>;
  /**
   * The items that protect it: of a machine's type, with a policy, neither stopped nor paused. Unknown when the items may be somewhere
   * that was not looked at.
   */
  readonly protectedItems: Fact<readonly ProtectedItem[]>;
  /** Items that name it but do not protect it: stopped, paused, deleted, or without a policy. */
  readonly idleItems: readonly ProtectedItem[];
  /** Whether the VM agent, which the backup extension needs, is there. */
  readonly agent: Fact<AgentState>;
  /** Hours since it was created; live only. */
  readonly ageHours: Fact<number>;
  /** The vaults that may protect it: of its subscription, and in its region or free to choose it. */
  readonly vaultsInReach: Fact<readonly Vault[]>;
}

/**
 * `notNeeded`: its policies take crash-consistent snapshots without the agent. `notProvisioned` and `extensionsBlocked`: the machine's own
 * settings keep the agent or its extensions out. `notReady`: the running machine was asked, and its agent does not answer.
 */
export type AgentState = 'available' | 'notNeeded' | 'notProvisioned' | 'extensionsBlocked' | 'notReady';

/** `Microsoft.RecoveryServices/vaults`. */
export interface Vault extends Entity {
  readonly kind: 'vault';
  readonly location: Fact<Region>;
  /** Every place where the storage redundancy is set; Azure's default when there is none. Never empty. */
  readonly redundancy: readonly RedundancySetting[];
  /** `regionOfChoiceSettings`: the vault may protect machines of other regions. */
  readonly acceptsOtherRegions: Fact<boolean>;
}

/** One place where a vault says how its backups are stored: it may have several. */
export interface RedundancySetting {
  readonly value: Fact<StorageRedundancy>;
  /** The property in words: `redundancySettings.standardTierStorageRedundancy`. */
  readonly property: string;
}

/**
 * Azure's words for how backups are stored.
 * https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault#set-storage-redundancy
 */
export const storageRedundancies = [
  'GeoRedundant',
  'LocallyRedundant',
  'ZoneRedundant',
  'ReadAccessGeoZoneRedundant',
  'Invalid',
] as const;

/** One of `storageRedundancies`. */
export type StorageRedundancy = (typeof storageRedundancies)[number];

/** `Microsoft.RecoveryServices/vaults/backupPolicies` for virtual machines (`AzureIaasVM`); other policies are left alone. */
export interface BackupPolicy extends Entity {
  readonly kind: 'backupPolicy';
  /** Unknown when it is perhaps not a policy for virtual machines. */
  readonly schedule: Fact<BackupSchedule>;
  /** The longest time between two scheduled backups: the night between two windows, the days between two weekdays. */
  readonly longestGapHours: Fact<number>;
  /** The retention that every scheduled recovery point gets. */
  readonly retention: Fact<Retention>;
  /** `snapshotConsistencyType: 'OnlyCrashConsistent'`: no agent and no extension. */
  readonly agentless: Fact<boolean>;
}

/** How often a policy backs up. https://learn.microsoft.com/azure/backup/backup-azure-vms-enhanced-policy */
export type BackupSchedule =
  | {
      readonly frequency: 'Hourly';
      readonly runsPerDay: number;
      readonly intervalHours: number;
      readonly windowHours: number;
    }
  | { readonly frequency: 'Daily'; readonly runsPerDay: 1 }
  | { readonly frequency: 'Weekly'; readonly runsPerWeek: Fact<number> };

/** How long recovery points are kept, by the tier that keeps every scheduled one. */
export interface Retention {
  readonly days: number;
  readonly tier: RetentionTier;
  /** As written: `4 Weeks`. */
  readonly written: string;
}

/** `simple`: the policy has one duration for all. */
export type RetentionTier = 'daily' | 'weekly' | 'monthly' | 'yearly' | 'simple';

/** A protected item of a machine, or an intent (`backupProtectionIntent`) that makes one. */
export interface ProtectedItem extends Entity {
  readonly kind: 'protectedItem';
  /** Known to protect a machine; unknown when its type cannot be told. */
  readonly protectsMachine: Fact<true>;
  /** The machine, when this inventory declares it. */
  readonly machine: Fact<VirtualMachine>;
  /** The vault, when this inventory declares it. */
  readonly vault: Fact<Vault>;
  /** The policy, when this inventory declares it. */
  readonly policy: Fact<BackupPolicy>;
  /** Where it says which machine it protects. */
  readonly source: FactPlace;
  /** Whether its policy takes crash-consistent snapshots only, which need no agent. */
  readonly agentless: Fact<boolean>;
  /** Whether backups run: it has a policy and is neither stopped, paused nor suspended. */
  readonly active: Fact<boolean>;
  /** Why backups do not run, or `active`. */
  readonly state: Fact<ItemState>;
  /** Live only: its machine no longer exists; what happens to the item then is no matter of the machine's protection. */
  readonly isMachineGone: Fact<boolean>;
  /** Live only. */
  readonly recoveryPoint: Fact<RecoveryPoint>;
  /** Live only. */
  readonly lastBackup: Fact<BackupOutcome>;
  /** When a soft-deleted item is deleted for good, as the row says; live only. */
  readonly deletedForGood: string | undefined;
  /** Whether vault and machine are in the same region, also when both are the same unknown. Its place is the vault's location. */
  readonly sameRegion: Fact<boolean>;
  /** Whether the item's vault and its machine are in the same subscription. Its place is where the item says which machine it protects. */
  readonly sameSubscription: Fact<boolean>;
}

/**
 * `withoutPolicy`: nothing schedules backups. `wrongFabric`: a template puts it into a fabric that there is not. The others as Azure Backup
 * calls them.
 */
export type ItemState = 'active' | 'withoutPolicy' | 'wrongFabric' | 'stopped' | 'paused' | 'suspended' | 'softDeleted';

/** The newest recovery point of an item. */
export type RecoveryPoint =
  | { readonly kind: 'none' }
  | { readonly kind: 'taken' /** ISO, in UTC. */; readonly time: string; readonly ageHours: number };

/** How the last backup of an item ended; `none`: it waits for its first. */
export interface BackupOutcome {
  readonly kind: 'completed' | 'failed' | 'none';
  /** In the words of the row. */
  readonly written: string;
  readonly errors: readonly BackupError[];
}

/** An Azure region: text, or the same unknown as another one. */
export interface Region {
  readonly value: Value;
  /** For messages. */
  readonly name: string;
}

/** What the readers of entities share. */
export interface ReadingContext {
  readonly source: EstateSource;
  readonly protectedBy: EstateOptions['protectedBy'];
  readonly gaps: readonly Gap[];
  readonly findGap: FindGap;
  readonly findAssignment: FindAssignment;
  /** Milliseconds since 1970. */
  readonly now?: number;
}
