import type { MemberSymbol, UnknownValue, Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { Env, Frame, LocalBinding } from './frame.ts';
import { envOf } from './frame.ts';
import { memberOf, stayingCall } from './make-value.ts';
import { follow } from './member.ts';

/** Symbols nested deeper than this stay as they are. */
const DEEPEST = 60;
const SCOPE_FUNCTIONS: ReadonlySet<string> = new Set([
  'resourcegroup',
  'subscription',
  'managementgroup',
  'deployment',
  'tenant',
]);

/**
 * An argument as the preflight hands it on from one deployment to another: as the expression that is left of it, which is evaluated again
 * in the scope of `to`. What describes the caller's group or subscription and is unknown there then describes that of `to`; but
 * `deployment()` is `from`, a nested deployment that was given expressions itself.
 */
export function handedOn(argument: Value, from: Frame, to: Frame): Value {
  return new Handing(envOf(from), envOf(to)).value(argument, 0);
}

class Handing {
  readonly #from: Env;
  readonly #to: Env;
  readonly #done = new Map<UnknownValue, Value>();

  constructor(from: Env, to: Env) {
    this.#from = from;
    this.#to = to;
  }

  value(value: Value, depth: number): Value {
    if (value.kind !== 'unknown' || depth > DEEPEST) return value;
    const done = this.#done.get(value) ?? this.#again(value, depth + 1);
    this.#done.set(value, done);
    return done;
  }

  #again(value: UnknownValue, depth: number): Value {
    const { symbol } = value;
    if (symbol.kind === 'member') return this.#member(symbol, value, depth);
    if (symbol.kind !== 'call') return value;
    if (symbol.arguments.length === 0) {
      const isScope = SCOPE_FUNCTIONS.has(symbol.name.toLowerCase());
      return isScope ? this.#scope(symbol.name, value) : value;
    }
    const given = symbol.arguments.filter((argument) => argument.kind !== 'lambda');
    const args = given.map((argument) => this.value(argument, depth));
    const isSame = args.every((argument, index) => argument === given[index]);
    return isSame || given.length < symbol.arguments.length ? value : this.#call(symbol.name, args, value);
  }

  /** A scope of another kind than that of the deployment stays the caller's. */
  #scope(name: string, value: UnknownValue): Value {
    const env = name.toLowerCase() === 'deployment' ? this.#from : this.#to;
    const { session } = env.frame;
    const call = { kind: 'call', name, arguments: [], at: value.at } as const;
    const { value: scope, failed } = session.log.attempt(() => session.evaluate(call, env));
    return failed ? value : scope;
  }

  #member({ of, key }: MemberSymbol, value: UnknownValue, depth: number): Value {
    const base = this.value(of, depth);
    if (base === of) return value;
    if (key.kind !== 'string' && key.kind !== 'number') return memberOf(base, key, value.at, value.because);
    return follow(base, [{ key, at: value.at }], this.#to);
  }

  /** The call with arguments that are values already. */
  #call(name: string, args: readonly Value[], { at, because }: UnknownValue): Value {
    if (/^(reference|list)/i.test(name)) return stayingCall(name, args, at, because);
    let { locals } = this.#to;
    const parameters: Expression[] = [];
    for (const [index, value] of args.entries()) {
      locals = { kind: 'function', name: `#${index}`, value, next: locals } satisfies LocalBinding;
      parameters.push({ kind: 'functionParameter', name: `#${index}`, at });
    }
    const { session } = this.#to.frame;
    return session.evaluate({ kind: 'call', name, arguments: parameters, at }, { ...this.#to, locals });
  }
}
