import type { Gap, Resource } from '../resource/resource.ts';
import { displayText } from '../resource/display-text.ts';
import { parentId } from '../resource/parse-resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import { asCount, factOf, lookUp } from './read-property.ts';
import { readRegion } from './read-region.ts';

const itemType = 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems';

/** A vault that can be read in part only. */
export interface PartlyReadVault {
  readonly vaultId: string;
  readonly gap: Gap;
}

/**
 * The second witness: a policy counts its items (`protectedItemsCount`). Where the policies of a vault count more than are visible, some
 * items are hidden, and that a machine of the vault's subscription and region has none proves nothing.
 * https://learn.microsoft.com/rest/api/backup/backup-policies/list
 */
export function findPartlyReadVaults(
  vaults: readonly Resource[],
  policies: readonly Resource[],
  items: readonly Resource[],
): readonly PartlyReadVault[] {
  const counted = new Map<string, number>();
  for (const policy of policies) {
    const vault = keyOf(parentId(policy.id));
    const count = factOf(lookUp(policy, ['properties', 'protectedItemsCount']), asCount, { isDefault: 0 });
    if (vault !== undefined && count.known) counted.set(vault, (counted.get(vault) ?? 0) + count.value);
  }
  const visible = new Map<string, number>();
  for (const item of items) {
    const vault = keyOf(parentId(item.id, 3));
    if (vault !== undefined) visible.set(vault, (visible.get(vault) ?? 0) + 1);
  }
  const byKey = new Map(vaults.map((vault) => [keyOf(vault.id), vault]));
  return [...counted].flatMap(([vaultId, count]) => {
    const seen = visible.get(vaultId) ?? 0;
    return count > seen ? [partlyRead(vaultId, byKey.get(vaultId), count, seen)] : [];
  });
}

function partlyRead(vaultId: string, vault: Resource | undefined, count: number, seen: number): PartlyReadVault {
  const name = vault === undefined ? (vaultId.split('/').at(-1) ?? vaultId) : displayText(vault.name);
  const region = vault === undefined ? undefined : readRegion(vault);
  const subscriptionId = /^\/subscriptions\/([^/]+)/.exec(vaultId)?.[1];
  return {
    vaultId,
    gap: {
      because: `the policies of vault '${name}' count ${count} protected items, but only ${seen} are visible: the signed-in identity may read the vault in part only`,
      types: [itemType],
      ...(subscriptionId === undefined ? {} : { subscriptionId }),
      ...(region?.known && region.value.value.kind === 'string' ? { region: region.value.value.value } : {}),
    },
  };
}

/** The id of a live resource in lower case. */
function keyOf(id: ResourceId | undefined): string | undefined {
  return id?.value.kind === 'string' ? id.value.value.toLowerCase() : undefined;
}
