import { displayText } from '../resource/display-text.ts';
import type { Resource } from '../resource/resource.ts';
import { azureDefaults } from './azure-defaults.ts';
import { casesOf } from './cases.ts';
import { lastName } from './entity-name.ts';
import type { ReadingContext, RedundancySetting, Vault } from './estate.ts';
import { storageRedundancies } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { perhapsBecause } from './perhaps.ts';
import { factOf, lookUp, oneOf } from './read-property.ts';
import { readRegion } from './read-region.ts';

/** Configuration resources of a vault that may set its redundancy, too. */
export interface VaultChildren {
  /** `vaults/backupstorageconfig` */
  readonly storageConfigs: readonly Resource[];
  /** `vaults/backupconfig` */
  readonly backupConfigs: readonly Resource[];
  /** Why a configuration resource might belong to this vault; undefined when there is no such doubt. */
  readonly uncertain?: string;
}

/** Reads a Recovery Services vault: https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults */
export function readVault(resource: Resource, children: VaultChildren, context: ReadingContext): Vault {
  const choice = lookUp(resource, ['properties', 'regionOfChoiceSettings', 'status']);
  const status = factOf(choice, oneOf(['Enabled', 'Disabled']), { isDefault: 'Disabled' });
  return {
    kind: 'vault',
    name: lastName(resource),
    resource,
    at: resource.at,
    cases: () => casesOf(resource).map((one) => readVault(one, children, context)),
    location: readRegion(resource),
    redundancy: readRedundancy(resource, children, context),
    acceptsOtherRegions: status.known ? knownFact(status.value === 'Enabled', status, status.isDefault) : status,
  };
}

const standardTier = 'redundancySettings.standardTierStorageRedundancy';

/**
 * The vault's own `redundancySettings`, then the older child `backupstorageconfig`, which both set it. `backupconfig` repeats it, often
 * with a default of its own, and counts only where the others are silent.
 */
function readRedundancy(
  vault: Resource,
  children: VaultChildren,
  context: ReadingContext,
): readonly RedundancySetting[] {
  const own = settingIn(vault, standardTier);
  const configured = children.storageConfigs.flatMap(configSettings);
  const places = [...(own === undefined ? [] : [own]), ...configured];
  if (places.length > 0) return places;
  const repeated = children.backupConfigs.flatMap(configSettings);
  return repeated.length > 0
    ? repeated
    : [{ value: unsetRedundancy(vault, children, context), property: standardTier }];
}

function configSettings(config: Resource): readonly RedundancySetting[] {
  return ['storageModelType', 'storageType'].flatMap((property) => {
    const setting = settingIn(config, property);
    return setting === undefined ? [] : [setting];
  });
}

/** What a property sets; undefined when it sets nothing. A resource that perhaps does not exist sets it perhaps. */
function settingIn(resource: Resource, property: string): RedundancySetting | undefined {
  const found = lookUp(resource, ['properties', ...property.split('.')]);
  if (found.state === 'absent') return undefined;
  const value = factOf(found, oneOf(storageRedundancies), { because: 'not set' });
  const perhaps = resource.type.split('/').length > 2 ? perhapsBecause(resource) : undefined;
  const isSame = value.known && value.value === azureDefaults.storageRedundancy;
  return { value: perhaps === undefined || isSame ? value : unknownFact(perhaps, value), property };
}

function unsetRedundancy(
  vault: Resource,
  children: VaultChildren,
  { source, gaps }: ReadingContext,
): Fact<'GeoRedundant'> {
  const place = { at: vault.at, holder: vault };
  const name = displayText(vault.name);
  if (vault.existing)
    return unknownFact(`vault '${name}' exists already; the template does not show its redundancy`, place);
  if (source === 'live') return unknownFact(`Resource Graph does not show the redundancy of vault '${name}'`, place);
  const because = children.uncertain ?? gaps[0]?.because;
  return because === undefined
    ? knownFact(azureDefaults.storageRedundancy, place, true)
    : unknownFact(
        `no redundancy is set in what was read of vault '${name}', which may not be all of it: ${because}`,
        place,
      );
}
