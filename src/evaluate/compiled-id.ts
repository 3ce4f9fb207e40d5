import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { Template } from '../template/template.ts';
import type { TypeNode } from '../template/type-node.ts';
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
  return hasSymbolicNames(instance.env.frame.template) ? instance.id().value : compiledId(instance);
}

const PLAIN_TYPES: ReadonlySet<TypeNode['kind']> = new Set(['string', 'int', 'bool', 'array', 'object']);

/** The compiler writes symbolic names when the file uses what only languageVersion 2.0 has: types of its own, or types beyond the plain ones. */
function hasSymbolicNames({ types, parameters, outputs }: Template): boolean {
  const isPlain = ({ type }: { readonly type: TypeNode }): boolean => PLAIN_TYPES.has(type.kind) && !type.nullable;
  return types.size > 0 || ![...parameters.values()].every(isPlain) || ![...outputs.values()].every(isPlain);
}
