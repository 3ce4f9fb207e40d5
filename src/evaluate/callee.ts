import type { Location } from '../text/location.ts';
import type { Value } from '../resource/value.ts';
import type { CallExpression } from '../template/expression.ts';
import type { Env } from './frame.ts';
import { refuse } from './member.ts';

/** What answers the call of a function. `name` is as written, without the namespace that Bicep may put before it. */
export type Callee = (expression: CallExpression, env: Env, name: string) => Value;

/** Functions by name, as ARM spells it. */
export type Callees = readonly (readonly [name: string, callee: Callee])[];

/** A function of the values of its arguments, none of which is a lambda. */
export function ofValues(evaluate: (name: string, args: readonly Value[], at: Location, env: Env) => Value): Callee {
  return (expression, env, name) => {
    const args: Value[] = [];
    for (const argument of expression.arguments) {
      if (argument.kind === 'lambda') return notAFunction(expression, env, name);
      args.push(env.frame.session.evaluate(argument, env));
    }
    return evaluate(name, args, expression.at, env);
  };
}

/** What the engine says of a name that it does not know. */
export function notAFunction({ at }: CallExpression, env: Env, name: string): Value {
  return refuse(env, at, `The template function '${name}' is not valid.`, 'unknown-function');
}
