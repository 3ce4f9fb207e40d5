import type { ExemptionSettings } from '../rule/exempt/exemptions.ts';
import type { OwnerClass } from '../rule/exempt/machine-owner.ts';

/** What `audit:` in the configuration says. */
export interface AuditConfig extends ExemptionSettings {
  /** Ids of subscriptions that must be among those that are read. */
  readonly requireSubscriptions: readonly string[];
  /** Fewer subscriptions than this are not the whole estate. */
  readonly minSubscriptions: number;
  /** Subscriptions, by id or name, that may stay partly unread without making the run incomplete (exit 3). */
  readonly allowIncomplete: readonly string[];
}

const allClasses: Readonly<Record<OwnerClass, boolean>> = {
  scaleSet: true,
  databricks: true,
  openShift: true,
  aks: true,
  avd: true,
  packer: true,
  spot: true,
  ephemeralDisk: true,
};

/** The settings without a configuration. */
export const defaultAuditConfig: AuditConfig = {
  requireSubscriptions: [],
  minSubscriptions: 0,
  allowIncomplete: [],
  // Two days to be protected: the first backup of a daily policy and a night of Azure Policy fit into them.
  gracePeriodHours: 48,
  exempt: allClasses,
  exclude: { tags: [], subscriptions: [], managementGroups: [], resourceGroups: [], names: [] },
};

/** What a configuration file may say: what it leaves out stays as it is without one. */
export interface AuditConfigInput extends Partial<Omit<AuditConfig, 'exempt' | 'exclude'>> {
  readonly exempt?: Partial<AuditConfig['exempt']>;
  readonly exclude?: Partial<AuditConfig['exclude']>;
}

/** The given settings over the defaults. */
export function auditConfigOf(given: AuditConfigInput = {}): AuditConfig {
  return {
    ...defaultAuditConfig,
    ...given,
    exempt: { ...defaultAuditConfig.exempt, ...given.exempt },
    exclude: { ...defaultAuditConfig.exclude, ...given.exclude },
  };
}
