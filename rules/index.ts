import type { Rule } from '../src/rule/index.ts';
import backupFrequency from './backup-frequency/backup-frequency.ts';
import backupRetention from './backup-retention/backup-retention.ts';
import backupStale from './backup-stale/backup-stale.ts';
import itemSoftDeleted from './item-soft-deleted/item-soft-deleted.ts';
import lastBackupFailed from './last-backup-failed/last-backup-failed.ts';
import protectionStopped from './protection-stopped/protection-stopped.ts';
import vaultMissingInRegion from './vault-missing-in-region/vault-missing-in-region.ts';
import vaultRedundancy from './vault-redundancy/vault-redundancy.ts';
import vaultRegionMismatch from './vault-region-mismatch/vault-region-mismatch.ts';
import vaultSubscriptionMismatch from './vault-subscription-mismatch/vault-subscription-mismatch.ts';
import vmAgentMissing from './vm-agent-missing/vm-agent-missing.ts';
import vmUnprotected from './vm-unprotected/vm-unprotected.ts';

/** The rules that come with the tool, by id. */
export const builtInRules: readonly Rule[] = [
  backupFrequency,
  backupRetention,
  backupStale,
  itemSoftDeleted,
  lastBackupFailed,
  protectionStopped,
  vaultMissingInRegion,
  vaultRedundancy,
  vaultRegionMismatch,
  vaultSubscriptionMismatch,
  vmAgentMissing,
  vmUnprotected,
];
