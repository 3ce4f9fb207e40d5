import type { ListName } from '../row-source.ts';

/** The ARM type of the rows of each list, in lower case. */
export const typeOfList: Readonly<Record<ListName, string>> = {
  subscriptions: 'microsoft.resources/subscriptions',
  virtualMachines: 'microsoft.compute/virtualmachines',
  vaults: 'microsoft.recoveryservices/vaults',
  backupPolicies: 'microsoft.recoveryservices/vaults/backuppolicies',
  protectedItems: 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems',
};

const lists: ReadonlyMap<string, ListName> = new Map(
  // The keys of the record above are the names of the lists.
  Object.entries(typeOfList).map(([list, type]) => [type, list as ListName]),
);

/** The list that rows of an ARM type belong to, whatever its case; undefined for rows that no list holds. */
export function listOfType(type: string): ListName | undefined {
  return lists.get(type) ?? lists.get(type.toLowerCase());
}

/** The ARM type that a resource id names: the last provider and the type segments after it. */
export function typeOfId(id: string): string | undefined {
  const segments = id.split('/');
  const provider = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  if (provider < 0)
    return segments.length === 3 && segments[1]?.toLowerCase() === 'subscriptions'
      ? typeOfList.subscriptions
      : undefined;
  const [namespace, ...rest] = segments.slice(provider + 1);
  return [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/');
}
