import type { Resource } from '../resource/resource.ts';
import type { EstateSource, ItemState } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { asBoolean, asText, factOf, lookUp } from './read-property.ts';

/**
 * The states, in lower case, in which an item keeps old recovery points and makes no new ones. Resource Graph has the words of both vaults:
 * https://learn.microsoft.com/rest/api/backup/protected-items/get#protectionstate and
 * https://learn.microsoft.com/rest/api/dataprotection/backup-instances/get#currentprotectionstate
 */
const idleStates: Readonly<Record<string, ItemState>> = {
  protectionstopped: 'stopped',
  notprotected: 'stopped',
  protectionpaused: 'paused',
  backupssuspended: 'suspended',
  backupschedulessuspended: 'suspended',
  softdeleted: 'softDeleted',
  softdeleting: 'softDeleted',
};

/** The states, in lower case, in which backups run or are tried. */
const activeStates: ReadonlySet<string> = new Set([
  'protected',
  'irpending',
  'protectionerror',
  'protectionconfigured',
  'configuringprotection',
  'configuringprotectionfailed',
  'updatingprotection',
]);

/**
 * Whether backups run, as far as the item itself says; its policy is looked at elsewhere. Rows of Resource Graph say it in two properties,
 * templates in `protectionState` only.
 * https://learn.microsoft.com/azure/backup/query-backups-using-azure-resource-graph
 */
export function readState(item: Resource, source: EstateSource): Fact<ItemState> {
  const state = factOf(lookUp(item, ['properties', 'protectionState']), asText, { isDefault: 'Protected' });
  const current = factOf(lookUp(item, ['properties', 'currentProtectionState']), asText, { isDefault: 'Protected' });
  const isDeleted = factOf(lookUp(item, ['properties', 'isScheduledForDeferredDelete']), asBoolean, {
    isDefault: false,
  });
  if (isDeleted.known && isDeleted.value) return knownFact('softDeleted', isDeleted);
  const told = source === 'live' ? [state, current] : [state];
  for (const fact of told) {
    const idle = fact.known ? idleStates[fact.value.toLowerCase()] : undefined;
    if (idle !== undefined) return knownFact(idle, fact);
  }
  if (source === 'live' && !told.some(isActiveWord)) {
    const unheardOf = told.find(isWritten);
    if (unheardOf !== undefined)
      return unknownFact(`'${unheardOf.value}' is no state of protection that is known here`, state);
  }
  if (source === 'template' && isInWrongFabric(item)) return knownFact('wrongFabric', { at: item.at, holder: item });
  if (!state.known && !item.existing) return state;
  return isDeleted.known || item.existing ? knownFact('active', state) : isDeleted;
}

/**
 * Azure has one fabric, `vault/Azure/container/item`, and refuses items of others.
 * https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems
 */
function isInWrongFabric({ id }: Resource): boolean {
  const fabric = id.names[1];
  return fabric?.kind === 'string' && fabric.value.toLowerCase() !== 'azure';
}

function isWritten(fact: Fact<string>): fact is Extract<Fact<string>, { known: true }> {
  return fact.known && !fact.isDefault;
}

function isActiveWord(fact: Fact<string>): boolean {
  return isWritten(fact) && activeStates.has(fact.value.toLowerCase());
}

/** What the row of a live item calls its state, in lower case. */
export function readStateWords(item: Resource): readonly string[] {
  return ['protectionState', 'currentProtectionState'].flatMap((property) => {
    const found = lookUp(item, ['properties', property]);
    return found.state === 'present' && found.value.kind === 'string' ? [found.value.value.toLowerCase()] : [];
  });
}
