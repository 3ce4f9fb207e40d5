/** What a protected item says went wrong with its backups. */
export interface BackupError {
  /** `UserErrorGuestAgentStatusUnavailable`, or the number that the service gives: `400239`. */
  readonly code: string;
  /** The sentence of the service, if it gives one. */
  readonly text?: string;
  /** The page of Microsoft Learn that treats it. */
  readonly page: string;
}

const agentPage = 'https://learn.microsoft.com/azure/backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout';
const generalPage = 'https://learn.microsoft.com/azure/backup/backup-azure-vms-troubleshoot';

/** The codes, in lower case, that the page about agent and extension treats; all others are on the general one. */
const agentCodes: ReadonlySet<string> = new Set(
  [
    'UserErrorGuestAgentStatusUnavailable',
    'GuestAgentSnapshotTaskStatusError',
    'ExtensionSnapshotFailedNoNetwork',
    'ExtensionOperationFailedForManagedDisks',
    'BackUpOperationFailed',
    'BackUpOperationFailedV2',
    'UserErrorRpCollectionLimitReached',
    'UserErrorKeyvaultPermissionsNotConfigured',
    'UserErrorUnsupportedDiskSize',
    'UserErrorBackupOperationInProgress',
    'ExtensionVCRedistInstallationFailure',
  ].map((code) => code.toLowerCase()),
);

/** The page of Microsoft Learn about an error code of virtual machine backup. */
export function learnPageOf(code: string): string {
  return agentCodes.has(code.toLowerCase()) ? agentPage : generalPage;
}
