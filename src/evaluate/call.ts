import type { Location } from '../text/location.ts';
import { callSymbol, firstUnknown, unknownValue } from '../resource/unknown.ts';
import type { LambdaSymbol, SymbolNode, UnknownValue, Value } from '../resource/value.ts';
import type { CallExpression, LambdaExpression } from '../template/expression.ts';
import type { BuiltInFunction, FunctionArgument, FunctionCall, Lambda } from './functions/built-in-function.ts';
import { arityProblem } from './functions/arity.ts';
import { builtInFunctions } from './functions/index.ts';
import type { Callee, Callees } from './callee.ts';
import { notAFunction, ofValues } from './callee.ts';
import type { Env, LocalBinding } from './frame.ts';
import { opaque } from './frame.ts';
import { idFunctions } from './id-functions.ts';
import { lazyFunctions } from './lazy-functions.ts';
import { copyIndex } from './loop.ts';
import { refuse } from './member.ts';
import type { ValueReading } from './reading.ts';
import { evaluateList, misplaced, runtimeFunctions } from './runtime-functions.ts';
import { scopeFunctions } from './scope-functions.ts';
import { undecidedLambda } from './undecided.ts';

/**
 * Every function, by its name as ARM spells it, which is how most are written, and in lower case. Those that look at expressions go
 * before those of values.
 */
const callees: ReadonlyMap<string, Callee> = byName([
  ...Array.from(builtInFunctions.values(), (builtIn): [string, Callee] => [builtIn.name, ofBuiltIn(builtIn)]),
  ...lazyFunctions,
  ...runtimeFunctions,
  ...scopeFunctions,
  ...idFunctions,
  ['copyIndex', ofValues((_name, args, at, env) => copyIndex(args, at, env))],
]);

function byName(functions: Callees): ReadonlyMap<string, Callee> {
  const map = new Map<string, Callee>();
  for (const [name, callee] of functions) map.set(name, callee).set(name.toLowerCase(), callee);
  return map;
}

/** The value of a call of a built-in function, whoever implements it: the scope, the ids, run-time answers, or a function of its arguments. */
export function evaluateCall(expression: CallExpression, env: Env): Value {
  if (expression.misplaced) return misplaced(expression, env, expression.name);
  const callee = callees.get(expression.name);
  if (callee !== undefined) return callee(expression, env, expression.name);
  // Bicep may qualify what it calls: `az.resourceId`, `sys.format`. Case does not matter.
  const name = expression.name.slice(expression.name.indexOf('.') + 1);
  const lower = name.toLowerCase();
  const found = callees.get(lower) ?? (lower.startsWith('list') ? evaluateList : notAFunction);
  return found(expression, env, name);
}

function ofBuiltIn(builtIn: BuiltInFunction): Callee {
  return (expression, env, name) => evaluateBuiltIn(builtIn, expression, env, name);
}

function evaluateBuiltIn(builtIn: BuiltInFunction, expression: CallExpression, env: Env, name: string): Value {
  const { at } = expression;
  const args = expression.arguments.map((argument) =>
    argument.kind === 'lambda' ? new EvaluatedLambda(argument, env) : env.frame.session.evaluate(argument, env),
  );
  const problem = arityProblem(builtIn, name, args.length);
  if (problem !== undefined) return refuse(env, at, problem, 'wrong-arity');
  const call = new Call(name, at, env);
  const result = builtIn.evaluate(args, call);
  if (result.kind === 'unknown') return decided(builtIn.name, args, call) ?? result;
  return isTooLarge(result, env) ? tooLarge(at, env) : result;
}

function decided(name: string, args: readonly FunctionArgument[], { reading, at }: FunctionCall): Value | undefined {
  const values = args.filter((argument): argument is Value => argument.kind !== 'lambda');
  return values.length === args.length ? reading.decide(name, values, at) : undefined;
}

function isTooLarge(value: Value, env: Env): boolean {
  const { size } = env.frame.session.budget;
  if (value.kind === 'string') return value.value.length > size;
  return value.kind === 'array' && value.items.length > size;
}

function tooLarge(at: Location, env: Env): Value {
  const { session } = env.frame;
  const message = `A text or an array of more than ${session.budget.size} is larger than what is evaluated.`;
  session.log.note({ code: 'limit-size', level: 'error', message, at });
  return opaque(session, message, at);
}

class Call implements FunctionCall {
  readonly name: string;
  readonly at: Location;
  readonly #env: Env;

  constructor(name: string, at: Location, env: Env) {
    this.name = name;
    this.at = at;
    this.#env = env;
  }

  get reading(): ValueReading {
    return this.#env.frame.session.reading.values;
  }

  stay(args: readonly FunctionArgument[], because?: string, identity?: string): UnknownValue {
    const spelled = args.map((argument) => (argument.kind === 'lambda' ? argument.symbol() : argument));
    const unknown = firstUnknown(spelled);
    const reason = because ?? unknown?.because ?? `${this.name}() is known only to the deployment`;
    return unknownValue(callSymbol(this.name, spelled, identity), reason, this.at, unknown?.sealed);
  }

  unknown(symbol: SymbolNode, because: string): UnknownValue {
    return unknownValue(symbol, because, this.at);
  }

  fail(message: string): UnknownValue {
    const { session } = this.#env.frame;
    session.log.note({ code: 'invalid-expression', level: 'error', message, at: this.at });
    return opaque(session, message, this.at);
  }

  spend(steps: number): boolean {
    return this.#env.frame.session.spend(steps);
  }
}

class EvaluatedLambda implements Lambda {
  readonly kind = 'lambda';
  readonly #expression: LambdaExpression;
  readonly #env: Env;

  constructor(expression: LambdaExpression, env: Env) {
    this.#expression = expression;
    this.#env = env;
  }

  get parameters(): readonly string[] {
    return this.#expression.parameters;
  }

  apply(values: readonly Value[]): Value {
    let { locals } = this.#env;
    for (const [index, name] of this.parameters.entries()) {
      const value = values[index];
      if (value !== undefined)
        locals = { kind: 'lambda', name: name.toLowerCase(), value, next: locals } satisfies LocalBinding;
    }
    return this.#env.frame.session.evaluate(this.#expression.body, { ...this.#env, locals });
  }

  symbol(): LambdaSymbol {
    return undecidedLambda(this.#expression, this.#env);
  }
}
