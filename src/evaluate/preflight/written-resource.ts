import type { Location } from '../../text/location.ts';
import { callSymbol, unknownValue } from '../../resource/unknown.ts';
import type { Value } from '../../resource/value.ts';
import type { ResourceExpression } from '../../template/expression.ts';
import type { Write } from './compiled-id.ts';
import { referenceId, writtenId } from './compiled-id.ts';
import type { Env } from '../frame.ts';
import { frameWithResource } from '../frame.ts';
import type { Instance } from '../instance.ts';
import { textValue } from '../../resource/make-value.ts';
import { outputAccesses } from '../declared-output.ts';
import type { Access } from '../member.ts';
import { isKey, keyOf } from '../member.ts';

/** What the official compiler writes for a resource, and the accesses that follow it there. */
export interface WrittenResource {
  readonly base: Value;
  readonly accesses: readonly Access[];
}

/** `symbol.a.b` of a Bicep file as the compiler writes it: an id, a name, or a reference. Undefined where that is not seen. */
export function writtenResource(
  expression: ResourceExpression,
  accesses: readonly Access[],
  env: Env,
  write: Write,
  because: string,
): WrittenResource | undefined {
  const instance = instanceOf(expression, env);
  if (instance === undefined || instance.declaration.extension !== undefined) return undefined;
  return writtenMember(instance, accesses, write, because, expression.at);
}

/** The same for an instance that is at hand. */
export function writtenMember(
  instance: Instance,
  accesses: readonly Access[],
  write: Write,
  because: string,
  at: Location,
): WrittenResource {
  const { declaration, env } = instance;
  const [first, ...rest] = accesses;
  switch (keyOf(first)) {
    case 'id':
      return { base: writtenId(instance, write, because, at), accesses: rest };
    case 'name':
      return { base: write(declaration.name, env), accesses: rest };
    case 'type':
      return { base: textValue(declaration.type, at), accesses: rest };
    default: {
      const isModule = declaration.deployment !== undefined;
      if (!isModule && !first?.safe && isKey(first, 'properties'))
        return { base: writtenReference(instance, false, write, because, at), accesses: rest };
      const base = writtenReference(instance, !isModule, write, because, at);
      return { base, accesses: isModule ? outputAccesses(accesses) : accesses };
    }
  }
}

/** What a resource is as an argument of `list*()`. Undefined where that is not seen. */
export function writtenTarget(
  expression: ResourceExpression,
  env: Env,
  write: Write,
  because: string,
): Value | undefined {
  const instance = instanceOf(expression, env);
  return instance === undefined ? undefined : targetOf(instance, write, because, expression.at);
}

/** `reference(resource)`, the properties of a resource. Undefined where that is not seen. */
export function writtenProperties(
  expression: ResourceExpression,
  env: Env,
  write: Write,
  because: string,
): Value | undefined {
  const instance = instanceOf(expression, env);
  return instance === undefined ? undefined : writtenReference(instance, false, write, because, expression.at);
}

function writtenReference(instance: Instance, full: boolean, write: Write, because: string, at: Location): Value {
  // By a name that is computed the engine finds the version when it evaluates the call.
  const isComputed = instance.env.frame.template.symbolicNames && instance.index !== undefined;
  const apiVersion = isComputed && !full ? undefined : instance.apiVersion();
  const target = targetOf(instance, write, because, at);
  const args = [target, ...(apiVersion === undefined ? [] : [apiVersion]), ...(full ? [textValue('full', at)] : [])];
  return unknownValue(callSymbol('reference', args), because, at);
}

/** Where a symbolic name is written as text, the engine puts the id in its place before it evaluates anything. */
function targetOf(instance: Instance, write: Write, because: string, at: Location): Value {
  const { declaration, env, index } = instance;
  if (!env.frame.template.symbolicNames) return writtenId(instance, write, because, at);
  if (index === undefined) return referenceId(instance);
  const format = textValue(`${declaration.symbolicName ?? ''}[{0}]`, at);
  return unknownValue(callSymbol('format', [format, index]), because, at);
}

function instanceOf({ declaration, index }: ResourceExpression, env: Env): Instance | undefined {
  const frame = frameWithResource(env.frame, declaration);
  const { instances, looped } = frame.session.instancesOf(frame, declaration);
  if (!looped) return instances[0];
  const at = index === undefined ? undefined : frame.session.evaluate(index, env);
  return at?.kind === 'number' ? instances[at.value] : undefined;
}
