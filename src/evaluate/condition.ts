import type { Location } from '../text/location.ts';
import type { Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { Env } from './frame.ts';
import { boolValue } from '../resource/make-value.ts';
import { stayingCall } from './staying-call.ts';
import { refuse } from './member.ts';

/** Whether something exists whose surroundings exist perhaps: both conditions together. False as soon as one is false. */
export function conjunction(outer: Value, condition: Expression | undefined, env: Env, at: Location): Value {
  if (condition === undefined || isFalse(outer)) return outer;
  const own = truth(env.frame.session.evaluate(condition, env), env);
  if (own.kind === 'bool') return own.value ? outer : own;
  return outer.kind === 'bool' ? own : stayingCall('and', [outer, own], at);
}

/** True when a condition is certainly false. */
export function isFalse(value: Value): boolean {
  return value.kind === 'bool' && !value.value;
}

/** Resource Manager also takes a condition that is written as text; to the preflight whatever is no boolean says nothing. */
function truth(value: Value, env: Env): Value {
  if (value.kind === 'bool' || value.kind === 'unknown') return value;
  if (value.kind === 'null') return boolValue(true, value.at);
  if (env.frame.session.inputs.preflight) return value;
  const written = value.kind === 'string' ? value.value.toLowerCase() : '';
  if (written === 'true' || written === 'false') return boolValue(written === 'true', value.at);
  return refuse(env, value.at, 'The condition of a resource must be a boolean.', 'invalid-condition');
}
