import type { Gap, Resource } from '../resource/resource.ts';
import { displayText } from '../resource/display-text.ts';
import { parentId } from '../resource/parse-resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import { asCount, factOf, lookUp } from './read-property.ts';
import { readRegion } from './read-region.ts';

const vaultType = 'microsoft.recoveryservices/vaults';
const itemType = 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems';

/** What follows the vault in the id of an item. */
const belowVault = '/backupfabrics/';

/** A vault that can be read in part only. */
export interface PartlyReadVault {
  readonly vaultId: string;
  readonly gap: Gap;
}

/**
 * The second witness: a policy counts its items (`protectedItemsCount`). Where the policies of a vault count more than are visible, some
 * items are hidden, and that a machine of the vault's subscription and region has none proves nothing. And where a vault is missing that has policies or items,
 * that a region has none proves nothing either. `items` are ids.
 * https://learn.microsoft.com/rest/api/backup/backup-policies/list
 */
export function findPartlyReadVaults(
  vaults: readonly Resource[],
  policies: readonly Resource[],
  items: readonly string[],
): readonly PartlyReadVault[] {
  const counted = new Map<string, number>();
  for (const policy of policies) {
    const vault = keyOf(parentId(policy.id));
    const count = factOf(lookUp(policy, ['properties', 'protectedItemsCount']), asCount, { isDefault: 0 });
    if (vault !== undefined && count.known) counted.set(vault, (counted.get(vault) ?? 0) + count.value);
  }
  const visible = new Map<string, number>();
  for (const item of items) {
    const id = item.toLowerCase();
    const end = id.indexOf(belowVault);
    if (end < 0) continue;
    const vault = id.slice(0, end);
    visible.set(vault, (visible.get(vault) ?? 0) + 1);
  }
  const byKey = new Map(vaults.map((vault) => [keyOf(vault.id), vault]));
  const short = [...counted].flatMap(([vaultId, count]) => {
    const seen = visible.get(vaultId) ?? 0;
    return count > seen ? [partlyRead(vaultId, byKey.get(vaultId), count, seen)] : [];
  });
  const withContent = new Set([...counted.keys(), ...visible.keys()]);
  return [...short, ...[...withContent].filter((vaultId) => !byKey.has(vaultId)).map(hidden)];
}

function hidden(vaultId: string): PartlyReadVault {
  const because = `vault '${nameOf(vaultId)}' is not visible, though policies or items of it are: the signed-in identity may read it in part only`;
  return { vaultId, gap: { because, types: [vaultType], ...subscriptionOf(vaultId) } };
}

function nameOf(vaultId: string): string {
  return vaultId.split('/').at(-1) ?? vaultId;
}

function subscriptionOf(vaultId: string): { readonly subscriptionId?: string } {
  const subscriptionId = /^\/subscriptions\/([^/]+)/.exec(vaultId)?.[1];
  return subscriptionId === undefined ? {} : { subscriptionId };
}

function partlyRead(vaultId: string, vault: Resource | undefined, count: number, seen: number): PartlyReadVault {
  const name = vault === undefined ? nameOf(vaultId) : displayText(vault.name);
  const region = vault === undefined ? undefined : readRegion(vault);
  return {
    vaultId,
    gap: {
      because: `the policies of vault '${name}' count ${count} protected items, but only ${seen} are visible: the signed-in identity may read the vault in part only`,
      types: [itemType],
      ...subscriptionOf(vaultId),
      ...(region?.known && region.value.value.kind === 'string' ? { region: region.value.value.value } : {}),
    },
  };
}

/** The id of a live resource in lower case. */
function keyOf(id: ResourceId | undefined): string | undefined {
  return id?.value.kind === 'string' ? id.value.value.toLowerCase() : undefined;
}
