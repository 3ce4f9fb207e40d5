import type { UnknownValue, Value } from '../resource/value.ts';
import { nullValue } from '../resource/make-value.ts';
import type { Env } from './frame.ts';
import type { Instance } from './instance.ts';
import type { Access } from './member.ts';
import { follow, isKey, refuse } from './member.ts';
import type { OutputAnswer } from './output.ts';
import { answerOutput } from './output.ts';

/** `outputs.name` of a module is `outputs.name.value` of its deployment; safe is both or neither. */
export function outputAccesses(accesses: readonly Access[]): readonly Access[] {
  const [outputs, name, ...rest] = accesses;
  if (outputs === undefined || name === undefined || !isKey(outputs, 'outputs')) return accesses;
  const { at, safe } = name;
  const value: Access = { key: { kind: 'string', value: 'value', at }, at, ...(safe ? { safe } : {}) };
  return [outputs, name, value, ...rest];
}

/** The value of an output of a deployment and what follows; what stays is a reference with its accesses. */
export function outputMember(
  instance: Instance,
  name: Access,
  others: readonly Access[],
  [reference, accesses]: readonly [UnknownValue, readonly Access[]],
  env: Env,
): Value {
  const answer = outputOf(instance, name, env);
  return 'value' in answer ? follow(answer.value, others, env) : follow({ ...reference, ...answer }, accesses, env);
}

function outputOf(instance: Instance, access: Access, env: Env): OutputAnswer {
  const { session } = env.frame;
  const key = session.evaluate(access.key, env);
  const child = instance.child();
  const exists = instance.exists();
  if (!session.reading.references.seesOutputs(instance)) return { because: 'outputs are known only to the deployment' };
  if (child === undefined) {
    const because =
      exists.kind === 'bool' ? 'the module is not deployed or could not be read' : 'the module could not be read';
    return { because };
  }
  if (key.kind !== 'string')
    return { because: key.kind === 'unknown' ? key.because : 'the name of the output is no text' };
  const answer = answerOutput(child, key.value);
  if (answer !== undefined) return answer;
  if (access.safe) return { value: nullValue(access.at) };
  const names = [...child.template.outputs.keys()].join(', ');
  const message = `The language expression property '${key.value}' doesn't exist, available properties are '${names}'.`;
  return { value: refuse(env, access.at, message) };
}
