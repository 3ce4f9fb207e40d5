import type { Gap } from '../resource/resource.ts';
import { displayText } from '../resource/display-text.ts';
import type { ProtectedItem } from './estate.ts';
import { subscriptionOf } from './find-gap.ts';

const policyType = 'microsoft.recoveryservices/vaults/backuppolicies';

/**
 * What items say of policies that were not read. Azure deletes no policy that an item is backed up by, so one that is not visible was not looked at: how often it
 * backs up, and for how long it keeps what, is not known. https://learn.microsoft.com/azure/backup/backup-azure-manage-vms
 */
export function findHiddenPolicies(items: readonly ProtectedItem[]): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { active, policy, resource } of items) {
    if (policy.known || !active.known || !active.value) continue;
    const vault = displayText(resource.id.names[0] ?? resource.name);
    const because = `${policy.because}, though items of vault '${vault}' use it: the signed-in identity may read the vault in part only`;
    const subscription = subscriptionOf(resource);
    const subscriptionId = subscription?.kind === 'string' ? subscription.value : undefined;
    const gap = { because, types: [policyType], ...(subscriptionId === undefined ? {} : { subscriptionId }) };
    gaps.set(`${subscriptionId}\0${because}`, gap);
  }
  return [...gaps.values()];
}
