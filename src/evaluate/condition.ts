import type { Location } from '../text/location.ts';
import type { Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { Env } from './frame.ts';
import { boolValue } from '../resource/make-value.ts';
import { stayingCall } from './staying-call.ts';

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

function truth(value: Value, env: Env): Value {
  if (value.kind === 'bool' || value.kind === 'unknown') return value;
  if (value.kind === 'null') return boolValue(true, value.at);
  return env.frame.session.reading.branches.condition(value, env);
}
