import type { Value } from '../resource/value.ts';
import type { Frame } from './frame.ts';
import { EVALUATING, envOf } from './frame.ts';
import { refuse } from './member.ts';
import { isSecure } from './type-check.ts';

/**
 * The value of an output of a deployment, evaluated once; undefined when it has no such output. A secure output is sealed: it stays
 * what `stays` says.
 */
export function outputValue(frame: Frame, name: string, stays: Value): Value | undefined {
  const lower = name.toLowerCase();
  const declaration = frame.template.outputs.get(lower);
  if (declaration === undefined) return undefined;
  if (isSecure(declaration.type)) return stays.kind === 'unknown' ? { ...stays, sealed: true } : stays;
  const known = frame.outputs.get(lower);
  if (known === EVALUATING)
    return refuse(envOf(frame), declaration.at, `The output '${declaration.name}' refers to itself.`, 'cycle');
  if (known !== undefined) return known;
  frame.outputs.set(lower, EVALUATING);
  const hidden = frame.session.log.hidden;
  const value = frame.session.evaluate(declaration.value, envOf(frame));
  if (frame.session.log.hidden === hidden) frame.outputs.set(lower, value);
  else frame.outputs.delete(lower);
  return value;
}
