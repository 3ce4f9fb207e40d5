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
  return items.flatMap(({ active, policy, resource }) => {
    if (policy.known || !active.known || !active.value) return [];
    const vault = displayText(resource.id.names[0] ?? resource.name);
    const because = `${policy.because}, though items of vault '${vault}' use it: the signed-in identity may read the vault in part only`;
    const subscription = subscriptionOf(resource);
    const subscriptionId = subscription?.kind === 'string' ? { subscriptionId: subscription.value } : {};
    return { because, types: [policyType], ...subscriptionId };
  });
}
