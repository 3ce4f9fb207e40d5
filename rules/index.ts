import type { Rule } from '../src/rule/index.ts';
import backupFrequency from './backup-frequency/backup-frequency.ts';
import backupRetention from './backup-retention/backup-retention.ts';
import vaultRedundancy from './vault-redundancy/vault-redundancy.ts';
import vaultRegionMismatch from './vault-region-mismatch/vault-region-mismatch.ts';
import vmAgentMissing from './vm-agent-missing/vm-agent-missing.ts';
import vmUnprotected from './vm-unprotected/vm-unprotected.ts';

/** The rules that come with the tool, by id. */
export const builtInRules: readonly Rule[] = [
  backupFrequency,
  backupRetention,
  vaultRedundancy,
  vaultRegionMismatch,
  vmAgentMissing,
  vmUnprotected,
];
