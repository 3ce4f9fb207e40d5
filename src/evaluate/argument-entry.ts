import { objectOf } from '../resource/make-value.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { ObjectValue, UnknownValue, Value } from '../resource/value.ts';
import { opaque } from './frame.ts';
import type { Session } from './session.ts';

/** What a deployment is passed by `{ value }`, or by the `{ reference }` to a secret of a key vault. */
export function entryValue(entry: Value, session: Session): Value {
  if (entry.kind === 'unknown') return session.reading.handover.unknownEntry(entry, session);
  const { properties } = entry.kind === 'object' ? entry : objectOf([], entry.at);
  const value = properties.get('value');
  if (value !== undefined) return value;
  const reference = properties.get('reference');
  if (reference?.kind === 'object') return secretOf(reference);
  const because =
    reference?.kind === 'unknown' ? reference.because : "the parameter has neither a 'value' nor a 'reference'";
  return opaque(session, because, entry.at);
}

/** `getKeyVaultSecret(vault, name, version)`, as the engine spells it: the same secret is the same value. */
function secretOf(reference: ObjectValue): UnknownValue {
  const vault = reference.properties.get('keyVault');
  const id = vault?.kind === 'object' ? vault.properties.get('id') : vault;
  const parts = [id, reference.properties.get('secretName'), reference.properties.get('secretVersion')];
  const args = parts.filter((part) => part !== undefined);
  const because = 'a secret of a key vault is read by the deployment only';
  return unknownValue(callSymbol('getKeyVaultSecret', args), because, reference.at, true);
}
