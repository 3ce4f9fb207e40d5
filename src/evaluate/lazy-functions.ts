import { undecided } from './undecided.ts';
import { isSealed } from './sealed.ts';
import type { Value } from '../resource/value.ts';
import type { CallExpression, Expression } from '../template/expression.ts';
import type { Callees } from './callee.ts';
import type { Env } from './frame.ts';
import { boolValue, nullValue } from '../resource/make-value.ts';
import { stayingCall } from './staying-call.ts';
import { refuse } from './member.ts';

/** Functions that look at their arguments one by one: what is not needed is not evaluated, and may be wrong. */
export const lazyFunctions: Callees = [
  ['if', evaluateIf],
  ['and', (expression, env) => evaluateLogical(expression, env, false)],
  ['or', (expression, env) => evaluateLogical(expression, env, true)],
  ['coalesce', evaluateCoalesce],
];

function evaluateIf(expression: CallExpression, env: Env): Value {
  const [condition, whenTrue, whenFalse] = expression.arguments;
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined || expression.arguments.length > 3) {
    return refuse(
      env,
      expression.at,
      `Unable to evaluate template language function 'if': function requires 3 argument(s) while ${expression.arguments.length} were provided.`,
    );
  }
  const { session } = env.frame;
  const value = session.evaluate(condition, env);
  if (value.kind === 'bool') return session.evaluate(value.value ? whenTrue : whenFalse, env);
  if (value.kind === 'unknown') return stayWith(expression, [value], [whenTrue, whenFalse], env);
  return refuse(
    env,
    condition.at,
    "The template language function 'if' expects its first parameter to be of type 'Boolean'.",
  );
}

/** `and` stops at the first false, `or` at the first true. One that is unknown stops both: it stays, as in the engine. */
function evaluateLogical(expression: CallExpression, env: Env, stopAt: boolean): Value {
  const { session } = env.frame;
  for (const [index, argument] of expression.arguments.entries()) {
    const value = session.evaluate(argument, env);
    if (value.kind === 'unknown') {
      const before = expression.arguments.slice(0, index).map((known) => boolValue(!stopAt, known.at));
      return stayWith(expression, [...before, value], expression.arguments.slice(index + 1), env);
    }
    if (value.kind !== 'bool') {
      return refuse(
        env,
        argument.at,
        `The template language function '${expression.name}' expects its parameters to be of type 'Boolean'.`,
      );
    }
    if (value.value === stopAt) return value;
  }
  return boolValue(!stopAt, expression.at);
}

function evaluateCoalesce(expression: CallExpression, env: Env): Value {
  const { session } = env.frame;
  for (const [index, argument] of expression.arguments.entries()) {
    const value = session.evaluate(argument, env);
    if (value.kind === 'unknown' && !session.reading.values.isPresent(value)) {
      const before = expression.arguments.slice(0, index).map((known) => nullValue(known.at));
      return stayWith(expression, [...before, value], expression.arguments.slice(index + 1), env);
    }
    if (value.kind !== 'null') return value;
  }
  return nullValue(expression.at);
}

/** The call stays; the arguments it did not get to are evaluated without complaint, only to say what they are. */
function stayWith(expression: CallExpression, decided: readonly Value[], rest: readonly Expression[], env: Env): Value {
  const others = rest.map((argument) => undecided(argument, env));
  const staying = stayingCall(expression.name, [...decided, ...others], expression.at);
  return [...decided, ...others].some(isSealed) ? { ...staying, sealed: true } : staying;
}
