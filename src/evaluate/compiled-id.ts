import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { Instance } from './instance.ts';
import { text } from './make-value.ts';

/**
 * The id of a resource as an expression of a Bicep file spells it after the official compiler: for one in another group it is built
 * around the group's id. The same id, in other words; only the preflight's spelling needs it.
 */
export function compiledId(instance: Instance): Value {
  const id = instance.id();
  const { frame } = instance.env;
  const { declaration } = instance;
  const isElsewhere = declaration.target?.resourceGroup !== undefined && id.scope.kind === 'resourceGroup';
  const isCompiled = frame.template.language === 'bicep' && frame.session.inputs.preflight;
  if (!isCompiled || !isElsewhere || id.scope.kind !== 'resourceGroup' || id.value.kind !== 'unknown') return id.value;
  const { because, at } = id.value;
  const { subscriptionId, resourceGroup } = id.scope;
  const format = text('/subscriptions/{0}/resourceGroups/{1}', at);
  const group = unknownValue(callSymbol('format', [format, subscriptionId, resourceGroup]), because, at);
  return unknownValue(callSymbol('extensionResourceId', [group, text(id.type, at), ...id.names]), because, at);
}

/** The id in `reference(...)`: with symbolic names the engine finds it itself. */
export function referenceId(instance: Instance): Value {
  return instance.env.frame.template.symbolicNames ? instance.id().value : compiledId(instance);
}
