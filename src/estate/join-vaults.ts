import { parentId } from '../resource/parse-resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { displayText } from '../resource/display-text.ts';
import type { ReadingContext, Vault } from './estate.ts';
import { createIndex } from './resource-index.ts';
import { readVault } from './read-vault.ts';

/** Vaults with the configuration resources that belong to them. */
export function joinVaults(
  vaults: readonly Resource[],
  storageConfigs: readonly Resource[],
  backupConfigs: readonly Resource[],
  context: ReadingContext,
): readonly Vault[] {
  const index = createIndex(vaults.map((resource) => ({ resource })));
  const stored = childrenByVault(storageConfigs, index.find);
  const repeated = childrenByVault(backupConfigs, index.find);
  return vaults.map((vault) => {
    const uncertain = stored.uncertain.get(vault) ?? repeated.uncertain.get(vault);
    const children = {
      storageConfigs: stored.certain.get(vault) ?? [],
      backupConfigs: repeated.certain.get(vault) ?? [],
      ...(uncertain === undefined ? {} : { uncertain }),
    };
    return readVault(vault, children, context);
  });
}

type FindVault = ReturnType<typeof createIndex<{ readonly resource: Resource }>>['find'];

function childrenByVault(children: readonly Resource[], find: FindVault) {
  const certain = new Map<Resource, Resource[]>();
  const uncertain = new Map<Resource, string>();
  for (const child of children) {
    const vaultId = parentId(child.id);
    if (vaultId === undefined) continue;
    const matches = find(vaultId);
    for (const { resource } of matches.certain) certain.set(resource, [...(certain.get(resource) ?? []), child]);
    for (const { resource } of matches.perhaps) {
      uncertain.set(resource, `'${displayText(child.name)}' perhaps belongs to it and sets one`);
    }
  }
  return { certain, uncertain };
}
